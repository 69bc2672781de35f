"""Whether everything in a folder of sessions is as it was recorded; what is not is named: file, row and cell.

Nothing is written, and nothing is taken for granted: names, enrolments, ledger, checksums, plan, journal and tables are
held against one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from experiment.format.journal_lines import Changed, read_journal
from experiment.format.ledger import (
    DifferenceAccepted,
    EnrolmentAccepted,
    Ledger,
    LedgerBegun,
    OfRun,
    RunEnded,
    RunEntered,
    RunInterrupted,
)
from experiment.format.run_files import (
    RunFiles,
    SessionFiles,
    among_rehearsals,
    enrolled_as,
    is_participant_folder,
    is_visit_folder,
    ledger_file,
    participant_file,
    participants_folder,
)
from experiment.format.sheet import SessionSheet
from experiment.format.vocabulary import SessionKind, SessionStatus, Table
from experiment.messages import Refusal
from experiment.record import ledger as ledgers
from experiment.record.find import Standing, standing
from experiment.record.found_runs import found_runs
from experiment.record.known_runs import Gap, differences
from experiment.record.read_back import finished_steps, read_back, read_plan
from experiment.record.read_sheet import read_sheet
from experiment.record.session_lock import is_running
from experiment.record.storage import Storage
from experiment.record.sums import files_of, read_sums, sha256
from experiment.record.table_file import differing_cells
from experiment.record.unused import is_launched
from experiment.record.whole_run import check_journal, check_plan, check_sheet
from experiment.task.projection import Projection


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was recorded.

    Parameters
    ----------
    file
        Its path in the data folder, with ``/``.
    what
        What is the matter, with row and cell where there are such.
    """

    file: str
    what: str


@dataclass
class Verified:
    """What was found in a folder of sessions.

    Parameters
    ----------
    runs
        Where each run stands, under what the names of its files begin with.
    wrong
        What is not as it was recorded.
    noted
        What a crash or somebody's tidiness explains: it changes no value.
    """

    runs: dict[str, Standing] = field(default_factory=dict)
    wrong: list[Finding] = field(default_factory=list)
    noted: list[Finding] = field(default_factory=list)


def verify(storage: Storage, place: Path, participant_id: str | None = None) -> Verified:
    """Verify a folder of sessions, or what it holds of one participant.

    Raises
    ------
    OSError
        If the folder cannot be read.
    """
    try:
        ledger, fault = ledgers.read(storage, place), None
    except OSError as error:
        ledger, fault = Ledger(), f"it cannot be read ({error.strerror or error})"
    return _Verification(storage, place, ledger, fault).of(participant_id)


