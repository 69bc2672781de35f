"""Where the files of a session stand: names made of BIDS entities, in one place.

Study sessions stand in the study's data folder; every other kind in a folder of its own beside it, which nothing that
is pointed at the data folder can meet: ``data`` and ``data-rehearsals/test``.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from experiment.format.vocabulary import SessionKind, Table
from experiment.messages import Phrase

ASSUMED_AS = PurePosixPath("assumed", "assumptions.yaml")
"""Where it is kept what is assumed of whoever answers, among the study files of a session of virtual participants."""


@dataclass(frozen=True)
class SessionFiles:
    """One participant at one visit, and the folder that belongs to it.

    Parameters
    ----------
    data
        The study's data folder.
    participant_id, visit, task
        Letters and digits only.
    kind
        What it is for, and so where it stands.
    """

    data: Path
    participant_id: str
    visit: str
    task: str
    kind: SessionKind

    @cached_property
    def place(self) -> Path:
        """The folder that holds the sessions of its kind."""
        return place_of(self.data, self.kind)

    @cached_property
    def folder(self) -> Path:
        """``sub-KD001/ses-baseline``."""
        return self.place / f"sub-{self.participant_id}" / f"ses-{self.visit}"

    @cached_property
    def stem(self) -> str:
        """What the name of every file of the session begins with."""
        return f"sub-{self.participant_id}_ses-{self.visit}_task-{self.task}"

    @property
    def lock(self) -> Path:
        """Held by the launch that is running: nobody is in two sessions at once."""
        return locks_folder(self.place) / f"sub-{self.participant_id}.lock"

    def run(self, run: int) -> RunFiles:
        """Name the files of one run."""
        return RunFiles(self, run)

    @property
    def in_words(self) -> str:
        """Who and when, as messages name it."""
        return Phrase.SESSION_AT.of(participant_id=self.participant_id, visit=self.visit)


@dataclass(frozen=True)
class RunFiles:
    """The files of one run of a session."""

    session: SessionFiles
    run: int

    @cached_property
    def stem(self) -> str:
        """What every name begins with."""
        return f"{self.session.stem}_run-{self.run}"

    @cached_property
    def _tables(self) -> dict[Table, Path]:
        return {table: self._path(f"desc-{table}_data.csv") for table in Table}

    @cached_property
    def _sidecars(self) -> dict[Table, Path]:
        return {table: file.with_suffix(".json") for table, file in self._tables.items()}

    def _path(self, ending: str) -> Path:
        return self.session.folder / f"{self.stem}_{ending}"

    @property
    def data(self) -> Path:
        """The trial-level CSV."""
        return self.table(Table.TRIALS)

    def table(self, table: Table) -> Path:
        """One of the CSVs."""
        return self._tables[table]

    def sidecar(self, table: Table) -> Path:
        """The dictionary of one of the CSVs, beside it."""
        return self._sidecars[table]

    @cached_property
    def journal(self) -> Path:
        """Everything with its time, a JSON object a line."""
        return self._path("journal.jsonl")

    @cached_property
    def plan(self) -> Path:
        """What was to happen; a resume executes it."""
        return self._path("plan.json")

    @cached_property
    def sheet(self) -> Path:
        """The session's sheet: who, when, on what, and where it stands."""
        return self._path("session.json")

    @cached_property
    def inputs(self) -> Path:
        """The study and stimulus files as they were."""
        return self._path("inputs")

    @cached_property
    def check(self) -> Path:
        """The last check of the lab PC before the run, if there was one."""
        return self._path("check.json")

    @cached_property
    def checksums(self) -> Path:
        """SHA-256 of the run's other files, made when it has ended."""
        return self._path("checksums.sha256")


_REHEARSALS = "-rehearsals"


def place_of(data: Path, kind: SessionKind) -> Path:
    """Return the folder that holds sessions of a kind: never the study's data folder for what is not of the study."""
    named = data if data.name not in ("", "..") else Path(os.path.realpath(data))
    if kind is SessionKind.STUDY or named.parent.name.endswith(_REHEARSALS):
        return data
    return rehearsals_beside(data) / kind


