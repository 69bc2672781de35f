"""The stage: what the task says to whatever shows screens and listens.

There are two: the real one (PsychoPy, real time, real devices) and a virtual one (a clock that only the task moves).
The same trial code runs on both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from experiment.format.apparatus import FlipIntervals
from experiment.format.made_here import made_often
from experiment.format.vocabulary import EndedBy, PauseReason
from experiment.layout.views import Blank, FixationView, PageView, PauseView, View
from experiment.messages import Refusal
from experiment.task.answers import NOTHING, Answer, PauseChoice
from experiment.task.gaps import SETTLING_S, Gaps, Standstill
from experiment.task.inputs import Input, Key, KeyPress
from experiment.task.orders import Orders
from experiment.task.slider import SliderAnswer
from experiment.task.typed_answer import TypedAnswer

_NUMBERS = (TypedAnswer, SliderAnswer)

AWAITS_NOTHING = (Blank, FixationView, PageView, PauseView)
"""Screens on which no response is timed."""


@made_often
@dataclass(frozen=True)
class Shown:
    """A screen is on.

    Parameters
    ----------
    onset_s
        The flip that first showed it; it is also the offset of the screen before.
    earlier
        Inputs made while the screen before was still on, after it had been listened to for the last time. They belong
        to that screen.
    """

    onset_s: float
    earlier: tuple[Input, ...]


@made_often
@dataclass(frozen=True)
class Heard:
    """A screen has been listened to; it stays on until the next one is shown.

    Parameters
    ----------
    ended_by
        What ended the listening.
    answer
        As it stood then.
    inputs
        What was done meanwhile.
    disturbed_by
        Why the stage asks for a pause, if that has ended it.
    disturbed_s
        When it found that.
    called
        Whether it is the experimenter who has broken it off, from another window.
    """

    ended_by: EndedBy
    answer: Answer
    inputs: tuple[Input, ...]
    disturbed_by: PauseReason | None = None
    disturbed_s: float | None = None
    called: bool = False


@dataclass(frozen=True)
class Frames:
    """How the display kept time over a span.

    Parameters
    ----------
    dropped
        Refreshes that passed without a new frame.
    longest_s
        The longest interval between two flips.
    """

    dropped: int
    longest_s: float


OnDisplayLost: TypeAlias = Callable[[], Refusal]
"""Done when the display goes away and the process ends with it; gives what is said to the experimenter."""


class Stage(Protocol):
    """Shows screens and listens. Times are in seconds from the start of the launch."""

    @property
    def frame_s(self) -> float:
        """The refresh period of the display."""
        ...

    def prepare(self, views: Iterable[View], first: PageView | None = None) -> None:
        """Lay out and draw once, unseen, whatever will be shown; nothing is laid out while a trial runs.

        Parameters
        ----------
        views
            All of them; what does not fit the screen is refused before any is shown.
        first
            The page among them that is shown first: the others are laid out while it stands, a little after each flip.
            Listening to it goes on until all are: what ends it before, a press too, counts as of then. ``None``: all
            are laid out at once.

        Raises
        ------
        Refusal
            If one does not fit.
        """
        ...

    def lay_out(self, view: View) -> None:
        """Lay out one more view of a prepared kind while no response is timed, as at a pause."""
        ...

    def text_scales(self) -> Mapping[type[View], float]:
        """Return how large the type of each kind of screen is, against the usual size, once it is prepared."""
        ...

    def show(self, view: View, answer: Answer = NOTHING) -> Shown:
        """Put a screen up, with an answer as it stands, and return at the flip that first shows it."""
        ...

    def listen(self, answer: Answer, duration_s: float | None) -> Heard:
        """Feed inputs to an answer until it is complete, Escape is pressed, time is up, or something goes amiss.

        In a pause, whatever goes amiss or is as before again ends it too, so that the screen can say so. An order of
        the experimenter may end it anywhere; who has carried it out may listen on, with the answer as it stood.

        Parameters
        ----------
        answer
            What the screen asks for; shown as it stands.
        duration_s
            From the onset; the next screen that is shown appears at the refresh nearest to its end. ``None``: no limit.
        """
        ...

    def stand(self) -> None:
        """Leave what is on as it stands for one more refresh; what is done meanwhile is heard later.

        Before anything has been shown it returns at once.
        """
        ...

    def heed(self, orders: Orders) -> None:
        """Say by which orders listening is broken off: see `is_called`."""
        ...

    def amiss(self) -> frozenset[PauseReason]:
        """Return what is not as it was at the beginning; until all is, a session must not go on."""
        ...

    def take_gaps(self) -> Gaps:
        """Return what has come between the clock and what it measures since the last call."""
        ...

    def take_frames(self) -> Frames:
        """Return how the display kept time since the last call."""
        ...

    def if_lost(self, action: OnDisplayLost | None) -> None:
        """Say what is to be done and said if the display goes away; ``None``: nothing is at stake."""
        ...

    def flip_intervals(self) -> FlipIntervals | None:
        """Sum up the intervals between all flips so far; ``None``: there is no display."""
        ...


def end_s(onset_s: float, duration_s: float | None, frame_s: float) -> float:
    """Return when a screen ends that lasts so long: durations are rounded to whole frames, and last one at least."""
    return math.inf if duration_s is None else onset_s + max(1, round(duration_s / frame_s)) * frame_s


def is_called(orders: Orders, view: View, duration_s: float | None) -> bool:
    """Return whether an order breaks off the listening to a screen.

    An end does always, and a pause where there is none yet; a note only where it can be written down at once, because
    the screen waits for somebody and no response to it is timed: elsewhere it waits for the next screen.
    """
    if orders.end is not None or (orders.pause and not isinstance(view, PauseView)):
        return True
    return bool(orders.notes) and duration_s is None and isinstance(view, AWAITS_NOTHING)


class Listening:
    """Feeds inputs to an answer in their order; both stages listen with it.

    A deadline is one whoever slept: what is stamped later answers nothing, however long the screen stays. Escape brings
    the pause all the same.

    Parameters
    ----------
    answer
        As it stands when the listening begins.
    until_s
        When the time of the screen is over.
    standstills
        When the program stood still, so far. What was done then may be stamped at the thaw: whether anything has
        followed a last digit is known only after it.
    """

    def __init__(self, answer: Answer, until_s: float = math.inf, standstills: Sequence[Standstill] = ()) -> None:
        self.answer = answer
        self._until_s = until_s
        self._standstills = standstills
        self.inputs: list[Input] = []
        self._escaped = False

    def hear(self, given: Input) -> None:
        """Take one input."""
        self.inputs.append(given)
        if is_escape(given) and not isinstance(self.answer, PauseChoice):
            self._escaped = True
        elif given.time_s < self._until_s:
            self.at(given.time_s)
            self.answer = self.answer.take(given)

    def overhear(self, given: Input) -> None:
        """Take note of an input that was not meant for this answer."""
        self.inputs.append(given)

    def at(self, time_s: float) -> None:
        """Let go on what goes on by itself, up to a moment: a held arrow, the wait after a number's last digit."""
        if not isinstance(self.answer, _NUMBERS):
            return
        for still in self._standstills:
            if self.answer.pending_until_s is not None and still.spoils(self.answer.pending_until_s):
                self.answer = self.answer.pending_on(still.to_s + SETTLING_S)
        self.answer = self.answer.at(min(time_s, self._until_s))

    def over_at(self, time_s: float) -> bool:
        """Return whether the listening is over by a moment at which something else is done."""
        self.at(time_s)
        return self.over

    @property
    def pending_until_s(self) -> float | None:
        """When it is over if nothing more is done; ``None``: never by itself."""
        return self.answer.pending_until_s if isinstance(self.answer, _NUMBERS) else None

    @property
    def over(self) -> bool:
        """Whether an input has ended it, or a last digit that nothing has followed."""
        return self._escaped or self.answer.complete

    def broken_off(self, by: frozenset[PauseReason], at_s: float) -> Heard:
        """Return what was heard until something went amiss, or all was as before again."""
        why = next((reason for reason in PauseReason if reason in by), None)
        return Heard(EndedBy.PAUSE_ASKED, self.answer, tuple(self.inputs), why, at_s)

    def called(self, at_s: float) -> Heard:
        """Return what was heard until an order came."""
        return Heard(EndedBy.PAUSE_ASKED, self.answer, tuple(self.inputs), disturbed_s=at_s, called=True)

    def heard(self) -> Heard:
        """Return what was heard."""
        by_press = EndedBy.ESCAPE if self._escaped else EndedBy.ANSWER
        ended_by = by_press if self.over else EndedBy.TIME
        return Heard(ended_by, self.answer, tuple(self.inputs))


def is_escape(given: Input) -> bool:
    """Return whether an input asks for the pause."""
    return isinstance(given, KeyPress) and given.key is Key.ESCAPE
