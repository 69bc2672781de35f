"""A session that another program has started, followed by its plan and its journal."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from experiment.design.following import Following
from experiment.format.journal_lines import read_entries
from experiment.format.run_files import RunFiles
from experiment.format.session_line import SessionState
from experiment.format.vocabulary import SessionStatus, StopCause
from experiment.messages import Refusal
from experiment.record.read_back import read_plan
from experiment.record.read_sheet import read_sheet
from experiment.record.session_lock import is_running
from experiment.record.storage import Storage


@dataclass
class ReadingAlong:
    """Reads what is new in a journal that is being written.

    Parameters
    ----------
    storage, files
        Where it is.
    """

    storage: Storage
    files: RunFiles
    _following: Following = field(init=False)
    _read: int = field(init=False, default=0)
    _moved: float = field(init=False, default_factory=time.monotonic)
    """When something new was last found."""
    _sheet: tuple[int, ...] | None = field(init=False, default=None)
    """What the sheet was when it was read last."""
    _stopped_by: StopCause | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._following = Following(read_plan(self.storage, self.files))

    def look(self) -> SessionState:
        """Read on, and tell how the session stands."""
        try:
            content = self.storage.read(self.files.journal)
        except OSError:
            content = b""
        if len(content) > self._read:
            whole = content.rfind(b"\n") + 1
            for entry in read_entries(content[self._read : whole]).entries:
                self._following.take(entry)
            if whole > self._read:
                self._read, self._moved = whole, time.monotonic()
        return self._following.state

    @property
    def silent_min(self) -> int:
        """For how many minutes nothing new has been found."""
        return int((time.monotonic() - self._moved) // 60)

    @property
    def stopped_by(self) -> StopCause | None:
        """What has broken it off, as its sheet says: its participant may still be reading of that.

        The sheet is exchanged as a whole, a few times in a session: it is read again once it is another one.
        """
        version = self.storage.version(self.files.sheet)
        if version is None or version != self._sheet:
            try:
                sheet = read_sheet(self.storage, self.files.sheet)
            except Refusal:  # it is read again
                return None
            broken_off = sheet.status is SessionStatus.INTERRUPTED and bool(sheet.launches)
            self._sheet, self._stopped_by = version, sheet.launches[-1].stopped_by if broken_off else None
        return self._stopped_by

    @property
    def is_running(self) -> bool:
        """Whether a launch still holds the session."""
        return is_running(self.storage, self.files.session)
