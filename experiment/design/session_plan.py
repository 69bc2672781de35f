"""The plan of a session: every page, trial, screen and duration, with the words that will be shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from experiment.format.made_here import made_here
from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import (
    AfterwardsQuestion,
    EstimationPhase,
    Question,
    SessionKind,
    Strength,
    Table,
    Valence,
)
from experiment.layout.wording import Wording


class _Planned(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # most are a part of a plan only


class _PlannedScreen(_Planned):
    @property
    def shows_rate(self) -> bool:
        """Whether the base rate can be read on it."""
        return False


@made_here
class FixationPlan(_PlannedScreen):
    """A fixation cross."""

    show: Literal["fixation"] = "fixation"
    duration_s: float


@made_here
class EventPlan(_PlannedScreen):
    """The event; ``duration_s`` ``None``: until the participant goes on, after ``minimum_s`` at least."""

    show: Literal["event"] = "event"
    duration_s: float | None
    minimum_s: float | None
    with_base_rate: bool

    @property
    def shows_rate(self) -> bool:
        """Whether the base rate stands below it."""
        return self.with_base_rate


@made_here
class EstimatePlan(_PlannedScreen):
    """A question; ``deadline_s`` ``None``: until it is answered."""

    show: Literal["estimate"] = "estimate"
    question: Question
    words: str
    deadline_s: float | None
    scale: AnswerScale


@made_here
class BaseRatePlan(_PlannedScreen):
    """The base rate; its times are those of an event."""

    show: Literal["base_rate"] = "base_rate"
    duration_s: float | None
    minimum_s: float | None

    @property
    def shows_rate(self) -> bool:
        """Always: it is what the screen is for."""
        return True


@made_here
class NoRatePlan(_PlannedScreen):
    """What stands where the base rate would, of a retest event; its times are those of the rate."""

    show: Literal["no_rate"] = "no_rate"
    duration_s: float | None
    minimum_s: float | None


@made_here
class MessagePlan(_PlannedScreen):
    """A page within a trial; ``duration_s`` ``None``: until the participant goes on."""

    show: Literal["message"] = "message"
    page: str
    text: str
    duration_s: float | None


ScreenPlan: TypeAlias = Annotated[
    FixationPlan | EventPlan | EstimatePlan | BaseRatePlan | NoRatePlan | MessagePlan, Field(discriminator="show")
]


@made_here
class PlannedEvent(_Planned):
    """The event of a trial."""

    event_id: str
    event_list: str
    category: str
    event_valence: Valence
    text: str
    base_rate_pct: int
    base_rate_strength: Strength


@made_here
class TrialPart(_Planned):
    """The screens of a trial that belong to one estimation phase: one row of the CSV."""

    phase: EstimationPhase
    screens: tuple[ScreenPlan, ...]


@made_here
class TrialPlan(_Planned):
    """One event, presented once."""

    step: Literal["trial"] = "trial"
    block: int
    trial: int
    practice: bool
    base_rate_shown: bool
    """Whether the participant is shown the base rate of the event in this session; of a retest event, never."""
    event: PlannedEvent
    parts: tuple[TrialPart, ...]

    @property
    def screens(self) -> tuple[tuple[EstimationPhase, ScreenPlan], ...]:
        """Every screen in its order, with the phase it belongs to."""
        return tuple([(part.phase, screen) for part in self.parts for screen in part.screens])


@made_here
class PagePlan(_Planned):
    """A page of text."""

    page: str
    text: str


class PagesPlan(_Planned):
    """Pages between trials; the participant turns them, forward and back, each after ``minimum_s`` at least."""

    step: Literal["pages"] = "pages"
    pages: tuple[PagePlan, ...]
    minimum_s: float | None


class ComprehensionPlan(_Planned):
    """A question about the task, asked until it is answered rightly, ``attempts`` times at most."""

    step: Literal["comprehension"] = "comprehension"
    question: str
    text: str
    answers: tuple[str, ...]
    right: int
    explanation: str
    attempts: int
    minimum_s: float | None


@made_here
class AfterwardsPlan(_Planned):
    """A question about an event, when all trials are over."""

    step: Literal["afterwards"] = "afterwards"
    question: AfterwardsQuestion
    trial: int
    event: PlannedEvent
    fixation_s: float
    scale: AnswerScale


Step: TypeAlias = Annotated[TrialPlan | PagesPlan | ComprehensionPlan | AfterwardsPlan, Field(discriminator="step")]


class SessionPlan(_Planned):
    """Everything that will happen in one run of a session; nothing is decided later."""

    plan_version: Literal["1.0"] = "1.0"
    study: str
    study_fingerprint: str
    task: str
    kind: SessionKind
    participant_id: str
    arm: str
    visit: str
    visit_number: int
    """Its place among those of the arm, from 1."""
    run: int
    language: str
    list_order: tuple[str, ...]
    event_list: str
    wording: Wording
    silence_pause: int | None = None
    """So many questions in a row without any key or click bring the pause."""
    steps: tuple[Step, ...]
    closing_early: tuple[PagePlan, ...]
    """The pages that close the session if it is ended before its time."""

    @property
    def trials(self) -> Iterator[TrialPlan]:
        """The trials, in their order."""
        return (step for step in self.steps if isinstance(step, TrialPlan))

    @property
    def trial_steps(self) -> Iterator[int]:
        """The places of the trials among the steps."""
        return (number for number, step in enumerate(self.steps) if isinstance(step, TrialPlan))

    @property
    def rows(self) -> int:
        """How many rows the trial-level CSV will have."""
        return sum(len(trial.parts) for trial in self.trials)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The CSVs that the session will write: that of the trials always."""
        kinds = {type(step) for step in self.steps}
        needed = {
            Table.TRIALS: True,
            Table.COMPREHENSION: ComprehensionPlan in kinds,
            Table.AFTERWARDS: AfterwardsPlan in kinds,
        }
        return tuple(table for table in Table if needed[table])
