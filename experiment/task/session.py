"""A session: every step of its plan, in order, with pauses when they are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from experiment.design.session_plan import (
    AfterwardsPlan,
    ComprehensionPlan,
    PagesPlan,
    SessionPlan,
    Step,
    TrialPlan,
)
from experiment.design.session_views import early_closing_views, page_view, pause_view
from experiment.design.whereabouts import whereabouts
from experiment.format.journal import PauseBegun, PauseEnded
from experiment.format.vocabulary import AbortReason, PauseReason
from experiment.layout.views import PageView, View
from experiment.task.afterwards import AfterwardsRun
from experiment.task.answers import GoOn, PauseChoice
from experiment.task.comprehension import ComprehensionRun
from experiment.task.orders import Orders
from experiment.task.pages import PagesRun
from experiment.task.presentation import PauseAsked, Presentation
from experiment.task.progress import Progress, TrialPast
from experiment.task.recorder import Recorder
from experiment.task.stage import Stage
from experiment.task.step_on_stage import StepOnStage
from experiment.task.trial import TrialRun

_LEAVE_AT_LEAST_S = 1.0
"""The press that ended the session, made twice, does not take its closing page away."""


PAUSE_AT_LEAST_S = 0.5
"""Who presses Escape in the middle of a number may go on with that number: it chooses no reason and ends no pause."""


class Aborted(Exception):
    """The session has been ended before its time."""

    def __init__(self, reason: AbortReason) -> None:
        self.reason = reason
        super().__init__(reason.value)


@dataclass(frozen=True)
class Ending:
    """How a session ended.

    Parameters
    ----------
    t_s
        When its last screen was taken off.
    reason
        Why, if that was before its time; ``None``: it is complete.
    finished
        How many trials and questions were finished in this launch.
    pauses
        How many pauses there were, and why.
    """

    t_s: float
    reason: AbortReason | None
    finished: int
    pauses: dict[PauseReason, int]


def run_session(
    plan: SessionPlan, progress: Progress, stage: Stage, recorder: Recorder, orders: Orders | None = None
) -> Ending:
    """Carry out what is left of a plan.

    Parameters
    ----------
    plan
        What is to happen.
    progress
        What has happened already.
    stage, recorder
        Where it is shown and where it is written down.
    orders
        Of the experimenter, from another window; ``None``: there will be none.

    Returns
    -------
    Ending
        When it ended, and why if that was before its time.
    """
    return _SessionRun(plan, progress, Presentation(stage, recorder, plan.silence_pause, orders)).run()


def first_page(plan: SessionPlan, progress: Progress) -> PageView | None:
    """Return the page that a launch shows first, at which everything else may be laid out; ``None``: there is none."""
    if progress.launch > 1:
        return plan.wording.page(plan.wording.welcome_back)
    first = plan.steps[progress.next_step]
    return page_view(first, 0, plan.wording) if isinstance(first, PagesPlan) else None


class _SessionRun:
    def __init__(self, plan: SessionPlan, progress: Progress, presentation: Presentation):
        self._plan = plan
        self._progress = progress
        self._at = progress.next_step
        """The step that is going on, or comes next."""
        self._presentation = presentation
        self._pauses: Counter[PauseReason] = Counter()

    def run(self) -> Ending:
        reason = None
        try:
            self._steps()
        except Aborted as aborted:
            reason = aborted.reason
            self._take_leave()
        return Ending(self._presentation.close(), reason, self._presentation.finished, dict(self._pauses))

    def _steps(self) -> None:
        if self._progress.launch > 1:
            welcome_back = self._plan.wording.page(self._plan.wording.welcome_back)
            self._with_pauses(lambda: self._presentation.show(welcome_back, GoOn(), page="welcome_back"))
        for number, step in enumerate(self._plan.steps):
            if number >= self._progress.next_step:
                self._at = number
                self._with_pauses(self._present(step, number))

    def _present(self, step: Step, number: int) -> Callable[[], object]:
        """Return how a step is presented; called again after a pause, it goes on."""
        on = StepOnStage(number, self._plan.wording, self._presentation)
        match step:
            case PagesPlan():
                return PagesRun(step, on).present
            case ComprehensionPlan():
                chosen = self._progress.chosen.get(number, ())
                return ComprehensionRun(step, chosen, on).present
            case TrialPlan():
                past = self._progress.past.get(number, TrialPast())
                return TrialRun(step, past, on).present
            case AfterwardsPlan():
                return AfterwardsRun(step, on).present

    def _with_pauses(self, present: Callable[[], object]) -> None:
        """Present something, and again after each pause, until it has come to its end."""
        while True:
            try:
                present()
                return
            except PauseAsked as asked:
                self._pause(asked.why)

    def _take_leave(self) -> None:
        """Close a session that is ended early with its pages; Escape leaves them, an order to end it, nothing else."""
        views = early_closing_views(self._plan)
        for page, view in zip(self._plan.closing_early, views, strict=True):
            while (why := self._broken_off(view, page.page)) is not None:
                if why is PauseReason.ESCAPE or self._presentation.orders.take_end() is not None:
                    return

    def _broken_off(self, view: View, page: str) -> PauseReason | None:
        """Show a page, and tell what has broken it off, if anything has."""
        try:
            self._presentation.show(view, GoOn(minimum_s=_LEAVE_AT_LEAST_S), page=page)
        except PauseAsked as asked:
            return asked.why
        return None

    def _ask_at_pause(self, why: PauseReason) -> AbortReason | None:
        """Show the pause until a choice is made; it says what is amiss while that is so, and not how to go on then.

        Returns
        -------
        AbortReason or None
            Why the session is to be ended, if it is.
        """
        stage, where = self._presentation.stage, whereabouts(self._plan, self._at)
        while True:
            amiss = stage.amiss()
            said = next((reason for reason in PauseReason if reason in amiss), why)
            why = said if why.is_disturbance else why  # what went amiss in a pause is forgotten when it is over
            view = pause_view(self._plan, where, said)
            stage.lay_out(view)
            choice = self._presentation.show(view, PauseChoice(minimum_s=PAUSE_AT_LEAST_S, may_go_on=not amiss)).answer
            assert isinstance(choice, PauseChoice)
            if (ordered := self._presentation.orders.take_end()) is not None:
                return ordered
            if choice.complete:
                return choice.reason if choice.end else None

    def _pause(self, why: PauseReason) -> None:
        self._pauses[why] += 1
        self._presentation.note(PauseBegun(t_s=self._presentation.now_s, why=why))
        reason = self._presentation.orders.take_end() or self._ask_at_pause(why)
        self._presentation.orders.away = False  # who goes on has the keyboard here, whatever becomes of the launcher
        self._presentation.note(PauseEnded(t_s=self._presentation.now_s, reason=reason))
        if reason is not None:
            raise Aborted(reason)
