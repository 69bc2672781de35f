"""Every table that a recorder has written, held against plan, journal and sheet when it is closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from experiment.format.journal import JournalEntry, LaunchEnded
from experiment.format.journal_lines import read_journal
from experiment.format.tables import Row, header
from experiment.format.vocabulary import Table
from experiment.record.recorder import RunRecorder
from experiment.record.table_file import csv_text, differing_cells
from experiment.task.projection import Projection, rows


class Recomputed:
    """What has been held against its journal since the last test.

    Parameters
    ----------
    launches
        How many launches have been closed, in all.
    differ
        Where a table is not what follows from plan, journal and sheet.
    """

    def __init__(self) -> None:
        self.launches = 0
        self.differ: list[str] = []

    def take(self, files: dict[Path, bytes], projection: Projection) -> None:
        """Compute the tables of a run anew, from the bytes of its journal."""
        self.launches += 1
        journal = next(content for file, content in files.items() if file.name.endswith("_journal.jsonl"))
        entries = read_journal(journal).entries
        due = rows(projection.plan, entries, projection.sheet)
        for file, content in files.items():
            table = next((table for table in Table if file.name.endswith(f"_desc-{table}_data.csv")), None)
            if table is not None:
                recorded = [row for row in due if row.table is table]
                self.differ += [f"{file.name}: {what}" for what in _differences(table, content, recorded, entries)]


def _differences(
    table: Table, content: bytes, recorded: Sequence[Row], entries: tuple[JournalEntry, ...]
) -> Iterator[str]:
    """Name what differs; a launch that was broken off may lack its last rows, where the disk took no more."""
    whole = csv_text(header(table)) + b"".join(csv_text(row.cells()) for row in recorded)
    broken_off = not isinstance(entries[-1], LaunchEnded)
    if content == whole or (broken_off and whole.startswith(content)):
        return
    yield from differing_cells(table, content, recorded)


def watch(patch: pytest.MonkeyPatch) -> Recomputed:
    """Look at whatever any recorder writes from now on."""
    seen, close = Recomputed(), RunRecorder.close

    def closed(recorder: RunRecorder, *args: Any) -> None:
        close(recorder, *args)
        seen.take(recorder.contents, recorder.projection)

    patch.setattr(RunRecorder, "close", closed)
    return seen
