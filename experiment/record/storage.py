"""The disk, as few operations as recording needs: tests put a disk that fails in its place."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from experiment.record.reading import read_whole


class Locked(Exception):
    """Somebody else holds the lock."""


class OpenFile(Protocol):
    """A file that is being written."""

    def write(self, content: bytes) -> None:
        """Append, perhaps only to the memory of the operating system."""
        ...

    def sync(self) -> None:
        """Return when everything that was written is on the disk."""
        ...

    def close(self) -> None:
        """Give the file back."""
        ...


class Storage(Protocol):
    """Where study data is kept."""

    def read(self, path: Path) -> bytes:
        """Read a whole file."""
        ...

    def exists(self, path: Path) -> bool:
        """Tell whether there is such a file or folder."""
        ...

    def names_in(self, folder: Path) -> list[str]:
        """Name what a folder holds; nothing, if there is no such folder."""
        ...

    def make_folder(self, folder: Path) -> None:
        """Make one folder in an existing one; it may be there already."""
        ...

    def create(self, path: Path) -> OpenFile:
        """Open a file that must not exist yet."""
        ...

    def append_to(self, path: Path) -> OpenFile:
        """Open an existing file at its end."""
        ...

    def cut(self, path: Path, length: int) -> None:
        """Shorten a file, and make that safe."""
        ...

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another name; a file of that name is replaced."""
        ...

    def remove(self, path: Path) -> None:
        """Delete a file."""
        ...

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in a folder are on the disk."""
        ...

    def protect(self, path: Path) -> None:
        """Make a file read-only."""
        ...

    def free_bytes(self, folder: Path) -> int:
        """Tell how much room is left."""
        ...

    def lock(self, path: Path) -> AbstractContextManager[None]:
        """Hold a lock that the operating system drops when its holder dies."""
        ...


class _DiskFile:
    def __init__(self, path: Path, flags: int) -> None:
        self._descriptor = os.open(path, flags | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o644)

    def write(self, content: bytes) -> None:
        view = memoryview(content)
        while view:
            view = view[os.write(self._descriptor, view) :]

    def sync(self) -> None:
        os.fsync(self._descriptor)

    def close(self) -> None:
        os.close(self._descriptor)


class Disk:
    """The real disk."""

    def read(self, path: Path) -> bytes:
        """Read a whole file."""
        return read_whole(path)

    def exists(self, path: Path) -> bool:
        """Tell whether there is such a file or folder."""
        return path.exists()

    def names_in(self, folder: Path) -> list[str]:
        """Name what a folder holds."""
        return sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []

    def make_folder(self, folder: Path) -> None:
        """Make one folder."""
        folder.mkdir(exist_ok=True)

    def create(self, path: Path) -> OpenFile:
        """Open a file that must not exist yet."""
        return _DiskFile(path, os.O_CREAT | os.O_EXCL)

    def append_to(self, path: Path) -> OpenFile:
        """Open an existing file at its end."""
        return _DiskFile(path, os.O_APPEND)

    def cut(self, path: Path, length: int) -> None:
        """Shorten a file, and make that safe."""
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            os.ftruncate(descriptor, length)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another name."""
        old.replace(new)

    def remove(self, path: Path) -> None:
        """Delete a file."""
        path.unlink()

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in a folder are on the disk."""
        if sys.platform == "win32":  # Windows has no such call; NTFS journals names by itself
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def protect(self, path: Path) -> None:
        """Make a file read-only."""
        path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)

    def free_bytes(self, folder: Path) -> int:
        """Tell how much room is left."""
        return shutil.disk_usage(folder).free

    @contextmanager
    def lock(self, path: Path) -> Iterator[None]:
        """Hold a lock that the operating system drops when its holder dies.

        Raises
        ------
        Locked
            If somebody else holds it.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 (it loads asyncio, and few commands lock anything)

        lock = FileLock(path, timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise Locked(path) from error
        try:
            yield
        finally:
            lock.release()
