"""From plan, journal and sheet to every row: the one place where rows come from, while a session runs and later.

While a session runs, what this gives is appended to the tables. Before a resume, what stands there is held against it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from experiment.design.session_plan import (
    AfterwardsPlan,
    ComprehensionPlan,
    PagesPlan,
    PlannedEvent,
    SessionPlan,
    TrialPlan,
)
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
from experiment.format.made_here import made_often
from experiment.format.sheet import SessionSheet
from experiment.format.tables import Row
from experiment.format.trial_row import AnswerColumns, EventColumns, SessionColumns
from experiment.format.vocabulary import Question
from experiment.task.progress import Asked, Progress, TrialPast
from experiment.task.trial_rows import About, Presented, Seen, trial_rows
from experiment.task.trial_screens import remaining_screens

_TAKEN = frozenset(
    {
        Answered, AnswersKept, ClocksJumped, ComprehensionAnswered, LaunchStarted, PagesDone, PauseBegun, ScreenOver,
        ScreenShown, StoodStill, TrialStarted,
    }
)  # fmt: skip
"""The entries from which something follows."""


@made_often
@dataclass(frozen=True)
class FinishedStep:
    """A step that is finished, and its rows, all of one table."""

    step: int
    rows: tuple[Row, ...]


def rows(plan: SessionPlan, journal: Iterable[JournalEntry], sheet: SessionSheet) -> tuple[Row, ...]:
    """Return every row of every table that a run must have, in the order in which they were due."""
    projection = Projection(plan, sheet)
    for entry in journal:
        projection.take(entry)
    return tuple(row for step in projection.take_due() for row in step.rows)


class Projection:
    """What follows from plan, sheet and the journal so far; it takes the journal's entries one by one.

    Parameters
    ----------
    plan
        What was to happen.
    sheet
        What was known of the run when it began; nothing that is entered in it later is looked at.
    """

    def __init__(self, plan: SessionPlan, sheet: SessionSheet) -> None:
        self.plan = plan
        self.sheet = sheet
        self._places = {number: place for place, number in enumerate(plan.trial_steps, start=1)}
        self._shown = {trial.event.event_id: trial.base_rate_shown for trial in plan.trials}
        self._seen_before = set(sheet.events_seen_before)
        """Events whose rate was shown in an earlier run, or in a presentation that was broken off."""
        self.launch = 0
        """Of the last launch in the journal."""
        self._started_utc = ""
        self._session_now: SessionColumns | None = None
        """What the rows of the launch say of their session."""
        self._events: dict[tuple[str, str], EventColumns] = {}
        """What the last rows about an event said of it."""
        self._frame_s = 0.0
        self._on: Seen | None = None
        self._presented: dict[int, Presented] = {}
        self._attempts: dict[int, int] = {}
        self._kept: dict[int, AnswersKept] = {}
        self._choices: dict[int, list[tuple[int, ComprehensionAnswered]]] = {}
        self._answers: dict[int, AnswerColumns] = {}
        self._given: dict[int, dict[Asked, int]] = {}
        self._pages: set[int] = set()
        self._disturbed: set[int] = set()
        self._gapped: set[int] = set()
        """Steps over whose screens, in any presentation, a clock jumped or the program stood still."""
        self._finished: set[int] = set()
        self._due: list[FinishedStep] = []

    def take(self, entry: JournalEntry) -> None:
        """Take the next entry."""
        if type(entry) in _TAKEN:  # most are keys, clicks and moves: no cell hangs on them
            self._take(entry)

    def _take(self, entry: JournalEntry) -> None:
        match entry:
            case ScreenShown():
                self._show(entry)
            case ScreenOver() if self._on is not None:
                self._on.over = entry
            case Answered():
                self._answer(entry)
            case LaunchStarted():
                self.launch, self._started_utc, self._frame_s = entry.launch, entry.utc, entry.frame_s
                self._session_now = None
                self._on = None
                self._presented.clear()
                self._answers.clear()
            case PagesDone():
                self._pages.add(entry.step)
            case TrialStarted():
                self._begin(entry)
            case PauseBegun() if entry.why.is_disturbance and self._on is not None and self._on.shown.step is not None:
                self._disturbed.add(self._on.shown.step)
            case AnswersKept():
                self._kept[entry.step] = entry
            case ComprehensionAnswered():
                self._choices.setdefault(entry.step, []).append((self.launch, entry))
            case ClocksJumped() | StoodStill() if self._on is not None:
                self._on.clocks_jumped |= isinstance(entry, ClocksJumped)
                if self._on.gaps_matter and self._on.shown.step is not None:
                    self._gapped.add(self._on.shown.step)
            case _:
                pass

    def take_due(self) -> list[FinishedStep]:
        """Hand over what has been finished since the last call."""
        due, self._due = self._due, []
        return due

    def progress(self, launch: int) -> Progress:
        """Return where a launch of this number begins, and what happened to each step before."""
        next_step = 0
        while next_step < len(self.plan.steps) and next_step in self._finished | self._pages:
            next_step += 1
        numbers = self._attempts.keys() | self._kept.keys()
        return Progress(
            launch=launch,
            next_step=next_step,
            past={number: TrialPast(self._attempts.get(number, 0), self._kept.get(number)) for number in numbers},
            chosen={number: tuple(entry.chosen for _, entry in all_) for number, all_ in self._choices.items()},
            given=dict(self._given),
        )

    def _begin(self, entry: TrialStarted) -> None:
        self._attempts[entry.step] = entry.attempt
        kept, trial = self._kept.get(entry.step), self.plan.steps[entry.step]
        planned = 0
        if isinstance(trial, TrialPlan):
            planned = len(remaining_screens(trial, kept is not None))
            if kept is not None:  # the rate has been on the screen, or was about to be
                self._seen_before.add(trial.event.event_id)
        disturbed = entry.step in self._disturbed
        self._presented[entry.step] = Presented(entry.attempt, kept, planned, disturbed=disturbed)

    def _answer(self, entry: Answered) -> None:
        if entry.step in self._presented:
            self._presented[entry.step].answers[entry.phase, entry.question] = entry.answer
            if entry.answer.value is not None and entry.phase is not None and isinstance(entry.question, Question):
                self._given.setdefault(entry.step, {})[entry.phase, entry.question] = entry.answer.value
        else:
            self._answers[entry.step] = entry.answer
        kept = self._kept.get(entry.step)
        if kept is not None and any(answer.is_of(entry) for answer in kept.answers):
            self._kept[entry.step] = kept.amended(entry)

    def _show(self, entry: ScreenShown) -> None:
        before, self._on = self._on, Seen(entry)
        if before is not None:
            before.offset_s = entry.t_s
            if before.shown.step is not None and before.went_through:
                self._finish(before.shown.step, before)
        if entry.step is not None:
            if entry.step in self._presented:
                self._presented[entry.step].screens.append(self._on)
            if isinstance(self.plan.steps[entry.step], ComprehensionPlan):
                self._finish(entry.step, self._on)

    def _finish(self, number: int, screen: Seen) -> None:
        """Make the rows of a step, if it ended with this screen."""
        if number in self._finished:
            return
        rows: tuple[Row, ...] = ()
        match self.plan.steps[number]:
            case TrialPlan() as trial:
                presented = self._presented.get(number)
                if presented is not None and len(presented.screens) == presented.screens_planned:
                    about = About(self._session, self._event(trial.event), self._places[number])
                    rows = tuple(trial_rows(trial, presented, about, self._frame_s, number in self._gapped))
            case ComprehensionPlan() as question:
                # What is said to the last answer is on: the row is due.
                choices = self._choices.get(number, [])
                over = choices and (choices[-1][1].right or len(choices) >= question.attempts)
                if over and screen is self._on:
                    rows = (self._comprehension_row(number, question, choices),)
            case AfterwardsPlan() as asked:
                if screen.shown.question == asked.question and number in self._answers:
                    rows = (self._afterwards_row(number, asked),)
            case PagesPlan():
                pass
        if rows:
            self._finished.add(number)
            self._due.append(FinishedStep(number, rows))

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
            event=self._event(asked.event),
            answer=self._answers[number],
        )

    def _event(self, event: PlannedEvent) -> EventColumns:
        seen_before = event.event_id in self._seen_before
        known = self._events.get((event.event_id, event.event_list))
        if known is None or known.rate_seen_before is not seen_before:
            known = self._events[event.event_id, event.event_list] = self._event_columns(event, seen_before)
        return known

    def _event_columns(self, event: PlannedEvent, seen_before: bool) -> EventColumns:
        return EventColumns(
            event_id=event.event_id,
            event_list=event.event_list,
            event_category=event.category,
            event_valence=event.event_valence,
            event_text=event.text,
            base_rate_pct=event.base_rate_pct,
            base_rate_strength=event.base_rate_strength,
            base_rate_shown=self._shown.get(event.event_id, False),
            rate_seen_before=seen_before,
        )

    @property
    def _session(self) -> SessionColumns:
        if self._session_now is None:
            self._session_now = self._session_columns()
        return self._session_now

    def _session_columns(self) -> SessionColumns:
        plan = self.plan
        return SessionColumns(
            schema_version=SCHEMA_VERSION,
            study=plan.study,
            session_kind=plan.kind,
            participant_mode=self.sheet.participant_mode,
            participant_id=plan.participant_id,
            arm=plan.arm,
            visit=plan.visit,
            visit_number=plan.visit_number,
            list_order=" ".join(plan.list_order),
            run=plan.run,
            launch=self.launch,
            launch_started_utc=self._started_utc,
            hours_since_anchor=self.sheet.hours_since_anchor,
            window=self.sheet.window,
            language=plan.language,
        )
