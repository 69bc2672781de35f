"""The recorder of one launch: rows and journal, appended and made safe."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from experiment.format.run_files import RunFiles
from experiment.format.trial_row import TrialRow
from experiment.record.storage import Storage
from experiment.refusals import Reason, Refusal
from experiment.task.journal import AnswersKept, JournalEntry


def csv_text(cells: Sequence[str]) -> bytes:
    r"""Write one line of RFC 4180, ended by ``\n``."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode("utf-8")


class RunRecorder:
    """Appends to the files of a run that has been opened.

    Parameters
    ----------
    storage
        Where they are.
    files
        Their names; the files exist.
    """

    def __init__(self, storage: Storage, files: RunFiles) -> None:
        self._files = files
        self._data = storage.append_to(files.data)
        self._journal = storage.append_to(files.journal)
        self._unwritten: list[bytes] = []

    def note(self, entry: JournalEntry) -> None:
        """Remember an entry of the journal."""
        self._unwritten.append(entry.model_dump_json().encode() + b"\n")

    def flush(self) -> None:
        """Hand the journal to the operating system."""
        if self._unwritten:
            with self._or_stop(self._files.journal.name):
                self._journal.write(b"".join(self._unwritten))
            self._unwritten.clear()

    def keep(self, answers: AnswersKept) -> None:
        """Make answers safe."""
        self.note(answers)
        self._sync_journal()

    def finish(self, rows: Sequence[TrialRow]) -> None:
        """Make the rows of a finished trial safe."""
        self._sync_journal()
        with self._or_stop(self._files.data.name):
            self._data.write(b"".join(csv_text(row.cells()) for row in rows))
            self._data.sync()

    def close(self) -> None:
        """Make the rest of the journal safe, and give the files back."""
        try:
            self._sync_journal()
        finally:
            self._data.close()
            self._journal.close()

    def _sync_journal(self) -> None:
        self.flush()
        with self._or_stop(self._files.journal.name):
            self._journal.sync()

    @contextmanager
    def _or_stop(self, file: str) -> Iterator[None]:
        """A disk that no longer takes what is written stops the session, with a sentence."""
        try:
            yield
        except OSError as error:
            raise Refusal(Reason.RECORDING_FAILED, file=file, error=error.strerror or error) from error
