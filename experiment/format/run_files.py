"""Where the files of a session stand: names made of BIDS entities, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from experiment.format.vocabulary import Table


@dataclass(frozen=True)
class Session:
    """One participant at one visit, and the folder that belongs to it.

    Parameters
    ----------
    data
        The data folder.
    participant_id, visit, task
        Letters and digits only.
    """

    data: Path
    participant_id: str
    visit: str
    task: str

    @property
    def folder(self) -> Path:
        """``sub-KD001/ses-baseline``."""
        return self.data / f"sub-{self.participant_id}" / f"ses-{self.visit}"

    @property
    def stem(self) -> str:
        """What the name of every file of the session begins with."""
        return f"sub-{self.participant_id}_ses-{self.visit}_task-{self.task}"

    @property
    def lock(self) -> Path:
        """Held by the launch that is running: nobody is in two sessions at once."""
        return locks_folder(self.data) / f"sub-{self.participant_id}.lock"

    def run(self, run: int) -> RunFiles:
        """Name the files of one run."""
        return RunFiles(self, run)

    def __str__(self) -> str:
        return f"{self.participant_id} at {self.visit}"


@dataclass(frozen=True)
class RunFiles:
    """The files of one run of a session."""

    session: Session
    run: int

    @property
    def stem(self) -> str:
        """What every name begins with."""
        return f"{self.session.stem}_run-{self.run}"

    def _path(self, ending: str) -> Path:
        return self.session.folder / f"{self.stem}_{ending}"

    @property
    def data(self) -> Path:
        """The trial-level CSV."""
        return self.table(Table.TRIALS)

    def table(self, table: Table) -> Path:
        """One of the CSVs."""
        return self._path("data.csv" if table is Table.TRIALS else f"desc-{table}_data.csv")

    @property
    def journal(self) -> Path:
        """Everything with its time, a JSON object a line."""
        return self._path("journal.jsonl")

    @property
    def plan(self) -> Path:
        """What was to happen; a resume executes it."""
        return self._path("plan.json")

    @property
    def about(self) -> Path:
        """The session's sheet: who, when, on what, and where it stands."""
        return self._path("session.json")

    @property
    def inputs(self) -> Path:
        """The study and stimulus files as they were."""
        return self._path("inputs")

    @property
    def check(self) -> Path:
        """The last check of the lab PC before the run, if there was one."""
        return self._path("check.json")

    @property
    def checksums(self) -> Path:
        """SHA-256 of the run's other files, made when it is complete."""
        return self._path("checksums.sha256")


def locks_folder(data: Path) -> Path:
    """Where the locks are; the files in it mean nothing when nobody holds them."""
    return data / ".locks"


def checks_folder(data: Path) -> Path:
    """Where the reports of checks of the lab PC are kept."""
    return data / "checks"


def participants_folder(data: Path) -> Path:
    """Where the enrolled participants are kept."""
    return data / "participants"


def participant_file(data: Path, participant_id: str) -> Path:
    """Where one participant's enrolment is kept."""
    return participants_folder(data) / f"{participant_id}.json"
