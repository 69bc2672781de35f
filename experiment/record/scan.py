"""What stands in a data folder, seen in passing: only names that are whole count, and what cannot be read is named.

A session needs of all others' sheets no more than their kind. So they are read as leniently as that: whatever else a
newer or older version has put there, and whatever lies beside them, stands in nobody's way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from experiment.format.glimpse import Glimpse
from experiment.format.run_files import is_participant_folder, is_sheet, is_visit_folder
from experiment.format.vocabulary import SessionKind
from experiment.record.storage import Storage


class _Sheet(Glimpse):
    kind: SessionKind


@dataclass(frozen=True)
class Scan:
    """What was seen.

    Parameters
    ----------
    kinds
        Which kinds of sessions there are.
    unreadable
        Session sheets, and folders of participants and visits, that could not be read.
    """

    kinds: frozenset[SessionKind]
    unreadable: tuple[Path, ...]


def scan(storage: Storage, place: Path) -> Scan:
    """Look through a folder of sessions; nothing that is found there is a reason to refuse."""
    kinds: set[SessionKind] = set()
    unreadable: list[Path] = []
    for found in _sheets(storage, place):
        if isinstance(found, _Closed):
            unreadable.append(found.folder)
            continue
        try:
            kinds.add(_Sheet.model_validate_json(storage.read(found)).kind)
        except (OSError, ValueError):
            unreadable.append(found)
    return Scan(frozenset(kinds), tuple(unreadable))


@dataclass(frozen=True)
class _Closed:
    folder: Path


def _sheets(storage: Storage, place: Path) -> Iterator[Path | _Closed]:
    for participant in _names(storage, place):
        if not isinstance(participant, str):
            yield participant
        elif is_participant_folder(participant):
            for visit in _names(storage, place / participant):
                if not isinstance(visit, str):
                    yield visit
                elif is_visit_folder(visit):
                    for name in _names(storage, place / participant / visit):
                        if not isinstance(name, str):
                            yield name
                        elif is_sheet(participant, visit, name):
                            yield place / participant / visit / name


def _names(storage: Storage, folder: Path) -> Iterator[str | _Closed]:
    try:
        yield from storage.names_in(folder)
    except OSError:
        yield _Closed(folder)
