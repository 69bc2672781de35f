"""The recorder of one launch: rows and journal, appended and synced."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import NoReturn, Protocol

from experiment.format.journal import JournalEntry, RowsRestored
from experiment.format.journal_lines import JournalDigest, line_of
from experiment.format.run_files import RunFiles
from experiment.format.tables import Row
from experiment.format.vocabulary import Table
from experiment.messages import Reason, Refusal
from experiment.record.failures import during_the_session
from experiment.record.fixed_files import FixedFiles
from experiment.record.growing_file import GrowingFile, Interfered
from experiment.record.held_files import refused_because
from experiment.record.storage import Storage
from experiment.record.table_file import csv_text
from experiment.task.projection import Projection


class CarryOut(Protocol):
    """Carries out what is to be written, one piece after the other."""

    def __call__(self, work: Callable[[], None], /) -> None:
        """Return when it has been done; raise what it raises."""
        ...

    def at_last(self, work: Callable[[], None], /) -> None:
        """Have it done when all else is, and raise what it raises; the disk may never be done: not for ever."""
        ...

    def join(self) -> bool:
        """Wait until nothing is being written, and tell whether that is so: the disk may never be done."""
        ...


class AtOnce:
    """Carries it out here and now."""

    def __call__(self, work: Callable[[], None], /) -> None:
        """Do it."""
        work()

    def at_last(self, work: Callable[[], None], /) -> None:
        """Do it."""
        work()

    def join(self) -> bool:
        """Wait for nothing: nothing is being written."""
        return True


class RunRecorder:
    """Appends to the files of a run that has been opened.

    Whenever something has been synced, its files are looked for under their names: what another program has
    replaced, cut, lengthened or removed is put back, and the session is stopped with a sentence.

    Parameters
    ----------
    storage
        Where they are.
    files
        Their names; the files exist.
    tables
        The CSVs that the run writes.
    journal
        Goes on where the journal ends.
    projection
        Gives the rows.
    fixed
        Its other files: written again too, where they are gone.
    carry_out
        Carries out whatever waits for the disk.
    """

    def __init__(
        self,
        storage: Storage,
        files: RunFiles,
        tables: Sequence[Table],
        journal: JournalDigest,
        projection: Projection,
        fixed: FixedFiles,
        carry_out: CarryOut,
    ) -> None:
        self._carry_out = carry_out
        self._fixed = fixed
        self._digest = journal
        self.projection = projection
        with ExitStack() as opened:
            self._tables = {table: opened.enter_context(_open(storage, files.table(table))) for table in tables}
            self._journal = opened.enter_context(_open(storage, files.journal))
            self._opened = opened.pop_all()
        self._growing = (*self._tables.values(), self._journal)
        self._during = during_the_session(files.journal.name)
        self._unwritten: list[bytes] = []

    @property
    def contents(self) -> dict[Path, bytes]:
        """What must stand in each file."""
        return {file.path: file.content for file in self._growing}

    def note(self, entry: JournalEntry) -> None:
        """Remember an entry of the journal."""
        self._unwritten.append(line_of(entry))
        self.projection.take(entry)

    def flush(self) -> None:
        """Hand the journal to the operating system."""
        if self._unwritten:
            self._carry_out(self._flush)

    def keep(self, entry: JournalEntry) -> None:
        """Make an entry safe."""
        self.note(entry)
        self.settle()

    def finish(self) -> None:
        """Make safe the rows that follow from what was noted; the journal comes first, so that they always do."""
        self._carry_out(self._finish)

    def restore(self, lost: Sequence[Row]) -> None:
        """Write rows that a table has lost."""
        for table, file in self._tables.items():
            rows = [row for row in lost if row.table is table]
            if rows:
                self._carry_out(partial(_append, file, rows))
                self.note(RowsRestored(file=file.path.name, rows=len(rows)))

    def settle(self) -> None:
        """Make the journal safe."""
        self._carry_out(self._settle)

    def check_contents(self) -> None:
        """Read back what was written, and stop if it does not stand there."""
        self._carry_out(partial(self._look, GrowingFile.check_content))

    def close(self) -> None:
        """Give the files back; what has not been written by now is not to be written."""
        self._opened.close()

    def _flush(self) -> None:
        with self._during:
            self._journal.append(self._digest.batch(self._unwritten))
        self._unwritten.clear()

    def _finish(self) -> None:
        self._settle_journal()
        due = self.projection.take_due()
        assert due  # what the task calls finished is finished by its journal
        for step in due:
            _append(self._tables[step.rows[0].table], step.rows)
        self._look(GrowingFile.check)

    def _settle(self) -> None:
        self._settle_journal()
        self._look(GrowingFile.check)

    def _settle_journal(self) -> None:
        if self._unwritten:
            self._flush()
        with self._during:
            self._journal.sync()
        self._digest.synced()

    def _look(self, check: Callable[[GrowingFile], None]) -> None:
        """Look at every file; where another program has had its hands on one, put all back and stop the session."""
        try:
            with self._during:
                for file in self._growing:
                    check(file)
        except Interfered as by_another:
            self._put_back(by_another)

    def _put_back(self, by_another: Interfered) -> NoReturn:
        path, how = by_another.path, by_another.how
        facts = {"file": path.name, "how": how, "folder": path.parent}
        try:
            for file in self._growing:
                file.put_back()
            self._fixed.put_back_missing()
        except OSError as error:
            facts["error"] = refused_because(error)
            raise Refusal(Reason.NOT_PUT_BACK, **facts) from error
        raise Refusal(Reason.CHANGED_MEANWHILE, **facts) from by_another


def _append(file: GrowingFile, rows: Sequence[Row]) -> None:
    with during_the_session(file.name):
        file.append(b"".join(csv_text(row.cells()) for row in rows))
        file.sync()


@contextmanager
def _open(storage: Storage, path: Path) -> Iterator[GrowingFile]:
    file = GrowingFile(storage, path)
    try:
        yield file
    finally:
        file.close()
