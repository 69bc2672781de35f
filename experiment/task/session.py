"""A session: every step of its plan, in order, with pauses when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from experiment.design.session_plan import PagePlan, SessionPlan, TrialPlan
from experiment.format.trial_row import SCHEMA_VERSION, SessionColumns
from experiment.format.vocabulary import AbortReason, ParticipantMode
from experiment.layout.views import Blank, View
from experiment.task.answers import GoOn, PauseChoice
from experiment.task.journal import PageDone, PauseEnded
from experiment.task.presentation import PauseAsked, Presentation
from experiment.task.progress import Progress, TrialPast
from experiment.task.recorder import Recorder
from experiment.task.stage import Stage
from experiment.task.trial import TrialRun, present_as


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
    """

    t_s: float
    reason: AbortReason | None


def run_session(
    plan: SessionPlan, mode: ParticipantMode, progress: Progress, stage: Stage, recorder: Recorder
) -> Ending:
    """Carry out what is left of a plan.

    Parameters
    ----------
    plan
        What is to happen.
    mode
        Who answers.
    progress
        What has happened already.
    stage, recorder
        Where it is shown and where it is written down.

    Returns
    -------
    Ending
        When it ended, and why if that was before its time.
    """
    return _SessionRun(plan, mode, progress, Presentation(stage, recorder)).run()


def views_of(plan: SessionPlan) -> Iterator[View]:
    """Every view that a session may show, for preparing them."""
    wording = plan.wording
    yield from (Blank(), wording.pause(), wording.page(wording.welcome_back))
    yield wording.page(wording.technical_stop, self_paced=False)
    for step in plan.steps:
        match step:
            case PagePlan(text=text):
                yield wording.page(text)
            case TrialPlan():
                for phase, screen in step.screens:
                    yield present_as(screen, step.event, phase, wording)[0]


class _SessionRun:
    def __init__(self, plan: SessionPlan, mode: ParticipantMode, progress: Progress, presentation: Presentation):
        self._plan = plan
        self._progress = progress
        self._presentation = presentation
        self._columns = SessionColumns(
            schema_version=SCHEMA_VERSION,
            study=plan.study,
            session_kind=plan.kind,
            participant_mode=mode,
            participant_id=plan.participant_id,
            arm=plan.arm,
            visit=plan.visit,
            run=plan.run,
            launch=progress.launch,
            language=plan.language,
        )

    def run(self) -> Ending:
        reason = None
        try:
            self._steps()
        except Aborted as aborted:
            reason = aborted.reason
        return Ending(self._presentation.close(), reason)

    def _steps(self) -> None:
        if self._progress.launch > 1:
            self._page(self._plan.wording.welcome_back, None)
        for number, step in enumerate(self._plan.steps):
            if number < self._progress.next_step:
                continue
            match step:
                case PagePlan():
                    self._page(step.text, number)
                case TrialPlan():
                    self._trial(step, number)

    def _page(self, text: str, number: int | None) -> None:
        view = self._plan.wording.page(text)
        self._with_pauses(lambda: self._presentation.show(view, GoOn(), step=number))
        if number is not None:
            self._presentation.recorder.note(PageDone(step=number))

    def _trial(self, trial: TrialPlan, number: int) -> None:
        past = self._progress.past if number == self._progress.next_step else TrialPast()
        run = TrialRun(trial, number, past, self._columns, self._plan.wording, self._presentation)
        self._with_pauses(run.present)

    def _with_pauses(self, present: Callable[[], object]) -> None:
        """Present something, and again after each pause, until it has come to its end."""
        while True:
            try:
                present()
                return
            except PauseAsked:
                self._pause()

    def _pause(self) -> None:
        on = self._presentation.show(self._plan.wording.pause(), PauseChoice())
        choice = on.answer
        assert isinstance(choice, PauseChoice)
        reason = choice.reason if choice.end else None
        self._presentation.recorder.note(PauseEnded(t_s=self._presentation.now_s, reason=reason))
        if reason is not None:
            raise Aborted(reason)
