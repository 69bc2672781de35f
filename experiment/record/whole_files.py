"""Files that are whole or not there: written beside their place, made safe, then renamed."""

from __future__ import annotations

from pathlib import Path

from experiment.record.storage import Storage


def write_whole(storage: Storage, path: Path, content: bytes) -> None:
    """Write a file so that a crash leaves the old one or the new one, never a part; a failure leaves the old one."""
    beside = path.with_name(path.name + ".tmp")
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
    make_folders(storage, folder.parent)
    storage.make_folder(folder)
    storage.sync_folder(folder.parent)
