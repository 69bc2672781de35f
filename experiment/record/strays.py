"""Whatever stands in a data folder and belongs to no run, no enrolment and no check."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from experiment.format.run_files import collecting_folder, locks_folder
from experiment.record.storage import Storage
from experiment.record.sums import sha256

FIRST_OF_A_LEDGER = b'{"n":1,'
"""What every ledger begins with."""

_HEAD_BYTES = 20_000
"""More than the longest header."""


class Shape(Enum):
    """What something is, to the disk."""

    FILE = auto()
    EMPTY_FOLDER = auto()
    LINK = auto()
    CLOSED = auto()


@dataclass(frozen=True)
class Stray:
    """Something that belongs to nothing that was recorded.

    Parameters
    ----------
    path
        Where it stands.
    shape
        ``CLOSED`` is what cannot be read or looked into.
    digest
        SHA-256 of a file.
    head
        What a file begins with.
    error
        Why it is closed.
    """

    path: Path
    shape: Shape
    digest: str = ""
    head: bytes = b""
    error: OSError | None = None


def strays(storage: Storage, place: Path, ours: Collection[Path]) -> Iterator[Stray]:
    """Look through all of a data folder but its locks and what is put down to come, which by themselves mean nothing.

    Parameters
    ----------
    ours
        The files that belong to something, and are looked at elsewhere.

    Raises
    ------
    OSError
        If the data folder itself cannot be read.
    """
    passed_over = {*ours, locks_folder(place), collecting_folder(place)}
    yield from _below(storage, place, place, passed_over)


def _below(storage: Storage, place: Path, folder: Path, passed_over: set[Path]) -> Iterator[Stray]:
    try:
        names = storage.names_in(folder)
    except OSError as error:
        if folder == place:
            raise
        yield Stray(folder, Shape.CLOSED, error=error)
        return
    if not names and folder != place:
        yield Stray(folder, Shape.EMPTY_FOLDER)
    for path in (folder / name for name in names):
        if path in passed_over:
            continue
        if storage.is_link(path):
            yield Stray(path, Shape.LINK)
        elif storage.is_folder(path):
            yield from _below(storage, place, path, passed_over)
        else:
            yield _file(storage, path)


def _file(storage: Storage, path: Path) -> Stray:
    try:
        content = storage.read(path)
    except OSError as error:
        return Stray(path, Shape.CLOSED, error=error)
    return Stray(path, Shape.FILE, sha256(content), content[:_HEAD_BYTES])