def rehearsals_beside(data: Path) -> Path:
    """Return the folder beside a data folder that holds all that is not of the study."""
    named = data if data.name not in ("", "..") else Path(os.path.realpath(data))
    return named if named.name.endswith(_REHEARSALS) else named.parent / f"{named.name}{_REHEARSALS}"


def among_rehearsals(data: Path) -> bool:
    """Return whether a folder is one of rehearsals, and so none for a study, whatever its links are called."""
    places = (data, Path(os.path.realpath(data)))  # a link that leads to itself is none to resolve()
    return any(name.endswith(_REHEARSALS) for place in places for name in (place.name, place.parent.name))


_PARTICIPANT = re.compile(r"sub-[A-Za-z0-9]+")
_VISIT = re.compile(r"ses-[A-Za-z0-9]+")
_SHEET = re.compile(r"_task-[A-Za-z0-9]+_run-[1-9][0-9]*_session\.json")
_ENROLMENT = re.compile(r"([A-Za-z0-9]+)\.json")


def is_participant_folder(name: str) -> bool:
    """Return whether a name in a data folder is that of a participant's folder; copies and leftovers have others."""
    return _PARTICIPANT.fullmatch(name) is not None


def is_visit_folder(name: str) -> bool:
    """Return whether a name in a participant's folder is that of a visit's."""
    return _VISIT.fullmatch(name) is not None


def is_sheet(participant: str, visit: str, name: str) -> bool:
    """Return whether a name in the folder of a participant and visit is that of a session's sheet."""
    stem = f"{participant}_{visit}"
    return name.startswith(stem) and _SHEET.fullmatch(name, len(stem)) is not None


def enrolled_as(name: str) -> str | None:
    """Read the participant ID in the name of an enrolment; ``None``: it is the name of something else."""
    match = _ENROLMENT.fullmatch(name)
    return match[1] if match else None


def locks_folder(data: Path) -> Path:
    """Where the locks are; the files in it mean nothing when nobody holds them."""
    return data / ".locks"


def checks_folder(data: Path) -> Path:
    """Where the reports of checks of the lab PC are kept."""
    return data / "checks"


def ledger_file(place: Path) -> Path:
    """Where the ledger of a folder of sessions is."""
    return place / "ledger.jsonl"


def ledgers_folder(place: Path) -> Path:
    """Where the ledgers of other computers are kept whose sessions have been collected here."""
    return place / "ledgers"


def collecting_folder(place: Path) -> Path:
    """Where `collect` puts everything down before it changes anything; empty when it has come to its end."""
    return place / "collecting"


def participants_folder(data: Path) -> Path:
    """Where the enrolled participants are kept."""
    return data / "participants"


def participant_file(data: Path, participant_id: str) -> Path:
    """Where one participant's enrolment is kept."""
    return participants_folder(data) / f"{participant_id}.json"


def phenotype_folder(data: Path) -> Path:
    """Where clinical scores, and what is known of people, are put by hand."""
    return data / "phenotype"


_OF_RUN = re.compile(r"sub-([A-Za-z0-9]+)_ses-([A-Za-z0-9]+)_task-([A-Za-z0-9]+)_run-([1-9][0-9]{0,5})(?![0-9])")
_CHECK = re.compile(r"check-([0-9]{4,12})-[0-9]{8}T[0-9]{6}Z\.(json|txt|png)")


def run_named_in(place: Path, name: str) -> RunFiles | None:
    """Find the run that a name speaks of, with whatever stands around it; ``None``: it speaks of none."""
    match = _OF_RUN.search(name)
    if match is None:
        return None
    return SessionFiles(place, match[1], match[2], match[3], SessionKind.STUDY).run(int(match[4]))


def is_check(name: str) -> bool:
    """Return whether a name in the folder of checks is that of a report or its picture."""
    return _CHECK.fullmatch(name) is not None


def check_number(name: str) -> int | None:
    """Read the number in the name of a report for programs: it says which was made last; ``None``: it is none."""
    match = _CHECK.fullmatch(name)
    return int(match[1]) if match and match[2] == "json" else None
