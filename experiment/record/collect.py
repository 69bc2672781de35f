"""The data folders of several computers, put together: what agrees is united, what does not is named, and refused.

Nothing is changed in the folders that are collected. The ledger of each is kept in the folder ``ledgers``, as it is;
the collected folder has one of its own besides, for whatever happens there later. It can be done again when the folders
have gone on, in any order and in any parts: of each run, each enrolment and each ledger the newest state counts,
whoever has it, the collected folder included, and what is older is left and named. An enrolment that
has gone on apart is put together, and entered anew in the collected folder, if no change touches another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from itertools import takewhile
from pathlib import Path

from experiment.config.fingerprint import SHORT
from experiment.format.apparatus import utc_now
from experiment.format.enrolment import Enrolled
from experiment.format.ledger import EnrolmentChanged, Follows, ledger_id, read_ledger
from experiment.format.run_files import among_rehearsals, ledgers_folder, locks_folder, participants_folder
from experiment.messages import Reason, Refusal
from experiment.messages.accepting import Accepts, never
from experiment.record.backup import DATA, RECORD
from experiment.record.copying import Copying, Put, holds
from experiment.record.enrolments import Enrolments
from experiment.record.failures import before_reading
from experiment.record.half_collected import HalfCollected, half_collected, note_half, without
from experiment.record.ledger import begin, enter, read
from experiment.record.soft_locks import Locked
from experiment.record.sources import Source, Unit, lines_about, newest, read_source
from experiment.record.storage import Storage
from experiment.record.sums import sha256
from experiment.record.united_enrolments import united
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
    older
        Of which runs and participants each folder has an older state than another, or than the collected folder.
    half
        What an earlier time has left half, and none of the folders has as the ledger knows it.
    """

    runs: int
    participants: int
    same: int
    came: int
    found: Verified
    older: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)
    half: HalfCollected = field(default_factory=lambda: HalfCollected({}))


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
        self._half = half_collected(storage, into)
        for number, folder in enumerate(folders):
            again = next((one for one in folders[:number] if holds(one, folder) and holds(folder, one)), None)
            if again is not None:
                raise Refusal(Reason.COLLECTED_TWICE, folder=folder, other=again)
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
        """Read the collected folder itself; what another time has left half there is no state of anything."""
        with before_reading(self._into):
            whole = read_source(self._storage, self._into)
        elsewhere = {key for source in self._sources for key in (*source.runs, *source.enrolments)}
        mine = lines_about(read_ledger(whole.own)).keys()
        half = self._half.units.keys() & elsewhere - mine  # what has gone on here was whole by then

        def kept(units: Mapping[str, Unit]) -> dict[str, Unit]:
            return {key: unit for key, unit in units.items() if key not in half}

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
            if newest(self._storage, units) is None and united(self._storage, units) is None:
                yield Refusal(Reason.ENROLMENTS_DIFFER, participant_id=who, folders=_folders(units))

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
        lock = locks_folder(self._into) / "collect.lock"
        try:
            make_folders(self._storage, lock.parent)
            make_file(self._storage, lock)
            with self._storage.lock(lock):
                return self._write(progress)
        except Locked as error:
            raise Refusal(Reason.COLLECTING_ELSEWHERE, into=self._into) from error
        except OSError as error:
            why = error.strerror or error
            raise Refusal(Reason.COLLECTING_BROKEN_OFF, into=self._into, error=why) from error

    def _write(self, progress: HowFar) -> Collected:
        kinds = [self._units("enrolments"), self._units("runs")]
        newest_of = {key: newest(self._storage, units) for kind in kinds for key, units in sorted(kind.items())}
        chosen = {key: unit for key, unit in newest_of.items() if unit is not None}
        coming = {key: str(unit.folder) for key, unit in chosen.items() if unit.folder != self._into}
        to_come = {key: folder for key, folder in coming.items() if not self._is_there(key, chosen[key])}
        note_half(self._storage, self._into, {**self._half.units, **to_come})
        begin(self._storage, self._into)
        aside = self._into.with_name(f"{self._into.name}-set-aside")
        stamp = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H-%M-%SZ")
        copying = Copying(self._storage, self._into, aside, stamp)
        puts = self._put_ledgers(copying)
        files = [(chosen[key].folder, name) for key in coming for name in _sheet_last(chosen[key])]
        for number, (folder, name) in enumerate(files):
            progress(number, len(files))
            puts.append(copying.put(name, self._storage.read(folder / name)))
        puts += [self._put_united(copying, who, kinds[0][who]) for who in kinds[0] if newest_of[who] is None]
        half = self._still_half({**self._half.units, **to_come}, chosen)
        note_half(self._storage, self._into, half)
        found = verify(self._storage, self._into)
        progress(len(files), len(files))
        given = [sum(unit.folder != self._into for unit in units) for kind in kinds for units in kind.values()]
        came = sum(put is not Put.SAME for put in puts)
        same = sum(folders > 1 for folders in given)
        older = self._older(kinds, chosen)
        return Collected(len(kinds[1]), len(kinds[0]), same, came, found, older, HalfCollected(half))

    def _put_united(self, copying: Copying, who: str, units: Sequence[Unit]) -> Put:
        """Put an enrolment that has gone on apart together, and enter it: from then on it is the newest there is."""
        found = united(self._storage, units)
        if found is None:
            raise Refusal(Reason.ENROLMENTS_DIFFER, participant_id=who, folders=_folders(units))
        content = (found[0].model_dump_json(indent=2) + "\n").encode()

        def line(due: Follows) -> EnrolmentChanged:
            facts = {"participant_id": who, "change": found[1], "sha256": sha256(content)}
            return EnrolmentChanged(n=due.n, utc=utc_now(), before=due.before, **facts)

        enter(self._storage, self._into, line)
        return copying.put(f"{participants_folder(Path()).name}/{who}.json", content)

    def _is_there(self, key: str, unit: Unit) -> bool:
        own = self._sources[-1]
        there = {**own.runs, **own.enrolments}.get(key) if own.folder == self._into else None
        return there is not None and unit.sums.items() <= there.sums.items()

    def _still_half(self, noted: Mapping[str, str], chosen: Mapping[str, Unit]) -> dict[str, str]:
        """Leave out whatever has come whole: all that the ledgers know of it was known where it came from."""
        about = lines_about(read(self._storage, self._into))
        whole = {
            key
            for key, unit in chosen.items()
            if unit.folder != self._into and unit.lines and {*about.get(key, ())} <= {*unit.lines}
        }
        unknown = {key for key, unit in chosen.items() if unit.folder != self._into and not about.get(key)}
        return without(noted, whole | unknown)

    def _older(
        self, kinds: Sequence[Mapping[str, Sequence[Unit]]], chosen: Mapping[str, Unit]
    ) -> dict[Path, tuple[str, ...]]:
        """Name, of each folder, what is newer elsewhere."""
        found: dict[Path, list[str]] = defaultdict(list)
        for key, unit in ((key, unit) for kind in kinds for key, units in kind.items() for unit in units):
            if unit.folder != self._into and key in chosen and not chosen[key].sums.items() <= unit.sums.items():
                found[unit.folder].append(key)
        return {folder: tuple(sorted(keys)) for folder, keys in found.items()}

    def _put_ledgers(self, copying: Copying) -> list[Put]:
        """Put the ledgers side by side; one that is the beginning of another under another name is in that one."""
        files = dict(self._ledger_files())
        puts = [copying.put(name, content) for name, content in files.items()]
        folder = ledgers_folder(self._into)
        for name in self._storage.names_in(folder):
            file = folder / name
            if f"{folder.name}/{name}" in files or not name.endswith(".jsonl"):
                continue
            content = self._storage.read(file)
            if any(other.startswith(content) for other in files.values()):
                self._storage.remove(file)
        return puts

    def _ledger_files(self) -> Iterator[tuple[str, bytes]]:
        """Give the ledgers of the other folders, as far as each has come; those of earlier times are among them."""
        contents = {content for source in self._sources for content in source.others}
        contents |= {source.own for source in self._sources if source.folder != self._into} - {b""}
        here = next((source.own for source in self._sources if source.folder == self._into), b"")
        tips = sorted(
            one
            for one in contents
            if not here.startswith(one) and not any(one != other and other.startswith(one) for other in contents)
        )
        for content in tips:
            kin = [other for other in tips if other != content and ledger_id(other) == ledger_id(content)]
            apart = f"-{ledger_id(content[max(_common(content, other) for other in kin) :])}" if kin else ""
            yield f"{ledgers_folder(Path()).name}/{ledger_id(content)}{apart}.jsonl", content


def _common(one: bytes, other: bytes) -> int:
    """Count the bytes of whole lines with which both of two ledgers begin."""
    lines = zip(one.splitlines(keepends=True), other.splitlines(keepends=True), strict=False)
    return sum(len(line) for line, _ in takewhile(lambda two: two[0] == two[1], lines))


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
