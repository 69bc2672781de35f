"""A step of the plan on the stage: what every kind of step needs to be presented."""

from __future__ import annotations

from dataclasses import dataclass

from experiment.format.journal import JournalEntry
from experiment.format.made_here import made_often
from experiment.format.vocabulary import EstimationPhase
from experiment.layout.views import View
from experiment.layout.wording import Wording
from experiment.task.answers import NOTHING, Answer
from experiment.task.on_screen import OnScreen
from experiment.task.presentation import Presentation


@made_often
@dataclass(frozen=True)
class StepOnStage:
    """A step of the plan, and where it is presented.

    Parameters
    ----------
    number
        Its place in the plan.
    wording
        The words around it.
    presentation
        Where it is shown and written down.
    """

    number: int
    wording: Wording
    presentation: Presentation

    @property
    def now_s(self) -> float:
        """The time of the last flip or press."""
        return self.presentation.now_s

    def show(
        self,
        view: View,
        answer: Answer = NOTHING,
        duration_s: float | None = None,
        phase: EstimationPhase | None = None,
        page: str | None = None,
    ) -> OnScreen:
        """Put a screen of the step up, as `Presentation.show` does."""
        return self.presentation.show(view, answer, duration_s, self.number, phase, page)

    def note(self, entry: JournalEntry) -> None:
        """Write an entry down when there is time for it."""
        self.presentation.note(entry)

    def keep(self, entry: JournalEntry) -> None:
        """Write an entry down, safe on the disk before this returns."""
        self.presentation.keep(entry)

    def finish(self) -> None:
        """Have the step's rows written when its last screen has ended."""
        self.presentation.finish(self.number)
