"""Which base rates a participant has been shown in earlier runs: by what is in the files, not by their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic_core import from_json

from experiment.design.session_plan import SessionPlan
from experiment.format.journal import AnswersKept, ScreenShown
from experiment.format.journal_lines import read_entries
from experiment.format.ledger import Ledger
from experiment.format.run_files import SessionFiles
from experiment.messages import Advice
from experiment.record.doubtful_runs import doubtful_runs
from experiment.record.storage import Storage

_SHEET, _JOURNAL = "_session.json", "_journal.jsonl"

_SHOWN, _KEPT = b'"screen"', b'"answers_kept"'
"""One of them stands in every line that may tell of a rate; most lines of a journal are keys, clicks and moves."""

_OF_NONE = b'"event_id":null'
"""Stands in the lines of the screens that are about no event."""


@dataclass(frozen=True)
class RatesSeen:
    """What a participant has seen, or may have.

    Parameters
    ----------
    events
        Whose base rates.
    advice
        What the experimenter should be told about the runs of which nobody can tell.
    """

    events: frozenset[str] = frozenset()
    advice: tuple[str, ...] = ()


def rates_seen(storage: Storage, session: SessionFiles, plan: SessionPlan, ledger: Ledger) -> RatesSeen:
    """Find the events of a plan, with its practice, whose base rate the participant was shown in an earlier run.

    Every session in the data folder that is the participant's counts, whatever its folder is called and whatever has
    become of it. Of a run whose files do not hold against each other, whatever it could have shown counts as seen.
    """
    who, events = plan.participant_id, frozenset(trial.event.event_id for trial in plan.trials)
    seen = frozenset[str]().union(*map(_rates_in, _journals_of(storage, session.place, who)))
    damaged = []
    for run in doubtful_runs(storage, session, ledger):
        seen |= events if run.events is None else run.events
        if run.damaged:
            damaged.append(run.stem)
    advice = (Advice.RATES_TAKEN_AS_SEEN.say(participant_id=who, runs=", ".join(damaged)),) if damaged else ()
    return RatesSeen(events & seen, advice)


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


@lru_cache(maxsize=4)
def _rates_in(journal: bytes) -> frozenset[str]:
    """Name the events whose base rate was on the screen, or may have been: answers are kept just before it is shown."""
    events: dict[int, str] = {}
    seen: set[str] = set()
    lines = journal.splitlines(keepends=True)
    telling = b"".join([line for line in lines if (_SHOWN in line and _OF_NONE not in line) or _KEPT in line])
    for entry in read_entries(telling).entries:
        if isinstance(entry, AnswersKept) and entry.step in events:
            seen.add(events[entry.step])
        elif isinstance(entry, ScreenShown) and entry.event_id is not None:
            if entry.step is not None:
                events[entry.step] = entry.event_id
            if entry.base_rate_pct is not None:
                seen.add(entry.event_id)
    return frozenset(seen)


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
