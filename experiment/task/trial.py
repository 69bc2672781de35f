"""A trial: the sequence of its screens, and the rule about what is asked once only."""

from __future__ import annotations

from dataclasses import replace

from experiment.design.session_plan import (
    BaseRatePlan,
    EstimatePlan,
    EventPlan,
    FixationPlan,
    MessagePlan,
    PlannedEvent,
    ScreenPlan,
    TrialPlan,
)
from experiment.design.session_views import screen_view
from experiment.format.journal import AnswersKept, KeptAnswer, TrialInterrupted, TrialStarted
from experiment.format.vocabulary import EstimationPhase, Question
from experiment.layout.views import QuestionView, View
from experiment.layout.wording import Wording
from experiment.task.answers import Answer, GoOn, NoAnswer, NumberAnswer, answer_on
from experiment.task.presentation import OnScreen, PauseAsked, Presentation
from experiment.task.progress import TrialPast
from experiment.task.trial_screens import remaining_screens, reveals_rate


class TrialRun:
    """One trial, until a presentation of it has come to its end.

    A first estimate is asked once of a person who has not seen the base rate: before its first frame the answers are
    made safe. A presentation broken off before that is void, and the trial is presented again; one broken off after it
    goes on at the base rate, with the answers that were kept.

    Parameters
    ----------
    trial
        What to present.
    step
        Its place in the plan.
    past
        What happened to it in earlier launches.
    wording
        The words around it.
    presentation
        Where it is shown.
    """

    def __init__(
        self,
        trial: TrialPlan,
        step: int,
        past: TrialPast,
        wording: Wording,
        presentation: Presentation,
    ) -> None:
        self._trial = trial
        self._step = step
        self._past = past
        self._wording = wording
        self._presentation = presentation

    def present(self) -> None:
        """Present the trial once: fixation, event, estimates, base rate, as the plan says.

        Raises
        ------
        PauseAsked
            If the presentation was broken off; call again to go on.
        """
        attempt = self._past.attempts + 1
        self._asked: list[OnScreen] = []
        rate_seen = False
        self._presentation.recorder.note(TrialStarted(step=self._step, attempt=attempt))
        try:
            for phase, screen in remaining_screens(self._trial, self._past.kept is not None):
                if reveals_rate(self._trial, screen) and self._past.kept is None and not rate_seen:
                    self._presentation.recorder.keep(self._answers(attempt))
                    rate_seen = True
                view, answer, duration_s = present_as(screen, self._trial.event, phase, self._wording)
                self._asked.append(self._presentation.show(view, answer, duration_s, self._step, phase))
        except PauseAsked:
            kept = self._answers(attempt) if rate_seen else self._past.kept
            self._past = TrialPast(attempt, kept)
            self._presentation.recorder.note(
                TrialInterrupted(t_s=self._presentation.now_s, step=self._step, attempt=attempt, void=kept is None)
            )
            raise
        self._presentation.finish(self._step)

    def _answers(self, attempt: int) -> AnswersKept:
        """The answers so far; their onsets are left out, for the clock of a later launch starts anew."""
        answers = [
            KeptAnswer(
                phase=on.phase,
                question=Question(on.view.question),
                answer=replace(on.columns(on.answer), onset_s=None),
            )
            for on in self._asked
            if isinstance(on.view, QuestionView) and isinstance(on.answer, NumberAnswer) and on.phase is not None
        ]
        return AnswersKept(step=self._step, attempt=attempt, answers=tuple(answers))


def present_as(
    screen: ScreenPlan, event: PlannedEvent, phase: EstimationPhase, wording: Wording
) -> tuple[View, Answer, float | None]:
    """Say how a planned screen is presented: its view, what it asks for, and how long it lasts at most."""
    view = screen_view(screen, event, phase, wording)
    match screen:
        case FixationPlan(duration_s=duration_s):
            return view, NoAnswer(), duration_s
        case EventPlan(duration_s=duration_s, minimum_s=minimum_s):
            return view, _until_done(duration_s, minimum_s), duration_s
        case EstimatePlan(scale=scale):
            return view, answer_on(scale), screen.deadline_s
        case BaseRatePlan(duration_s=duration_s, minimum_s=minimum_s):
            return view, _until_done(duration_s, minimum_s), duration_s
        case MessagePlan(duration_s=duration_s):
            return view, _until_done(duration_s), duration_s


def _until_done(duration_s: float | None, minimum_s: float | None = None) -> Answer:
    """A screen without a duration is self-paced."""
    return GoOn(minimum_s=minimum_s) if duration_s is None else NoAnswer()
