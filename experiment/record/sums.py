"""Digests, by which one file knows another, and the checksums of a whole run."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from experiment.format.run_files import RunFiles
from experiment.format.sheet import SessionSheet
from experiment.format.vocabulary import Table
from experiment.record.storage import Storage


def sha256(content: bytes) -> str:
    """Sum up content."""
    return hashlib.sha256(content).hexdigest()


def sums_of(files: RunFiles, contents: Mapping[Path, bytes]) -> dict[str, str]:
    """Sum up files of a run, each under its name in the folder of the session."""
    folder = files.session.folder
    return {file.relative_to(folder).as_posix(): sha256(content) for file, content in contents.items()}


def files_of(files: RunFiles, sheet: SessionSheet) -> list[Path]:
    """List the files that a run may have, but for its checksums."""
    inputs = [files.inputs / item.name for item in sheet.inputs]
    tables = [file for table in Table for file in (files.table(table), files.sidecar(table))]
    return [*tables, files.journal, files.plan, files.check, *inputs, files.sheet]


def sums_there(storage: Storage, files: RunFiles, sheet: SessionSheet) -> dict[str, str]:
    """Sum up what a run has on the disk; what cannot be read is left out."""
    contents = {}
    for file in files_of(files, sheet):
        try:
            contents[file] = storage.read(file)
        except OSError:
            continue
    return sums_of(files, contents)
