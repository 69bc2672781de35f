"""What is found in a folder of sessions, and where."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone, tzinfo
from functools import cached_property
from pathlib import Path

from experiment.config.lab_language import zone_name
from experiment.config.time_zone import zone_named
from experiment.design.local_time import clock_of
from experiment.record.find import Standing
from experiment.record.found_runs import found_runs
from experiment.record.held_files import is_held, refused_because
from experiment.record.out_of_reach import is_out_of_reach
from experiment.record.storage import Storage


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was recorded, or that is to be known.

    Parameters
    ----------
    file
        Its path in the data folder, with ``/``.
    what
        What is the matter, with row and cell where there are such.
    """

    file: str
    what: str


def zone_of_records(storage: Storage, place: Path) -> tzinfo | None:
    """Return the zone of a laboratory's clock by the study files kept with its sessions; ``None``: none says it.

    Parameters
    ----------
    place
        The folder of sessions.
    """
    for run in found_runs(storage, place):
        try:
            name = zone_name([run.inputs / name for name in storage.names_in(run.inputs)])
        except OSError:  # those of another session say the same
            continue
        if name is not None:
            return zone_named(name)
    return None


def shortly(utc: str, zone: tzinfo | None) -> str:
    """Write a moment of a ledger as people do: 2026-11-26 14:05.

    Parameters
    ----------
    zone
        Of the laboratory's clock; ``None``: nobody knows it, and it is said which clock is meant: 2026-11-26 13:05 UTC.
    """
    try:
        moment = datetime.fromisoformat(utc)
        return f"{clock_of(moment, timezone.utc)} UTC" if zone is None else clock_of(moment, zone)
    except ValueError:  # somebody has written there
        return utc


@dataclass
class Verified:
    """What was found in a folder of sessions.

    Parameters
    ----------
    runs
        Where each run stands, under what the names of its files begin with.
    enrolments
        Whose enrolments were looked at.
    wrong
        What is not as it was recorded, or may be taken for what was.
    noted
        What a crash or somebody's tidiness explains: it changes no value.
    unread
        What this account may not read, what another program has open, and what is on a disk or share that is away:
        nothing is said against it.
    """

    runs: dict[str, Standing] = field(default_factory=dict)
    enrolments: list[str] = field(default_factory=list)
    wrong: list[Finding] = field(default_factory=list)
    noted: list[Finding] = field(default_factory=list)
    unread: list[Finding] = field(default_factory=list)

    @property
    def amiss(self) -> list[Finding]:
        """What is not as it was recorded, and what nobody can say that of."""
        return [*self.wrong, *self.unread]


@dataclass(frozen=True)
class Findings:
    """Takes down what is found.

    Parameters
    ----------
    storage, place
        The folder of sessions.
    verified
        What was found so far.
    """

    storage: Storage
    place: Path
    verified: Verified = field(default_factory=Verified)

    @cached_property
    def zone(self) -> tzinfo | None:
        """The zone of the laboratory's clock; ``None``: nobody knows it."""
        return zone_of_records(self.storage, self.place)

    def shortly(self, utc: str) -> str:
        """Write a moment of a ledger as the laboratory's clock showed it."""
        return shortly(utc, self.zone)

    def wrong(self, file: Path, what: str) -> None:
        """Take down that something is not as it was recorded."""
        finding = Finding(self.named(file), what)
        if finding not in self.verified.wrong:
            self.verified.wrong.append(finding)

    def note(self, file: Path, what: str) -> None:
        """Take down what is to be known, and changes no value."""
        finding = Finding(self.named(file), what)
        if finding not in self.verified.noted:
            self.verified.noted.append(finding)

    def not_read(self, file: Path, error: OSError) -> None:
        """Take down that something cannot be read; where it is out of reach, that says nothing against it."""
        held = is_held(error)
        what = f"{'another program has it open' if held else 'it cannot be read'} ({refused_because(error)})"
        if not (held or is_out_of_reach(error)):
            self.wrong(file, what)
        elif (finding := Finding(self.named(file), what)) not in self.verified.unread:
            self.verified.unread.append(finding)

    def is_wrong(self, file: Path) -> bool:
        """Return whether something is said to be wrong with a file, or that it cannot be read."""
        return any(finding.file == self.named(file) for finding in self.verified.amiss)

    def named(self, file: Path) -> str:
        """Name a file by its path in the folder."""
        return file.relative_to(self.place).as_posix()
