"""One session of a simulated study: the real plan, task and recorder, on a virtual clock and calendar."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from experiment.conduct import conduct
from experiment.config.code_pattern import example_of
from experiment.design.session_plan import SessionPlan
from experiment.design.windows import Timing
from experiment.format.apparatus import Apparatus
from experiment.format.vocabulary import ParticipantMode, SessionKind, WindowReason
from experiment.record.request import Deviation, Request
from experiment.record.storage import Storage
from experiment.simulated_study.calendar_of import Happening
from experiment.simulated_study.going_amiss import broken_off_at, ends_early, is_told
from experiment.simulated_study.people import Person, centre_pct_of, traits_of
from experiment.simulated_study.simulation import Simulation
from experiment.task.participant import Participant
from experiment.task.progress import Progress
from experiment.task.stage import Stage
from experiment.virtual.believer import GoesDown
from experiment.virtual.calendar import Calendar
from experiment.virtual.calling_in import Tried, believing_participant
from experiment.virtual.chance import Chance
from experiment.virtual.display import display_of
from experiment.virtual.opening import apparatus, virtual_participant
from experiment.virtual.stage import VirtualStage


class SimulatedSession:
    """A session that takes place at its time, and may be broken off and resumed, or ended early.

    Parameters
    ----------
    simulation, person, mode
        In what, whose, and as what they answer.
    happening
        Which visit, and when.
    folder, storage
        Where it is recorded.
    calendar
        Goes on with the clock of the stage.
    course
        The participant's draws of what happens.
    """

    def __init__(
        self,
        simulation: Simulation,
        person: Person,
        mode: ParticipantMode,
        happening: Happening,
        folder: Path,
        storage: Storage,
        calendar: Calendar,
        course: Chance,
    ) -> None:
        assert happening.visit is not None
        self._simulation, self._person, self._mode, self._visit = simulation, person, mode, happening.visit
        self._folder, self._storage, self._calendar, self._course = folder, storage, calendar, course
        self._hangs_on_late = happening.late
        self._participant: Participant | None = None
        self._launches = 0

    def conduct(self, resume: bool = False) -> None:
        """Conduct the session, or resume it."""
        study = self._simulation.study
        request = Request(
            data=self._folder,
            participant_id=self._person.participant_id,
            visit=self._visit,
            kind=SessionKind.SIMULATED,
            mode=self._mode,
            operator=example_of(study.file.operator_code.pattern),
            resume=resume,
            calendar=True,
        )
        conduct(study, request, self._open, self._storage, explain=self._explain, call_in=self._call_in)

    @contextmanager
    def _open(self, _kind: SessionKind, participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        assert participant is not None
        simulation, who, self._launches = self._simulation, self._person.participant_id, self._launches + 1
        display = display_of(simulation.seed, simulation.study.file.study, who, self._visit, self._launches)
        yield VirtualStage(participant, display, self._calendar.pass_s), apparatus(simulation.seed)

    def _call_in(self, mode: ParticipantMode, plan: SessionPlan, progress: Progress) -> Participant | None:
        """Call the participant in; after a break it is the same one, who remembers."""
        if self._participant is not None:
            return self._participant
        rates, course = self._simulation.assumptions.study, self._course
        self._participant = self._somebody(mode, plan, progress, ends_early(plan.visit, rates, course))
        at = broken_off_at(plan.visit, sum(len(trial.screens) for trial in plan.trials), rates, course)
        return self._participant if at is None else GoesDown(self._participant, at, is_told(plan.visit, course))

    def _somebody(self, mode: ParticipantMode, plan: SessionPlan, progress: Progress, early: bool) -> Participant:
        simulation = self._simulation
        if not mode.believes:
            nobody = virtual_participant(mode, plan, progress, simulation.seed)
            assert nobody is not None
            return nobody
        person = Chance(simulation.seed, plan.study, plan.participant_id)
        traits = traits_of(simulation.assumptions.of(plan.study, plan.arm, plan.visit), person, plan.visit)
        centre_pct = centre_pct_of(simulation.study)
        return believing_participant(mode, plan, progress, traits, centre_pct, simulation.seed, Tried(ends_early=early))

    def _explain(self, timing: Timing, _participant_id: str, _given: Deviation | None) -> Deviation | None:
        """Return the reason for a deviation, as an experimenter would give it; ``None`` where there is none."""
        if timing.as_it_should_be:
            return None
        if self._hangs_on_late:
            return Deviation(WindowReason.LATE_INFUSION)
        reasons = (WindowReason.PARTICIPANT_LATE, WindowReason.SCHEDULING, WindowReason.CLINICAL)
        return Deviation(reasons[int(self._course.share("reason", timing.visit) * len(reasons))])