class _Verification:
    def __init__(self, storage: Storage, place: Path, ledger: Ledger, ledger_fault: str | None) -> None:
        self._storage, self._place, self._ledger, self._ledger_fault = storage, place, ledger, ledger_fault
        self._known = ledger.runs()
        self._found = Verified()

    def of(self, participant_id: str | None) -> Verified:
        for fault in self._ledger.faults:
            self._wrong(ledger_file(self._place), fault)
        if self._ledger_fault is not None:
            self._wrong(ledger_file(self._place), self._ledger_fault)
        elif not self._ledger.exists:
            self._note(ledger_file(self._place), "there is no ledger: whatever was there and is gone cannot be known")
        there = {run.stem: run for run in found_runs(self._storage, self._place)}
        known = {lines[0].participant_id for lines in self._known.values()}
        enrolled = {who for name in self._names(participants_folder(self._place)) if (who := enrolled_as(name))}
        everybody = {run.session.participant_id for run in there.values()} | known | enrolled
        everybody |= set(self._ledger.enrolments())
        if participant_id not in everybody:  # capitals and small letters are the same
            typed = (participant_id or "").casefold()
            participant_id = next((who for who in sorted(everybody) if who.casefold() == typed), participant_id)
        for who in sorted(everybody):
            if participant_id in (None, who):
                self._enrolment(who)
                for one in differences(self._storage, self._place, self._ledger, who):
                    self._gap(one.files, one.gap)
        for stem, run in there.items():
            if participant_id in (None, run.session.participant_id):
                self._run(run, self._known.get(stem, []))
        self._strays(participant_id, there)
        self._accepted(participant_id)
        return self._found

    def _wrong(self, file: Path, what: str) -> None:
        finding = Finding(self._named(file), what)
        if finding not in self._found.wrong:
            self._found.wrong.append(finding)

    def _note(self, file: Path, what: str) -> None:
        self._found.noted.append(Finding(self._named(file), what))

    def _named(self, file: Path) -> str:
        return file.relative_to(self._place).as_posix()

    def _names(self, folder: Path) -> list[str]:
        try:
            return self._storage.names_in(folder)
        except OSError as error:
            self._wrong(folder, f"it cannot be looked into ({error.strerror or error})")
            return []

    def _enrolment(self, who: str) -> None:
        file, entered = participant_file(self._place, who), self._ledger.enrolments().get(who)
        if not self._storage.exists(file):
            if entered or not self._is_rehearsed(who):  # whoever is rehearsed may be enrolled in the study
                self._wrong(file, "the enrolment is not there")
            return
        try:
            content = self._storage.read(file)
        except OSError as error:
            self._wrong(file, f"it cannot be read ({error.strerror or error})")
            return
        if entered is not None and entered != sha256(content):
            self._wrong(file, "it is not as this program wrote it last")
        elif entered is None and self._ledger.exists and who not in self._ledger.older_participants:
            self._wrong(file, "the ledger knows of no such enrolment")

    def _is_rehearsed(self, who: str) -> bool:
        """Tell whether a participant has nothing but rehearsals here, whatever the folder is called by now."""
        lines = [line for run in self._known.values() for line in run if line.participant_id == who]
        kinds = {line.kind for line in lines if isinstance(line, RunEntered)}
        return among_rehearsals(self._place) or (bool(kinds) and SessionKind.STUDY not in kinds)

    def _gap(self, run: RunFiles, gap: Gap) -> None:
        if gap is Gap.UNKNOWN:
            self._wrong(run.sheet, "the ledger knows no such run: it came from elsewhere, or was renamed")
            return
        self._found.runs[run.stem] = Standing.MISSING
        self._wrong(run.sheet, "the run is in the ledger and not here: it was renamed, moved or deleted")

    def _accepted(self, participant_id: str | None) -> None:
        """Note what somebody has gone on with: a difference from the ledger, or changed files of the study."""
        for line in self._ledger.lines:
            if isinstance(line, LedgerBegun) or participant_id not in (None, line.participant_id):
                continue
            if isinstance(line, EnrolmentAccepted):
                file = participant_file(self._place, line.participant_id)
                self._note(file, f"it was accepted as it is on {line.utc}, though it was not as it was entered")
            elif isinstance(line, DifferenceAccepted):
                self._note(self._sheet(line), f"the run was {line.what}, and that was accepted on {line.utc}")
            elif isinstance(line, RunEntered) and line.study_change_reason:
                what = f"from this run on the study's files are others: {line.study_change_reason}"
                self._note(self._sheet(line), what)

    def _sheet(self, line: OfRun) -> Path:
        session = SessionFiles(self._place, line.participant_id, line.visit, line.task, SessionKind.STUDY)
        return session.run(line.run).sheet

    def _run(self, run: RunFiles, lines: list[OfRun]) -> None:
        if is_running(self._storage, run.session):
            self._found.runs[run.stem] = Standing.RUNNING
            return
        last = lines[-1] if lines else None
        if not lines and not self._storage.exists(run.sheet) and not is_launched(self._storage, run):
            self._note(run.sheet, "a stop came while the run was put on the disk: nothing was shown")
            return
        try:
            sheet = read_sheet(self._storage, run.sheet)
        except Refusal as refusal:
            self._wrong(run.sheet, str(refusal.facts.get("what", refusal)))
            self._found.runs[run.stem] = standing(last.status) if isinstance(last, RunEnded) else Standing.INTERRUPTED
            self._sums(run, self._sums_recorded(run, last))
            return
        entered = next((line.kind for line in lines if isinstance(line, RunEntered)), sheet.kind)
        self._found.runs[run.stem] = standing(sheet.status)
        if isinstance(last, RunEnded) and last.status is not sheet.status:
            self._wrong(run.sheet, f"it says {sheet.status.value}, and the ledger {last.status.value}")
        if sheet.status in (SessionStatus.COMPLETE, SessionStatus.ABORTED) and not isinstance(last, RunEnded):
            self._note(run.sheet, f"it says {sheet.status.value}, and the ledger does not tell of the end")
        if sheet.status is SessionStatus.INTERRUPTED and self._ledger.exists and not isinstance(last, RunInterrupted):
            self._note(run.sheet, "it says interrupted, and the ledger does not tell of that")
        sums = self._sums_recorded(run, last)
        self._account(run, sheet, entered, self._altered(run, sums))
        self._stored(run, sheet)  # of an ended run too: its checksums do not tell what was gone before it ended
        self._sums(run, sums)

    def _account(self, run: RunFiles, sheet: SessionSheet, entered: SessionKind, altered: set[Path]) -> None:
        """Hold a run's files against one another, and every cell against the journal.

        Where plan, sheet or journal is altered, by the checksums, what does not fit it is not to blame.
        """
        try:
            back = read_back(self._storage, run, sheet, entered)
        except Refusal as refusal:
            file = _file_of(run, sheet, refusal)
            sources = altered & {run.sheet, run.plan, run.journal}
            if not sources or file in altered:
                self._wrong(file, str(refusal.facts.get("what", refusal)))
            if sources or not self._cells(run, sheet, entered):
                self._note(run.sheet, "the tables cannot be compared with what is left of plan, sheet and journal")
            return
        for torn in back.torn:
            self._note(torn.path, f"{len(torn.tail)} bytes at its end were never finished; a resume cuts them off")
        for table in Table:
            lost = sum(row.table is table for row in back.lost)
            if lost:
                self._note(run.table(table), f"{lost} rows are in the journal and not here; a resume writes them again")

    def _stored(self, run: RunFiles, sheet: SessionSheet) -> None:
        """Name whatever was put beside the record when the run began, and is gone."""
        stored = {run.inputs / item.name: "the stored study file" for item in sheet.inputs}
        stored |= {run.sidecar(table): "the dictionary of the table" for table in sheet.sidecars_sha256}
        if sheet.check_sha256 is not None:
            stored[run.check] = "the report of the check of the lab PC"
        for file, what in stored.items():
            if not self._storage.exists(file):
                self._wrong(file, f"{what} is not there")

    def _cells(self, run: RunFiles, sheet: SessionSheet, entered: SessionKind) -> bool:
        """Name every cell that is not as the journal tells; ``False``: plan, sheet and journal cannot tell."""
        try:
            plan = read_plan(self._storage, run)
            check_sheet(self._storage, run, sheet, entered)
            check_plan(self._storage, run, sheet, plan)
            entries = read_journal(self._storage.read(run.journal)).entries
            check_journal(self._storage, run, sheet, entries)
            steps = finished_steps(run, plan, Projection(plan, sheet), entries)
        except (Refusal, Changed, OSError):
            return False  # what is the matter with them is said
        for table in plan.tables:
            rows = [row for step in steps for row in step.rows if row.table is table]
            try:
                content = self._storage.read(run.table(table))
            except OSError:
                continue  # that is said
            for what in differing_cells(table, content, rows):
                self._wrong(run.table(table), what)
        return True

    def _sums_recorded(self, run: RunFiles, last: OfRun | None) -> dict[str, str] | None:
        """Find the checksums of a run, held against the ledger; ``None``: there are none that hold."""
        if isinstance(last, RunInterrupted):
            return last.sums
        if not isinstance(last, RunEnded):
            return None
        try:
            content = self._storage.read(run.checksums)
        except OSError as error:
            self._wrong(run.checksums, f"it cannot be read ({error.strerror or error})")
            return None
        sums = read_sums(content)
        if sha256(content) != last.sums_sha256 or sums is None:
            self._wrong(run.checksums, "it is not as it was when the session ended")
            return None
        return sums

    def _altered(self, run: RunFiles, sums: dict[str, str] | None) -> set[Path]:
        """Find the files of a run that do not hold their checksums."""
        recorded = {run.session.folder / name: digest for name, digest in (sums or {}).items()}
        return {file for file, digest in recorded.items() if not self._holds(file, digest)}

    def _holds(self, file: Path, digest: str) -> bool:
        try:
            return sha256(self._storage.read(file)) == digest
        except OSError:
            return False

    def _sums(self, run: RunFiles, sums: dict[str, str] | None) -> None:
        """Name whatever does not hold its checksum, and of which nothing is said."""
        for name, digest in (sums or {}).items():
            file = run.session.folder / name
            what = "it is not as it was when the session ended"
            try:
                if sha256(self._storage.read(file)) == digest:
                    continue
            except OSError as error:
                what = f"it cannot be read ({error.strerror or error})"
            if not self._is_said(file):
                self._wrong(file, what if self._storage.exists(file) else "it is not there")

    def _is_said(self, file: Path) -> bool:
        return any(finding.file == self._named(file) for finding in self._found.wrong)

    def _strays(self, participant_id: str | None, there: dict[str, RunFiles]) -> None:
        """Note what lies among the sessions and is nobody's."""
        for folder in filter(is_participant_folder, self._names(self._place)):
            if participant_id not in (None, folder.removeprefix("sub-")):
                continue
            for visit in self._names(self._place / folder):
                if not is_visit_folder(visit):
                    self._note(self._place / folder / visit, "this program has not put it there")
                    continue
                known = set(self._belonging(there, self._place / folder / visit))
                for file in self._files_below(self._place / folder / visit):
                    if file not in known:
                        self._note(file, "this program has not put it there")

    def _belonging(self, there: dict[str, RunFiles], folder: Path) -> Iterator[Path]:
        for run in there.values():
            if run.session.folder == folder:
                try:
                    yield from files_of(run, read_sheet(self._storage, run.sheet))
                except Refusal:
                    yield from _named_files(run)
                yield run.checksums

    def _files_below(self, folder: Path) -> Iterator[Path]:
        for name in self._names(folder):
            file = folder / name
            inner = [] if self._storage.is_link(file) else self._names(file)
            if inner:
                yield from self._files_below(file)
            else:
                yield file


def _file_of(run: RunFiles, sheet: SessionSheet, refusal: Refusal) -> Path:
    """Find the file that a refusal names."""
    name = str(refusal.facts.get("file", run.sheet.name))
    return next((file for file in files_of(run, sheet) if file.name == name), run.sheet)


def _named_files(run: RunFiles) -> Iterator[Path]:
    """List the files of a run whose names are known without its sheet."""
    yield from (run.sheet, run.plan, run.journal, run.check, *map(run.table, Table), *map(run.sidecar, Table))
