"""A complete run is sealed: its checksums are written, and its files are made read-only."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from experiment.format.run_files import RunFiles
from experiment.format.vocabulary import Table
from experiment.messages import Advice
from experiment.record.sheet import SessionSheet
from experiment.record.storage import Storage
from experiment.record.whole_files import through_a_link, write_whole


def write_checksums(storage: Storage, files: RunFiles, contents: Mapping[Path, bytes]) -> None:
    """Write the checksums of a run's files, whose contents have been read back."""
    folder = files.session.folder
    lines = [
        f"{hashlib.sha256(content).hexdigest()}  {file.relative_to(folder).as_posix()}\n"
        for file, content in contents.items()
    ]
    write_whole(storage, files.checksums, "".join(lines).encode())


def seal(storage: Storage, files: RunFiles, sheet: SessionSheet) -> tuple[str, ...]:
    """Make every file of a complete run read-only; done again, it goes on where it was broken off.

    Read-only is a courtesy: where the file system refuses it, the run is complete all the same.

    Returns
    -------
    tuple of str
        What the experimenter should be told.
    """
    inputs = [files.inputs / name for name in map(PurePosixPath, (item.name for item in sheet.inputs)) if _inside(name)]
    tables = [files.table(table) for table in Table]
    refused: dict[str, OSError] = {}
    for file in (*tables, files.journal, files.plan, files.check, *inputs, files.checksums, files.about):
        try:
            if through_a_link(storage, file, files.session.folder):
                raise OSError(errno.EINVAL, "it is a link")
            if storage.exists(file):
                storage.protect(file)
        except OSError as error:
            refused[file.name] = error
    if not refused:
        return ()
    first = next(iter(refused.values()))
    return (Advice.NOT_READ_ONLY.say(files=", ".join(refused), error=first.strerror or first),)


def _inside(name: PurePosixPath) -> bool:
    return not name.is_absolute() and ".." not in name.parts
