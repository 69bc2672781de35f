"""Files, copied into a folder so that nothing is lost of what stood there: what differs is set aside, under a date."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from enum import Enum
from itertools import count
from pathlib import Path

from experiment.messages import Phrase
from experiment.record.storage import Storage
from experiment.record.sums import sha256
from experiment.record.whole_files import make_folders, through_a_link, write_whole

LOCKS = ".locks"


class Put(Enum):
    """What has come of a file that was to be copied."""

    NEW = "new"
    SAME = "same"
    GROWN = "grown"
    """What stood there is its beginning."""
    REPLACED = "replaced"
    """What stood there was another; it is set aside."""
    KEPT = "kept"
    """What stands there is what was recorded, and the other is not: that one is set aside."""


class Copying:
    """Copies files into a folder.

    Parameters
    ----------
    storage, folder
        Where to.
    aside
        Where what differs is kept: beside that folder, so that nobody takes it for a part of it.
    stamp
        What is set aside goes under this name.
    """

    def __init__(self, storage: Storage, folder: Path, aside: Path, stamp: str) -> None:
        self._storage, self._folder, self._aside, self._stamp = storage, folder, aside, stamp

    def put(self, name: str, content: bytes, recorded: str | None = None) -> Put:
        """Copy one file.

        Parameters
        ----------
        name
            Its path in the folder, with ``/``.
        content
            What it holds.
        recorded
            SHA-256 of what it should hold, if that is known.

        Raises
        ------
        OSError
            If it cannot be written, or something else stands in its place.
        """
        came = self.make_way(name, content, recorded)
        if came not in (Put.SAME, Put.KEPT):
            make_folders(self._storage, (self._folder / name).parent)
            write_whole(self._storage, self._folder / name, content)
        return came

    def make_way(self, name: str, content: bytes, recorded: str | None = None) -> Put:
        """Tell what will come of a file that is to be copied, and set aside what would be lost by it; as `put`."""
        file = self._folder / name
        link = through_a_link(self._storage, file, self._folder)
        if link is not None:
            raise OSError(errno.ELOOP, Phrase.LINK_IN_ITS_PLACE.of(), str(link))
        if not self._storage.exists(file):
            return Put.NEW
        there = self._storage.read(file)
        if there == content:
            return Put.SAME
        if recorded is not None and sha256(there) == recorded != sha256(content):
            self._set_aside(name, content)
            return Put.KEPT
        if content.startswith(there):
            return Put.GROWN
        self._set_aside(name, there)
        return Put.REPLACED

    def _set_aside(self, name: str, content: bytes) -> None:
        """Keep what differs, unless the same has been set aside before."""
        aside = self._aside
        for stamp in self._storage.names_in(aside):
            file = aside / stamp / name
            if self._storage.exists(file) and self._storage.read(file) == content:
                return
        places = (aside / f"{self._stamp}{f'-{number}' if number else ''}" / name for number in count())
        file = next(place for place in places if not self._storage.exists(place))
        make_folders(self._storage, file.parent)
        write_whole(self._storage, file, content)


def names_below(storage: Storage, folder: Path) -> Iterator[str]:
    """Name every file below a folder, with ``/``, and every link; locks are left out.

    Raises
    ------
    OSError
        If a folder cannot be looked into.
    """
    for name in storage.names_in(folder):
        if name != LOCKS:
            yield from _below(storage, folder, name)


def _below(storage: Storage, top: Path, name: str) -> Iterator[str]:
    if storage.is_link(top / name) or not storage.is_folder(top / name):
        yield name
        return
    for one in storage.names_in(top / name):
        yield from _below(storage, top, f"{name}/{one}")


def holds(outer: Path, inner: Path) -> bool:
    """Return whether a folder is another one, or is somewhere in it, whatever links and letters of names say."""
    really = Path(os.path.realpath(inner))
    for place in (really, *really.parents):
        try:
            if place == Path(os.path.realpath(outer)) or place.samefile(outer):
                return True
        except OSError:  # it is not there yet
            continue
    return False
