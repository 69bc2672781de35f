"""The disk, as few operations as recording needs: tests put a disk that fails in its place."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from contextlib import AbstractContextManager, ExitStack, suppress
from pathlib import Path
from typing import Protocol

from experiment.messages import Phrase
from experiment.record.held_files import patiently
from experiment.record.kept_room import kept_room
from experiment.record.locks import hold, hold_opened
from experiment.record.reading import read_whole

FOR_ITS_ACCOUNT, _FOLDER, READ_ONLY = 0o600, 0o700, 0o400
"""Health data are for the account that records them; whatever the umask."""

_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


class OpenFile(Protocol):
    """A file that is being written."""

    def write(self, content: bytes) -> None:
        """Append, perhaps only to the memory of the operating system."""
        ...

    def sync(self) -> None:
        """Return when everything that was written is on the disk."""
        ...

    def length_by_name(self) -> int | None:
        """Return how long the file of this name is now; ``None``: it is not this file, or there is none."""
        ...

    def close(self) -> None:
        """Give the file back."""
        ...


class Storage(Protocol):
    """Where study data is kept."""

    def read(self, path: Path) -> bytes:
        """Read a whole file, and nothing else that may stand in its place."""
        ...

    def exists(self, path: Path) -> bool:
        """Return whether there is such a file or folder."""
        ...

    def names_in(self, folder: Path) -> list[str]:
        """Name what a folder holds; nothing, if there is no such folder."""
        ...

    def is_folder(self, path: Path) -> bool:
        """Return whether there is a folder of this name, or a link to one."""
        ...

    def make_folder(self, folder: Path) -> None:
        """Make one folder in an existing one; it may be there already."""
        ...

    def create(self, path: Path) -> OpenFile:
        """Open a file that must not exist yet."""
        ...

    def append_to(self, path: Path) -> OpenFile:
        """Open an existing file at its end, for this launch alone: `Locked`, if another one has it."""
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

    def remove_folder(self, folder: Path) -> None:
        """Delete an empty folder; one that is not there, or holds something, stays as it is."""
        ...

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in a folder are on the disk."""
        ...

    def version(self, path: Path) -> tuple[int, ...] | None:
        """Return what differs as soon as a file is written to or exchanged; ``None``: it cannot be looked at."""

    def is_link(self, path: Path) -> bool:
        """Return whether a name leads elsewhere."""

    def protect(self, path: Path) -> None:
        """Make a file read-only, and that safe; a link, or what is no file, is refused."""
        ...

    def unprotect(self, path: Path) -> None:
        """Let a file be written to again; a link, or what is no file, is refused."""
        ...

    def sync_file(self, path: Path) -> None:
        """Return when what an existing file holds is on the disk, whoever has written it."""
        ...

    def free_bytes(self, folder: Path) -> int:
        """Return how much room is left."""
        ...

    def keep_room(self, folder: Path) -> ExitStack:
        """Keep a little room on a disk, which is there again when this is closed or the program is gone; or none."""
        ...

    def lock(self, path: Path) -> AbstractContextManager[None]:
        """Hold an existing file; the lock falls when its holder dies. `Locked`, if somebody else holds it."""
        ...


class DiskFile:
    """A file of the real disk."""

    def __init__(self, path: Path, flags: int) -> None:
        self._path, self._held = path, ExitStack()
        flags |= os.O_WRONLY | _BINARY | _NO_LINK | _NO_WAIT
        self._descriptor = patiently(lambda: os.open(path, flags, FOR_ITS_ACCOUNT))

    def own(self) -> None:
        """Keep others from reading and writing, whatever the umask was."""
        _set_mode(self._descriptor, FOR_ITS_ACCOUNT)

    def lock(self) -> None:
        """Hold the file against other launches until it is closed."""
        try:
            self._held.enter_context(hold_opened(self._descriptor, self._path))
        except BaseException:
            self.close()
            raise

    def write(self, content: bytes) -> None:
        """Append."""
        view = memoryview(content)
        while view:
            view = view[os.write(self._descriptor, view) :]

    def sync(self) -> None:
        """Return when it is on the disk."""
        os.fsync(self._descriptor)

    def length_by_name(self) -> int | None:
        """Return how long the file of this name is now; ``None``: it is another one, or none."""
        try:
            named, opened = self._path.lstat(), os.fstat(self._descriptor)
        except (FileNotFoundError, NotADirectoryError):
            return None
        return named.st_size if os.path.samestat(named, opened) else None

    def close(self) -> None:
        """Give the file back."""
        self._held.close()
        os.close(self._descriptor)


