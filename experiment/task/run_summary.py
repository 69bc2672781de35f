"""What a run came to, counted: how its questions ended, its pauses, and how the display kept time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from experiment.design.session_plan import AfterwardsPlan, ComprehensionPlan, EstimatePlan, PagesPlan, SessionPlan
from experiment.format.afterwards_row import AfterwardsRow
from experiment.format.comprehension_row import ComprehensionRow
from experiment.format.journal import ClocksJumped, JournalEntry, LaunchStarted, NoteTaken, PauseBegun, PauseEnded
from experiment.format.sheet import SessionSheet
from experiment.format.tables import Row
from experiment.format.trial_row import TrialRow
from experiment.format.vocabulary import AbortReason, Outcome, PauseReason
from experiment.task.projection import Projection


@dataclass(frozen=True)
class Tally:
    """How questions ended.

    Parameters
    ----------
    planned
        How many there are to ask.
    answered, missed, unconfirmed
        How many of those asked ended so, in steps that are finished.
    """

    planned: int
    answered: int
    missed: int
    unconfirmed: int

    @property
    def asked(self) -> int:
        """How many were asked."""
        return self.answered + self.missed + self.unconfirmed


@dataclass(frozen=True)
class Understood:
    """The comprehension check.

    Parameters
    ----------
    planned, asked
        How many questions it has, and how many of them are over.
    right, at_once
        How many were answered rightly in the end, and how many at the first attempt.
    """

    planned: int
    asked: int
    right: int
    at_once: int


@dataclass(frozen=True)
class PauseTaken:
    """A pause.

    Parameters
    ----------
    launch, begun_s
        When it began.
    lasted_s
        How long, with what the computer slept meanwhile; ``None``: it has not ended, or its launch was broken off.
    why
        What has brought it.
    ended_by
        The reason for which the session was ended in it; ``None``: it went on.
    """

    launch: int
    begun_s: float
    lasted_s: float | None
    why: PauseReason
    ended_by: AbortReason | None


@dataclass(frozen=True)
class TimeKept:
    """How the display kept time during the trials that are finished.

    Parameters
    ----------
    rows
        Of the trial-level CSV.
    flagged, disturbed
        How many of them say so.
    frames_dropped, frame_longest_ms
        Over all of them.
    """

    rows: int
    flagged: int
    disturbed: int
    frames_dropped: int
    frame_longest_ms: float


@dataclass(frozen=True)
class RunSummary:
    """A run, counted.

    Parameters
    ----------
    sheet
        Whose run it is, where it stands, its window, and all reasons that were given.
    finished, planned
        How many trials and questions are finished, and how many there are.
    estimates, afterwards
        The questions of the trials, those of the practice left out, and those after them.
    understood
        The comprehension check; ``None``: there is none.
    on_screen_s
        How long its launches were on the screen, together.
    pauses, notes
        In their order.
    time_kept
        Of the display.
    """

    sheet: SessionSheet
    finished: int
    planned: int
    estimates: Tally
    afterwards: Tally
    understood: Understood | None
    on_screen_s: float
    pauses: tuple[PauseTaken, ...]
    notes: tuple[NoteTaken, ...]
    time_kept: TimeKept

    @property
    def paused_s(self) -> float:
        """How long its pauses were, together."""
        return sum(pause.lasted_s or 0.0 for pause in self.pauses)


def sum_up(plan: SessionPlan, entries: Sequence[JournalEntry], sheet: SessionSheet) -> RunSummary:
    """Count what a run came to, whether it is still going on or not.

    Raises
    ------
    IndexError, KeyError
        If the journal tells of what was not planned.
    """
    projection = Projection(plan, sheet)
    for entry in entries:
        projection.take(entry)
    steps = projection.take_due()
    rows = [row for step in steps for row in step.rows]
    trials = [row for row in rows if isinstance(row, TrialRow)]
    return RunSummary(
        sheet=sheet,
        finished=len(steps),
        planned=sum(not isinstance(step, PagesPlan) for step in plan.steps),
        estimates=_tally(
            sum(
                isinstance(screen, EstimatePlan)
                for trial in plan.trials
                if not trial.practice
                for _, screen in trial.screens
            ),
            (answer.outcome for row in trials if not row.place.practice for answer in row.answers.values()),
        ),
        afterwards=_tally(
            sum(isinstance(step, AfterwardsPlan) for step in plan.steps),
            (row.answer.outcome for row in rows if isinstance(row, AfterwardsRow)),
        ),
        understood=_understood(sum(isinstance(step, ComprehensionPlan) for step in plan.steps), rows),
        on_screen_s=sum(_last_times(entries)),
        pauses=tuple(_pauses(entries)),
        notes=tuple(entry for entry in entries if isinstance(entry, NoteTaken)),
        time_kept=TimeKept(
            rows=len(trials),
            flagged=sum(row.display.timing_flag for row in trials),
            disturbed=sum(row.display.disturbed for row in trials),
            frames_dropped=sum(row.display.frames_dropped for row in trials),
            frame_longest_ms=max((row.display.frame_longest_ms for row in trials), default=0.0),
        ),
    )


def _tally(planned: int, outcomes: Iterable[Outcome]) -> Tally:
    counts = Counter(outcomes)
    return Tally(planned, counts[Outcome.ANSWERED], counts[Outcome.MISSED], counts[Outcome.UNCONFIRMED])


def _understood(planned: int, rows: Iterable[Row]) -> Understood | None:
    if not planned:
        return None
    checks = [row.check for row in rows if isinstance(row, ComprehensionRow)]
    right = [check for check in checks if check.passed]
    return Understood(planned, len(checks), len(right), sum(check.attempts == 1 for check in right))


def _last_times(entries: Iterable[JournalEntry]) -> list[float]:
    """Give the last time of each launch, from its start."""
    last: list[float] = []
    for entry in entries:
        if isinstance(entry, LaunchStarted):
            last.append(0.0)
        elif last:
            last[-1] = max(last[-1], entry.t_s)
    return last


def _pauses(entries: Iterable[JournalEntry]) -> list[PauseTaken]:
    found: list[PauseTaken] = []
    launch, begun, slept_s = 0, None, 0.0
    for entry in entries:
        match entry:
            case LaunchStarted():
                launch, begun = entry.launch, None
            case ClocksJumped():
                slept_s += entry.slept_s
            case PauseBegun():
                begun, slept_s = entry, 0.0
                found.append(PauseTaken(launch, entry.t_s, None, entry.why, None))
            case PauseEnded() if begun is not None:
                found[-1] = PauseTaken(launch, begun.t_s, entry.t_s - begun.t_s + slept_s, begun.why, entry.reason)
                begun = None
            case _:
                pass
    return found
