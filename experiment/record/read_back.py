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

from experiment.design.session_plan import PagePlan, SessionPlan, TrialPlan
from experiment.format.cells import encode
from experiment.format.run_files import RunFiles
from experiment.format.trial_row import HEADER
from experiment.messages import Reason, Refusal
from experiment.record.storage import Storage
from experiment.task.journal import (
    Answered,
    AnswersKept,
    JournalEntry,
    LaunchStarted,
    PageDone,
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
    """A run as it stands on the disk."""

    plan: SessionPlan
    finished_trials: int
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
    rows = _content(storage, files.data)
    finished, whole = _finished_trials(files, plan, rows)
    lines = _content(storage, files.journal)
    journal_whole = lines.rfind(b"\n") + 1
    torn = [
        TornFile(path, length, content[length:])
        for path, content, length in ((files.data, rows, whole), (files.journal, lines, journal_whole))
        if length < len(content)
    ]
    entries = list(_entries(files, lines[:journal_whole]))
    known = {entry.launch for entry in entries if isinstance(entry, LaunchStarted)}
    if not set(range(1, launch)) <= known:
        what = "launches that the session sheet knows are not in it"
        raise Refusal(Reason.RECORD_DAMAGED, file=files.journal.name, what=what)
    progress = _progress(plan, finished, entries, launch)
    return ReadBack(plan, finished, tuple(torn), progress)


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


_PLACE = ("participant_id", "visit", "run", "phase", "block", "trial", "practice", "event_id")


def _finished_trials(files: RunFiles, plan: SessionPlan, content: bytes) -> tuple[int, int]:
    """Count the trials whose rows are all there, and the bytes up to the last of them."""
    try:
        records = iter(list(_records(content)))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refusal(Reason.RECORD_DAMAGED, file=files.data.name, what="it is no longer a CSV in UTF-8") from error
    header, whole = next(records, ([], 0))
    if tuple(header) != HEADER:
        raise Refusal(Reason.RECORD_DAMAGED, file=files.data.name, what="its first line is not the header")
    finished = 0
    for trial in plan.trials:
        for part in trial.parts:
            cells, end = next(records, (None, 0))
            if cells is None:
                return finished, whole
            who = (plan.participant_id, plan.visit, plan.run)
            place = (*who, part.phase, trial.block, trial.trial, trial.practice, trial.event.event_id)
            row = dict(zip(HEADER, cells, strict=False))
            found = tuple(row.get(name) for name in _PLACE)
            if len(cells) != len(HEADER) or found != tuple(encode(value) for value in place):
                what = f"the row of {trial.event.event_id} in {part.phase} is not where it was planned"
                raise Refusal(Reason.RECORD_DAMAGED, file=files.data.name, what=what)
        finished, whole = finished + 1, end
    if next(records, None) is not None:
        raise Refusal(Reason.RECORD_DAMAGED, file=files.data.name, what="it has more rows than were planned")
    return finished, whole


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


def _progress(plan: SessionPlan, finished: int, entries: list[JournalEntry], launch: int) -> Progress:
    trials = [number for number, step in enumerate(plan.steps) if isinstance(step, TrialPlan)]
    next_step = trials[finished - 1] + 1 if finished else 0
    done = {entry.step for entry in entries if isinstance(entry, PageDone)}
    while next_step in done and isinstance(plan.steps[next_step], PagePlan):
        next_step += 1
    attempts = [entry.attempt for entry in entries if isinstance(entry, TrialStarted) and entry.step == next_step]
    return Progress(launch, next_step, TrialPast(max(attempts, default=0), _kept(entries, next_step)))


def _kept(entries: list[JournalEntry], step: int) -> AnswersKept | None:
    kept = None
    for entry in entries:
        if isinstance(entry, AnswersKept) and entry.step == step:
            kept = entry
        elif isinstance(entry, Answered) and entry.step == step and kept is not None:
            kept = kept.amended(entry)
    return kept
