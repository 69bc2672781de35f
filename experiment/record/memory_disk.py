"""A disk in memory, for simulations: what was recorded is put on the real one when all is over, as it stands."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from experiment.record.storage import OpenFile, Storage
from experiment.record.whole_files import make_folders


@dataclass
class _Kept:
    """A file: what was written, piece by piece; whoever reads it has them put together, once."""

    pieces: list[bytes] = field(default_factory=list)
    length: int = 0
    protected: bool = False

    def content(self) -> bytes:
        if len(self.pieces) != 1:
            self.pieces[:] = [b"".join(self.pieces)]
        return self.pieces[0]

    def append(self, piece: bytes) -> None:
        self.pieces.append(piece)
        self.length += len(piece)

    def cut(self, length: int) -> None:
        self.pieces[:] = [self.content()[:length]]
        self.length = len(self.pieces[0])


class MemoryDisk:
    """Keeps files until they are put on a disk; nobody else can have their hands on them, and nothing is waited for.

    Parameters
    ----------
    folder
        Which is there from the beginning, and in which everything is.
    """

    def __init__(self, folder: Path) -> None:
        self._files: dict[str, _Kept] = {}
        self._folders: dict[str, set[str]] = {os.fspath(folder): set()}

    def read(self, path: Path) -> bytes:
        """Read a whole file."""
        return self._file(path).content()

    def exists(self, path: Path) -> bool:
        """Return whether there is such a file or folder."""
        name = os.fspath(path)
        return name in self._files or name in self._folders

    def names_in(self, folder: Path) -> list[str]:
        """Name what a folder holds."""
        return sorted(self._folders.get(os.fspath(folder), ()))

    def is_folder(self, path: Path) -> bool:
        """Return whether there is a folder of this name."""
        return os.fspath(path) in self._folders

    def make_folder(self, folder: Path) -> None:
        """Make one folder."""
        if os.fspath(folder) in self._files:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(folder))
        self._folders.setdefault(os.fspath(folder), set())
        self._name(folder)

    def create(self, path: Path) -> OpenFile:
        """Open a file that must not exist yet."""
        if self.exists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(path))
        self._files[os.fspath(path)] = kept = _Kept()
        self._name(path)
        return _OpenInMemory(kept)

    def append_to(self, path: Path) -> OpenFile:
        """Open an existing file at its end."""
        return _OpenInMemory(self._file(path))

    def cut(self, path: Path, length: int) -> None:
        """Shorten a file."""
        self._file(path).cut(length)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another name."""
        kept = self._file(old)
        self.remove(old)
        self._files[os.fspath(new)] = kept
        self._name(new)

    def remove(self, path: Path) -> None:
        """Delete a file."""
        self._file(path)
        del self._files[os.fspath(path)]
        self._folders[os.fspath(path.parent)].discard(path.name)

    def remove_folder(self, folder: Path) -> None:
        """Delete an empty folder."""
        if self._folders.get(os.fspath(folder)) == set():
            del self._folders[os.fspath(folder)]
            self._folders[os.fspath(folder.parent)].discard(folder.name)

    def sync_folder(self, folder: Path) -> None:
        """Wait for nothing."""

    def version(self, path: Path) -> tuple[int, ...] | None:
        """Return what differs as soon as a file is written to or exchanged; ``None``: there is none."""
        kept = self._files.get(os.fspath(path))
        return None if kept is None else (id(kept), kept.length)

    def is_link(self, _path: Path) -> bool:
        """Return that there are no links."""
        return False

    def protect(self, path: Path) -> None:
        """Make a file read-only, once it is put on a disk."""
        self._file(path).protected = True

    def unprotect(self, path: Path) -> None:
        """Let a file be written to again."""
        self._file(path).protected = False

    def sync_file(self, path: Path) -> None:
        """Wait for nothing."""

    def free_bytes(self, folder: Path) -> int:
        """Return how much room is left on the disk on which all of this will be."""
        there = next(place for place in (folder, *folder.parents) if place.exists())
        return shutil.disk_usage(there).free

    def keep_room(self, _folder: Path) -> ExitStack:
        """Keep none."""
        return ExitStack()

    @contextmanager
    def lock(self, path: Path) -> Iterator[None]:
        """Hold a file that nobody else can hold."""
        self._file(path)
        yield

    def put_on(self, disk: Storage, folder: Path, place: Path) -> None:
        """Write everything in a folder to a place on another disk.

        Parameters
        ----------
        disk
            The other one.
        folder, place
            What stands in the one will stand in the other.
        """
        made: set[Path] = set()
        within = os.path.join(folder, "")  # noqa: PTH118 - a path of this kind ends without a separator
        for name, kept in self._files.items():
            if not name.startswith(within):
                continue
            put = place / name[len(within) :]
            if put.parent not in made:
                make_folders(disk, put.parent)
                made.add(put.parent)
            file = disk.create(put)
            try:
                file.write(kept.content())
            finally:
                file.close()
            if kept.protected:
                disk.protect(put)

    def _file(self, path: Path) -> _Kept:
        try:
            return self._files[os.fspath(path)]
        except KeyError:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), os.fspath(path)) from None

    def _name(self, path: Path) -> None:
        """Enter a name in its folder."""
        self._folders.setdefault(os.fspath(path.parent), set()).add(path.name)


class _OpenInMemory:
    def __init__(self, kept: _Kept) -> None:
        self._kept = kept

    def write(self, content: bytes) -> None:
        self._kept.append(content)

    def sync(self) -> None:
        """Wait for nothing."""

    def length_by_name(self) -> int | None:
        return self._kept.length

    def close(self) -> None:
        """Nothing is held."""
