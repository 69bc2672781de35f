"""Whether everything in a folder of sessions is as it was recorded; what is not is named: file, row and cell.

Nothing is written, and nothing is taken for granted: names, enrolments, ledger, checksums, plan, journal and tables are
held against one another, and what belongs to none of them is named as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from experiment.format.ledger import (
    DifferenceAccepted,
    EnrolmentAccepted,
    Ledger,
    LedgerBegun,
    LedgersCollected,
    OfRun,
    RunEntered,
    read_ledger,
)
from experiment.format.run_files import (
    checks_folder,
    enrolled_as,
    is_check,
    ledger_file,
    ledgers_folder,
    participant_file,
    participants_folder,
    run_named_in,
)
from experiment.format.sheet import SessionSheet
from experiment.messages import Found, some_of
from experiment.record import ledger as ledgers
from experiment.record.find import Standing
from experiment.record.findings import Finding, Findings, Verified
from experiment.record.found_runs import found_runs
from experiment.record.half_collected import half_collected
from experiment.record.judged_strays import Judged, Sort, judge
from experiment.record.known_runs import Difference, Gap, differences
from experiment.record.moved_records import MovedRecords, moved_records
from experiment.record.recorded_files import RecordedFiles, recorded_files, run_of
from experiment.record.storage import Storage
from experiment.record.strays import FIRST_OF_A_LEDGER, Stray, strays
from experiment.record.unused import is_launched
from experiment.record.verify_enrolments import EnrolmentsVerified
from experiment.record.verify_run import RunVerified, belonging
from experiment.record.verify_strays import say_strays

__all__ = ["Finding", "Verified", "verify"]


def verify(storage: Storage, place: Path, participant_id: str | None = None) -> Verified:
    """Verify a folder of sessions, or what it holds of one participant.

    Raises
    ------
    OSError
        If the folder cannot be read.
    """
    try:
        ledger, not_read = ledgers.read(storage, place), None
    except OSError as error:
        ledger, not_read = Ledger(), error
    return _Verification(storage, place, ledger, not_read).of(participant_id)


class _Verification:
    def __init__(self, storage: Storage, place: Path, ledger: Ledger, not_read: OSError | None) -> None:
        self._storage, self._place, self._ledger, self._ledger_not_read = storage, place, ledger, not_read
        self._found = Findings(storage, place)
        self._there = {run.stem: run for run in found_runs(storage, place)}
        self._enrolled = [who for name in self._names(participants_folder(place)) if (who := enrolled_as(name))]
        self._known = ledger.runs()
        entered = {lines[0].participant_id for lines in self._known.values()} | set(ledger.enrolments())
        here = {run.session.participant_id for run in self._there.values()}
        everybody = sorted(here | entered | set(self._enrolled))
        gaps = [one for who in everybody for one in differences(storage, place, ledger, who)]
        self._missing = {one.files.stem: one for one in gaps if one.gap is Gap.MISSING}
        self._unknown = {one.files.stem: one.files for one in gaps if one.gap is Gap.UNKNOWN}
        self._everybody = everybody
        self._recorded = RecordedFiles()
        self._ledgers_told: set[Path] = set()
        self._closed: dict[Path, OSError] = {}
        """Folders that cannot be looked into; of what is in them nothing is known."""

    def of(self, participant_id: str | None) -> Verified:
        who = self._meant(participant_id)
        ours = self._ours()
        left, others = self._left_in_place(list(strays(self._storage, self._place, ours)))
        self._closed = {one.path: one.error for one in others if one.error is not None}
        judged = self._judged(others)
        where = self._where(judged, others)
        anothers = self._anothers(judged)
        self._say_ledger(others)
        for stem, gone in self._missing.items():
            if who in (None, gone.files.session.participant_id) and not self._is_closed(gone.files.session.folder):
                self._say_missing(gone, left[stem], where)
        sheets: dict[str, list[SessionSheet]] = defaultdict(list)
        for stem, run in self._there.items():
            if stem in anothers or who not in (None, run.session.participant_id):
                continue
            if stem in self._unknown:
                self._found.wrong(run.sheet, Found.RUN_UNKNOWN.say())
            sheet = RunVerified(self._storage, self._found, self._ledger, where.files, run).verify()
            if sheet is not None:
                sheets[run.session.participant_id].append(sheet)
        enrolments = EnrolmentsVerified(self._storage, self._found, self._ledger, where.files)
        for one in self._enrolled_or_here(anothers, judged):
            if who in (None, one) and not self._is_closed(participants_folder(self._place)):
                enrolments.verify(one, sheets[one])
        for stem in set(self._unknown) - anothers:
            ours |= set(belonging(self._storage, self._unknown[stem]))
        say_strays(
            self._found,
            [one for one in judged if self._is_to_be_said(one, who, where, ours)],
            ours,
            {stem: self._unknown[stem] for stem in anothers},
        )
        self._accepted(who)
        half_collected(self._storage, self._place).told(self._found.verified, who)
        return self._found.verified

    def _is_closed(self, folder: Path) -> bool:
        """Tell whether a folder, or one that it is in, cannot be looked into; that is then said of that folder."""
        closed = next((one for one in (folder, *folder.parents) if one in self._closed), None)
        if closed is not None:
            self._found.not_read(closed, self._closed[closed])
        return closed is not None

    def _names(self, folder: Path) -> list[str]:
        try:
            return self._storage.names_in(folder)
        except OSError:
            return []  # it is among the strays, as what cannot be looked into

    def _meant(self, typed: str | None) -> str | None:
        """Find who was meant: capitals and small letters are the same."""
        if typed is None or typed in self._everybody:
            return typed
        return next((who for who in self._everybody if who.casefold() == typed.casefold()), typed)

    def _ours(self) -> set[Path]:
        """List what belongs to runs, enrolments, checks and ledger; runs that the ledger does not know are judged."""
        enrolled = {participant_file(self._place, who) for who in self._enrolled if not self._is_unknown(who)}
        reports = self._names(checks_folder(self._place))
        checks = {checks_folder(self._place) / name for name in reports if is_check(name)}
        known = [run for stem, run in self._there.items() if stem not in self._unknown]
        others = ledgers_folder(self._place)
        ledgers_kept = {others / name for name in self._names(others) if name.endswith(".jsonl")}
        return {ledger_file(self._place), *ledgers_kept, *enrolled, *checks} | {
            file for run in known for file in belonging(self._storage, run)
        }

    def _is_unknown(self, who: str) -> bool:
        ledger = self._ledger
        return ledger.exists and who not in ledger.enrolments() and who not in ledger.older_participants

    def _left_in_place(self, found: list[Stray]) -> tuple[Counter[str], list[Stray]]:
        """Set aside what is left, in its place, of runs that are gone; the rest is to be judged."""
        left, others = Counter[str](), list[Stray]()
        for stray in found:
            run = next(filter(None, (run_named_in(self._place, part) for part in self._way(stray.path))), None)
            if run is not None and run.stem in self._missing and run.session.folder in stray.path.parents:
                left[run.stem] += 1
            else:
                others.append(stray)
        return left, others

    def _way(self, path: Path) -> tuple[str, ...]:
        return path.relative_to(self._place).parts

    def _judged(self, found: list[Stray]) -> list[Judged]:
        if not found:
            return []
        known = {stem: run for stem, run in self._there.items() if stem not in self._unknown}
        self._recorded = recorded_files(self._storage, self._place, self._ledger, known, found)
        return [judge(self._place, stray, self._recorded, {*known, *self._known}) for stray in found]

    def _where(self, judged: list[Judged], found: list[Stray]) -> MovedRecords:
        if not found:
            return MovedRecords()
        is_there = {one.of: self._storage.exists(one.of) for one in judged if one.of is not None}
        missing = {stem: one.files for stem, one in self._missing.items()}
        return moved_records(judged, missing, is_there, self._recorded)

    def _anothers(self, judged: Iterable[Judged]) -> set[str]:
        """Find the runs that the ledger does not know, and that are those of others under other names.

        A run whose end alone was entered, because the ledger took nothing when it began, has what was recorded, in its
        own place.
        """
        alike = {
            one.stray.path for one in judged if one.sort in (Sort.RECORDED, Sort.COPY) and one.of != one.stray.path
        }
        return {stem for stem, run in self._unknown.items() if {run.plan, run.journal, run.data, run.sheet} & alike}

    def _enrolled_or_here(self, anothers: set[str], judged: Iterable[Judged]) -> list[str]:
        """List those whose enrolment should be there: not those whose name stands on another's files alone."""
        entered = {lines[0].participant_id for lines in self._known.values()} | set(self._ledger.enrolments())
        here = {run.session.participant_id for stem, run in self._there.items() if stem not in anothers}
        alike = {one.stray.path for one in judged if one.sort in (Sort.RECORDED, Sort.COPY)}
        own = {who for who in self._enrolled if participant_file(self._place, who) not in alike}
        return [who for who in self._everybody if who in entered | here | own]

    def _say_ledger(self, found: list[Stray]) -> None:
        file, ledger = ledger_file(self._place), self._ledger
        for fault in ledger.faults:
            self._found.wrong(file, fault)
        if self._ledger_not_read is not None:
            self._found.not_read(file, self._ledger_not_read)
            return
        another = next((stray.path for stray in found if stray.head.startswith(FIRST_OF_A_LEDGER)), None)
        there = f"; a ledger stands in {self._found.named(another)}" if another is not None else ""
        launched = [run for run in self._there.values() if is_launched(self._storage, run)]
        own = self._own_ledger()
        if not own.exists and (launched or self._enrolled):
            self._ledgers_told |= {another} if another is not None else set()
            what = f"{_counted(len(launched), len(self._enrolled))} here"
            self._found.wrong(file, Found.LEDGER_GONE.say(what=what, there=there))
        for begun in ledger.lines:
            if isinstance(begun, LedgerBegun) and (begun.runs or begun.participants):
                what = f"{_counted(len(begun.runs), len(begun.participants), past=True)} here already"
                self._found.wrong(
                    file, Found.LEDGER_BEGUN_LATE.say(since=self._found.shortly(begun.utc), what=what, there=there)
                )
        for stray in found if own.exists else ():
            if stray.path.parent == self._place and stray.head.startswith(FIRST_OF_A_LEDGER):
                self._hold_against_ledger(stray.path, own)

    def _own_ledger(self) -> Ledger:
        file = ledger_file(self._place)
        return read_ledger(self._storage.read(file)) if self._storage.exists(file) else Ledger()

    def _hold_against_ledger(self, other: Path, own: Ledger) -> None:
        """Say of another ledger beside this one, as a synchroniser makes it of two, if it knows more."""
        more = sum(line not in own.lines for line in read_ledger(self._storage.read(other)).lines)
        if more:
            lines = f"{more} lines" if more > 1 else "a line"
            self._found.wrong(other, Found.LEDGER_TWICE.say(lines=lines, ledger=ledger_file(self._place).name))
            self._ledgers_told.add(other)

    def _say_missing(self, one: Difference, left: int, where: MovedRecords) -> None:
        run, moved = one.files, where.runs.get(one.files.stem)
        self._found.verified.runs[run.stem] = Standing.MISSING
        place = self._found.named(run.session.folder)
        there = self._found.named(moved.there) + (", under other names" if moved.is_renamed else "") if moved else ""
        if moved is None:
            last = f", and {left} of its files are left" if left else ""
            self._found.wrong(run.sheet, Found.RUN_GONE.say(since=self._found.shortly(one.since_utc or ""), left=last))
        elif moved.amiss:
            facts = {"there": there, "place": place, "files": some_of(moved.amiss)}
            self._found.wrong(run.sheet, Found.RUN_MOVED_AND_CHANGED.say(**facts))
        else:
            self._found.wrong(run.sheet, Found.RUN_MOVED.say(there=there, place=place))

    def _is_to_be_said(self, one: Judged, who: str | None, where: MovedRecords, ours: set[Path]) -> bool:
        path = one.stray.path
        if path in where.told or path in ours or self._is_unknown_enrolment(one) or path in self._ledgers_told:
            return False
        if one.of is not None and where.files.get(one.of) == path and self._found.is_wrong(one.of):
            return False  # it is said there where it stands
        if one.sort is Sort.EMPTY and path in self._homes():
            return False
        whose = {run.session.participant_id for run in (one.run,) if run is not None}
        whose |= {one.of.stem} if one.of is not None and one.of.parent == participants_folder(self._place) else set()
        return who is None or who in whose or self._way(path)[0] == f"sub-{who}"

    def _homes(self) -> set[Path]:
        """List the folders that are always there, and those of runs that are gone: that they are empty is no news."""
        gone = [one.files.session.folder for one in self._missing.values()]
        always = {participants_folder(self._place), checks_folder(self._place)}
        return always | {home for folder in gone for home in (folder, *folder.parents)}

    def _is_unknown_enrolment(self, one: Judged) -> bool:
        """Tell whether a stray is under the name of an enrolment, and is no copy: that the ledger has none is said."""
        named = {participant_file(self._place, who) for who in self._enrolled}
        return one.sort not in (Sort.RECORDED, Sort.COPY) and one.stray.path in named

    def _accepted(self, participant_id: str | None) -> None:
        """Note what somebody has gone on with: a difference from the ledger, or changed files of the study."""
        for line in self._ledger.lines:
            if isinstance(line, LedgerBegun | LedgersCollected) or participant_id not in (None, line.participant_id):
                continue
            if isinstance(line, EnrolmentAccepted):
                file = participant_file(self._place, line.participant_id)
                self._found.note(
                    file,
                    f"it was accepted as it is on {self._found.shortly(line.utc)}, though it was not as it was entered",
                )
            elif isinstance(line, DifferenceAccepted):
                self._found.note(
                    self._sheet(line),
                    f"the run was {line.what}, and that was accepted on {self._found.shortly(line.utc)}",
                )
            elif isinstance(line, RunEntered) and line.study_change_reason:
                what = f"from this run on the study's files are others: {line.study_change_reason}"
                self._found.note(self._sheet(line), what)

    def _sheet(self, line: OfRun) -> Path:
        return run_of(self._place, line).sheet


def _counted(runs: int, enrolments: int, past: bool = False) -> str:
    """Return how many runs and enrolments there are, or were."""
    parts = [
        f"{count} {word}{'s' if count > 1 else ''}"
        for count, word in ((runs, "run"), (enrolments, "enrolment"))
        if count
    ]
    many = runs + enrolments > 1
    return f"{' and '.join(parts)} {('were' if many else 'was') if past else ('are' if many else 'is')}"
