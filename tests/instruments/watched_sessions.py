"""Sessions of a scripted participant, with a witness of everything that was shown."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from experiment.conduct import Conducted, conduct
from experiment.config.load import Study
from experiment.design.session_plan import AfterwardsPlan, EstimatePlan, SessionPlan
from experiment.format.apparatus import Apparatus
from experiment.format.run_files import RunFiles, SessionFiles
from experiment.format.vocabulary import EstimationPhase, ParticipantMode, Question, SessionKind, Table
from experiment.layout.views import BaseRateView, QuestionView, View
from experiment.record.request import Request
from experiment.record.storage import Storage
from experiment.task.answers import NOTHING, Answer
from experiment.task.monitor import Monitor
from experiment.task.participant import Participant
from experiment.task.stage import OnDisplayLost, Shown, Stage
from experiment.virtual.participants import ScriptedParticipant, fixed_answer_to
from experiment.virtual.stage import VirtualStage

PARTICIPANT, ARM, VISIT = "KD001", "patient", "baseline"


@dataclass
class Witness:
    """Everything that was on the screen, over all launches, in its order."""

    views: list[View] = field(default_factory=list)
    if_lost: OnDisplayLost | None = None
    """What is done if the display goes away."""

    def estimates_after_the_rate(self) -> list[str]:
        """Name the events whose first estimate was asked after their base rate had been shown."""
        seen: set[str] = set()
        wrong = []
        for view in self.views:
            if isinstance(view, BaseRateView):
                seen.add(view.event_id)
            if (
                isinstance(view, QuestionView)
                and (view.phase, view.event_id in seen) == (EstimationPhase.FIRST, True)
                and view.question is not Question.CONFIDENCE  # which is confidence in the rate
            ):
                wrong.append(view.event_id)
        return wrong


class WatchedStage(VirtualStage):
    """A virtual stage with a witness."""

    def __init__(self, participant: Participant, witness: Witness) -> None:
        super().__init__(participant)
        self._witness = witness

    def show(self, view: View, answer: Answer = NOTHING) -> Shown:
        self._witness.views.append(view)
        return super().show(view, answer)

    def if_lost(self, action: OnDisplayLost | None) -> None:
        self._witness.if_lost = action


def run(
    study: Study,
    data: Path,
    storage: Storage,
    witness: Witness,
    resume: bool = False,
    participant: Participant | None = None,
    monitor: Monitor | None = None,
) -> Conducted:
    """Conduct the session, or go on with it, on the virtual stage."""

    @contextmanager
    def open_stage(_kind: SessionKind, scripted: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        someone = participant or scripted or ScriptedParticipant()
        yield (
            WatchedStage(someone, witness),
            Apparatus(
                zero_utc="2026-11-23T00:00:00.000+00:00", stage="virtual", inputs="", clock="virtual", display=None
            ),
        )

    request = Request(data, PARTICIPANT, VISIT, SessionKind.TEST, ParticipantMode.SCRIPTED, resume=resume)
    return conduct(study, request, open_stage, storage, monitor=monitor)


def files(data: Path, visit: str = VISIT) -> RunFiles:
    """Name the files of the session's first run."""
    return SessionFiles(data, PARTICIPANT, visit, "beliefupdate", SessionKind.TEST).run(1)


def rows(content: bytes) -> list[dict[str, str]]:
    """Read a CSV."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def expected_answers(plan: SessionPlan) -> Iterable[tuple[str, str, str, str]]:
    """Say what the scripted participant answers: event, phase, question, value."""
    for trial in plan.trials:
        for phase, screen in trial.screens:
            if isinstance(screen, EstimatePlan):
                value = fixed_answer_to(
                    trial.event.event_id, phase, screen.question, screen.scale.minimum, screen.scale.maximum
                )
                yield trial.event.event_id, str(phase), str(screen.question), str(value)


def written_answers(content: bytes) -> Iterable[tuple[str, str, str, str]]:
    """Read the answers of a CSV in the same form."""
    for row in rows(content):
        for question in Question:
            if row[f"{question}_outcome"] == "answered":
                yield row["event_id"], row["phase"], str(question), row[f"{question}_pct"]


def expected_afterwards(plan: SessionPlan) -> Iterable[tuple[str, str, str]]:
    """Say what the scripted participant answers after the trials: question, event, value."""
    for step in plan.steps:
        if isinstance(step, AfterwardsPlan):
            scale, event = step.scale, step.event.event_id
            value = fixed_answer_to(event, None, step.question, scale.minimum, scale.maximum)
            yield str(step.question), event, str(value)


def answer_in(row: Mapping[str, str]) -> str:
    """Read the answer of a row of what is asked after the trials: it stands in the column of its kind, and only there.

    Raises
    ------
    ValueError
        If the other column is not empty.
    """
    given, other = ("memory_pct", "rating") if row["question"] == "memory" else ("rating", "memory_pct")
    if row[other] != "n/a":
        raise ValueError(f"{other} is {row[other]} in a row of {row['question']}")
    return row[given]


def written_afterwards(storage: Storage, run_files: RunFiles, plan: SessionPlan) -> Iterable[tuple[str, str, str]]:
    """Read what was answered after the trials in the same form."""
    if Table.AFTERWARDS in plan.tables:
        for row in rows(storage.read(run_files.table(Table.AFTERWARDS))):
            yield row["question"], row["event_id"], answer_in(row)


def wrong_checksums(storage: Storage, run_files: RunFiles) -> list[str]:
    """Name the files that are not what their checksums say."""
    folder = run_files.session.folder
    wrong = []
    for line in storage.read(run_files.checksums).decode().splitlines():
        checksum, name = line.split("  ", maxsplit=1)
        if hashlib.sha256(storage.read(folder / name)).hexdigest() != checksum:
            wrong.append(name)
    return wrong
