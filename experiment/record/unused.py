"""Whether a run has gone on from where it was put on the disk: what a crash has stopped there showed nothing."""

from __future__ import annotations

from pathlib import Path

from experiment.format.journal import LaunchStarted
from experiment.format.run_files import RunFiles
from experiment.format.tables import header
from experiment.format.vocabulary import Table
from experiment.record.storage import Storage
from experiment.record.table_file import csv_text


def is_unused(file: Path, content: bytes) -> bool:
    """Return whether a table or journal is as it was put on the disk."""
    if file.suffix == ".csv":
        return content in {csv_text(header(table)) for table in Table}
    return content.count(b"\n") <= 2 and LaunchStarted.model_fields["event"].default.encode() not in content


def is_launched(storage: Storage, run: RunFiles) -> bool:
    """Return whether anything of a run may have been shown.

    Its files are put on the disk one after the other, the journal near the end and the sheet last: where both are
    missing, nothing was shown, unless a table has rows.
    """
    if storage.exists(run.sheet) and not storage.exists(run.journal):
        return True
    try:
        there = [file for file in (run.journal, *map(run.table, Table)) if storage.exists(file)]
        return not all(is_unused(file, storage.read(file)) for file in there)
    except OSError:
        return True
