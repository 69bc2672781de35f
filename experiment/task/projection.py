"""From the plan and the journal to every row: the one place where rows come from, while a session runs and later.

While a session runs, what this gives is appended to the tables. Before a resume, what stands there is held against it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from experiment.design.session_plan import AfterwardsPlan, ComprehensionPlan, PagesPlan, SessionPlan, TrialPlan
from experiment.format.afterwards_row import AfterwardsPlaceColumns, AfterwardsRow
from experiment.format.columns import SCHEMA_VERSION
from experiment.format.comprehension_row import ComprehensionColumns, ComprehensionRow
from experiment.format.journal import (
    Answered,
    AnswersKept,
    ClocksJumped,
    ComprehensionAnswered,
    JournalEntry,
    LaunchStarted,
    PagesDone,
    PauseBegun,
    ScreenOver,
    ScreenShown,
    StoodStill,
    TrialStarted,
)
from experiment.format.tables import Row
from experiment.format.trial_row import AnswerColumns, SessionColumns
from experiment.format.vocabulary import ParticipantMode
from experiment.task.progress import Progress, TrialPast
from experiment.task.trial_rows import Presented, Seen, event_columns, trial_rows
from experiment.task.trial_screens import remaining_screens


@dataclass(frozen=True)
class FinishedStep:
    """A step that is finished, and its rows, all of one table."""

    step: int
    rows: tuple[Row, ...]


def finished_steps(plan: SessionPlan, mode: ParticipantMode, entries: Iterable[JournalEntry]) -> list[FinishedStep]:
    """Give every row that follows from a plan and a journal, in the order in which they were due."""
    projection = Projection(plan, mode)
    for entry in entries:
        projection.take(entry)
    return projection.take_due()


class Projection:
    """What follows from a plan and the journal so far; it takes the journal's entries one by one.

    Parameters
    ----------
    plan
        What was to happen.
    mode
        Who answers.
    """

    def __init__(self, plan: SessionPlan, mode: ParticipantMode) -> None:
        self._plan = plan
        self._mode = mode
        self.launch = 0
        """Of the last launch in the journal."""
        self._frame_s = 0.0
        self._on: Seen | None = None
        self._presented: dict[int, Presented] = {}
        self._attempts: dict[int, int] = {}
        self._kept: dict[int, AnswersKept] = {}
        self._choices: dict[int, list[tuple[int, ComprehensionAnswered]]] = {}
        self._answers: dict[int, AnswerColumns] = {}
        self._pages: set[int] = set()
        self._disturbed: set[int] = set()
        self._gapped: set[int] = set()
        """Steps over whose screens, in any presentation, a clock jumped or the program stood still."""
        self._finished: set[int] = set()
        self._due: list[FinishedStep] = []

    def take(self, entry: JournalEntry) -> None:
        """Take the next entry."""
        match entry:
            case LaunchStarted():
                self.launch, self._frame_s = entry.launch, entry.frame_s
                self._on = None
                self._presented.clear()
                self._answers.clear()
            case PagesDone():
                self._pages.add(entry.step)
            case TrialStarted():
                self._attempts[entry.step] = entry.attempt
                self._presented[entry.step] = Presented(
                    entry.attempt, self._kept.get(entry.step), disturbed=entry.step in self._disturbed
                )
            case PauseBegun() if entry.why.is_disturbance and self._on is not None and self._on.shown.step is not None:
                self._disturbed.add(self._on.shown.step)
            case AnswersKept():
                self._kept[entry.step] = entry
            case ComprehensionAnswered():
                self._choices.setdefault(entry.step, []).append((self.launch, entry))
            case Answered():
                self._answer(entry)
            case ScreenOver() if self._on is not None:
                self._on.over = entry
            case ClocksJumped() | StoodStill() if self._on is not None:
                self._on.clocks_jumped |= isinstance(entry, ClocksJumped)
                if self._on.gaps_matter and self._on.shown.step is not None:
                    self._gapped.add(self._on.shown.step)
            case ScreenShown():
                self._show(entry)
            case _:
                pass

    def take_due(self) -> list[FinishedStep]:
        """Hand over what has been finished since the last call."""
        due, self._due = self._due, []
        return due

    def progress(self, launch: int) -> Progress:
        """Tell where a launch of this number begins, and what happened to each step before."""
        next_step = 0
        while next_step < len(self._plan.steps) and next_step in self._finished | self._pages:
            next_step += 1
        numbers = self._attempts.keys() | self._kept.keys()
        return Progress(
            launch=launch,
            next_step=next_step,
            past={number: TrialPast(self._attempts.get(number, 0), self._kept.get(number)) for number in numbers},
            chosen={number: tuple(entry.chosen for _, entry in all_) for number, all_ in self._choices.items()},
        )

    def _answer(self, entry: Answered) -> None:
        if entry.step in self._presented:
            self._presented[entry.step].answers[entry.phase, entry.question] = entry.answer
        else:
            self._answers[entry.step] = entry.answer
        if entry.step in self._kept:
            self._kept[entry.step] = self._kept[entry.step].amended(entry)

    def _show(self, entry: ScreenShown) -> None:
        before, self._on = self._on, Seen(entry)
        if before is not None:
            before.offset_s = entry.t_s
            if before.shown.step is not None and before.went_through:
                self._finish(before.shown.step, before)
        if entry.step is not None:
            if entry.step in self._presented:
                self._presented[entry.step].screens.append(self._on)
            if isinstance(self._plan.steps[entry.step], ComprehensionPlan):
                self._finish(entry.step, self._on)

    def _finish(self, number: int, screen: Seen) -> None:
        """Make the rows of a step, if it ended with this screen."""
        if number in self._finished:
            return
        rows: tuple[Row, ...] = ()
        match self._plan.steps[number]:
            case TrialPlan() as trial:
                presented = self._presented.get(number)
                if presented is not None and self._is_last(trial, presented):
                    rows = tuple(trial_rows(trial, presented, self._session, self._frame_s, number in self._gapped))
            case ComprehensionPlan() as question:
                # What is said to the last answer is on: the row is due.
                choices = self._choices.get(number, [])
                over = choices and (choices[-1][1].right or len(choices) >= question.attempts)
                if over and screen is self._on:
                    rows = (self._comprehension_row(number, question, choices),)
            case AfterwardsPlan() as asked:
                if screen.shown.question is asked.question and number in self._answers:
                    rows = (self._afterwards_row(number, asked),)
            case PagesPlan():
                pass
        if rows:
            self._finished.add(number)
            self._due.append(FinishedStep(number, rows))

    def _is_last(self, trial: TrialPlan, presented: Presented) -> bool:
        return len(presented.screens) == len(remaining_screens(trial, presented.kept is not None))

    def _comprehension_row(
        self, number: int, question: ComprehensionPlan, choices: list[tuple[int, ComprehensionAnswered]]
    ) -> ComprehensionRow:
        launch, last = choices[-1]
        here = launch == self.launch  # the clock of an earlier launch is another one
        return ComprehensionRow(
            session=self._session,
            check=ComprehensionColumns(
                question=question.question,
                right_answer=question.right,
                first_answer=choices[0][1].chosen,
                attempts=len(choices),
                passed=last.right,
                onset_s=last.onset_s if here else None,
                rt_s=last.rt_s if here else None,
                disturbed=number in self._disturbed,
            ),
        )

    def _afterwards_row(self, number: int, asked: AfterwardsPlan) -> AfterwardsRow:
        return AfterwardsRow(
            session=self._session,
            place=AfterwardsPlaceColumns(
                question=asked.question, trial=asked.trial, disturbed=number in self._disturbed
            ),
            event=event_columns(asked.event),
            answer=self._answers[number],
        )

    @property
    def _session(self) -> SessionColumns:
        plan = self._plan
        return SessionColumns(
            schema_version=SCHEMA_VERSION,
            study=plan.study,
            session_kind=plan.kind,
            participant_mode=self._mode,
            participant_id=plan.participant_id,
            arm=plan.arm,
            visit=plan.visit,
            run=plan.run,
            launch=self.launch,
            language=plan.language,
        )
