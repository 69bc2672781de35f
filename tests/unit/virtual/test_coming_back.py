"""A virtual participant who comes back after a break is the same person as without it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path

import pytest

from experiment.conduct import conduct
from experiment.config.assumptions import load_assumptions
from experiment.config.load import load_study
from experiment.design.session_plan import AfterwardsPlan, SessionPlan, TrialPlan
from experiment.format.apparatus import Apparatus
from experiment.format.journal import Answered, TrialStarted
from experiment.format.journal_lines import read_journal
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.format.wall_clock import in_place_of_the_clock
from experiment.record import participants
from experiment.record.memory_disk import MemoryDisk
from experiment.record.request import Request
from experiment.simulated_study.people import traits_of
from experiment.task.participant import Participant
from experiment.task.progress import Progress
from experiment.task.stage import Stage
from experiment.virtual.believer import GoesDown, GoneDown, ToldToStop
from experiment.virtual.calendar import Calendar
from experiment.virtual.calling_in import believing_participant
from experiment.virtual.chance import Chance
from experiment.virtual.opening import apparatus
from experiment.virtual.stage import VirtualStage
from tests.instruments.simulated import ASSUMED
from tests.instruments.small_study import write_small_study

Answers = dict[tuple[int, str, str], int | None]


@dataclass
class Sat:
    """What was answered in a session that was broken off at some of its screens, each time before somebody anew."""

    answers: Answers = field(default_factory=dict)
    void: set[int] = field(default_factory=set)
    broken_off: int = 0


class Sitting:
    """A session of one small study, conducted in memory."""

    def __init__(self, folder: Path) -> None:
        self.study = load_study(write_small_study(folder, events=5, deadline_s=8.0, afterwards=("memory",)))
        self.folder = folder / "data-rehearsals"
        self.assumed = load_assumptions(ASSUMED).of(self.study.file.study, "patient", "baseline")

    def event(self, step: int) -> str | None:
        """Name the event of a step of the plan."""
        planned = self.plan.steps[step]
        return planned.event.event_id if isinstance(planned, TrialPlan | AfterwardsPlan) else None

    def sat(self, mode: ParticipantMode, breaks: tuple[int, ...] = ()) -> Sat:
        """Conduct it; the computer goes down at these screens, each counted from the start of its launch."""
        storage, calendar, sat = MemoryDisk(self.folder), Calendar(datetime(2031, 1, 6, 9, tzinfo=timezone.utc)), Sat()
        left = list(breaks)

        def call_in(mode: ParticipantMode, plan: SessionPlan, progress: Progress) -> Participant:
            self.plan = plan
            traits = traits_of(self.assumed, Chance(1, "somebody"), "baseline")
            who = believing_participant(mode, plan, progress, traits, centre_pct=30.0, seed=1)
            self.who = GoesDown(who, left.pop(0), told=len(left) % 2 == 0) if left else who
            return self.who

        @contextmanager
        def open_stage(_kind: SessionKind, who: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
            assert who is not None
            yield VirtualStage(who, pass_s=calendar.pass_s), apparatus()

        with in_place_of_the_clock(calendar.now):
            participants.enrol(storage, self.folder, self.study.file, "KD001", "patient", "fr")
            while True:
                request = Request(
                    self.folder, "KD001", "baseline", SessionKind.SIMULATED, mode, operator="AB",
                    resume=sat.broken_off > 0, calendar=True,
                )  # fmt: skip
                try:
                    done = conduct(self.study, request, open_stage, storage, call_in=call_in)
                except (GoneDown, ToldToStop):
                    sat.broken_off += 1
                    calendar.wait_s(60)
                    continue
                break
        for entry in read_journal(storage.read(done.files.journal)).entries:
            if isinstance(entry, TrialStarted) and entry.attempt > 1:
                sat.void.add(entry.step)
            if isinstance(entry, Answered):
                sat.answers[entry.step, str(entry.phase), str(entry.question)] = entry.answer.value
        return sat


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    return Sitting(tmp_path_factory.mktemp("sitting"))


@pytest.mark.parametrize(
    "mode",
    [ParticipantMode.LEARNER, ParticipantMode.MODEL_1, ParticipantMode.ANCHORED],
    ids=str,
)
def test_the_answers_are_those_without_the_break(sitting: Sitting, mode: ParticipantMode) -> None:
    """Broken off at any place, once or twice: whatever was not asked anew is answered as if nothing had happened."""
    unbroken = sitting.sat(mode)
    assert len(unbroken.answers) > 15
    same = 0
    for at in range(2, 34, 5):
        sat = sitting.sat(mode, (at, 4) if at % 2 else (at,))
        assert 1 <= sat.broken_off
        assert set(sat.answers) == set(unbroken.answers)
        void = set(sat.void)
        if mode.model is not None:  # whose second answers start from first ones, also from those that are asked anew
            void = {step for step in range(len(sitting.plan.steps)) if sitting.event(step) in map(sitting.event, void)}
        kept = {key: value for key, value in sat.answers.items() if key[0] not in void}
        assert {key: unbroken.answers[key] for key in kept} == kept, at
        same += len(kept)
    assert same > 60
