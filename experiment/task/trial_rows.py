"""The rows of a trial, from what was shown and answered in the presentation that counts."""

from __future__ import annotations

from dataclasses import dataclass, field

from experiment.design.session_plan import EstimatePlan, EventPlan, TrialPart, TrialPlan
from experiment.format.journal import AnswersKept, ScreenOver, ScreenShown
from experiment.format.made_here import made_often
from experiment.format.trial_row import (
    NOT_ASKED,
    AnswerColumns,
    AskedColumns,
    DisplayColumns,
    DurationColumns,
    EventColumns,
    PlaceColumns,
    SessionColumns,
    ShownAgainColumns,
    TimeColumns,
    TrialRow,
)
from experiment.format.vocabulary import AfterwardsQuestion, EndedBy, EstimationPhase, Question

_FLAGGED_FRAMES = 0.25
"""A timed screen whose duration is off by more than this share of a frame is flagged."""


@dataclass
class Seen:
    """A screen that was on.

    Parameters
    ----------
    shown, over
        What the journal says of its beginning and its end.
    offset_s
        The flip that showed the next one.
    clocks_jumped
        Whether the clock of the two is no measure of the time between them.
    """

    shown: ScreenShown
    over: ScreenOver | None = None
    offset_s: float | None = None
    clocks_jumped: bool = False

    @property
    def gaps_matter(self) -> bool:
        """Whether a standstill spoils a time of this screen; a jump of the clocks spoils any."""
        return self.clocks_jumped or self.shown.show not in ("fixation", "page")

    @property
    def went_through(self) -> bool:
        """Whether it ended as it was meant to, and was not broken off."""
        return self.over is not None and self.over.ended_by in (EndedBy.TIME, EndedBy.ANSWER)

    @property
    def duration_s(self) -> float | None:
        """How long it was on."""
        return None if self.offset_s is None or self.clocks_jumped else self.offset_s - self.shown.t_s

    def missed_duration_s(self, frame_s: float) -> float:
        """Return by how much a timed screen missed its duration, rounded to whole frames."""
        timed = self.over is not None and self.over.ended_by is EndedBy.TIME
        if not timed or self.shown.planned_s is None or self.duration_s is None:
            return 0.0
        return abs(self.duration_s - round(self.shown.planned_s / frame_s) * frame_s)


@dataclass
class Presented:
    """One presentation of a trial.

    Parameters
    ----------
    attempt
        Which one, from 1.
    kept
        Answers from before an interruption, with which it goes on.
    screens_planned
        How many screens it has: all, or those from the base rate on.
    screens
        What has been shown in it.
    answers
        What was answered in it.
    disturbed
        Whether it, or one before it, was broken off by what happened to the window.
    """

    attempt: int
    kept: AnswersKept | None
    screens_planned: int
    screens: list[Seen] = field(default_factory=list)
    answers: dict[tuple[EstimationPhase | None, Question | AfterwardsQuestion], AnswerColumns] = field(
        default_factory=dict
    )
    disturbed: bool = False

    def answer(self, phase: EstimationPhase, question: Question) -> AnswerColumns:
        """Find the answer to a question: one of this presentation, or one that was kept."""
        kept = {(kept.phase, kept.question): kept.answer for kept in (self.kept.answers if self.kept else ())}
        return self.answers.get((phase, question), kept.get((phase, question), NOT_ASKED))


@made_often
@dataclass(frozen=True)
class About:
    """What all rows of a trial say.

    Parameters
    ----------
    session, event
        Whose session, and which event.
    trial_in_session
        Its place among all trials, from 1.
    """

    session: SessionColumns
    event: EventColumns
    trial_in_session: int


def trial_rows(trial: TrialPlan, presented: Presented, about: About, frame_s: float, gapped: bool) -> list[TrialRow]:
    """Return the rows of a trial whose last screen has ended.

    Parameters
    ----------
    trial, presented
        What was planned, and what came of it.
    about
        What is the same in all of them.
    frame_s
        Refresh period of the display.
    gapped
        Whether a clock jumped, or the program stood still, over a screen of this trial.
    """
    return [_row(trial, part, presented, about, frame_s, gapped) for part in trial.parts]


def _row(
    trial: TrialPlan, part: TrialPart, presented: Presented, about: About, frame_s: float, gapped: bool
) -> TrialRow:
    screens = [seen for seen in presented.screens if seen.shown.phase is part.phase]
    first = {seen.shown.show: seen for seen in reversed(screens)}
    asked = {screen.question: screen for screen in reversed(part.screens) if isinstance(screen, EstimatePlan)}
    begun_here = presented.kept is None or part is not trial.parts[0]
    return TrialRow(
        session=about.session,
        place=PlaceColumns(
            phase=part.phase,
            block=trial.block,
            trial=trial.trial,
            trial_in_session=about.trial_in_session,
            practice=trial.practice,
            attempt=presented.attempt,
            interrupted=presented.kept is not None,
        ),
        event=about.event,
        shown_again=ShownAgainColumns(
            base_rate_shown_again=any(isinstance(s, EventPlan) and s.with_base_rate for s in part.screens)
        ),
        answers={question: presented.answer(part.phase, question) for question in Question},
        asked={question: _how_asked(asked.get(question)) for question in Question},
        times=_times(screens, first.get("event"), begun_here),
        durations=_durations(first),
        display=_display(screens, frame_s, gapped, presented.disturbed),
    )


_NOWHERE = AskedColumns(deadline_s=None, words=None)


def _how_asked(screen: EstimatePlan | None) -> AskedColumns:
    return _NOWHERE if screen is None else AskedColumns(deadline_s=screen.deadline_s, words=screen.words)


def _times(screens: list[Seen], event: Seen | None, begun_here: bool) -> TimeColumns:
    rate = next((seen for seen in screens if seen.shown.base_rate_pct is not None), None)
    return TimeColumns(
        trial_onset_s=screens[0].shown.t_s if begun_here else None,
        event_onset_s=event.shown.t_s if event else None,
        base_rate_onset_s=rate.shown.t_s if rate else None,
        base_rate_offset_s=rate.offset_s if rate else None,
        trial_end_s=screens[-1].offset_s if screens else None,
    )


def _durations(first: dict[str, Seen]) -> DurationColumns:
    fixation, event, rate = first.get("fixation"), first.get("event"), first.get("base_rate")
    return DurationColumns(
        fixation_planned_s=fixation.shown.planned_s if fixation else None,
        fixation_s=fixation.duration_s if fixation else None,
        event_planned_s=event.shown.planned_s if event else None,
        event_s=event.duration_s if event else None,
        base_rate_planned_s=rate.shown.planned_s if rate else None,
        base_rate_s=rate.duration_s if rate else None,
    )


def _display(screens: list[Seen], frame_s: float, gapped: bool, disturbed: bool) -> DisplayColumns:
    spans = [seen.over for seen in screens if seen.over]
    return DisplayColumns(
        frames_dropped=sum(span.frames_dropped for span in spans),
        frame_longest_ms=1000 * max((span.frame_longest_s for span in spans), default=0.0),
        timing_flag=gapped or any(seen.missed_duration_s(frame_s) > _FLAGGED_FRAMES * frame_s for seen in screens),
        disturbed=disturbed,
    )
