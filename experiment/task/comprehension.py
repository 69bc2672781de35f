"""A question of the comprehension check: asked until it is answered rightly, or often enough."""

from __future__ import annotations

from experiment.design.session_plan import ComprehensionPlan
from experiment.format.journal import ComprehensionAnswered
from experiment.task.answers import ChoiceAnswer, GoOn
from experiment.task.step_on_stage import StepOnStage


class ComprehensionRun:
    """One question, its answers, and what is said to each.

    Parameters
    ----------
    question
        What to ask.
    chosen
        What was answered in earlier launches.
    on
        Where it is shown.
    """

    def __init__(self, question: ComprehensionPlan, chosen: tuple[int, ...], on: StepOnStage) -> None:
        self._question = question
        self._chosen = list(chosen)
        self._on = on
        self._explained = max(0, len(chosen) - 1)
        """How many answers have been explained; whether the last one of an earlier launch was read, nobody knows."""

    def present(self) -> None:
        """Ask, and say whether it was right, until that is so or no attempt is left.

        Raises
        ------
        PauseAsked
            If Escape was pressed; call again to go on.
        """
        self._explain()
        while not self._over:
            self._ask()
            self._explain()

    @property
    def _over(self) -> bool:
        return bool(self._chosen) and (self._passed or len(self._chosen) >= self._question.attempts)

    @property
    def _passed(self) -> bool:
        return self._chosen[-1] == self._question.right

    def _ask(self) -> None:
        view = self._on.wording.choice(self._question.text, self._question.answers)
        shown = self._on.show(view, ChoiceAnswer(len(self._question.answers)))
        answer = shown.answer
        assert isinstance(answer, ChoiceAnswer)
        assert answer.chosen is not None
        assert answer.confirmed_s is not None
        self._chosen.append(answer.chosen)
        self._on.keep(  # what is said to it must not be forgotten
            ComprehensionAnswered(
                t_s=self._on.now_s,
                step=self._on.number,
                attempt=len(self._chosen),
                chosen=answer.chosen,
                right=self._passed,
                onset_s=shown.onset_s,
                rt_s=None if shown.is_spoilt(answer.confirmed_s) else answer.confirmed_s - shown.onset_s,
            )
        )

    def _explain(self) -> None:
        """Say whether the last answer was right, unless that has been read."""
        if self._explained == len(self._chosen):
            return
        if self._over:  # the row is written while this page is on: the next question may follow it at once
            self._on.finish()
        page = self._on.wording.page(
            self._on.wording.feedback(self._question.explanation, self._passed, last=self._over)
        )
        self._on.show(page, GoOn(minimum_s=self._question.minimum_s), page="feedback")
        self._explained = len(self._chosen)