class Disk:
    """The real disk."""

    _file: type[DiskFile] = DiskFile

    def read(self, path: Path) -> bytes:
        """Read a whole file, and no link to one."""
        return patiently(lambda: read_whole(path))

    def exists(self, path: Path) -> bool:
        """Return whether there is such a file or folder; a link that leads nowhere is there too."""
        return os.path.lexists(path)

    def names_in(self, folder: Path) -> list[str]:
        """Name what a folder holds."""
        return sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []

    def is_folder(self, path: Path) -> bool:
        """Return whether there is a folder of this name."""
        return path.is_dir()

    def make_folder(self, folder: Path) -> None:
        """Make one folder, for the account that records."""
        try:
            folder.mkdir(_FOLDER)
        except FileExistsError:
            if not folder.is_dir():
                raise
        else:
            if sys.platform != "win32" and stat.S_IMODE(folder.stat().st_mode) != _FOLDER:
                with suppress(OSError):  # a file system without modes has them from its mount
                    folder.chmod(_FOLDER)

    def create(self, path: Path) -> OpenFile:
        """Open a file that must not exist yet, for the account that records."""
        file = self._file(path, os.O_CREAT | os.O_EXCL)
        file.own()
        return file

    def append_to(self, path: Path) -> OpenFile:
        """Open an existing file at its end, for this launch alone."""
        file = self._file(path, os.O_APPEND)
        file.lock()
        return file

    def cut(self, path: Path, length: int) -> None:
        """Shorten a file, and make that safe."""
        descriptor = patiently(lambda: os.open(path, os.O_RDWR | _BINARY | _NO_LINK))
        try:
            os.ftruncate(descriptor, length)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another name; a device that bears it, as root might replace ``/dev/null``, is left as it is."""
        if _is_special(new):
            raise _not_a_file(new)
        _make_replaceable(new)
        patiently(lambda: old.replace(new), whatever_refuses=True)

    def remove(self, path: Path) -> None:
        """Delete a file."""
        _make_replaceable(path)
        patiently(path.unlink, whatever_refuses=True)

    def remove_folder(self, folder: Path) -> None:
        """Delete an empty folder."""
        with suppress(OSError):
            folder.rmdir()

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in a folder are on the disk, as far as the file system knows how to do that."""
        if sys.platform == "win32":  # Windows has no such call; NTFS journals names by itself
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):  # a share that syncs files only
                raise
        finally:
            os.close(descriptor)

    def version(self, path: Path) -> tuple[int, ...] | None:
        """Return what differs as soon as a file is written to or exchanged; ``None``: it cannot be looked at."""
        with suppress(OSError):
            found = path.stat()
            return found.st_ino, found.st_size, found.st_mtime_ns
        return None

    def is_link(self, path: Path) -> bool:
        """Return whether a name leads elsewhere."""
        return path.is_symlink()

    def protect(self, path: Path) -> None:
        """Make a file read-only, and that safe; what a link leads to is left as it is."""
        patiently(lambda: _give_mode(path, READ_ONLY))

    def unprotect(self, path: Path) -> None:
        """Let a file be written to again; what a link leads to is left as it is."""
        patiently(lambda: _give_mode(path, FOR_ITS_ACCOUNT))

    def sync_file(self, path: Path) -> None:
        """Return when what an existing file holds is on the disk."""
        if path.is_symlink():
            raise _not_a_file(path)
        mode = os.O_RDWR if sys.platform == "win32" else os.O_RDONLY  # there, only a writer may sync
        descriptor = patiently(lambda: os.open(path, mode | _BINARY | _NO_LINK | _NO_WAIT))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def free_bytes(self, folder: Path) -> int:
        """Return how much room is left."""
        return shutil.disk_usage(folder).free

    def keep_room(self, folder: Path) -> ExitStack:
        """Keep a little room, if the disk lets it be kept."""
        return kept_room(folder)

    def lock(self, path: Path) -> AbstractContextManager[None]:
        """Hold an existing file.

        Raises
        ------
        Locked
            If somebody else holds it.
        """
        return hold(path)


def _not_a_file(path: Path) -> OSError:
    return OSError(errno.EINVAL, Phrase.LINK_OR_NO_FILE.of(), str(path))


def _is_special(path: Path) -> bool:
    """Return whether a name is that of a device, a pipe or a socket."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode))


def _give_mode(path: Path, mode: int) -> None:
    if path.is_symlink():
        raise _not_a_file(path)
    if sys.platform == "win32":
        if not path.is_file():
            raise _not_a_file(path)
        path.chmod(stat.S_IREAD if mode == READ_ONLY else stat.S_IREAD | stat.S_IWRITE)
        return
    descriptor = os.open(path, os.O_RDONLY | _NO_LINK | _NO_WAIT)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _not_a_file(path)
        if stat.S_IMODE(status.st_mode) != mode:
            os.fchmod(descriptor, mode)
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _set_mode(descriptor: int, mode: int) -> None:
    if sys.platform != "win32" and stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
        with suppress(OSError):  # a file system without modes has them from its mount
            os.fchmod(descriptor, mode)


def _make_replaceable(path: Path) -> None:
    """On Windows a read-only file, such as that of an ended run, can neither be replaced nor deleted."""
    with suppress(OSError):
        if sys.platform == "win32" and not path.is_symlink():
            path.chmod(stat.S_IREAD | stat.S_IWRITE)
