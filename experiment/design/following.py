"""How a session stands, told by its plan and its journal: the same for whoever writes it and whoever reads along."""

from __future__ import annotations

from collections import Counter

from experiment.design.session_plan import PagesPlan, SessionPlan
from experiment.design.whereabouts import whereabouts
from experiment.format.journal import (
    Answered,
    ComprehensionAnswered,
    JournalEntry,
    LaunchEnded,
    LaunchStarted,
    NoteTaken,
    PauseBegun,
    PauseEnded,
    ScreenOver,
    ScreenShown,
    TrialInterrupted,
    TrialStarted,
)
from experiment.format.session_line import SessionState
from experiment.format.vocabulary import AbortReason, Outcome, PauseReason, SessionStatus


class Following:
    """Takes the entries of a journal one by one.

    Parameters
    ----------
    plan
        Of the run.
    """

    def __init__(self, plan: SessionPlan) -> None:
        self._plan = plan
        self._recorded = [not isinstance(step, PagesPlan) for step in plan.steps]
        self._at = 0
        """The step that is on, or was on last."""
        self._launch = 0
        self._outcomes: dict[tuple[int, str, str], Outcome] = {}
        self._pauses = 0
        self._on: int | None = None
        """The trial whose screen is on; ``None``: a page, a pause, or anything else that is in no row."""
        self._frames: Counter[int] = Counter()
        """Frames lost in the presentation of each trial that counts, as its rows will say."""
        self.notes: list[NoteTaken] = []
        self.ends: list[LaunchEnded] = []
        self.understood: dict[int, bool] = {}
        """Questions of the comprehension check, by their step, and whether the last answer was right."""
        self._paused: PauseReason | None = None
        self._status = SessionStatus.RUNNING
        self._reason: AbortReason | None = None

    def take(self, entry: JournalEntry) -> None:
        """Take the next entry."""
        match entry:
            case LaunchStarted():
                self._launch, self._paused, self._on = entry.launch, None, None
                self._status, self._reason = SessionStatus.RUNNING, None
            case ScreenShown() | ScreenOver() | TrialStarted():
                self._take_screen(entry)
            case Answered():
                self._outcomes[entry.step, str(entry.phase), str(entry.question)] = entry.answer.outcome
            case TrialInterrupted(void=True):
                self._outcomes = {asked: how for asked, how in self._outcomes.items() if asked[0] != entry.step}
            case ComprehensionAnswered():
                self.understood[entry.step] = entry.right
            case NoteTaken():
                self.notes.append(entry)
            case PauseBegun():
                self._pauses, self._paused = self._pauses + 1, entry.why
            case PauseEnded():
                self._paused, self._reason = None, entry.reason
            case LaunchEnded():
                self.ends.append(entry)
                self._paused, self._status, self._reason = None, entry.status, entry.reason
                if entry.status is SessionStatus.COMPLETE:
                    self._at = len(self._plan.steps)
            case _:
                pass

    def _take_screen(self, entry: ScreenShown | ScreenOver | TrialStarted) -> None:
        match entry:
            case ScreenShown():
                self._on = None if entry.phase is None else entry.step
                if entry.step is not None:
                    self._at = max(self._at, entry.step)
            case ScreenOver():
                if self._on is not None:
                    self._frames[self._on] += entry.frames_dropped
            case TrialStarted():
                self._frames[entry.step] = 0

    @property
    def mark(self) -> tuple[object, ...]:
        """What makes the state worth telling: a step, a pause, a note, an end; not what happens within a trial."""
        return self._launch, self._at, self._paused, self._pauses, len(self.notes), self._status, self._reason

    @property
    def state(self) -> SessionState:
        """How the session stands by now."""
        plan, where, how = self._plan, whereabouts(self._plan, self._at), Counter(self._outcomes.values())
        return SessionState(
            participant_id=plan.participant_id,
            visit=plan.visit,
            run=plan.run,
            launch=self._launch,
            part=where.part,
            number=min(where.of, where.of - where.left + 1),
            of=where.of,
            finished=sum(self._recorded[: self._at]),
            recorded=sum(self._recorded),
            minutes_left=where.minutes,
            answered=how[Outcome.ANSWERED],
            missed=how[Outcome.MISSED],
            unconfirmed=how[Outcome.UNCONFIRMED],
            frames_dropped=sum(lost for step, lost in self._frames.items() if step < self._at),
            pauses=self._pauses,
            notes=len(self.notes),
            paused=self._paused,
            status=self._status,
            reason=self._reason,
        )
