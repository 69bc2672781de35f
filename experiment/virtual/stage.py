"""The virtual stage: a clock that only the task moves, on a display that loses no frame."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter

from experiment.format.vocabulary import PauseReason
from experiment.layout.views import Blank, PageView, View
from experiment.task.answers import NOTHING, Answer
from experiment.task.gaps import NO_GAPS, Gaps
from experiment.task.inputs import Input
from experiment.task.orders import Orders
from experiment.task.participant import Observation, Participant
from experiment.task.stage import Frames, Heard, Listening, OnDisplayLost, Shown, end_s, is_called
from experiment.virtual.display import EXACT, VirtualDisplay


class NobodyAnswers(Exception):
    """A screen waits for the participant, and the participant does nothing."""


_after_s = attrgetter("after_s")


class VirtualStage:
    """A stage without a screen.

    Parameters
    ----------
    participant
        Who looks and presses.
    display
        When it refreshes.
    pass_s
        Told how far the clock has come whenever a screen is shown: a calendar goes with it.
    """

    def __init__(
        self,
        participant: Participant,
        display: VirtualDisplay = EXACT,
        pass_s: Callable[[float], None] | None = None,
    ) -> None:
        self._participant = participant
        self._pass_s = pass_s
        self._display, self._frame_s = display, display.frame_s
        self._now_s = 0.0
        self._onset_s = 0.0
        self._refresh = self._told = -1
        self._view: View = Blank()
        self._tail: list[Input] = []
        self._orders = Orders()

    @property
    def frame_s(self) -> float:
        """The refresh period."""
        return self._frame_s

    def prepare(self, views: Iterable[View], first: PageView | None = None) -> None:
        """Nothing needs preparing."""

    def lay_out(self, view: View) -> None:
        """Nothing needs laying out."""

    def text_scales(self) -> Mapping[type[View], float]:
        """There is no type."""
        return {}

    def show(self, view: View, _answer: Answer = NOTHING) -> Shown:
        """Show a screen at the next refresh; the one before has been on for a frame at least."""
        since = (self._now_s - self._display.first_s) / self._frame_s
        self._refresh = max(math.ceil(since - 1e-6), self._refresh + 1)
        self._onset_s = self._now_s = self._display.stamp_s(self._refresh)
        if self._pass_s is not None:
            self._pass_s(self._onset_s)
        self._view = view
        if not self._tail:
            return Shown(self._onset_s, ())
        earlier = tuple(press for press in self._tail if press.time_s < self._onset_s)
        self._tail = []
        return Shown(self._onset_s, earlier)

    def listen(self, answer: Answer, duration_s: float | None) -> Heard:
        """Let the participant act, and move the clock to the end of the screen.

        Raises
        ------
        NobodyAnswers
            If nothing would ever end it.
        """
        due_s = end_s(self._onset_s, duration_s, self._frame_s)
        listening = Listening(answer, due_s)
        actions = sorted(self._participant.act(Observation(self._view, duration_s)), key=_after_s)
        if is_called(self._orders, self._view, duration_s):  # given while the participant looked: nothing is done yet
            return listening.called(self._now_s)
        presses = [action.done(self._onset_s) for action in actions]
        for press in presses:
            # As on a real display, the last look at the keyboard is one frame before the next screen is due.
            settles_s = listening.pending_until_s
            settled = settles_s is not None and settles_s <= press.time_s
            if listening.over or settled or press.time_s > due_s - self._frame_s:
                self._tail.append(press)
                continue
            listening.hear(press)
            self._now_s = press.time_s
        if not listening.over:
            settles_s = listening.pending_until_s
            if duration_s is None and settles_s is None:
                raise NobodyAnswers(self._view)
            self._now_s = min(math.inf if settles_s is None else settles_s, due_s - self._frame_s / 2)
            listening.over_at(self._now_s)
        return listening.heard()

    def stand(self) -> None:
        """Let one more refresh pass."""
        self._refresh += 1
        self._now_s = max(self._now_s, self._display.stamp_s(self._refresh))

    def heed(self, orders: Orders) -> None:
        """Say by which orders listening is broken off."""
        self._orders = orders

    def if_lost(self, action: OnDisplayLost | None) -> None:
        """There is no display to be lost."""

    def amiss(self) -> frozenset[PauseReason]:
        """There is nothing that could go amiss."""
        return frozenset()

    def take_gaps(self) -> Gaps:
        """Tell that nothing came between."""
        return NO_GAPS

    def take_frames(self) -> Frames:
        """Tell that the display kept time."""
        intervals, self._told = self._refresh - self._told, self._refresh
        return Frames(dropped=0, longest_s=self._display.longest_s(intervals))

    def flip_intervals(self) -> None:
        """There is no display."""
