"""The data folders of several computers, put together: what agrees is united, what does not is named, and refused.

Nothing is changed in the folders that are collected. The ledger of each is kept in the folder ``ledgers``, as it is;
the collected folder has one of its own besides, for whatever happens there later. It can be done again when the folders
have gone on, in any order and in any parts: of each run, each enrolment and each ledger the newest state counts,
whoever has it, the collected folder included, and what is older is left and named. An enrolment that
has gone on apart is put together, and entered anew in the collected folder, if no change touches another.

So what is in the collected folder depends on what was collected there and done there, and on nothing else:

* Which of two states is newer is told by their ledger lines alone, each of which stands once in the world: a state is
  newer if the lines that led to it are all of the other's and more. Neither order, repetition nor clocks matter.
* What was entered here after ledgers came stands behind them in the account of all, as its own ledger says which it
  had beside it (`LedgersCollected`).
* All that comes, lines of the own ledger included, comes at once or not at all (`half_collected`): wherever it is
  broken off, the folder is what it was, or what it is to be as soon as anybody works there. Nothing of that is kept
  among the locks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from experiment.config.fingerprint import SHORT
from experiment.format import wall_clock
from experiment.format.enrolment import Enrolled, Enrolment
from experiment.format.ledger import line_text
from experiment.format.run_files import among_rehearsals, ledger_file, ledgers_folder, participants_folder
from experiment.format.vocabulary import EnrolmentChange
from experiment.messages import Phrase, Reason, Refusal
from experiment.messages.accepting import Accepts, never
from experiment.record.backup import DATA, RECORD, copies_in
from experiment.record.collected_ledgers import ledgers_beside, new_lines
from experiment.record.copying import Copying, Put, holds
from experiment.record.enrolments import Enrolments
from experiment.record.failures import before_reading
from experiment.record.half_collected import PutDown, bring_all, bring_all_held, collecting, is_to_come
from experiment.record.held_files import refused_because
from experiment.record.ledger import first_line
from experiment.record.soft_locks import Locked
from experiment.record.sources import Source, Unit, newest, read_source, whole_lines_of
from experiment.record.storage import Storage
from experiment.record.united_enrolments import Apart, united
from experiment.record.verify import Verified, verify
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
    came_first
        Whether something was still to come of an earlier time, and has come before.
    older
        Of which runs and participants each folder has an older state than another, or than the collected folder.
    """

    runs: int
    participants: int
    same: int
    came: int
    found: Verified
    came_first: bool = False
    older: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)


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
        self._sources: list[Source] = []
        self._came_first = is_to_come(storage, into)
        for number, folder in enumerate(folders):
            source = self._read(folder)
            for other, before in zip(folders[:number], self._sources, strict=True):
                if _same(before.folder, source.folder):
                    raise Refusal(Reason.COLLECTED_TWICE, folder=folder, other=other)
            self._sources.append(source)
        if storage.exists(into):
            with self._brought():
                bring_all(storage, into)
            with before_reading(into):
                self._sources.append(read_source(storage, into))

    def _read(self, folder: Path) -> Source:
        if holds(folder, self._into) or holds(self._into, folder):
            raise Refusal(Reason.COLLECTED_WITHIN, folder=folder, into=self._into)
        if among_rehearsals(folder) or among_rehearsals(self._into):
            raise Refusal(Reason.REHEARSALS_NOT_COLLECTED, folder=folder)
        with before_reading(folder):
            is_copy = self._storage.exists(folder / RECORD) and self._storage.exists(folder / DATA)
            data = folder / DATA if is_copy else folder
            if is_to_come(self._storage, data):
                raise Refusal(Reason.COLLECTED_HALF_ITSELF, folder=data)
            source = read_source(self._storage, data)
        if not source.runs and not source.enrolments:
            copies = ", ".join(str(copy) for copy in copies_in(self._storage, folder))
            if copies:
                raise Refusal(Reason.COPIES_TO_COLLECT, folder=folder, copies=copies)
            raise Refusal(Reason.NOTHING_TO_COLLECT, folder=folder)
        return source

    @contextmanager
    def _brought(self) -> Iterator[None]:
        """Say why nothing can come into the folder."""
        try:
            yield
        except Locked as error:
            if error.by is not None:
                raise Refusal(Reason.SESSION_HELD, session=Phrase.SOMETHING_THERE.of(), file=error.by) from error
            raise Refusal(Reason.COLLECTING_ELSEWHERE, into=self._into) from error
        except OSError as error:
            why = refused_because(error)
            raise Refusal(Reason.COLLECTING_BROKEN_OFF, into=self._into, error=why) from error

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
            found = united(self._storage, units) if newest(self._storage, units) is None else None
            if isinstance(found, Apart):
                yield from _refused(who, units, found)

    def _of_places(self) -> Iterator[Refusal]:
        states = [newest(self._storage, units) or units[0] for units in self._units("enrolments").values()]
        known = [one for unit in states for one in self._enrolled_in(unit)]
        for group in Enrolments(tuple(known), ()).doubles():
            who = " and ".join(one.participant_id for one in group)
            yield Refusal(Reason.PLACES_DRAWN_TWICE, participants=who, arm=group[0].arm)

    def _enrolled(self, source: Source) -> Iterator[Enrolled]:
        return (one for unit in source.enrolments.values() for one in self._enrolled_in(unit))

    def _enrolled_in(self, unit: Unit) -> Iterator[Enrolled]:
        """Read an enrolment; what cannot be read is named when all has been put together."""
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
        with self._brought(), collecting(self._storage, self._into):
            bring_all_held(self._storage, self._into)
            if whole_lines_of(self._storage, self._into) != self._own_lines():
                raise Refusal(Reason.COLLECTED_INTO_CHANGED, into=self._into)
            return self._write(progress)

    def _write(self, progress: HowFar) -> Collected:
        kinds = [self._units("enrolments"), self._units("runs")]
        newest_of = {key: newest(self._storage, units) for kind in kinds for key, units in sorted(kind.items())}
        chosen = {key: unit for key, unit in newest_of.items() if unit is not None}
        aside = self._into.with_name(f"{self._into.name}-set-aside")
        stamp = wall_clock.now().strftime("%Y-%m-%dT%H-%M-%SZ")
        put_down = PutDown(self._storage, self._into, Copying(self._storage, self._into, aside, stamp))
        apart = {who: self._united(who, kinds[0][who]) for who in kinds[0] if newest_of[who] is None}
        try:
            puts = self._put_ledgers(put_down, apart)
            coming = [key for key, unit in chosen.items() if unit.folder != self._into]
            files = [(key, name) for key in coming for name in _sheet_last(chosen[key])]
            for number, (key, name) in enumerate(files):
                progress(number, len(files))
                folder = chosen[key].folder
                puts.append(put_down.put(name, self._storage.read(folder / name), key, folder))
            for who, (enrolment, _) in apart.items():
                other = next(unit.folder for unit in kinds[0][who] if unit.folder != self._into)
                puts.append(put_down.put(_enrolment(who), enrolment.text(), who, other))
            put_down.decided()
        except BaseException:
            put_down.given_up()
            raise
        found = verify(self._storage, self._into)
        progress(len(files), len(files))
        given = [sum(unit.folder != self._into for unit in units) for kind in kinds for units in kind.values()]
        came = sum(put is not Put.SAME for put in puts)
        same = sum(folders > 1 for folders in given)
        return Collected(len(kinds[1]), len(kinds[0]), same, came, found, self._came_first, self._older(kinds, chosen))

    def _united(self, who: str, units: Sequence[Unit]) -> tuple[Enrolment, EnrolmentChange]:
        found = united(self._storage, units)
        if isinstance(found, Apart):
            raise next(_refused(who, units, found))
        return found

    def _own_lines(self) -> bytes:
        return next((source.own for source in self._sources if source.folder == self._into), b"")

    def _older(
        self, kinds: Sequence[Mapping[str, Sequence[Unit]]], chosen: Mapping[str, Unit]
    ) -> dict[Path, tuple[str, ...]]:
        """Name, of each folder, what is newer elsewhere."""
        found: dict[Path, list[str]] = defaultdict(list)
        for key, unit in ((key, unit) for kind in kinds for key, units in kind.items() for unit in units):
            if unit.folder != self._into and key in chosen and not chosen[key].sums.items() <= unit.sums.items():
                found[unit.folder].append(key)
        return {folder: tuple(sorted(keys)) for folder, keys in found.items()}

    def _put_ledgers(self, put_down: PutDown, apart: Mapping[str, tuple[Enrolment, EnrolmentChange]]) -> list[Put]:
        """Put the ledgers side by side; one that is the beginning of another under another name is in that one."""
        own = self._own_lines() or line_text(first_line(self._storage, self._into))
        files = dict(ledgers_beside(own, self._sources, self._into))
        puts = [put_down.put(name, content) for name, content in files.items()]
        put_down.put(ledger_file(Path()).name, own + b"".join(new_lines(own, files.values(), apart)))
        folder = ledgers_folder(self._into)
        for name in self._storage.names_in(folder):
            if f"{folder.name}/{name}" in files or not name.endswith(".jsonl"):
                continue
            content = self._storage.read(folder / name)
            if any(other.startswith(content) for other in files.values()):
                put_down.remove(f"{folder.name}/{name}")
        return puts


def _sheet_last(unit: Unit) -> list[str]:
    """List the files of a run so that its sheet, which makes it exist, comes last."""
    return sorted(unit.sums, key=lambda name: (name.endswith("_session.json"), name))


def _enrolment(who: str) -> str:
    return f"{participants_folder(Path()).name}/{who}.json"


def _same(one: Path, other: Path) -> bool:
    return holds(one, other) and holds(other, one)


def _folders(units: Sequence[Unit]) -> str:
    return " and ".join(str(unit.folder) for unit in units)


def _refused(who: str, units: Sequence[Unit], apart: Apart) -> Iterator[Refusal]:
    if not apart.differences:
        yield Refusal(Reason.ENROLMENTS_DIFFER, participant_id=who, folders=_folders(units))
    for what, said in apart.differences:
        yield Refusal(Reason.ENTERED_OTHERWISE, participant_id=who, what=what, said=said)


def _differing(units: Sequence[Unit]) -> str:
    """Name the first file that is not the same in all of several states."""
    names = sorted({name for unit in units for name in unit.sums})
    return next((name for name in names if len({unit.sums.get(name) for unit in units}) > 1), names[0]).rsplit("/", 1)[
        -1
    ]
