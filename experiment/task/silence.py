"""Questions without any input: a dead keyboard, or nobody there."""

from __future__ import annotations

from collections.abc import Sequence

from experiment.task.inputs import Input, KeyRelease


class Silence:
    """Counts the questions in a row to which nobody has put a hand.

    Parameters
    ----------
    most
        So many are too many; ``None``: there is no such number.
    """

    def __init__(self, most: int | None) -> None:
        self._most = most
        self._in_a_row = 0

    def after(self, inputs: Sequence[Input]) -> bool:
        """Count a question that has ended, and tell whether it was one too many; the count then begins anew.

        Parameters
        ----------
        inputs
            What was done while it was on.
        """
        self._in_a_row += 1
        self.heard(inputs)
        if self._in_a_row != self._most:
            return False
        self._in_a_row = 0
        return True

    def heard(self, inputs: Sequence[Input]) -> None:
        """Take note of what was done on any screen: a key or click, whatever it meant, shows that somebody is there."""
        for given in inputs:
            if not isinstance(given, KeyRelease):
                self._in_a_row = 0
                return
