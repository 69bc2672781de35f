"""An ended run is protected: its checksums are written, and its files are made read-only, until it is resumed."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path

from experiment.format.run_files import RunFiles
from experiment.format.sheet import SessionSheet
from experiment.format.sums_file import sums_text
from experiment.messages import Advice, Phrase
from experiment.record.held_files import refused_because
from experiment.record.storage import Storage
from experiment.record.sums import files_of, sha256, sums_of
from experiment.record.whole_files import through_a_link, write_whole


def write_checksums(storage: Storage, files: RunFiles, contents: Mapping[Path, bytes]) -> str:
    """Write the checksums of a run's files, whose contents have been read back, and give their digest."""
    text = sums_text(sums_of(files, contents))
    write_whole(storage, files.checksums, text)
    return sha256(text)


def protect(storage: Storage, files: RunFiles, sheet: SessionSheet) -> tuple[str, ...]:
    """Make every file of an ended run read-only; done again, it goes on where it was broken off.

    Read-only is a courtesy: where the file system refuses it, the run has ended all the same.

    Returns
    -------
    tuple of str
        What the experimenter should be told.
    """
    refused: dict[str, OSError] = {}
    for file in (*files_of(files, sheet), files.checksums):
        try:
            if through_a_link(storage, file, files.session.folder):
                raise OSError(errno.EINVAL, Phrase.A_LINK.of())
            if storage.exists(file):
                storage.protect(file)
        except OSError as error:
            refused[file.name] = error
    if not refused:
        return ()
    first = next(iter(refused.values()))
    return (Advice.NOT_READ_ONLY.say(files=", ".join(refused), error=refused_because(first)),)


def unprotect(storage: Storage, files: RunFiles, sheet: SessionSheet) -> None:
    """Let an ended run be gone on with: its files can be written to, and its checksums no longer hold.

    Raises
    ------
    OSError
        If the disk refuses that.
    """
    for file in files_of(files, sheet):
        if storage.exists(file):
            storage.unprotect(file)
    if storage.exists(files.checksums):
        storage.remove(files.checksums)
        storage.sync_folder(files.checksums.parent)
