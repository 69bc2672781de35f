"""Data folders of several computers, as they are read before they are put together: runs, enrolments, ledgers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from experiment.format.ledger import (
    EnrolmentAccepted,
    EnrolmentChanged,
    EnrolmentEntered,
    Ledger,
    OfRun,
    RunEntered,
    line_text,
    merged,
    read_ledger,
    read_line,
)
from experiment.format.run_files import (
    enrolled_as,
    is_participant_folder,
    ledger_file,
    ledgers_folder,
    participants_folder,
)
from experiment.format.vocabulary import SessionKind
from experiment.record.copying import names_below
from experiment.record.found_runs import found_runs
from experiment.record.session_lock import is_running
from experiment.record.storage import Storage
from experiment.record.sums import sha256

_RUN = re.compile(r"(sub-[A-Za-z0-9]+_ses-[A-Za-z0-9]+_task-[A-Za-z0-9]+_run-[1-9][0-9]*)_.+")


@dataclass(frozen=True)
class Unit:
    """What belongs together: the files of a run, or an enrolment.

    Parameters
    ----------
    folder
        The data folder that it was read from.
    sums
        SHA-256 of its files, by their names in that folder.
    lines
        The lines of that folder's ledger that are about it.
    """

    folder: Path
    sums: Mapping[str, str]
    lines: tuple[bytes, ...]


@dataclass(frozen=True)
class Source:
    """A data folder.

    Parameters
    ----------
    own, others
        The whole lines of its ledger, and of those of other computers that were collected there.
    ledger
        All of them together.
    runs, enrolments
        What it has of each, by the names of runs and the IDs of participants.
    running
        Who is in a session at this moment.
    """

    folder: Path
    own: bytes
    others: tuple[bytes, ...]
    ledger: Ledger
    runs: Mapping[str, Unit]
    enrolments: Mapping[str, Unit]
    running: tuple[str, ...]

    @property
    def first_hashes(self) -> dict[str, str]:
        """The hash of each study's files at its first session here."""
        begun = [line for line in self.ledger.lines if isinstance(line, RunEntered) and line.kind is SessionKind.STUDY]
        return {line.study: line.study_fingerprint for line in reversed(begun)}


def read_source(storage: Storage, folder: Path) -> Source:
    """Read a data folder.

    Raises
    ------
    OSError
        If something in it cannot be read.
    """
    own = whole_lines_of(storage, folder)
    contents = [
        own,
        *(
            storage.read(ledgers_folder(folder) / name)
            for name in storage.names_in(ledgers_folder(folder))
            if name.endswith(".jsonl")
        ),
    ]
    ledger = merged([read_ledger(content) for content in contents])
    about = lines_about(ledger)
    sums: dict[str, dict[str, str]] = {}
    for name in names_below(storage, folder):
        key = _unit_of(name)
        if key is not None and not name.endswith(".tmp"):  # of a write that a stop has cut short
            sums.setdefault(key, {})[name] = sha256(storage.read(folder / name))
    units = {key: Unit(folder, files, _in_it(files, about.get(key, ()))) for key, files in sums.items()}
    runs = found_runs(storage, folder)
    return Source(
        folder=folder,
        own=own,
        others=tuple(filter(None, map(_whole_lines, contents[1:]))),
        ledger=ledger,
        runs={key: unit for key, unit in units.items() if key.startswith("sub-")},
        enrolments={key: unit for key, unit in units.items() if not key.startswith("sub-")},
        running=tuple(sorted({run.session.participant_id for run in runs if is_running(storage, run.session)})),
    )


def _in_it(sums: Mapping[str, str], lines: Sequence[bytes]) -> tuple[bytes, ...]:
    """Leave out the lines of what was entered of an enrolment and is not in its file, as a stop may have left it."""
    entered = [getattr(read_line(line), "sha256", None) for line in lines]
    known = [number for number, digest in enumerate(entered) if digest in sums.values()]
    return tuple(lines[: known[-1] + 1] if known else lines)


def whole_lines_of(storage: Storage, folder: Path) -> bytes:
    """Read the whole lines of a data folder's own ledger."""
    file = ledger_file(folder)
    return _whole_lines(storage.read(file)) if storage.exists(file) else b""


def _whole_lines(content: bytes) -> bytes:
    return content[: content.rfind(b"\n") + 1]


def _unit_of(name: str) -> str | None:
    """Name the run or participant that a file belongs to; ``None``: it is nobody's."""
    top, _, rest = name.partition("/")
    if top == participants_folder(Path()).name:
        return enrolled_as(rest)
    match = _RUN.fullmatch("/".join(rest.split("/")[1:2])) if is_participant_folder(top) else None
    return match[1] if match else None


def lines_about(ledger: Ledger) -> dict[str, list[bytes]]:
    """Sort the lines of a ledger by the run or participant that they are about."""
    found: dict[str, list[bytes]] = {}
    for line in ledger.lines:
        if isinstance(line, OfRun):
            found.setdefault(line.stem, []).append(line_text(line))
        elif isinstance(line, EnrolmentEntered | EnrolmentChanged | EnrolmentAccepted):
            found.setdefault(line.participant_id, []).append(line_text(line))
    return found


def newest(storage: Storage, units: Sequence[Unit]) -> Unit | None:
    """Choose among several states of one thing the one that all others have led to; ``None``: they are in conflict."""
    for one in units:
        if all(one is other or has_led_to(storage, other, one) for other in units):
            return one
    return None


def has_led_to(storage: Storage, earlier: Unit, later: Unit) -> bool:
    """Return whether a state is the earlier one of two, or the same.

    Lines are held against each other as sets: each has the digest of the one before and stands once in the world, and
    the clocks of two computers do not say in which order they came together.
    """
    if earlier.sums.items() <= later.sums.items():
        return True
    one, other = set(earlier.lines), set(later.lines)
    if one != other:
        return bool(one) and one < other
    return _has_grown(storage, earlier, later)


def _has_grown(storage: Storage, earlier: Unit, later: Unit) -> bool:
    """Return whether a run has gone on: every file that differs is longer, and begins as it was, but for its sheet."""
    for name, digest in earlier.sums.items():
        if later.sums.get(name) == digest or name.endswith("_session.json"):
            continue
        if name not in later.sums:
            return False
        if not storage.read(later.folder / name).startswith(storage.read(earlier.folder / name)):
            return False
    return any(name.endswith("_journal.jsonl") and later.sums.get(name) != sum_ for name, sum_ in earlier.sums.items())
