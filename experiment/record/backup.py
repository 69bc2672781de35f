"""A copy of a data folder that is proven whole: file by file, and against ledger and checksums.

Nothing is deleted in the copy, and nothing that stood there is lost: a file that has grown is copied again, one that
was exchanged is set aside under the day, and one that the ledger has as it stands in the copy stays. Each data folder
has a folder of its own in the place of copies, named after the beginning of its ledger. A backup that was broken off is
done again; what was copied by then is not copied twice.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from experiment.config.study_file import StudyFile
from experiment.format import wall_clock
from experiment.format.ledger import ledger_id, read_ledger
from experiment.format.run_files import ledger_file
from experiment.messages import Reason, Refusal
from experiment.record.copying import LOCKS, Copying, Put, holds, names_below
from experiment.record.data_folder import missing_drive
from experiment.record.day_report import NO_LONGER_THERE, day_report
from experiment.record.failures import before_reading
from experiment.record.find import Standing
from experiment.record.found_runs import found_runs
from experiment.record.half_collected import bring_what_is_to_come
from experiment.record.held_files import refused_because
from experiment.record.provenance import program
from experiment.record.recorded_sums import recorded_sums
from experiment.record.session_lock import is_running
from experiment.record.soft_locks import Locked
from experiment.record.storage import Storage
from experiment.record.sums import sha256
from experiment.record.verify import Finding, Verified, verify
from experiment.record.whole_files import make_file, make_folders, write_whole
from experiment.workers import HowFar

DATA, SET_ASIDE, REPORT, RECORD = "data", "set-aside", "report.txt", "backup.json"
"""What stands in the folder of a copy: the data and nothing else, what was set aside, the page, and the date."""

_PREFIX, _NO_LEDGER = "belief-data-", "without-ledger"
_PLACE_LETTERS = 8
_PASSES = 3


@dataclass
class BackedUp:
    """What has come of a backup.

    Parameters
    ----------
    copy
        The folder of the copy; the data are in its folder ``data``.
    before_utc
        When the backup before was complete; ``None``: there is none.
    files
        How many the data folder has.
    came
        What has come of each that is not as it was: its name, and how it was copied.
    gone
        Files that only the copy has.
    left_out
        Links, and files that cannot be read: they are not copied.
    found
        What is in the copy, and what of it is not as it was recorded.
    """

    copy: Path
    before_utc: str | None = None
    files: int = 0
    came: dict[str, Put] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    left_out: dict[str, str] = field(default_factory=dict)
    found: Verified = field(default_factory=Verified)

    def those(self, put: Put) -> list[str]:
        """Name the files of which something has come."""
        return [name for name, came in self.came.items() if came is put]

    @property
    def whole(self) -> bool:
        """Whether every file is in the copy, and as it was recorded."""
        return not (self.found.wrong or self.left_out or self.those(Put.KEPT))

    @property
    def apart(self) -> tuple[Finding, ...]:
        """In what the data folder is not as the copy, with the files that it is about."""
        kept = "it is not as it was recorded in the data folder; the copy has it as it was"
        return (
            *(Finding(name, kept) for name in self.those(Put.KEPT)),
            *(Finding(name, NO_LONGER_THERE) for name in self.gone),
            *(Finding(name, f"it could not be copied ({why})") for name, why in self.left_out.items()),
        )


def back_up(
    storage: Storage, data: Path, place: Path, study: StudyFile, progress: HowFar = lambda _done, _of: None
) -> BackedUp:
    """Copy a data folder, and prove the copy.

    Parameters
    ----------
    place
        Where copies are kept, such as a stick.
    study
        For the report that goes with it.
    progress
        Told how many steps are done, and of how many.

    Raises
    ------
    Refusal
        If the copy cannot be made there.
    """
    if holds(data, place) or holds(place, data):
        raise Refusal(Reason.BACKUP_WITHIN, place=place, data=data)
    _check_apart(storage, place)
    bring_what_is_to_come(storage, data)
    with before_reading(data):
        names = list(names_below(storage, data))
        ledger = _content(storage, ledger_file(data))
    if not names:
        raise Refusal(Reason.NOTHING_TO_BACK_UP, data=data)
    copy = _copy_in(storage, place, _identity(data, ledger))
    _check_goes_on(storage, copy, ledger)
    try:
        make_folders(storage, copy / LOCKS)
        make_file(storage, copy / LOCKS / "backup.lock")
        with storage.lock(copy / LOCKS / "backup.lock"):
            return _Backup(storage, data, copy, study, progress).made()
    except Locked as error:
        raise Refusal(Reason.BACKUP_RUNNING, copy=copy) from error
    except OSError as error:
        raise Refusal(Reason.BACKUP_BROKEN_OFF, copy=copy, error=refused_because(error)) from error


def _check_apart(storage: Storage, place: Path) -> None:
    """Refuse a place that is a data folder, or in one, or in what belongs to a copy: a copy there is taken for data.

    The place is perhaps a folder of the copy itself, one click or two too deep; then the place of copies is named.
    """
    really = Path(os.path.realpath(place))
    for folder in (really, *really.parents):
        try:
            is_data = storage.exists(ledger_file(folder))
            is_in_copy = folder != really and storage.exists(folder / RECORD) and folder.name.startswith(_PREFIX)
            if is_data and storage.exists(folder.parent / RECORD):
                continue  # the copy that it belongs to is next
        except OSError:  # nothing can be seen there; whether it can be written to is said later
            continue
        if is_data or is_in_copy:
            reason = Reason.BACKUP_INTO_DATA if is_data else Reason.BACKUP_INTO_A_COPY
            raise Refusal(reason, place=place, folder=folder, right=folder.parent)


def copies_in(storage: Storage, place: Path) -> list[Path]:
    """List the copies that stand in a folder, such as a stick."""
    there = [place / name for name in storage.names_in(place) if name.startswith(_PREFIX)]
    return sorted(copy for copy in there if storage.exists(copy / RECORD) and storage.exists(copy / DATA))


def _content(storage: Storage, file: Path) -> bytes:
    return storage.read(file) if storage.exists(file) else b""


def _identity(data: Path, ledger: bytes) -> str:
    """Tell one data folder from another, whatever it is called and wherever it is; without a ledger, by its place."""
    place = hashlib.sha256(os.path.realpath(os.fsencode(data))).hexdigest()[:_PLACE_LETTERS]
    return ledger_id(ledger) or f"{_NO_LEDGER}-{place}"


def _copy_in(storage: Storage, place: Path, identity: str) -> Path:
    """Name the folder of the copy; the place may be that folder itself."""
    name = f"{_PREFIX}{identity}"
    try:
        if storage.exists(place / RECORD) or place.name.startswith(_PREFIX):
            if place.name != name:
                raise Refusal(Reason.BACKUP_OF_ANOTHER, place=place, name=name)
            return place
        if missing_drive(place) is not None or not (storage.exists(place) or storage.exists(place.parent)):
            raise Refusal(Reason.NO_PLACE_FOR_BACKUP, place=place)
        there = place if storage.exists(place) else place.parent
        if not storage.is_folder(there):
            raise Refusal(Reason.BACKUP_PLACE_NO_FOLDER, place=there)
    except OSError as error:
        raise Refusal(Reason.BACKUP_BROKEN_OFF, copy=place, error=refused_because(error)) from error
    return place / name


def _check_goes_on(storage: Storage, copy: Path, ledger: bytes) -> None:
    """Refuse to put an older state, or another, in the place of what is in the copy."""
    try:
        there = _content(storage, ledger_file(copy / DATA))
    except OSError as error:
        raise Refusal(Reason.BACKUP_BROKEN_OFF, copy=copy, error=refused_because(error)) from error
    known = there[: there.rfind(b"\n") + 1]
    if not ledger.startswith(known):
        common = sum(1 for one, other in zip(known.splitlines(), ledger.splitlines(), strict=False) if one == other)
        raise Refusal(Reason.BACKUP_GOES_ON_OTHERWISE, copy=copy, lines=len(known.splitlines()) - common)


class _Backup:
    def __init__(self, storage: Storage, data: Path, copy: Path, study: StudyFile, progress: HowFar) -> None:
        self._storage, self._data, self._top, self._study = storage, data, copy, study
        self._copy = copy / DATA
        self._progress = progress
        self._now = wall_clock.now()
        self._stamp = self._now.strftime("%Y-%m-%dT%H-%M-%SZ")
        self._copying = Copying(storage, self._copy, copy / SET_ASIDE, self._stamp)
        self._done = BackedUp(copy, _before(storage, copy))
        self._digests: dict[str, str] = {}
        self._running: set[str] = set()

    def made(self) -> BackedUp:
        """Copy until the ledger has stood still meanwhile: a session that begins or ends is copied as a whole."""
        for _ in range(_PASSES):
            ledger = _content(self._storage, ledger_file(self._data))
            self._copy_all(ledger)
            if _content(self._storage, ledger_file(self._data)) == ledger:
                break
        self._prove()
        report = day_report(self._storage, self._copy, self._study, self._done.found, self._done.apart)
        Copying(self._storage, self._top, self._top / SET_ASIDE, self._stamp).put(REPORT, report.encode())
        self._note()
        return self._done

    def _copy_all(self, ledger: bytes) -> None:
        self._note_running()
        names = [name for name in names_below(self._storage, self._data) if not name.endswith(".tmp")]
        recorded = recorded_sums(read_ledger(ledger), self._contents)
        self._done.files, self._done.left_out = len(names), {}
        for number, name in enumerate(names):
            self._progress(number, 2 * len(names))
            content = ledger if name == ledger_file(self._data).name else self._readable(name)
            if content is not None:
                self._copy_one(name, content, recorded.get(name))
        self._note_running()
        there = (name for name in names_below(self._storage, self._copy) if not name.endswith(".tmp"))
        self._done.gone = tuple(name for name in there if name not in {*names})

    def _copy_one(self, name: str, content: bytes, recorded: str | None) -> None:
        came = self._copying.put(name, content, recorded)
        kept = came is Put.KEPT and recorded is not None
        self._digests[name] = recorded if kept and recorded else sha256(content)
        if came is not Put.SAME:
            self._done.came[name] = self._done.came.get(name, came)

    def _readable(self, name: str) -> bytes | None:
        """Read a file of the data folder; what cannot be read is said, and keeps nothing else from being copied."""
        try:
            return self._storage.read(self._data / name)
        except OSError as error:
            if self._storage.exists(self._data / name):
                self._done.left_out[name] = refused_because(error)
            return None

    def _contents(self, name: str) -> list[bytes]:
        found = []
        for folder in (self._data, self._copy):
            try:
                found.append(self._storage.read(folder / name))
            except OSError:
                continue
        return found

    def _note_running(self) -> None:
        for run in found_runs(self._storage, self._data):
            if is_running(self._storage, run.session):
                self._running.add(run.session.participant_id)

    def _prove(self) -> None:
        """Read everything back, and hold it against what was read before, against ledger and checksums."""
        found, steps = self._done.found, len(self._digests)
        for number, (name, digest) in enumerate(self._digests.items()):
            self._progress(steps + number, 2 * steps)
            if sha256(self._storage.read(self._copy / name)) != digest:
                found.wrong.append(Finding(name, "it is not in the copy as it is in the data folder"))
        self._running_apart(verify(self._storage, self._copy))
        self._progress(2 * steps, 2 * steps)

    def _running_apart(self, verified: Verified) -> None:
        """Judge all but the sessions that are running: their files grow while they are read."""
        running = tuple(f"sub-{who}_" for who in self._running)

        def is_judged(finding: Finding) -> bool:
            return not (running and Path(finding.file).name.startswith(running))

        found = self._done.found
        found.wrong += filter(is_judged, verified.amiss)
        found.noted += filter(is_judged, verified.noted)
        for stem, stands in verified.runs.items():
            is_open = stands is Standing.INTERRUPTED and stem.startswith(running) if running else False
            found.runs[stem] = Standing.RUNNING if is_open else stands

    def _note(self) -> None:
        """Note that the copy is complete; until then, the date of the one before stands."""
        noted = {
            "written_by": program(),
            "utc": self._now.isoformat(timespec="seconds"),
            "files": self._done.files,
            "runs": {stem: stands.value for stem, stands in sorted(self._done.found.runs.items())},
        }
        write_whole(self._storage, self._top / RECORD, (json.dumps(noted, indent=2) + "\n").encode())


def _before(storage: Storage, copy: Path) -> str | None:
    """Read when the backup before was complete; ``None``: there is none, or nobody can say."""
    try:
        return str(json.loads(storage.read(copy / RECORD))["utc"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
