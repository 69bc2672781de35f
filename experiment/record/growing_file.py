"""A file that grows while a session runs, and the certainty that what was written stands under its name."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from experiment.format.vocabulary import Interference
from experiment.record.storage import OpenFile, Storage
from experiment.record.whole_files import put_back, stands_there


class Interfered(Exception):
    """Another program has had its hands on a file.

    Parameters
    ----------
    path, how
        Which file, and what became of it.
    """

    def __init__(self, path: Path, how: Interference) -> None:
        super().__init__(path, how)
        self.path, self.how = path, how


class GrowingFile:
    """A file of this launch alone, and what must stand in it.

    Parameters
    ----------
    storage, path
        Where it is; it exists.
    """

    def __init__(self, storage: Storage, path: Path) -> None:
        self.path, self.name = path, path.name
        self._storage = storage
        self._torn = False
        self._opened = ExitStack()
        self._file = self._open()
        try:
            self._content = bytearray(storage.read(path))
        except BaseException:
            self._opened.close()
            raise

    def _open(self) -> OpenFile:
        file = self._storage.append_to(self.path)
        self._opened.callback(file.close)
        return file

    @property
    def content(self) -> bytes:
        """What must stand in it: what was there, and what has been appended since."""
        return bytes(self._content)

    def append(self, content: bytes) -> None:
        """Hand something to the operating system."""
        try:
            self._file.write(content)
        except OSError:
            self._torn = True  # how much of it was taken nobody knows; the next launch cuts it off
            raise
        self._content += content

    def sync(self) -> None:
        """Make it safe."""
        self._file.sync()

    def check(self) -> None:
        """Find out whether the file still has its name and its length.

        Raises
        ------
        Interfered
            If it has not.
        """
        length = self._file.length_by_name()
        if length is None:
            self._check_another()
        elif not self._torn and length != len(self._content):
            how = Interference.SHORTENED if length < len(self._content) else Interference.LENGTHENED
            raise Interfered(self.path, how)

    def check_content(self) -> None:
        """Read the file, and hold it against what was written.

        Raises
        ------
        Interfered
            If something else stands there.
        """
        self.check()
        if not self._torn and not self._stands_there():
            raise Interfered(self.path, Interference.CHANGED)

    def _check_another(self) -> None:
        if not self._storage.exists(self.path):
            raise Interfered(self.path, Interference.REMOVED)
        if not self._stands_there():  # some shares number the same file anew, so what counts is what it holds
            raise Interfered(self.path, Interference.REPLACED)

    def _stands_there(self) -> bool:
        return stands_there(self._storage, self.path, self.content, self.path.parent)

    def put_back(self) -> None:
        """Let what was written stand under the name again, if it does not, and go on appending there."""
        try:
            self.check_content()
        except Interfered:
            self._opened.close()  # first: some systems replace no file that is open
            put_back(self._storage, self.path, self.content, self.path.parent)
            self._file = self._open()

    def close(self) -> None:
        """Give the file back."""
        self._opened.close()
