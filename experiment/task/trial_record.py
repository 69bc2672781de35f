"""What happened in one presentation of a trial, and the rows that come of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from experiment.design.session_plan import EventPlan, PlannedEvent, TrialPart, TrialPlan
from experiment.format.tables import Row
from experiment.format.trial_row import (
    NOT_ASKED,
    AnswerColumns,
    DisplayColumns,
    DurationColumns,
    EventColumns,
    PlaceColumns,
    SessionColumns,
    ShownAgainColumns,
    TimeColumns,
    TrialRow,
)
from experiment.format.vocabulary import EstimationPhase, Question
from experiment.layout.views import BaseRateView, EventView, FixationView, QuestionView
from experiment.task.answers import NumberAnswer
from experiment.task.journal import AnswersKept, KeptAnswer
from experiment.task.presentation import OnScreen

_FLAGGED_FRAMES = 0.25
"""A timed screen whose duration is off by more than this share of a frame is flagged."""


@dataclass
class TrialRecord:
    """One presentation of a trial.

    Parameters
    ----------
    trial
        The trial.
    attempt
        Which presentation, from 1.
    kept
        Answers from before an interruption, with which it goes on.
    rate_seen
        Whether its base rate has been shown in this presentation.
    """

    trial: TrialPlan
    attempt: int
    kept: AnswersKept | None
    rate_seen: bool = False
    _screens: list[OnScreen] = field(default_factory=list)

    def add(self, on: OnScreen) -> None:
        """Add a screen that has been shown."""
        self._screens.append(on)

    def given(self) -> tuple[KeptAnswer, ...]:
        """The answers so far; their onsets are left out, for the clock of a later launch starts anew."""
        return tuple(
            KeptAnswer(phase=phase, question=question, answer=replace(columns, onset_s=None))
            for phase, question, columns in self._asked()
        )

    def rows(self, session: SessionColumns, frame_s: float) -> list[Row]:
        """Write the rows, when the trial's last screen has ended.

        Parameters
        ----------
        session
            The columns that are the same in every row.
        frame_s
            Refresh period of the display.
        """
        return [self._row(part, session, frame_s) for part in self.trial.parts]

    def _asked(self) -> Iterator[tuple[EstimationPhase, Question, AnswerColumns]]:
        for on in self._screens:
            if isinstance(on.view, QuestionView) and isinstance(on.answer, NumberAnswer):
                assert on.phase is not None  # every screen of a trial has its phase
                yield on.phase, Question(on.view.question), on.answer.columns(on.onset_s)

    def _row(self, part: TrialPart, session: SessionColumns, frame_s: float) -> TrialRow:
        screens = [on for on in self._screens if on.phase is part.phase]
        answers = {
            kept.question: kept.answer for kept in (self.kept.answers if self.kept else ()) if kept.phase is part.phase
        }
        answers |= {question: columns for phase, question, columns in self._asked() if phase is part.phase}
        return TrialRow(
            session=session,
            place=PlaceColumns(
                phase=part.phase,
                block=self.trial.block,
                trial=self.trial.trial,
                practice=self.trial.practice,
                attempt=self.attempt,
                interrupted=self.kept is not None,
            ),
            event=event_columns(self.trial.event),
            shown_again=ShownAgainColumns(
                base_rate_shown_again=any(isinstance(s, EventPlan) and s.with_base_rate for s in part.screens)
            ),
            answers={question: answers.get(question, NOT_ASKED) for question in Question},
            times=self._times(part, screens),
            durations=_durations(screens),
            display=_display(screens, frame_s),
        )

    def _times(self, part: TrialPart, screens: list[OnScreen]) -> TimeColumns:
        begun_here = self.kept is None or part is not self.trial.parts[0]
        event = next((on for on in screens if isinstance(on.view, EventView)), None)
        rate = next((on for on in screens if _shows_rate(on)), None)
        return TimeColumns(
            trial_onset_s=screens[0].onset_s if begun_here else None,
            event_onset_s=event.onset_s if event else None,
            base_rate_onset_s=rate.onset_s if rate else None,
            base_rate_offset_s=rate.offset_s if rate else None,
            trial_end_s=screens[-1].offset_s if screens else None,
        )


def _durations(screens: list[OnScreen]) -> DurationColumns:
    fixation, event, rate = (
        next((on for on in screens if isinstance(on.view, view)), None)
        for view in (FixationView, EventView, BaseRateView)
    )
    return DurationColumns(
        fixation_planned_s=fixation.planned_s if fixation else None,
        fixation_s=fixation.duration_s if fixation else None,
        event_planned_s=event.planned_s if event else None,
        event_s=event.duration_s if event else None,
        base_rate_planned_s=rate.planned_s if rate else None,
        base_rate_s=rate.duration_s if rate else None,
    )


def event_columns(event: PlannedEvent) -> EventColumns:
    """Write the event of a row."""
    return EventColumns(
        event_id=event.event_id,
        event_list=event.event_list,
        event_category=event.category,
        event_text=event.text,
        base_rate_pct=event.base_rate_pct,
    )


def _shows_rate(on: OnScreen) -> bool:
    return isinstance(on.view, BaseRateView) or (isinstance(on.view, EventView) and on.view.base_rate_pct is not None)


def _display(screens: list[OnScreen], frame_s: float) -> DisplayColumns:
    frames = [on.frames for on in screens if on.frames]
    return DisplayColumns(
        frames_dropped=sum(span.dropped for span in frames),
        frame_longest_ms=1000 * max((span.longest_s for span in frames), default=0.0),
        timing_flag=any(on.missed_duration_s(frame_s) > _FLAGGED_FRAMES * frame_s for on in screens),
    )
