"""Files that are whole or not there: written beside their place, synced, then renamed."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from experiment.record.storage import Storage


def write_whole(storage: Storage, path: Path, content: bytes) -> None:
    """Write a file so that a crash leaves the old one or the new one, never a part; a failure leaves the old one."""
    beside = path.parent / f"{path.name}.tmp"
    if storage.exists(beside):
        storage.remove(beside)
    file = storage.create(beside)
    try:
        try:
            file.write(content)
            file.sync()
        finally:
            file.close()
        storage.rename(beside, path)
    except OSError:
        storage.remove(beside)
        raise
    storage.sync_folder(path.parent)


def make_folders(storage: Storage, folder: Path) -> None:
    """Make a folder and those above it, so that a crash does not lose them."""
    if storage.exists(folder):
        return
    if folder.parent == folder:  # a drive that is not there
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
    make_folders(storage, folder.parent)
    storage.make_folder(folder)
    storage.sync_folder(folder.parent)


def make_file(storage: Storage, path: Path) -> None:
    """Make an empty file that is there for its name alone; it may be there already."""
    with suppress(FileExistsError):
        storage.create(path).close()


def through_a_link(storage: Storage, path: Path, within: Path) -> Path | None:
    """Find the first link on the way from a folder to a file in it."""
    place = within
    for name in path.relative_to(within).parts:
        place /= name
        if storage.is_link(place):
            return place
    return None


def put_back(storage: Storage, path: Path, content: bytes, within: Path) -> None:
    """Write a file of a folder as it was meant; what another program put in its place is kept under another name."""
    link = through_a_link(storage, path, within)
    if link is not None:
        storage.rename(link, _free_name(storage, link))
    make_folders(storage, path.parent)
    if storage.exists(path):
        try:
            found = storage.read(path)
        except OSError:  # a folder, or what cannot be read
            storage.rename(path, _free_name(storage, path))
        else:
            if not content.startswith(found):
                write_whole(storage, _free_name(storage, path), found)
    write_whole(storage, path, content)


def stands_there(storage: Storage, path: Path, content: bytes, within: Path) -> bool:
    """Return whether a file of a folder, no link on the way to it, holds what it should."""
    try:
        return through_a_link(storage, path, within) is None and storage.read(path) == content
    except OSError:  # a folder, or what cannot be read
        return False


def _free_name(storage: Storage, path: Path) -> Path:
    names = (path.with_name(f"{path.name}.found-{number}") for number in count(1))
    return next(name for name in names if not storage.exists(name))
