"""Whole sessions in memory, until they are complete: what was planned, pressed, shown and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from experiment.conduct import conduct
from experiment.config.load import Study
from experiment.design.session_plan import SessionPlan, TrialPlan
from experiment.format.apparatus import Apparatus
from experiment.format.journal import JournalEntry, LaunchStarted, ScreenShown, read_entry
from experiment.format.run_files import RunFiles
from experiment.format.sheet import SessionSheet
from experiment.format.vocabulary import ParticipantMode, SessionKind, Table
from experiment.layout.views import View
from experiment.record import participants
from experiment.record.read_back import read_plan
from experiment.record.read_sheet import read_sheet
from experiment.record.request import Request
from experiment.task.answers import NOTHING, Answer
from experiment.task.inputs import KeyPress
from experiment.task.participant import Participant
from experiment.task.stage import Heard, Shown, Stage
from tests.instruments.failing_disks import Killed, VolatileDisk
from tests.instruments.watched_sessions import ARM, PARTICIPANT, VISIT, WatchedStage, Witness, files, rows

DATA = Path("/data")
FRAME_S = 1 / 60


class TellingStage(WatchedStage):
    """Keeps every press that it has told the task of."""

    def __init__(self, participant: Participant, witness: Witness, told: list[KeyPress]) -> None:
        super().__init__(participant, witness)
        self._presses = told

    def show(self, view: View, answer: Answer = NOTHING) -> Shown:
        shown = super().show(view, answer)
        self._presses += shown.earlier
        return shown

    def listen(self, answer: Answer, duration_s: float | None) -> Heard:
        heard = super().listen(answer, duration_s)
        self._presses += heard.inputs
        return heard


@dataclass
class Account:
    """Everything there is to know of a session that is complete.

    Parameters
    ----------
    launches
        The journal, a list for each launch.
    told
        The presses that the stage told the task of, in the same way.
    """

    plan: SessionPlan
    rows: list[dict[str, str]]
    launches: list[list[JournalEntry]]
    told: list[list[KeyPress]]
    witness: Witness
    sheet: SessionSheet
    tables: dict[Table, bytes] = field(default_factory=dict)

    @property
    def entries(self) -> list[JournalEntry]:
        """The whole journal."""
        return [entry for launch in self.launches for entry in launch]

    def screens(self) -> Iterator[tuple[int, ScreenShown, ScreenShown]]:
        """Every screen of every launch, with the one that followed it."""
        for number, launch in enumerate(self.launches, start=1):
            for screen, following in pairwise(entry for entry in launch if isinstance(entry, ScreenShown)):
                yield number, screen, following

    def planned_rows(self) -> list[tuple[int, TrialPlan, str]]:
        """The rows that the plan asks for: step, trial and phase."""
        return [
            (number, step, str(part.phase))
            for number, step in enumerate(self.plan.steps)
            if isinstance(step, TrialPlan)
            for part in step.parts
        ]


def until_complete(
    study: Study,
    call_in: Callable[[int], Participant],
    most_launches: int = 40,
    crashes: bool = False,
    arm: str = ARM,
    visit: str = VISIT,
    stage_type: type[TellingStage] = TellingStage,
) -> Account:
    """Conduct a session, and resume it as often as it is ended early; that every cell follows is watched at each end.

    Parameters
    ----------
    call_in
        Gives the participant of a launch, numbered from 1.
    crashes
        Whether a participant may cut the power; what was not synced is gone then.
    arm, visit
        Which session of the study.
    stage_type
        What it takes place on.
    """
    disk, witness, told = VolatileDisk(), Witness(), list[list[KeyPress]]()
    participants.enrol(disk, DATA, study.file, PARTICIPANT, arm, "fr")
    for launch in range(1, most_launches + 1):
        told.append([])

        @contextmanager
        def open_stage(_kind: SessionKind, _scripted: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
            stage = stage_type(call_in(launch), witness, told[-1])  # noqa: B023 (called before the next launch)
            yield (
                stage,
                Apparatus(
                    zero_utc="2026-11-23T00:00:00.000+00:00", stage="virtual", inputs="", clock="virtual", display=None
                ),
            )

        request = Request(
            DATA, PARTICIPANT, visit, SessionKind.TEST, ParticipantMode.SCRIPTED, resume=launch > 1
        )  # fmt: skip
        try:
            if conduct(study, request, open_stage, disk).reason is None:
                return _account(disk, files(DATA, visit), witness, told)
        except Killed:
            if not crashes:
                raise
            disk.power_cut()
    raise AssertionError("the session does not come to its end")


_entry = lru_cache(maxsize=100_000)(read_entry)
"""In virtual time session after session has the same lines."""


def _account(disk: VolatileDisk, run_files: RunFiles, witness: Witness, told: list[list[KeyPress]]) -> Account:
    entries = [_entry(line) for line in disk.read(run_files.journal).splitlines()]
    launches: list[list[JournalEntry]] = []
    for entry in entries:
        if isinstance(entry, LaunchStarted):
            launches.append([])
        if launches:  # what was put down before the first launch belongs to none
            launches[-1].append(entry)
    plan = read_plan(disk, run_files)
    tables = {table: disk.read(run_files.table(table)) for table in plan.tables}
    return Account(plan, rows(tables[Table.TRIALS]), launches, told, witness, read_sheet(disk, run_files.sheet), tables)
