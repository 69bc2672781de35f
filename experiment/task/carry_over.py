"""Presses that were meant for the screen before: the same key twice, a digit too many, Enter after the last digit."""

from __future__ import annotations

from dataclasses import dataclass

from experiment.format.made_here import made_often
from experiment.task.inputs import Input, KeyPress, Pointer, as_key

DOUBLE_PRESS_S = 0.12
"""A key that ends a screen and goes down again so soon has bounced or was pressed twice: nobody has seen the next.

Slower doubles are what the minimum of pages and self-paced screens is for (``pages_minimum_s``, ``minimum_s``).
"""

DOUBLE_CLICK_S = 0.5
"""The same for a click: so much is the usual time for the second click of a double click."""

STILL_TYPING_S = 0.4
"""A hand that types a number lets no more than this pass from key to key.

A number that its last digit confirms stays open for so long; and where the next screen comes by itself, it is on for so
long before anything can have been meant for it.
"""

NOTICED_S = 1.0
"""A hand that goes on sooner than this after its number was refused has not read so: it still types that number."""


@made_often
@dataclass(frozen=True)
class Ended:
    """How the last answer came to its end.

    Parameters
    ----------
    given
        The last input to it, or the last digit of its number that was typed since.
    by_digit
        Whether it ended after a digit of a number, which a hand may go on with: one that confirmed it, or the last one
        before its time was over.
    settled_s
        When the digit had been followed by nothing for so long that the screen was over; ``None``: with the input.
    """

    given: Input
    by_digit: bool = False
    settled_s: float | None = None

    def carries_over(self, given: Input) -> bool:
        """Return whether an input that goes on was meant for the screen before."""
        if isinstance(given, Pointer) and isinstance(self.given, Pointer):
            return self._since_s(given) < DOUBLE_CLICK_S
        if self.by_digit and isinstance(given, KeyPress) and given.key.confirms:
            return self._since_s(given) < STILL_TYPING_S
        return self._since_s(given) < DOUBLE_PRESS_S

    def types_on(self, given: Input) -> bool:
        """Return whether an input is one more digit of the number before."""
        press = as_key(given)
        is_digit = isinstance(press, KeyPress) and press.key.is_digit
        return self.by_digit and is_digit and self._since_s(given) < STILL_TYPING_S

    def typed_on(self, given: Input) -> Ended:
        """Take an input: the number before goes on for as long as its digits follow each other at typing speed."""
        return Ended(given, by_digit=True) if self.types_on(given) else self

    def _since_s(self, given: Input) -> float:
        return given.time_s - (self.given.time_s if self.settled_s is None else self.settled_s)
