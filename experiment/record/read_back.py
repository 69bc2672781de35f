"""What a run has on the disk: its finished trials, and what happened to the one that was broken off.

A crash may leave a part of a write at the end of a file. It was never acknowledged; it is recognised here, and cut off
before the run goes on.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from experiment.design.session_plan import AfterwardsPlan, ComprehensionPlan, PagesPlan, SessionPlan, Step, TrialPlan
from experiment.format.cells import Cell, encode
from experiment.format.run_files import RunFiles
from experiment.format.tables import header
from experiment.format.vocabulary import Table
from experiment.messages import Reason, Refusal
from experiment.record.storage import Storage
from experiment.task.journal import (
    Answered,
    AnswersKept,
    ComprehensionAnswered,
    JournalEntry,
    LaunchStarted,
    PagesDone,
    TrialStarted,
    read_entry,
)
from experiment.task.progress import Progress, TrialPast


@dataclass(frozen=True)
class TornFile:
    """A file with something unfinished at its end.

    Parameters
    ----------
    path
        Which file.
    length
        How many of its bytes are whole.
    tail
        The rest.
    """

    path: Path
    length: int
    tail: bytes


@dataclass(frozen=True)
class ReadBack:
    """A run as it stands on the disk.

    Parameters
    ----------
    finished, recorded
        How many trials and questions are finished, and how many there are.
    """

    plan: SessionPlan
    finished: int
    recorded: int
    torn: tuple[TornFile, ...]
    progress: Progress


def read_plan(storage: Storage, files: RunFiles) -> SessionPlan:
    """Read the plan that a run executes."""
    try:
        return SessionPlan.model_validate_json(_content(storage, files.plan))
    except ValueError as error:
        raise Refusal(Reason.RECORD_DAMAGED, file=files.plan.name, what="it is no plan") from error


def read_back(storage: Storage, files: RunFiles, launch: int) -> ReadBack:
    """Find out how far a run has come.

    Parameters
    ----------
    launch
        The number of the launch that will go on with it.

    Raises
    ------
    Refusal
        If what is on the disk does not agree with the plan.
    """
    plan = read_plan(storage, files)
    contents = {table: _content(storage, files.table(table)) for table in plan.tables}
    finished = {table: _finished(files, plan, table, content) for table, content in contents.items()}
    lines = _content(storage, files.journal)
    journal_whole = lines.rfind(b"\n") + 1
    lengths = [(files.table(table), contents[table], finished[table].whole) for table in plan.tables]
    torn = [
        TornFile(path, length, content[length:])
        for path, content, length in (*lengths, (files.journal, lines, journal_whole))
        if length < len(content)
    ]
    entries = list(_entries(files, lines[:journal_whole]))
    known = {entry.launch for entry in entries if isinstance(entry, LaunchStarted)}
    if not set(range(1, launch)) <= known:
        what = "launches that the session sheet knows are not in it"
        raise Refusal(Reason.RECORD_DAMAGED, file=files.journal.name, what=what)
    steps = sorted(step for table in plan.tables for step in finished[table].steps)
    progress = _progress(files, plan, steps, entries, launch)
    recorded = sum(_rows_of(step) is not None for step in plan.steps)
    return ReadBack(plan, len(steps), recorded, tuple(torn), progress)


def _content(storage: Storage, file: Path) -> bytes:
    try:
        return storage.read(file)
    except OSError as error:
        what = f"it cannot be read ({error.strerror or error})"
        raise Refusal(Reason.RECORD_DAMAGED, file=file.name, what=what) from error


def _records(content: bytes) -> Iterator[tuple[list[str], int]]:
    """Read the whole records of a CSV file, each with the place where it ends."""
    start = 0
    quoted = False
    for place, byte in enumerate(content):
        if byte == ord('"'):
            quoted = not quoted
        elif byte == ord("\n") and not quoted:
            text = content[start : place + 1].decode("utf-8")
            start = place + 1
            yield next(csv.reader(io.StringIO(text, newline=""))), start


def _rows_of(step: Step) -> tuple[Table, list[dict[str, Cell]]] | None:
    """Say which rows a step leaves when it is finished, by the cells that tell them apart; none, for pages."""
    match step:
        case TrialPlan(event=event):
            place: dict[str, Cell] = {"block": step.block, "trial": step.trial, "practice": step.practice}
            return Table.TRIALS, [
                {"phase": part.phase, **place, "event_id": event.event_id} for part in step.parts
            ]  # fmt: skip
        case ComprehensionPlan():
            return Table.COMPREHENSION, [{"question": step.question}]
        case AfterwardsPlan(event=event):
            return Table.AFTERWARDS, [{"question": step.question, "trial": step.trial, "event_id": event.event_id}]
        case PagesPlan():
            return None


@dataclass(frozen=True)
class _Finished:
    """The steps whose rows are all in a table, and how many of its bytes that takes."""

    steps: tuple[int, ...]
    whole: int


def _finished(files: RunFiles, plan: SessionPlan, table: Table, content: bytes) -> _Finished:
    name, names = files.table(table).name, header(table)
    try:
        records = iter(list(_records(content)))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refusal(Reason.RECORD_DAMAGED, file=name, what="it is no longer a CSV in UTF-8") from error
    first, whole = next(records, ([], 0))
    if tuple(first) != names:
        raise Refusal(Reason.RECORD_DAMAGED, file=name, what="its first line is not the header")
    who: dict[str, Cell] = {"participant_id": plan.participant_id, "visit": plan.visit, "run": plan.run}
    steps: list[int] = []
    for number, step in enumerate(plan.steps):
        planned = _rows_of(step)
        if planned is None or planned[0] is not table:
            continue
        for place in planned[1]:
            cells, end = next(records, (None, 0))
            if cells is None:
                return _Finished(tuple(steps), whole)
            row = dict(zip(names, cells, strict=False))
            expected = {key: encode(value) for key, value in (who | place).items()}
            if len(cells) != len(names) or not expected.items() <= row.items():
                what = f"the row of {' '.join(str(value) for value in place.values())} is not where it was planned"
                raise Refusal(Reason.RECORD_DAMAGED, file=name, what=what)
        steps.append(number)
        whole = end
    if next(records, None) is not None:
        raise Refusal(Reason.RECORD_DAMAGED, file=name, what="it has more rows than were planned")
    return _Finished(tuple(steps), whole)


def _entries(files: RunFiles, lines: bytes) -> Iterator[JournalEntry]:
    """Read the journal; a line that a power cut has left as rubbish was never relied on, and is passed over."""
    for number, line in enumerate(lines.splitlines(), start=1):
        try:
            json.loads(line)
        except ValueError:
            continue
        try:
            yield read_entry(line)
        except ValidationError as error:
            what = f"line {number} is no entry of a journal"
            raise Refusal(Reason.RECORD_DAMAGED, file=files.journal.name, what=what) from error


def _progress(
    files: RunFiles, plan: SessionPlan, finished: list[int], entries: list[JournalEntry], launch: int
) -> Progress:
    """Find the first step that is not done. Steps are done in their order, whichever table they are written to."""
    recorded = [number for number, step in enumerate(plan.steps) if _rows_of(step) is not None]
    if finished != recorded[: len(finished)]:
        what = "a row of a later step is there, and one before it is missing"
        raise Refusal(Reason.RECORD_DAMAGED, file=files.data.name, what=what)
    next_step = finished[-1] + 1 if finished else 0
    done = {entry.step for entry in entries if isinstance(entry, PagesDone)}
    while next_step in done and isinstance(plan.steps[next_step], PagesPlan):
        next_step += 1
    attempts = [entry.attempt for entry in entries if isinstance(entry, TrialStarted) and entry.step == next_step]
    chosen = tuple(e.chosen for e in entries if isinstance(e, ComprehensionAnswered) and e.step == next_step)
    return Progress(launch, next_step, TrialPast(max(attempts, default=0), _kept(entries, next_step)), chosen)


def _kept(entries: list[JournalEntry], step: int) -> AnswersKept | None:
    kept = None
    for entry in entries:
        if isinstance(entry, AnswersKept) and entry.step == step:
            kept = entry
        elif isinstance(entry, Answered) and entry.step == step and kept is not None:
            kept = kept.amended(entry)
    return kept
