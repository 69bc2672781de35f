"""Whether the check had screen and keyboard to itself: what was measured beside another window says nothing."""

from __future__ import annotations

from collections.abc import Callable

from experiment.format.check_report import CheckLine, Verdict
from experiment.format.judging import decided
from experiment.format.vocabulary import PauseReason
from experiment.messages.checks import Disturbance, Named, OfMachine
from experiment.screen.inputs import Inputs
from experiment.screen.window_watch import WindowWatch
from experiment.task.inputs import Input
from experiment.task.participant import Observation

_IN_WORDS = {
    PauseReason.KEYBOARD_LOST: Disturbance.KEYBOARD_LOST,
    PauseReason.COVERED: Disturbance.COVERED,
    PauseReason.HIDDEN: Disturbance.HIDDEN,
    PauseReason.SIZE_CHANGED: Disturbance.SIZE_CHANGED,
    PauseReason.REFRESH_CHANGED: Disturbance.REFRESH_CHANGED,
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
        bar = "while the check measures, its window keeps keyboard, place and size, and nothing lies over it"
        if self._watch is None:
            return decided(OfMachine.DISTURBANCE_NOT_KNOWN, False, bar, otherwise=Verdict.WARN)
        found = tuple(Named(what.name) for why, what in _IN_WORDS.items() if why in self._found)
        if found:
            return decided(OfMachine.DISTURBED, False, bar, {"disturbances": found})
        return decided(OfMachine.LEFT_ALONE, True, bar)


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
