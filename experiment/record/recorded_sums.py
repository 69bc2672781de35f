"""What the files of a data folder should hold, as far as its ledger tells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from experiment.format.ledger import Ledger, OfRun, RunEnded, RunInterrupted
from experiment.format.run_files import SessionFiles, participant_file
from experiment.format.sums_file import read_sums
from experiment.format.vocabulary import SessionKind
from experiment.record.sums import sha256


def recorded_sums(ledger: Ledger, contents: Callable[[str], list[bytes]]) -> dict[str, str]:
    """Return SHA-256 of each file of which the ledger tells: enrolments, and all of runs that have ended.

    Parameters
    ----------
    contents
        Gives what can be found under the name of a file, in any of its copies.
    """
    top = Path()
    found = {participant_file(top, who).as_posix(): digest for who, digest in ledger.enrolments().items()}
    for lines in ledger.runs().values():
        found |= _of_run(lines[-1], contents)
    return found


def _of_run(last: OfRun, contents: Callable[[str], list[bytes]]) -> dict[str, str]:
    session = SessionFiles(Path(), last.participant_id, last.visit, last.task, SessionKind.STUDY)
    folder = session.folder.as_posix()
    if isinstance(last, RunInterrupted):
        return {f"{folder}/{file}": digest for file, digest in (last.sums or {}).items()}
    if not isinstance(last, RunEnded):
        return {}
    name = session.run(last.run).checksums.as_posix()
    content = next((one for one in contents(name) if sha256(one) == last.sums_sha256), b"")
    sums = read_sums(content) or {}
    return {f"{folder}/{file}": digest for file, digest in sums.items()} | {name: last.sums_sha256}
