"""The runs that are on the disk: which a session has, where each stands, and the number of the next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from experiment.format.ledger import Ledger
from experiment.format.run_files import RunFiles, SessionFiles
from experiment.format.sheet import SessionSheet
from experiment.format.vocabulary import SessionStatus, Table
from experiment.messages import Reason, Refusal
from experiment.record.failures import before_the_session
from experiment.record.found_runs import found_runs_of
from experiment.record.read_sheet import read_sheet
from experiment.record.storage import Storage
from experiment.record.unused import is_unused
from experiment.record.whole_run import content_of


@dataclass(frozen=True)
class Run:
    """A run that is on the disk."""

    files: RunFiles
    sheet: SessionSheet


class Standing(str, Enum):
    """Where a run stands."""

    COMPLETE = "complete"
    ABORTED = "aborted"
    INTERRUPTED = "interrupted"
    RUNNING = "running"
    MISSING = "missing"
    DAMAGED = "damaged"


def standing(status: SessionStatus, running: bool = False) -> Standing:
    """Return where a run stands by its sheet: one that says ``running``, with no launch that holds it, was interrupted.

    Parameters
    ----------
    status
        What the sheet, or the ledger, says.
    running
        Whether a launch holds the session.
    """
    if running:
        return Standing.RUNNING
    return Standing.INTERRUPTED if status is SessionStatus.RUNNING else Standing(status.value)


def runs_of(storage: Storage, session: SessionFiles) -> list[Run]:
    """Read the runs of a session, the first one first. A run exists once its sheet is there."""
    pattern = re.compile(rf"{re.escape(session.stem)}_run-([1-9][0-9]*)_session\.json")
    with before_the_session(session.place):
        matches = [pattern.fullmatch(name) for name in storage.names_in(session.folder)]
        files = [session.run(number) for number in sorted(int(match[1]) for match in matches if match)]
        return [Run(run, read_sheet(storage, run.sheet)) for run in files]


def next_run(storage: Storage, session: SessionFiles, ledger: Ledger) -> int:
    """Number the run that is to begin: none that the ledger knows, though it be gone, is numbered again.

    Raises
    ------
    Refusal
        If there is one of that number that has lost its sheet; it must not be written over.
    """
    here = {run.files.run for run in runs_of(storage, session)}
    number = 1 + max([*here, *_entered(session, ledger)], default=0)
    found = found_runs_of(storage, session.place, session.participant_id)
    left = {run.run for run in found if run.session.stem == session.stem and run.run > max(here, default=0)}
    for files in map(session.run, sorted({*left, number})):
        for file in (*map(files.table, Table), files.journal):
            if storage.exists(file) and not is_unused(file, content_of(storage, file)):
                raise Refusal(
                    Reason.SHEET_MISSING, session=session.in_words, file=files.sheet.name, folder=session.folder
                )
    return number


def _entered(session: SessionFiles, ledger: Ledger) -> list[int]:
    """Number the runs of a session that its ledger knows."""
    return [lines[0].run for stem, lines in ledger.runs().items() if stem.startswith(f"{session.stem}_run-")]
