"""The recorder of one launch: rows and journal, appended and made safe."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from experiment.format.run_files import RunFiles
from experiment.format.tables import Row
from experiment.format.vocabulary import Table
from experiment.record.failures import during_the_session
from experiment.record.storage import Storage
from experiment.task.journal import JournalEntry


def csv_text(cells: Sequence[str]) -> bytes:
    r"""Write one line of RFC 4180, ended by ``\n``."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow(cells)  # so that cells with either character are quoted
    return text.getvalue().removesuffix("\r\n").encode("utf-8") + b"\n"


class RunRecorder:
    """Appends to the files of a run that has been opened.

    Parameters
    ----------
    storage
        Where they are.
    files
        Their names; the files exist.
    tables
        The CSVs that the run writes.
    """

    def __init__(self, storage: Storage, files: RunFiles, tables: Sequence[Table]) -> None:
        self._files = files
        self._tables = {table: storage.append_to(files.table(table)) for table in tables}
        self._journal = storage.append_to(files.journal)
        self._unwritten: list[bytes] = []

    def note(self, entry: JournalEntry) -> None:
        """Remember an entry of the journal."""
        self._unwritten.append(entry.model_dump_json().encode() + b"\n")

    def flush(self) -> None:
        """Hand the journal to the operating system."""
        if self._unwritten:
            with during_the_session(self._files.journal.name):
                self._journal.write(b"".join(self._unwritten))
            self._unwritten.clear()

    def keep(self, entry: JournalEntry) -> None:
        """Make an entry safe."""
        self.note(entry)
        self.settle()

    def finish(self, rows: Sequence[Row]) -> None:
        """Make the rows of a finished step safe."""
        self.settle()
        table = rows[0].table
        with during_the_session(self._files.table(table).name):
            self._tables[table].write(b"".join(csv_text(row.cells()) for row in rows))
            self._tables[table].sync()

    def settle(self) -> None:
        """Make the journal safe."""
        self.flush()
        with during_the_session(self._files.journal.name):
            self._journal.sync()

    def close(self) -> None:
        """Give the files back; what has not been written by now is not to be written."""
        for file in self._tables.values():
            file.close()
        self._journal.close()
