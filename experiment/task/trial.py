"""A trial: the sequence of its screens, and the rule about what is asked once only."""

from __future__ import annotations

from experiment.design.session_plan import (
    BaseRatePlan,
    EstimatePlan,
    EventPlan,
    FixationPlan,
    MessagePlan,
    NoRatePlan,
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
from experiment.task.on_screen import OnScreen
from experiment.task.presentation import PauseAsked
from experiment.task.progress import TrialPast
from experiment.task.replacing import replace
from experiment.task.step_on_stage import StepOnStage
from experiment.task.trial_screens import remaining_screens, reveals_rate


class TrialRun:
    """One trial, until a presentation of it has come to its end.

    A first estimate is asked once of a person who has not seen the base rate: before its first frame the answers are
    synced to the disk. A presentation broken off before that is void, and the trial is presented again; one broken off
    after it goes on at the base rate, with the answers that were kept.

    Parameters
    ----------
    trial
        What to present.
    past
        What happened to it in earlier launches.
    on
        Where it is shown.
    """

    def __init__(self, trial: TrialPlan, past: TrialPast, on: StepOnStage) -> None:
        self._trial = trial
        self._past = past
        self._on = on

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
        self._on.note(TrialStarted(t_s=self._on.now_s, step=self._on.number, attempt=attempt))
        try:
            for phase, screen in remaining_screens(self._trial, self._past.kept is not None):
                if reveals_rate(self._trial, screen) and self._past.kept is None and not rate_seen:
                    self._on.keep(self._answers(attempt))
                    rate_seen = True
                view, answer, duration_s = present_as(screen, self._trial.event, phase, self._on.wording)
                self._asked.append(self._on.show(view, answer, duration_s, phase, _page(screen)))
        except PauseAsked:
            kept = self._answers(attempt) if rate_seen else self._past.kept
            self._past = TrialPast(attempt, kept)
            self._on.note(
                TrialInterrupted(t_s=self._on.now_s, step=self._on.number, attempt=attempt, void=kept is None)
            )
            raise
        self._on.finish()

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
        return AnswersKept(t_s=self._on.now_s, step=self._on.number, attempt=attempt, answers=tuple(answers))


def present_as(
    screen: ScreenPlan, event: PlannedEvent, phase: EstimationPhase, wording: Wording
) -> tuple[View, Answer, float | None]:
    """Return how a planned screen is presented: its view, what it asks for, and how long it lasts at most."""
    view = screen_view(screen, event, phase, wording)
    match screen:
        case FixationPlan(duration_s=duration_s):
            return view, NoAnswer(), duration_s
        case EventPlan(duration_s=duration_s, minimum_s=minimum_s):
            return view, _until_done(duration_s, minimum_s), duration_s
        case EstimatePlan(scale=scale):
            return view, answer_on(scale), screen.deadline_s
        case BaseRatePlan(duration_s=duration_s) | NoRatePlan(duration_s=duration_s):
            return view, _until_done(duration_s, screen.minimum_s), duration_s
        case MessagePlan(duration_s=duration_s):
            return view, _until_done(duration_s), duration_s


def _until_done(duration_s: float | None, minimum_s: float | None = None) -> Answer:
    """A screen without a duration is self-paced."""
    return GoOn(minimum_s=minimum_s) if duration_s is None else NoAnswer()


def _page(screen: ScreenPlan) -> str | None:
    return screen.page if isinstance(screen, MessagePlan) else None
