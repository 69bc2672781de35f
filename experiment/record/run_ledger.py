"""What the ledger says of a run: that it has begun, was broken off, has ended, or goes on."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from experiment.format.apparatus import utc_now
from experiment.format.ledger import (
    DifferenceAccepted,
    EnrolmentAccepted,
    Follows,
    Ledger,
    RunEnded,
    RunEntered,
    RunInterrupted,
    RunResumed,
    sealed,
)
from experiment.format.run_files import RunFiles
from experiment.format.sheet import SessionSheet
from experiment.format.vocabulary import SessionStatus, Table
from experiment.record.ledger import enter
from experiment.record.storage import Storage
from experiment.record.sums import sha256, sums_there
from experiment.record.unused import is_launched


def enter_begun(storage: Storage, files: RunFiles, sheet: SessionSheet) -> None:
    """Enter a run of which nothing has been shown yet."""
    enter(
        storage,
        files.session.place,
        lambda due: RunEntered(
            **_facts(files, due),
            kind=sheet.kind,
            plan_sha256=sheet.plan_sha256,
            study=sheet.study,
            study_fingerprint=sheet.study_fingerprint,
            study_change_reason=sheet.study_change_reason,
            window=sheet.window,
            window_reason=sheet.window_reason,
        ),
    )


def enter_resumed(storage: Storage, files: RunFiles, launch: int) -> None:
    """Enter that a run goes on which had ended or been broken off."""
    enter(storage, files.session.place, lambda due: RunResumed(**_facts(files, due), launch=launch))


def enter_interrupted(storage: Storage, files: RunFiles, sheet: SessionSheet) -> None:
    """Enter that a run was broken off, and what its files are now, if they can be synced."""
    sums = None
    with suppress(OSError):
        for file in (files.journal, *map(files.table, Table)):
            if storage.exists(file):
                storage.sync_file(file)
        sums = sums_there(storage, files, sheet)
    enter(storage, files.session.place, lambda due: RunInterrupted(**_facts(files, due), sums=sums))


def enter_ended(storage: Storage, files: RunFiles, status: SessionStatus, sums_sha256: str) -> str:
    """Enter that a run has ended, and give its seal code."""
    line = enter(
        storage,
        files.session.place,
        lambda due: sealed(RunEnded(**_facts(files, due), status=status, sums_sha256=sums_sha256, seal="")),
    )
    return line.seal


def enter_if_cut_short(storage: Storage, files: RunFiles, sheet: SessionSheet, ledger: Ledger) -> None:
    """Enter what a stop kept from being entered: that a run has begun, or that it has ended.

    A run that was launched somewhere without having been entered is not known by that: it may be from elsewhere.
    """
    with suppress(OSError):
        lines = ledger.runs().get(files.stem, [])
        if not lines and files.stem not in ledger.older_runs:
            if ledger.exists and is_launched(storage, files):
                return
            enter_begun(storage, files, sheet)
        ended = sheet.status in (SessionStatus.COMPLETE, SessionStatus.ABORTED)
        if ended and not (lines and isinstance(lines[-1], RunEnded)) and storage.exists(files.checksums):
            enter_ended(storage, files, sheet.status, sha256(storage.read(files.checksums)))


def enter_accepted(storage: Storage, files: RunFiles, what: Literal["missing", "unknown", "changed"]) -> None:
    """Enter that somebody goes on although the ledger has a run otherwise, if it can be written at all."""
    with suppress(OSError):
        enter(storage, files.session.place, lambda due: DifferenceAccepted(**_facts(files, due), what=what))


def enter_enrolment_accepted(storage: Storage, place: Path, participant_id: str, digest: str) -> None:
    """Enter that somebody goes on although an enrolment is not as it was entered, if the ledger can be written."""
    with suppress(OSError):
        enter(
            storage,
            place,
            lambda due: EnrolmentAccepted(
                n=due.n, utc=utc_now(), before=due.before, participant_id=participant_id, sha256=digest
            ),
        )


def _facts(files: RunFiles, due: Follows) -> dict[str, Any]:
    session = files.session
    return {
        "n": due.n,
        "utc": utc_now(),
        "before": due.before,
        "participant_id": session.participant_id,
        "visit": session.visit,
        "task": session.task,
        "run": files.run,
    }
