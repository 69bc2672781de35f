"""What a participant saw and did, made again from plan, sheet and journal: what was on the screen at any time.

Nothing here draws, or looks at a clock. The launches of a run are put one after the other: a position is in seconds
from the start of the first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from experiment.design.session_plan import SessionPlan
from experiment.format.journal import ClocksJumped, JournalEntry, LaunchEnded, LaunchStarted, ScreenOver, ScreenShown
from experiment.format.sheet import SessionSheet
from experiment.layout.answer_state import AnswerState
from experiment.layout.views import View
from experiment.task.answered_again import AnsweredAgain, Done, States
from experiment.task.shown_again import ShownAgain


@dataclass(frozen=True)
class ReplayedScreen:
    """A screen that was on.

    Parameters
    ----------
    launch, starts_s
        In which launch of the run, and the position at which that starts.
    shown, over
        What the journal says of its beginning and its end; ``None``: it tells of no end.
    off_s
        When the next one was shown, by the clock of the launch; of the last one, when the last thing happened.
    view
        What stood there.
    done
        What the participant did meanwhile.
    states
        The answer as it was seen, each with the time since when, by the clock of the launch.
    clocks_jumped
        Whether the computer slept meanwhile, or its clock was set: the clock of the launch does not tell how long it
        was on.
    is_cut_off
        Whether its launch broke off while it was on: what the journal had not yet on disk is not known.
    """

    launch: int
    starts_s: float
    shown: ScreenShown
    over: ScreenOver | None
    off_s: float
    view: View
    done: tuple[Done, ...]
    states: States
    clocks_jumped: bool = False
    is_cut_off: bool = False

    @property
    def at_s(self) -> float:
        """Its position."""
        return self.starts_s + self.shown.t_s

    @property
    def duration_s(self) -> float | None:
        """How long it was on; ``None``: nobody can say."""
        return None if self.clocks_jumped or self.is_cut_off else self.off_s - self.shown.t_s

    @property
    def last_state(self) -> AnswerState:
        """The answer as it stood when the screen was taken off."""
        return self.states[-1][1]

    def state_at(self, t_s: float) -> AnswerState:
        """Return the answer as it was seen at a time of the launch's clock."""
        return self.states[max(0, bisect_right([since for since, _ in self.states], t_s) - 1)][1]


@dataclass(frozen=True)
class Replay:
    """A run, made again.

    Parameters
    ----------
    screens
        In their order.
    length_s
        How long its launches were together, as far as their journal goes.
    """

    screens: tuple[ReplayedScreen, ...]
    length_s: float

    @property
    def is_cut_off(self) -> bool:
        """Whether a launch of it broke off, so that it was longer than is known."""
        return any(screen.is_cut_off for screen in self.screens)

    def at(self, position_s: float) -> tuple[ReplayedScreen, AnswerState] | None:
        """Return what was on the screen at a position; ``None``: nothing was yet."""
        place = bisect_right([screen.at_s for screen in self.screens], position_s)
        if place == 0:
            return None
        screen = self.screens[place - 1]
        return screen, screen.state_at(position_s - screen.starts_s)


def replay(plan: SessionPlan, sheet: SessionSheet, entries: Iterable[JournalEntry]) -> Replay:
    """Make a run again, as far as its journal goes.

    Raises
    ------
    LookupError
        If the journal tells of a screen that was not planned.
    """
    again, screens, starts_s = ShownAgain(plan, sheet), list[ReplayedScreen](), 0.0
    for launch in _launches(entries):
        screens += _screens_of(launch, again, starts_s)
        starts_s += max(entry.t_s for entry in launch)
    return Replay(tuple(screens), starts_s)


def _launches(entries: Iterable[JournalEntry]) -> list[list[JournalEntry]]:
    """Part a journal at the beginnings of its launches."""
    found: list[list[JournalEntry]] = []
    for entry in entries:
        if isinstance(entry, LaunchStarted):
            found.append([])
        if found:
            found[-1].append(entry)
    return found


def _screens_of(launch: list[JournalEntry], again: ShownAgain, starts_s: float) -> list[ReplayedScreen]:
    started = launch[0]
    assert isinstance(started, LaunchStarted)
    answered, screens = AnsweredAgain(started.frame_s), list[ReplayedScreen]()
    places = [place for place, entry in enumerate(launch) if isinstance(entry, ScreenShown)]
    for entry in launch[: places[0]] if places else launch:
        again.take(entry)
    for place, end in zip(places, [*places[1:], len(launch)], strict=True):
        shown, rest = launch[place], launch[place + 1 : end]
        assert isinstance(shown, ScreenShown)
        again.take(shown)
        view = again.view_of(shown)
        done, states = answered.on(shown, view, rest, again.may_go_on)
        for entry in rest:
            again.take(entry)
        off_s = launch[end].t_s if end < len(launch) else max(shown.t_s, *(entry.t_s for entry in [shown, *rest]))
        over = next((entry for entry in rest if isinstance(entry, ScreenOver)), None)
        jumped = any(isinstance(entry, ClocksJumped) for entry in rest)
        cut = end == len(launch) and over is None and not any(isinstance(entry, LaunchEnded) for entry in rest)
        screens.append(ReplayedScreen(started.launch, starts_s, shown, over, off_s, view, done, states, jumped, cut))
    return screens
