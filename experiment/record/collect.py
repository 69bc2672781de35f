"""The data folders of several computers, put together: what agrees is united, what does not is named, and refused.

Nothing is changed in the folders that are collected. The ledger of each is kept in the folder ``ledgers``, as it is;
the collected folder has one of its own besides, for whatever happens there later. It can be done again when the folders
have gone on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from itertools import takewhile
from pathlib import Path

from experiment.config.fingerprint import SHORT
from experiment.format.enrolment import Enrolled
from experiment.format.ledger import ledger_id, read_ledger
from experiment.format.run_files import among_rehearsals, ledger_file, ledgers_folder, locks_folder
from experiment.messages import Reason, Refusal
from experiment.messages.accepting import Accepts, never
from experiment.record.backup import DATA, RECORD
from experiment.record.copying import Copying, Put, holds
from experiment.record.enrolments import Enrolments
from experiment.record.failures import before_reading, before_the_session
from experiment.record.ledger import begin
from experiment.record.soft_locks import Locked
from experiment.record.sources import Source, Unit, lines_about, newest, read_source
from experiment.record.storage import Storage
from experiment.record.verify import Verified, verify
from experiment.record.whole_files import make_file, make_folders
from experiment.workers import HowFar


@dataclass(frozen=True)
class Collected:
    """What has been put together.

    Parameters
    ----------
    runs, participants
        How many there are, from all folders.
    same
        How many of them more than one folder has.
    came
        How many files are new, longer or exchanged.
    found
        What is in the collected folder, and what of it is not as it was recorded.
    """

    runs: int
    participants: int
    same: int
    came: int
    found: Verified


class Gathering:
    """Data folders that are to be put together.

    Parameters
    ----------
    storage
        Where they are.
    folders
        One of each computer, or a copy that `backup` has made of it.
    into
        The folder that is to hold everything; one of an earlier time goes on.

    Raises
    ------
    Refusal
        If one of them cannot be read, or is none.
    """

    def __init__(self, storage: Storage, folders: Sequence[Path], into: Path) -> None:
        self._storage, self._into = storage, into
        self._sources = [self._read(folder) for folder in folders]
        if storage.exists(into):
            self._sources.append(self._own())

    def _read(self, folder: Path) -> Source:
        if holds(folder, self._into) or holds(self._into, folder):
            raise Refusal(Reason.COLLECTED_WITHIN, folder=folder, into=self._into)
        if among_rehearsals(folder) or among_rehearsals(self._into):
            raise Refusal(Reason.REHEARSALS_NOT_COLLECTED, folder=folder)
        with before_reading(folder):
            is_copy = self._storage.exists(folder / RECORD) and self._storage.exists(folder / DATA)
            source = read_source(self._storage, folder / DATA if is_copy else folder)
        if not source.runs and not source.enrolments:
            raise Refusal(Reason.NOTHING_TO_COLLECT, folder=folder)
        return source

    def _own(self) -> Source:
        """Read what happened in the collected folder itself, and what no other has: all else follows from them."""
        with before_reading(self._into):
            whole = read_source(self._storage, self._into)
            file = ledger_file(self._into)
            own = read_ledger(self._storage.read(file)) if self._storage.exists(file) else read_ledger(b"")
        mine = lines_about(own).keys()
        elsewhere = {key for source in self._sources for key in (*source.runs, *source.enrolments)}

        def kept(units: Mapping[str, Unit]) -> dict[str, Unit]:
            return {key: unit for key, unit in units.items() if key in mine or key not in elsewhere}

        return replace(whole, runs=kept(whole.runs), enrolments=kept(whole.enrolments))

    def conflicts(self, accept_places: Accepts = never) -> list[Refusal]:
        """Name whatever does not agree; nothing is written while anything is named.

        Parameters
        ----------
        accept_places
            Asked where it is so: whether two participants may stand in one place, as nothing can be drawn again.
        """
        found = [*self._running(), *self._studies(), *self._of_runs(), *self._of_enrolments()]
        places = list(self._of_places())
        return found if places and accept_places() else [*found, *places]

    def _running(self) -> Iterator[Refusal]:
        for source in self._sources:
            for who in source.running:
                yield Refusal(Reason.COLLECTED_WHILE_RUNNING, participant_id=who, folder=source.folder)

    def _studies(self) -> Iterator[Refusal]:
        """Find studies that are not one, or whose files were not the same when each computer began."""
        names = {one.study: source.folder for source in self._sources for one in self._enrolled(source)}
        if len(names) > 1:
            said = ", ".join(f"{study} in {folder}" for study, folder in sorted(names.items()))
            yield Refusal(Reason.OTHER_STUDIES_COLLECTED, studies=said)
        for study in sorted({name for source in self._sources for name in source.first_hashes}):
            hashes = {source.first_hashes[study]: source for source in self._sources if study in source.first_hashes}
            if len(hashes) > 1:
                said = ", ".join(f"{digest[:SHORT]} in {source.folder}" for digest, source in hashes.items())
                yield Refusal(Reason.OTHER_HASHES_COLLECTED, study=study, hashes=said)

    def _of_runs(self) -> Iterator[Refusal]:
        for stem, units in sorted(self._units("runs").items()):
            if newest(self._storage, units) is None:
                yield Refusal(Reason.RUNS_DIFFER, run=stem, folders=_folders(units), file=_differing(units))

    def _of_enrolments(self) -> Iterator[Refusal]:
        for who, units in sorted(self._units("enrolments").items()):
            if newest(self._storage, units) is None:
                yield Refusal(Reason.ENROLMENTS_DIFFER, participant_id=who, folders=_folders(units))

    def _of_places(self) -> Iterator[Refusal]:
        known = {one.participant_id: one for source in self._sources for one in self._enrolled(source)}
        for group in Enrolments(tuple(known.values()), ()).doubles():
            who = " and ".join(one.participant_id for one in group)
            yield Refusal(Reason.PLACES_DRAWN_TWICE, participants=who, arm=group[0].arm)

    def _enrolled(self, source: Source) -> Iterator[Enrolled]:
        """Read who is enrolled in a folder; what cannot be read is named when all has been put together."""
        for unit in source.enrolments.values():
            for name in unit.sums:
                try:
                    yield Enrolled.model_validate_json(self._storage.read(unit.folder / name))
                except ValueError:
                    continue

    def _units(self, kind: str) -> dict[str, list[Unit]]:
        found: dict[str, list[Unit]] = defaultdict(list)
        for source in self._sources:
            for key, unit in (source.runs if kind == "runs" else source.enrolments).items():
                found[key].append(unit)
        return found

    def written(self, progress: HowFar = lambda _done, _of: None) -> Collected:
        """Put the folders together; whoever calls has seen that nothing is in conflict.

        Raises
        ------
        Refusal
            If it cannot be written, or another such work is going on there.
        """
        lock = locks_folder(self._into) / "collect.lock"
        try:
            with before_the_session(self._into):
                make_folders(self._storage, lock.parent)
                make_file(self._storage, lock)
                with self._storage.lock(lock):
                    return self._write(progress)
        except Locked as error:
            raise Refusal(Reason.COLLECTING_ELSEWHERE, into=self._into) from error

    def _write(self, progress: HowFar) -> Collected:
        begin(self._storage, self._into)
        aside = self._into.with_name(f"{self._into.name}-set-aside")
        stamp = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H-%M-%SZ")
        copying = Copying(self._storage, self._into, aside, stamp)
        puts = [copying.put(name, content) for name, content in self._ledger_files()]
        kinds = [self._units("enrolments"), self._units("runs")]
        chosen = [newest(self._storage, units) for kind in kinds for _, units in sorted(kind.items())]
        files = [(unit.folder, name) for unit in chosen if unit is not None for name in _sheet_last(unit)]
        for number, (folder, name) in enumerate(files):
            progress(number, len(files))
            if folder != self._into:
                puts.append(copying.put(name, self._storage.read(folder / name)))
        found = verify(self._storage, self._into)
        progress(len(files), len(files))
        same = sum(len(units) > 1 for kind in kinds for units in kind.values())
        return Collected(len(kinds[1]), len(kinds[0]), same, sum(put is not Put.SAME for put in puts), found)

    def _ledger_files(self) -> Iterator[tuple[str, bytes]]:
        """Give the ledgers of the other folders, as far as each has come."""
        contents = {content for source in self._sources if source.folder != self._into for content in source.ledgers}
        tips = sorted(one for one in contents if not any(one != other and other.startswith(one) for other in contents))
        for content in tips:
            kin = [other for other in tips if ledger_id(other) == ledger_id(content)]
            apart = f"-{ledger_id(content[_common(kin) :])}" if len(kin) > 1 else ""
            yield f"{ledgers_folder(Path()).name}/{ledger_id(content)}{apart}.jsonl", content


def _common(contents: Sequence[bytes]) -> int:
    """Count the bytes of whole lines with which all of several ledgers begin."""
    lines = zip(*(content.splitlines(keepends=True) for content in contents), strict=False)
    return sum(len(one) for one, *others in takewhile(lambda same: len(set(same)) == 1, lines))


def _sheet_last(unit: Unit) -> list[str]:
    """List the files of a run so that its sheet, which makes it exist, comes last."""
    return sorted(unit.sums, key=lambda name: (name.endswith("_session.json"), name))


def _folders(units: Sequence[Unit]) -> str:
    return " and ".join(str(unit.folder) for unit in units)


def _differing(units: Sequence[Unit]) -> str:
    """Name the first file that is not the same in all of several states."""
    names = sorted({name for unit in units for name in unit.sums})
    return next((name for name in names if len({unit.sums.get(name) for unit in units}) > 1), names[0]).rsplit("/", 1)[
        -1
    ]
