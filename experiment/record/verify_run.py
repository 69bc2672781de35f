"""`verify`: whether a run that stands in its place is as it was recorded; what is not is named: file, row and cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from experiment.format.journal_lines import Changed, read_journal
from experiment.format.ledger import Ledger, OfRun, RunEnded, RunEntered, RunInterrupted
from experiment.format.run_files import RunFiles
from experiment.format.sheet import SessionSheet
from experiment.format.sums_file import read_sums
from experiment.format.vocabulary import SessionKind, SessionStatus, Table
from experiment.messages import Found, Reason, Refusal
from experiment.record.find import Standing, standing
from experiment.record.findings import Findings
from experiment.record.read_back import TornFile, finished_steps, read_back, read_plan
from experiment.record.read_sheet import read_sheet
from experiment.record.recorded_files import digest_of
from experiment.record.session_lock import is_running
from experiment.record.storage import Storage
from experiment.record.sums import files_of, sha256
from experiment.record.table_file import differing_cells
from experiment.record.unused import is_launched
from experiment.record.whole_run import check_journal, check_plan, check_sheet, stored_differences
from experiment.task.projection import Projection

_ENDED = (SessionStatus.COMPLETE, SessionStatus.ABORTED)


@dataclass(frozen=True)
class RunVerified:
    """Holds a run against itself and the ledger.

    Parameters
    ----------
    storage, found, ledger
        Where, what is found, and what was entered.
    where
        Where those files stand that are not in their places.
    run
        Which.
    """

    storage: Storage
    found: Findings
    ledger: Ledger
    where: Mapping[Path, Path]
    run: RunFiles

    def verify(self) -> SessionSheet | None:
        """Verify the run.

        Returns
        -------
        SessionSheet or None
            Its sheet, if that can be read.
        """
        run, lines = self.run, self.ledger.runs().get(self.run.stem, [])
        runs = self.found.verified.runs
        if is_running(self.storage, run.session):
            runs[run.stem] = Standing.RUNNING
            return None
        last = lines[-1] if lines else None
        if not lines and not self.storage.exists(run.sheet) and not is_launched(self.storage, run):
            self.found.note(run.sheet, Found.START_CUT_SHORT.say())
            return None
        try:
            sheet = read_sheet(self.storage, run.sheet)
        except Refusal as refusal:
            self._refused(run.sheet, refusal)
            runs[run.stem] = standing(last.status) if isinstance(last, RunEnded) else Standing.INTERRUPTED
            self._sums(last, self._sums_recorded(last))
            return None
        runs[run.stem] = standing(sheet.status)
        self._held_against_ledger(sheet, last)
        entered = next((line.kind for line in lines if isinstance(line, RunEntered)), sheet.kind)
        sums = self._sums_recorded(last)
        altered = {run.session.folder / name for name, digest in (sums or {}).items() if self._digest(name) != digest}
        self._account(sheet, entered, last, sums, altered)
        self._stored(sheet)  # of an ended run too: its checksums do not tell what was gone before it ended
        self._sums(last, sums)
        return sheet

    def _wrong(self, file: Path, what: str) -> None:
        """Take down what is wrong with a file; of one that is not there, also where it stands."""
        if not self.storage.exists(file):
            try:
                self.storage.names_in(file.parent)
            except OSError as error:  # it may be there all the same
                self.found.not_read(file.parent, error)
                return
            there = self.where.get(file)
            what = what if there is None else Found.FILE_MOVED.say(there=self.found.named(there))
        self.found.wrong(file, what)

    def _not_read(self, file: Path, error: OSError) -> None:
        """Take down that a file cannot be read, or is not there."""
        if self.storage.exists(file):
            self.found.not_read(file, error)
        else:
            self._wrong(file, "it is not there")

    def _refused(self, file: Path, refusal: Refusal) -> None:
        """Take down why a file is refused."""
        error = refusal.__cause__
        if isinstance(error, OSError) and refusal.reason is not Reason.RECORD_DAMAGED:
            self.found.not_read(file, error)
        else:
            self._wrong(file, str(refusal.facts.get("what", refusal)))

    def _digest(self, name: str) -> str | None:
        return digest_of(self.storage, self.run.session.folder / name)

    def _held_against_ledger(self, sheet: SessionSheet, last: OfRun | None) -> None:
        run = self.run
        if isinstance(last, RunEnded) and last.status is not sheet.status:
            self._wrong(run.sheet, f"it says {sheet.status.value}, and the ledger {last.status.value}")
        if sheet.status in _ENDED and not isinstance(last, RunEnded):
            self.found.note(run.sheet, f"it says {sheet.status.value}, and the ledger does not tell of the end")
        if sheet.status is SessionStatus.INTERRUPTED and self.ledger.exists and not isinstance(last, RunInterrupted):
            self.found.note(run.sheet, "it says interrupted, and the ledger does not tell of that")

    def _account(
        self,
        sheet: SessionSheet,
        entered: SessionKind,
        last: OfRun | None,
        sums: dict[str, str] | None,
        altered: set[Path],
    ) -> None:
        """Hold a run's files against one another, and every cell against the journal.

        Where plan, sheet or journal is altered, by the checksums, what does not fit it is not to blame.
        """
        run = self.run
        for file, differs in stored_differences(self.storage, run, sheet):
            self._refused(file, differs)
        try:
            back = read_back(self.storage, run, sheet, entered, stored=False)
        except Refusal as refusal:
            file = self._file_of(sheet, refusal)
            sources = altered & {run.sheet, run.plan, run.journal}
            if not sources or file in altered:
                self._refused(file, refusal)
            if sources or not self._cells(sheet, entered):
                self.found.note(run.sheet, "the tables cannot be compared with what is left of plan, sheet and journal")
            return
        for torn in back.torn:
            self._torn(torn, last, sums, altered)
        for table in Table:
            lost = sum(row.table is table for row in back.lost)
            file = run.table(table)
            if lost and (sheet.status is SessionStatus.COMPLETE or file in altered):
                self._wrong(file, f"{lost} rows at its end are not there, and the journal has them")
            elif lost:
                self.found.note(file, Found.ROWS_TO_COME.say(rows=lost))

    def _torn(self, torn: TornFile, last: OfRun | None, sums: dict[str, str] | None, altered: set[Path]) -> None:
        """Say of bytes that are no whole record what is known of them: whether a stop left them, or somebody's cut."""
        size, name = len(torn.tail), torn.path.relative_to(self.run.session.folder).as_posix()
        if torn.path in altered:
            since = f"since {_when(last)}" if last else "since"
            self._wrong(torn.path, f"it was cut or changed {since}: {size} bytes at its end are no whole record")
            return
        if sums and name in sums:
            why = "they stood there when the run was found interrupted: a stop came in the middle of a write"
        else:
            why = (
                "a stop in the middle of a write leaves such, and so does somebody who cuts the file; nothing was "
                "entered that tells which"
            )
        self.found.note(torn.path, Found.UNFINISHED_AT_END.say(size=size, why=why))

    def _stored(self, sheet: SessionSheet) -> None:
        """Name whatever was put beside the record when the run began, and is gone."""
        run = self.run
        stored = {run.inputs / item.name: "the stored study file" for item in sheet.inputs}
        stored |= {run.sidecar(table): "the dictionary of the table" for table in sheet.sidecars_sha256}
        if sheet.check_sha256 is not None:
            stored[run.check] = "the report of the check of the lab PC"
        for file, what in stored.items():
            if not self.storage.exists(file):
                self._wrong(file, f"{what} is not there")

    def _cells(self, sheet: SessionSheet, entered: SessionKind) -> bool:
        """Name every cell that is not as the journal tells; ``False``: plan, sheet and journal cannot tell."""
        run = self.run
        try:
            plan = read_plan(self.storage, run)
            check_sheet(self.storage, run, sheet, entered)
            check_plan(self.storage, run, sheet, plan)
            entries = read_journal(self.storage.read(run.journal)).entries
            check_journal(self.storage, run, sheet, entries)
            steps = finished_steps(run, plan, Projection(plan, sheet), entries)
        except (Refusal, Changed, OSError):
            return False  # what is the matter with them is said
        for table in plan.tables:
            rows = [row for step in steps for row in step.rows if row.table is table]
            try:
                content = self.storage.read(run.table(table))
            except OSError:
                continue  # that is said
            for what in differing_cells(table, content, rows):
                self._wrong(run.table(table), what)
        return True

    def _sums_recorded(self, last: OfRun | None) -> dict[str, str] | None:
        """Find the checksums of a run, held against the ledger, if that has them; ``None``: none that hold."""
        run = self.run
        if isinstance(last, RunInterrupted):
            return last.sums
        if last is None and not self.storage.exists(run.checksums):
            return None
        if not (last is None or isinstance(last, RunEnded)):
            return None
        try:
            content = self.storage.read(run.checksums)
        except OSError as error:
            self._not_read(run.checksums, error)
            return None
        sums = read_sums(content)
        if (last is not None and sha256(content) != last.sums_sha256) or sums is None:
            self._wrong(run.checksums, "it is not as it was when the session ended")
            return None
        return sums

    def _sums(self, last: OfRun | None, sums: dict[str, str] | None) -> None:
        """Name whatever does not hold its checksum, and of which nothing is said."""
        for name, digest in (sums or {}).items():
            file = self.run.session.folder / name
            try:
                if sha256(self.storage.read(file)) == digest:
                    continue
            except OSError as error:
                if not self.found.is_wrong(file):
                    self._not_read(file, error)
                continue
            if not self.found.is_wrong(file):
                self._wrong(file, f"it is not as it was when {_when(last)}")

    def _file_of(self, sheet: SessionSheet, refusal: Refusal) -> Path:
        """Find the file that a refusal names."""
        name = str(refusal.facts.get("file", self.run.sheet.name))
        return next((file for file in files_of(self.run, sheet) if file.name == name), self.run.sheet)


def _when(last: OfRun | None) -> str:
    return "the run was found interrupted" if isinstance(last, RunInterrupted) else "the session ended"


def belonging(storage: Storage, run: RunFiles) -> Iterator[Path]:
    """List the files that a run has, or may have; of one without a sheet, by their names."""
    yield run.checksums
    try:
        yield from files_of(run, read_sheet(storage, run.sheet))
    except Refusal:
        yield from (run.sheet, run.plan, run.journal, run.check, *map(run.table, Table), *map(run.sidecar, Table))
        yield from _below(storage, run.inputs)


def _below(storage: Storage, folder: Path) -> Iterator[Path]:
    try:
        names = storage.names_in(folder)
    except OSError:
        return
    for path in (folder / name for name in names):
        if not storage.is_link(path) and storage.is_folder(path):
            yield from _below(storage, path)
        else:
            yield path
