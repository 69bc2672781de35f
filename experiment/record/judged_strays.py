"""What a stray is: something recorded that stands elsewhere, a copy, what may be taken for data, or no matter.

An analyst reads a folder by patterns such as ``sub-*/ses-*/*_data.csv`` or ``**/*trials*``; R's are found anywhere in a
name. So whatever holds what a record holds, has its name in it, or stands among the sessions as a table or as JSON will
be taken for data sooner or later. What systems leave, and notes, will not.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from experiment.format.leavings import left_by, tells_of_an_open_file
from experiment.format.run_files import (
    RunFiles,
    checks_folder,
    enrolled_as,
    is_check,
    is_participant_folder,
    is_visit_folder,
    ledger_file,
    participants_folder,
    run_named_in,
)
from experiment.format.tables import header
from experiment.format.vocabulary import Table
from experiment.record.recorded_files import RecordedFiles
from experiment.record.strays import Shape, Stray
from experiment.record.table_file import csv_text


class Sort(Enum):
    """What a stray is."""

    RECORDED = auto()
    COPY = auto()
    NAMED = auto()
    LIKE_DATA = auto()
    LINK = auto()
    LEFT = auto()
    OPEN = auto()
    UNFINISHED = auto()
    PUT_ASIDE = auto()
    START = auto()
    EMPTY = auto()
    CLOSED = auto()
    OTHER = auto()


DATA = frozenset({Sort.RECORDED, Sort.COPY, Sort.NAMED, Sort.LIKE_DATA, Sort.LINK})
"""Whoever reads the folder by patterns may take these in."""


@dataclass(frozen=True)
class Judged:
    """A stray, and what it is.

    Parameters
    ----------
    of
        The file whose content or name it has, as that should stand.
    run
        The run that file, or its own name, speaks of.
    who
        Who leaves such files.
    """

    stray: Stray
    sort: Sort
    of: Path | None = None
    run: RunFiles | None = None
    who: str = ""


_DATA_ENDINGS = {".csv", ".tsv", ".json", ".jsonl"}
_HEADERS = tuple(csv_text(header(table)).rstrip(b"\n").lower() for table in Table)
_UNFINISHED = re.compile(r"(.+)\.tmp")
_PUT_ASIDE = re.compile(r"(.+)\.found-[0-9]+")
_HELD = re.compile(r"\..+\.held(\.[0-9a-f]{8})?")


def judge(place: Path, stray: Stray, recorded: RecordedFiles, known_runs: Collection[str]) -> Judged:
    """Return what a stray is.

    Parameters
    ----------
    place
        The folder of sessions.
    recorded
        What was recorded there.
    known_runs
        What the names of the files of each run begin with that stands there or in the ledger.
    """
    path, run, meant = stray.path, *_named(place, stray.path)
    if stray.shape is Shape.EMPTY_FOLDER:
        return Judged(stray, Sort.EMPTY)
    if (other := _left_by_us(place, path)) is not None:
        return Judged(stray, *other, run=run, who="this program, on a disk without locks,")
    if (content := _by_content(place, stray, recorded, run, meant, known_runs)) is not None:
        return content
    way = path.relative_to(place).parts
    if (who := left_by(way, stray.head)) is not None:
        return Judged(stray, Sort.LEFT, who=who)
    if stray.shape is Shape.CLOSED or tells_of_an_open_file(path.name):
        return Judged(stray, Sort.CLOSED if stray.shape is Shape.CLOSED else Sort.OPEN)
    if run is not None and meant == path and path.parent != run.session.folder and run.stem not in known_runs:
        return Judged(stray, Sort.START, run=run)  # study files are put down before anything else
    if run is not None and (meant != path or path.parent == run.session.folder):
        return Judged(stray, Sort.LINK if stray.shape is Shape.LINK else Sort.NAMED, meant, run)
    return Judged(stray, _by_place(place, stray))


def _by_content(
    place: Path,
    stray: Stray,
    recorded: RecordedFiles,
    run: RunFiles | None,
    meant: Path | None,
    known_runs: Collection[str],
) -> Judged | None:
    """Return what has the content of a record, whatever it is called."""
    if stray.digest in recorded.away:
        files = recorded.away[stray.digest]
        named = (file for file in (meant, *files) if file in files and file.name == stray.path.name)
        of = next(named, files[0])
        return Judged(stray, Sort.RECORDED, of, _run_of(place, of))
    if stray.digest in recorded.there:
        of = recorded.there[stray.digest]
        return Judged(stray, Sort.COPY, of, _run_of(place, of))
    alike = recorded.shared.get(stray.digest, set()) if run is not None else set()
    if meant in alike:
        return Judged(stray, Sort.COPY, meant, run)
    if alike and run is not None and run.stem not in known_runs:  # the copy of a run under another run's names
        return Judged(stray, Sort.COPY, min(alike), _run_of(place, min(alike)))
    return None


def _by_place(place: Path, stray: Stray) -> Sort:
    """Return what is not a record by its content or its name, and may be taken for data where it stands."""
    way = stray.path.relative_to(place).parts
    among_ours = is_participant_folder(way[0]) or way[0] == participants_folder(place).name
    if stray.shape is Shape.LINK:
        is_folders = is_participant_folder(way[-1]) or is_visit_folder(way[-1])
        return Sort.LINK if among_ours or is_folders else Sort.OTHER
    if _is_table(stray.head) or (among_ours and stray.path.suffix.lower() in _DATA_ENDINGS):
        return Sort.LIKE_DATA
    return Sort.OTHER


def _run_of(place: Path, file: Path) -> RunFiles | None:
    """Find the run that a recorded file is of; ``None``: it is an enrolment."""
    return run_named_in(place, file.relative_to(place).as_posix())


def _named(place: Path, path: Path) -> tuple[RunFiles | None, Path | None]:
    """Find the run that a path speaks of, and where the file should stand, if it has a name of that run's."""
    way = path.relative_to(place).parts
    for number, part in enumerate(way):
        run = run_named_in(place, part)
        if run is not None:
            named = run.session.folder.joinpath(*way[number:])
            return run, named if part.startswith(f"{run.stem}_") else None
    return None, None


def _left_by_us(place: Path, path: Path) -> tuple[Sort, Path | None] | None:
    """Return what this program has left itself: a write that a stop cut short, what it has put aside, a lock."""
    if _HELD.fullmatch(path.name):
        return Sort.LEFT, None
    for pattern, sort in ((_UNFINISHED, Sort.UNFINISHED), (_PUT_ASIDE, Sort.PUT_ASIDE)):
        match = pattern.fullmatch(path.name)
        if match and _is_ours(place, path.with_name(match[1])):
            return sort, path.with_name(match[1])
    return None


def _is_ours(place: Path, file: Path) -> bool:
    """Return whether this program writes a file of that name there."""
    if file == ledger_file(place) or _named(place, file)[1] == file:
        return True
    if file.parent == participants_folder(place):
        return enrolled_as(file.name) is not None
    return file.parent == checks_folder(place) and is_check(file.name)


def _is_table(head: bytes) -> bool:
    """Return whether a file begins as one of the tables does, whatever a spreadsheet has made of its separators."""
    first = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].rstrip(b"\r").lower()
    plain = first.replace(b'"', b"").replace(b";", b",").replace(b"\t", b",")
    return any(plain.startswith(names) for names in _HEADERS)
