"""The laboratory as the launcher sees it: which study, which data, and what is on the disk of them at a moment."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path

from experiment.config.load import Study
from experiment.design.windows import Timing, zone_of
from experiment.format import wall_clock
from experiment.format.ledger import Ledger
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.launcher.acting import Act
from experiment.launcher.folders_seen import FoldersSeen, Seen
from experiment.launcher.monitors import ParticipantsMonitor
from experiment.record import participants
from experiment.record.board import Board, board
from experiment.record.enrolments import enrolled_ids
from experiment.record.failures import before_reading
from experiment.record.find import Run, runs_of
from experiment.record.known_runs import read_ledger_of
from experiment.record.session_lock import is_running
from experiment.record.stopped import goes_on_until
from experiment.record.storage import Disk, Storage
from experiment.record.visit_time import timing_at


def utc_clock() -> datetime:
    """Return the moment that it is."""
    return wall_clock.now()


@dataclass(frozen=True)
class Laboratory:
    """A study, its data, and this computer.

    Parameters
    ----------
    study
        As it was loaded.
    study_file, data, displays
        As a command names them.
    act
        Carries out a command.
    session_command
        What a session is started with, up to its options.
    clock
        Tells the time.
    folders
        Remembers where people were enrolled.
    monitor
        Remembers where sessions are shown.
    """

    study: Study
    study_file: Path
    data: Path
    displays: Path
    act: Act
    session_command: tuple[str, ...]
    clock: Callable[[], datetime] = utc_clock
    folders: FoldersSeen = field(default_factory=FoldersSeen)
    monitor: ParticipantsMonitor = field(default_factory=ParticipantsMonitor)

    @property
    def storage(self) -> Storage:
        """Where the data are."""
        return Disk()

    @property
    def zone(self) -> tzinfo:
        """The time zone of the laboratory."""
        return zone_of(self.study.file)

    @property
    def places(self) -> tuple[str, ...]:
        """The options that name study and data."""
        return ("--study", str(self.study_file), "--data", str(self.data))

    def ledger(self) -> Ledger:
        """Read the ledger."""
        return read_ledger_of(self.storage, self.data)[0]

    def board(self) -> tuple[Board, tuple[str, ...]]:
        """Return where every visit stands now, and what is amiss with the ledger.

        Raises
        ------
        Refusal
            If the data folder cannot be read.
        """
        with before_reading(self.data):
            ledger, amiss = read_ledger_of(self.storage, self.data)
            people = self._people(ledger)
            if people:
                self.folders.saw(self.data, people, self.clock())
            return board(self.storage, self.data, self.study.file, ledger, self.clock()), amiss

    def gone(self) -> Seen | None:
        """Return who was in the data folder, if nobody is any more: it is not where it was; else ``None``.

        Raises
        ------
        Refusal
            If the data folder cannot be read.
        """
        with before_reading(self.data):
            return None if self._people(self.ledger()) else self.folders.of(self.data)

    def _people(self, ledger: Ledger) -> int:
        """Count who is enrolled, by files and ledger, in whatever study."""
        return len({*enrolled_ids(self.storage, self.data), *ledger.enrolments()})

    def refused_writing(self) -> OSError | None:
        """Return why nothing can be written in the data folder, as far as that is known without trying."""
        place = next((one for one in (self.data, *self.data.absolute().parents) if one.exists()), self.data)
        if os.access(place, os.W_OK):
            return None
        return OSError(errno.EROFS if _is_read_only(place) else errno.EACCES, "")

    def timing(self, participant_id: str, visit: str) -> Timing:
        """Return where this moment lies for a visit.

        Raises
        ------
        Refusal
            If the participant's enrolment cannot be read.
        """
        found = participants.find(self.storage, self.data, self.study.file, participant_id)
        session = self.session(participant_id, visit)
        return timing_at(self.storage, self.study.file, found, session, self.ledger(), self.clock())

    def session(self, participant_id: str, visit: str, kind: SessionKind = SessionKind.STUDY) -> SessionFiles:
        """Name the files of a session."""
        return SessionFiles(self.data, participant_id, visit, self.study.file.task, kind)

    def goes_on_until(self, run: Run) -> datetime | None:
        """Return until when a run that stopped may go on, where the study limits it."""
        return goes_on_until(self.storage, run, self.study.file.resumable_for)

    def is_running(self, participant_id: str, visit: str) -> bool:
        """Return whether a session of a visit runs at this moment, whoever has started it."""
        return is_running(self.storage, self.session(participant_id, visit))

    def last_run(self, participant_id: str, visit: str, kind: SessionKind = SessionKind.STUDY) -> Run | None:
        """Find the last run of a session.

        Raises
        ------
        Refusal
            If it cannot be read.
        """
        runs = runs_of(self.storage, self.session(participant_id, visit, kind))
        return runs[-1] if runs else None


def _is_read_only(place: Path) -> bool:
    """Return whether a disk takes nothing from anybody; Windows does not say."""
    if sys.platform == "win32":
        return False
    try:
        return bool(os.statvfs(place).f_flag & os.ST_RDONLY)
    except OSError:
        return False
