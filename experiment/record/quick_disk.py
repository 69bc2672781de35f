"""The real disk, for what can be made again."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

from experiment.record.storage import FOR_ITS_ACCOUNT, READ_ONLY, Disk, DiskFile


class _QuickFile(DiskFile):
    def sync(self) -> None:
        """Wait for nothing."""


class QuickDisk(Disk):
    """The real disk, without waiting until anything is safe on it: for simulations, which can be made again."""

    _file = _QuickFile

    def cut(self, path: Path, length: int) -> None:
        """Shorten a file."""
        os.truncate(path, length)

    def sync_folder(self, folder: Path) -> None:
        """Wait for nothing."""

    def sync_file(self, path: Path) -> None:
        """Wait for nothing."""

    def protect(self, path: Path) -> None:
        """Make a file read-only."""
        path.chmod(READ_ONLY)

    def unprotect(self, path: Path) -> None:
        """Let a file be written to again."""
        path.chmod(FOR_ITS_ACCOUNT)

    def keep_room(self, _folder: Path) -> ExitStack:
        """Keep none."""
        return ExitStack()
