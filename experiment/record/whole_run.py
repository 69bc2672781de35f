"""Whether the files of a run belong together: its names, its sheet, its plan, its study files and its journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NoReturn

from experiment.design.session_plan import SessionPlan
from experiment.format.enrolment import Enrolment
from experiment.format.journal import JournalEntry, LaunchEnded, LaunchStarted, RunBegun
from experiment.format.run_files import RunFiles
from experiment.format.sheet import SessionSheet
from experiment.format.vocabulary import SessionKind, SessionStatus, Table
from experiment.messages import Reason, Refusal
from experiment.record.failures import not_read
from experiment.record.plan_difference import plan_difference
from experiment.record.storage import Storage
from experiment.record.sums import sha256


def refuse(file: Path, what: str, error: Exception | None = None) -> NoReturn:
    """Return what is the matter with a file of a run."""
    raise _damaged(file, what) from error


def _damaged(file: Path, what: str) -> Refusal:
    return Refusal(Reason.RECORD_DAMAGED, file=file.name, what=what)


def content_of(storage: Storage, file: Path) -> bytes:
    """Read a file of a run."""
    try:
        return storage.read(file)
    except OSError as error:
        raise not_read(file, error) from error


def check_enrolment(files: RunFiles, sheet: SessionSheet, participant: Enrolment) -> None:
    """Hold a sheet against the enrolment."""
    recorded = participant.model_dump(include={"participant_id", "study", "arm", "language", "list_order"})
    _compare(files.sheet, "the enrolment", recorded, sheet.model_dump())


def check_sheet(storage: Storage, files: RunFiles, sheet: SessionSheet, kind: SessionKind) -> None:
    """Hold a sheet against its name and kind."""
    if content_of(storage, files.sheet) != sheet.text():
        refuse(files.sheet, "it is written otherwise than this program writes it")
    session = files.session
    _compare(
        files.sheet,
        "its name",
        {
            "participant_id": session.participant_id,
            "visit": session.visit,
            "task": session.task,
            "run": files.run,
            "kind": kind,
        },
        sheet.model_dump(),
    )


def check_stored(storage: Storage, files: RunFiles, sheet: SessionSheet) -> None:
    """Hold the stored study files, dictionaries and check against the sheet: whatever differs is named.

    A stored file that is missing stands in nobody's way: the plan holds everything that will be shown. One that the
    sheet does not know does.
    """
    refusals = dict(stored_differences(storage, files, sheet))
    for refusal in refusals.values():
        if refusal.reason is not Reason.RECORD_DAMAGED:  # another program has it open, or it is out of reach
            raise refusal
    for first, refusal in refusals.items():
        what = refusal.facts["what"]
        others = {file: other.facts["what"] for file, other in refusals.items() if file != first}
        alike = " and ".join(file.name for file, other in others.items() if other == what)
        same = [f"the same holds for {alike}"] if alike else []
        refuse(
            first,
            "; ".join([str(what), *same, *(f"{f.name}: {other}" for f, other in others.items() if other != what)]),
        )


def stored_differences(storage: Storage, files: RunFiles, sheet: SessionSheet) -> Iterator[tuple[Path, Refusal]]:
    """Name every stored study file, dictionary and check that the run did not begin with, and say so of each."""
    stored = [(files.inputs / item.name, item.sha256) for item in sheet.inputs]
    stored += [(files.sidecar(table), digest) for table, digest in sheet.sidecars_sha256.items()]
    if sheet.check_sha256 is not None:
        stored.append((files.check, sheet.check_sha256))
    for file in _never_stored(files, sheet):
        if storage.exists(file):
            yield file, _damaged(file, "the session began without it, and this program has not put it there")
    for file, digest in stored:
        if storage.exists(file):
            try:
                found = sha256(storage.read(file))
            except OSError as error:
                refusal = not_read(file, error)
                refusal.__cause__ = error
                yield file, refusal
            else:
                if found != digest:
                    yield file, _damaged(file, "it is not the file that the session began with")


def _never_stored(files: RunFiles, sheet: SessionSheet) -> list[Path]:
    """List what a run might have, and has not: the sheet knows the check and the tables that it began with."""
    none = [table for table in Table if table not in sheet.sidecars_sha256]
    tables = [file for table in none for file in (files.table(table), files.sidecar(table))]
    return tables if sheet.check_sha256 is not None else [files.check, *tables]


def check_plan(storage: Storage, files: RunFiles, sheet: SessionSheet, plan: SessionPlan) -> None:
    """Hold a plan against the sheet."""
    shared = plan.model_dump(include=_SHARED)
    _compare(files.plan, "the session sheet", sheet.model_dump(include=_SHARED), shared)
    if (plan.rows, sha256(content_of(storage, files.plan))) != (sheet.rows_planned, sheet.plan_sha256):
        refuse(files.plan, plan_difference(files, sheet, plan))


_SHARED = {
    "study", "study_fingerprint", "task", "participant_id", "arm", "visit", "run", "kind", "language", "list_order",
    "event_list",
}  # fmt: skip
"""What stands both in the plan and in the sheet."""


def check_journal(storage: Storage, files: RunFiles, sheet: SessionSheet, entries: tuple[JournalEntry, ...]) -> None:
    """Hold the sheet against the journal, which says what each launch has put down in it."""
    begun = entries[0] if entries else None
    if not isinstance(begun, RunBegun):
        refuse(files.journal, "its first line does not say which run it is of")
    _compare(
        files.journal,
        "its name",
        {"participant_id": sheet.participant_id, "visit": sheet.visit, "run": sheet.run},
        begun.model_dump(),
    )
    if begun.plan_sha256 != sha256(content_of(storage, files.plan)):
        refuse(files.plan, "it is not the plan that the run began with")
    if begun.sheet_sha256 != sha256(as_begun(sheet).text()):
        refuse(files.sheet, "what was put down at the beginning of the run does not stand in it")
    started = {entry.launch: entry for entry in entries if isinstance(entry, LaunchStarted)}
    for launch in sheet.launches:
        if launch.launch not in started:
            refuse(files.journal, f"launch {launch.launch}, which the session sheet knows, is not in it")
    if sheet.launches:
        last = sheet.launches[-1].launch
        if started[last].sheet_sha256 != sha256(as_started(sheet).text()):
            refuse(files.sheet, f"what launch {last} put down does not stand in it")
        _check_end(files, sheet, _end_of(entries, last))
    elif _as_left(sheet) != as_begun(sheet):
        refuse(files.sheet, "it says how a session ended that had not started")


def _end_of(entries: tuple[JournalEntry, ...], number: int) -> LaunchEnded | None:
    launch, ended = 0, None
    for entry in entries:
        if isinstance(entry, LaunchStarted):
            launch = entry.launch
        elif isinstance(entry, LaunchEnded) and launch == number:
            ended = entry
    return ended


def _check_end(files: RunFiles, sheet: SessionSheet, ended: LaunchEnded | None) -> None:
    if _as_left(sheet) == as_started(sheet):  # a crash came before the sheet, or before the end
        return
    if ended is None:
        refuse(files.journal, "the end of the session, which the session sheet knows, is not in it")
    last = sheet.launches[-1]
    found = {
        "status": sheet.status,
        "abort_reason": sheet.abort_reason,
        "ended_utc": last.ended_utc,
        "flip_intervals": last.flip_intervals,
        "pauses": last.pauses,
        "ended_early": last.ended_early,
        "stopped_by": last.stopped_by,
    }
    recorded = {
        "status": ended.status,
        "abort_reason": ended.reason,
        "ended_utc": ended.utc,
        "flip_intervals": ended.flip_intervals,
        "pauses": ended.pauses,
        "ended_early": ended.reason,
        "stopped_by": None,
    }
    _compare(files.sheet, "the journal", recorded, found)


def _as_left(sheet: SessionSheet) -> SessionSheet:
    """A sheet as a launch that did not end by itself has left it, whether somebody has found that out or not."""
    if sheet.status is not SessionStatus.INTERRUPTED:
        return sheet
    *before, last = sheet.launches or (None,)
    launches = () if last is None else (*before, last.model_copy(update={"stopped_by": None}))
    return sheet.model_copy(update={"status": SessionStatus.RUNNING, "launches": launches})


def as_begun(sheet: SessionSheet) -> SessionSheet:
    """A sheet as it was before its first launch."""
    changed = {"status": SessionStatus.RUNNING, "abort_reason": None, "launches": ()}
    return sheet.model_copy(update=changed)


def as_started(sheet: SessionSheet) -> SessionSheet:
    """A sheet as its last launch put it down when it started."""
    as_new = {"ended_utc": None, "flip_intervals": None, "pauses": None, "ended_early": None, "stopped_by": None}
    last = sheet.launches[-1].model_copy(update=as_new)
    changed = {"status": SessionStatus.RUNNING, "abort_reason": None, "launches": (*sheet.launches[:-1], last)}
    return sheet.model_copy(update=changed)


def _compare(file: Path, other: str, recorded: Mapping[str, object], found: Mapping[str, object]) -> None:
    for name, right in recorded.items():
        if found[name] != right:
            refuse(file, f"{name} is {found[name]}, and {other} says {right}")
