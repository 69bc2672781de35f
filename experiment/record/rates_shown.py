"""Which base rates a participant has been shown in earlier runs: by what is in the files, not by their names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic_core import from_json

from experiment.design.session_plan import SessionPlan
from experiment.format.journal import AnswersKept, ScreenShown
from experiment.format.journal_lines import read_entries
from experiment.record.storage import Storage

_SHEET, _JOURNAL = "_session.json", "_journal.jsonl"


def events_seen(storage: Storage, data: Path, plan: SessionPlan) -> frozenset[str]:
    """Name the events of a plan, with its practice, whose base rate the participant was shown in an earlier run.

    Every session in the data folder that is the participant's counts, whatever its folder is called and whatever has
    become of it. What cannot be read is left alone: it may be another's.
    """
    events = {trial.event.event_id for trial in plan.trials}
    journals = _journals_of(storage, data, plan.participant_id)
    return frozenset(event for journal in journals for event in _rates_in(journal) if event in events)


def _journals_of(storage: Storage, data: Path, participant_id: str) -> Iterator[bytes]:
    for folder in _session_folders(storage, data):
        for name in _names(storage, folder):
            if name.endswith(_JOURNAL):
                journal = _read(storage, folder / name)
                if journal is None:
                    continue
                whose = _id_in(_first_line(journal))
                if whose is None:  # a damaged line: the sheet may know
                    whose = _id_in(_read(storage, folder / (name.removesuffix(_JOURNAL) + _SHEET)) or b"")
                if whose == participant_id:
                    yield journal


def _session_folders(storage: Storage, data: Path) -> Iterator[Path]:
    for participant in _names(storage, data):
        for visit in _names(storage, data / participant):
            yield data / participant / visit


def _first_line(journal: bytes) -> bytes:
    return journal.split(b"\n", 1)[0]


def _id_in(content: bytes) -> str | None:
    """Find whose a sheet or the first line of a journal is."""
    try:
        read = from_json(content)
    except ValueError:
        return None
    whose = read.get("participant_id") if isinstance(read, dict) else None
    return whose if isinstance(whose, str) else None


def _rates_in(journal: bytes) -> Iterator[str]:
    """Name the events whose base rate was on the screen, or may have been: answers are kept just before it is shown."""
    events: dict[int, str] = {}
    for entry in read_entries(journal).entries:
        if isinstance(entry, AnswersKept) and entry.step in events:
            yield events[entry.step]
        elif isinstance(entry, ScreenShown) and entry.event_id is not None:
            if entry.step is not None:
                events[entry.step] = entry.event_id
            if entry.base_rate_pct is not None:
                yield entry.event_id


def _read(storage: Storage, file: Path) -> bytes | None:
    try:
        return storage.read(file)
    except OSError:
        return None


def _names(storage: Storage, folder: Path) -> list[str]:
    try:
        return storage.names_in(folder)
    except OSError:
        return []
