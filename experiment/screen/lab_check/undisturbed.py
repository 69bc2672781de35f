"""Whether the check had screen and keyboard to itself: what was measured beside another window says nothing."""

from __future__ import annotations

from collections.abc import Callable

from experiment.format.check_report import CheckLine, Verdict
from experiment.format.judging import decided
from experiment.format.vocabulary import PauseReason
from experiment.screen.inputs import Inputs
from experiment.screen.window_watch import WindowWatch
from experiment.task.inputs import Input
from experiment.task.participant import Observation

_IN_WORDS = {
    PauseReason.KEYBOARD_LOST: "another window had the keyboard",
    PauseReason.COVERED: "something lay over the check's window",
    PauseReason.HIDDEN: "the check's window was off the screen",
    PauseReason.SIZE_CHANGED: "the check's window, or its monitor, got another size",
    PauseReason.REFRESH_CHANGED: "the monitor got another refresh rate",
}


class Undisturbed:
    """Watches the check's window as a session's is watched.

    Parameters
    ----------
    watch
        Of the window; ``None``: nothing is known of windows on this system.
    now_s
        The clock of the inputs.
    """

    def __init__(self, watch: WindowWatch | None, now_s: Callable[[], float]) -> None:
        self._watch, self._now_s = watch, now_s
        self._found = set[PauseReason]()

    def look(self) -> None:
        """Look how the window stands; called at every frame."""
        self.admitted([])

    def admitted(self, inputs: list[Input]) -> list[Input]:
        """Look how the window stands, and give those inputs that were meant for it."""
        if self._watch is None:
            return inputs
        admitted = self._watch.admitted(inputs, self._now_s(), in_pause=False)
        self._found |= self._watch.take_news()
        return admitted

    def line(self) -> CheckLine:
        """Judge what has come in the way up to now."""
        if self._watch is not None:
            self.look()
        known, found = self._watch is not None, [words for why, words in _IN_WORDS.items() if why in self._found]
        return decided(
            "undisturbed",
            known and not found,
            "while the check measures, its window keeps keyboard, place and size, and nothing lies over it",
            " and ".join(found) if found else "so it was" if known else "nothing is known of windows on this system",
            "close other programs and what brings up notes, leave keyboard and mouse alone until you are asked, and "
            "check again: what was measured meanwhile may be wrong"
            if known
            else "do nothing else on this computer while the check measures",
            otherwise=Verdict.FAIL if known else Verdict.WARN,
        )


class UndisturbedInputs:
    """A source of presses, of which those count that were meant for the check's window; at each poll it is looked at.

    Parameters
    ----------
    inputs
        Where presses come from.
    undisturbed
        Says which were meant for the window.
    """

    def __init__(self, inputs: Inputs, undisturbed: Undisturbed) -> None:
        self._inputs, self._undisturbed = inputs, undisturbed
        self.name, self.devices = inputs.name, inputs.devices

    def attend(self, observation: Observation, onset_s: float) -> None:
        """See a screen."""
        self._inputs.attend(observation, onset_s)

    def poll(self, now_s: float) -> list[Input]:
        """Take the presses since the last time, in their order."""
        return self._undisturbed.admitted(self._inputs.poll(now_s))

    def close(self) -> None:
        """Stop listening."""
        self._inputs.close()
