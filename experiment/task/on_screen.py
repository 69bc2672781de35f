"""A screen that is on, or was: what was shown, how it was answered, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass, field

from experiment.format.trial_row import AnswerColumns
from experiment.format.vocabulary import AfterwardsQuestion, EndedBy, EstimationPhase, Question
from experiment.layout.views import (
    BaseRateView,
    Blank,
    ChoiceView,
    EventView,
    FixationView,
    NoRateView,
    PageView,
    PauseView,
    QuestionView,
    View,
)
from experiment.task.answers import Answer, NumberAnswer
from experiment.task.gaps import Standstill
from experiment.task.replacing import replace


@dataclass
class OnScreen:
    """A screen that is on, or was. What it says is final once the next one is on.

    Parameters
    ----------
    view
        What was shown.
    step, phase
        Where in the plan; ``None`` for what is not planned.
    onset_s
        The flip that showed it.
    planned_s
        How long it was to last; ``None``: until answered.
    answer
        The answer as it stands.
    page
        Its name, if it is a page of text.
    ended_by
        What ended it.
    standstills
        When the program stood still meanwhile.
    moves_noted
        How many moves of a slider's marker have been written down.
    """

    view: View
    step: int | None
    phase: EstimationPhase | None
    onset_s: float
    planned_s: float | None
    answer: Answer
    page: str | None = None
    ended_by: EndedBy | None = None
    standstills: list[Standstill] = field(default_factory=list)
    moves_noted: int = 0

    def is_spoilt(self, stamp_s: float | None) -> bool:
        """Return whether a stamp cannot be relied on, because the program stood still."""
        return stamp_s is not None and any(still.spoils(stamp_s) for still in self.standstills)

    def columns(self, answer: NumberAnswer) -> AnswerColumns:
        """Write its answer down; what was stamped while the program stood still gives no response time."""
        columns = answer.columns(self.onset_s)
        if not self.standstills:
            return columns
        return replace(
            columns,
            rt_s=None if self.is_spoilt(answer.confirmed_s) else columns.rt_s,
            first_rt_s=None if self.is_spoilt(answer.first_input_s) else columns.first_rt_s,
        )

    @property
    def question(self) -> Question | AfterwardsQuestion | None:
        """What it asks about an event, if it does."""
        return self.view.question if isinstance(self.view, QuestionView) else None

    @property
    def name(self) -> str:
        """What kind of screen it is."""
        if isinstance(self.view, QuestionView) and self.view.phase is None:
            return "afterwards"
        return SCREEN_NAMES[type(self.view)]


SCREEN_NAMES: dict[type[View], str] = {
    Blank: "blank",
    FixationView: "fixation",
    EventView: "event",
    QuestionView: "estimate",
    BaseRateView: "base_rate",
    NoRateView: "no_rate",
    PageView: "page",
    ChoiceView: "comprehension",
    PauseView: "pause",
}
"""What the data call each kind of screen."""
