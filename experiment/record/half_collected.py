"""What `collect` puts into a folder: all of it is put down first, then brought to its places, as often as it takes.

Everything that is to come is written into the folder ``collecting``, and then a list of it: for each file its place,
and SHA-256 of what stands there before and after. Until the list is there nothing has changed, and what was put down
means nothing. From then on it will all come: each file is renamed to its place if what stands there is what stood there
before, whoever does that, however often it is broken off. It needs neither the folders that were collected nor any
lock's file: the list stands in the data folder, and is copied with it. Whoever works in the folder brings everything to
its place first, so that what is half is never worked upon; an old list, as a copy may have one, finds that what stands
in its places has gone on, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from experiment.format.coming import Coming, ComingFile
from experiment.format.run_files import collecting_folder, locks_folder, participants_folder
from experiment.messages import Found, Line, Phrase, Reason, Refusal
from experiment.record.copying import Copying, Put
from experiment.record.findings import Finding, Verified
from experiment.record.soft_locks import Locked
from experiment.record.storage import Storage
from experiment.record.sums import sha256
from experiment.record.whole_files import make_file, make_folders, write_whole

_LIST = "list.json"


class PutDown:
    """What is to come into a folder; until it is `decided`, nothing there has changed.

    Parameters
    ----------
    storage, into
        Where to.
    copying
        Keeps what would be lost by it.
    """

    def __init__(self, storage: Storage, into: Path, copying: Copying) -> None:
        self._storage, self._into, self._copying = storage, into, copying
        self._steps: list[ComingFile] = []
        _clear(storage, into)

    def put(self, name: str, content: bytes, unit: str | None = None, folder: Path | None = None) -> Put:
        """Put a file down, if it does not stand there already."""
        came = self._copying.make_way(name, content)
        if came is not Put.SAME:
            make_folders(self._storage, collecting_folder(self._into))
            file = self._storage.create(_put_down(self._into, len(self._steps)))
            try:
                file.write(content)
                file.sync()
            finally:
                file.close()
            before = _digest(self._storage, self._into / name)
            comes_from = "" if folder is None else str(folder)
            coming = ComingFile(name=name, before=before, after=sha256(content), unit=unit, folder=comes_from)
            self._steps.append(coming)
        return came

    def remove(self, name: str) -> None:
        """Have a file removed of which all stands in another."""
        self._steps.append(ComingFile(name=name, before=_digest(self._storage, self._into / name), after=None))

    def decided(self) -> None:
        """Have it all come, whatever happens from now on.

        Raises
        ------
        OSError
            If some of it cannot come yet.
        """
        if not self._steps:
            return
        folder = collecting_folder(self._into)
        make_folders(self._storage, folder)
        self._storage.sync_folder(folder)
        content = Coming(files=tuple(self._steps)).model_dump_json(indent=2) + "\n"
        write_whole(self._storage, folder / _LIST, content.encode())
        _bring(self._storage, self._into)

    def given_up(self) -> None:
        """Take back what was put down, unless it is decided."""
        with suppress(OSError):
            if not self._storage.exists(collecting_folder(self._into) / _LIST):
                _clear(self._storage, self._into)


@contextmanager
def collecting(storage: Storage, into: Path) -> Iterator[None]:
    """Hold a folder for what is to come into it.

    Raises
    ------
    Locked
        If something is coming already, or somebody works there.
    """
    make_folders(storage, locks_folder(into))
    lock, enrolling = (locks_folder(into) / name for name in ("collect.lock", "participants.lock"))
    for file in (lock, enrolling):
        make_file(storage, file)
    with storage.lock(lock), storage.lock(enrolling):
        for name in storage.names_in(locks_folder(into)):
            if name.startswith("sub-") and name.endswith(".lock"):
                with storage.lock(locks_folder(into) / name):
                    pass
        yield


def bring_what_is_to_come(storage: Storage, place: Path) -> None:
    """Bring to its place what a `collect` that was broken off has put down, before anybody works there.

    What cannot come yet, as when another program holds the file, keeps nobody from the rest.

    Raises
    ------
    Refusal
        If something is being collected there at this moment.
    """
    lock = locks_folder(place) / "collect.lock"
    is_half = is_to_come(storage, place)
    try:
        with suppress(OSError):
            if is_half:
                make_folders(storage, lock.parent)
                make_file(storage, lock)
            if is_half or storage.exists(lock):
                with storage.lock(lock):
                    _bring(storage, place)
    except Locked as error:
        if error.by is not None:
            raise Refusal(Reason.SESSION_HELD, session=Phrase.COLLECTION.of(), file=error.by) from error
        raise Refusal(Reason.COLLECTING_HERE, data=place) from error


def bring_all(storage: Storage, into: Path) -> None:
    """Bring to its place what is to come, all of it.

    Raises
    ------
    Locked
        If something is coming already, or somebody works there.
    OSError
        If some of it cannot come yet.
    """
    if is_to_come(storage, into):
        with collecting(storage, into):
            bring_all_held(storage, into)


def bring_all_held(storage: Storage, into: Path) -> None:
    """Bring to its place what is to come, where the folder is held for it; as `bring_all`."""
    if is_to_come(storage, into):
        _bring(storage, into)


def is_to_come(storage: Storage, place: Path) -> bool:
    """Return whether a `collect` was broken off in a folder that is still to be brought to its end."""
    return storage.exists(collecting_folder(place) / _LIST)


def _put_down(into: Path, number: int) -> Path:
    return collecting_folder(into) / f"{number:06}"


def _steps(storage: Storage, place: Path) -> tuple[ComingFile, ...]:
    """Read the list; one that cannot be understood is none: whoever collects again has everything."""
    file = collecting_folder(place) / _LIST
    try:
        return Coming.model_validate_json(storage.read(file)).files if storage.exists(file) else ()
    except ValueError:
        return ()


def _bring(storage: Storage, place: Path) -> None:
    """Bring everything to its place: ledgers first, so that nothing is there that they do not know."""
    refused: list[OSError] = []
    for number, step in enumerate(_steps(storage, place)):
        try:
            _bring_one(storage, place, number, step)
        except OSError as error:
            refused.append(error)
    if refused:
        raise refused[0]
    _clear(storage, place)


def _bring_one(storage: Storage, place: Path, number: int, step: ComingFile) -> None:
    file = place / step.name
    if not _is_waited_for(storage, place, step):
        return  # it has come, or what stands there has gone on since
    if step.after is None:
        storage.remove(file)
        return
    if _digest(storage, _put_down(place, number)) != step.after:
        return  # somebody has taken it away
    make_folders(storage, file.parent)
    storage.rename(_put_down(place, number), file)
    storage.sync_folder(file.parent)


def _is_waited_for(storage: Storage, place: Path, step: ComingFile) -> bool:
    return step.after != step.before == _digest(storage, place / step.name)


def _digest(storage: Storage, file: Path) -> str | None:
    return sha256(storage.read(file)) if storage.exists(file) else None


def _clear(storage: Storage, place: Path) -> None:
    """Take away what was put down: the list first, without which the rest means nothing."""
    folder = collecting_folder(place)
    for name in sorted(storage.names_in(folder), key=lambda name: (name != _LIST, name)):
        storage.remove(folder / name)
    storage.remove_folder(folder)


@dataclass(frozen=True)
class HalfCollected:
    """What has not come to its place.

    Parameters
    ----------
    units
        Runs, by what the names of their files begin with, and participants: each with the folder that it comes from.
    to_come
        Those of which a file is still to come.
    """

    units: dict[str, str]
    to_come: Collection[str]

    def unit_of(self, name: str) -> str | None:
        """Name the unit that a file belongs to; ``None``: it is of none."""
        top, *below = name.split("/")
        if top == participants_folder(Path()).name and below:
            who = below[0].removesuffix(".json")
            return who if who in self.units else None
        return next((stem for stem in self.units if any(part.startswith(f"{stem}_") for part in below)), None)

    def told(self, found: Verified, who: str | None) -> None:
        """Say of what is half that it is half, instead of what is missing of it or is not as it should be.

        Parameters
        ----------
        who
            Whose files were looked at; ``None``: everybody's.
        """
        half = {unit: one.file for one in reversed(found.wrong) if (unit := self.unit_of(one.file)) is not None}
        for unit in self.to_come:
            if who is None or unit == who or unit.startswith(f"sub-{who}_"):
                half.setdefault(unit, _file(unit))
        for findings in (found.wrong, found.noted):
            findings[:] = [one for one in findings if self.unit_of(one.file) not in half]
        found.wrong += [
            Finding(file, Found.COLLECTED_HALF.say(folder=self.units[unit])) for unit, file in sorted(half.items())
        ]


def _file(unit: str) -> str:
    """Name the file that makes something exist: of a run its sheet, else the enrolment."""
    who, *rest = unit.removeprefix("sub-").split("_")
    if not rest:
        return f"{participants_folder(Path()).name}/{who}.json"
    return f"sub-{who}/{rest[0]}/{unit}_session.json"


def is_half(finding: Finding) -> bool:
    """Return whether a finding says no more than that collecting again mends it."""
    return isinstance(finding.what, Line) and finding.what.message is Found.COLLECTED_HALF


def half_collected(storage: Storage, place: Path) -> HalfCollected:
    """Find out what is half in a folder; of a folder into which nothing was collected, nothing is."""
    try:
        steps = _steps(storage, place)
        waiting = [step for step in steps if _is_waited_for(storage, place, step)]
    except OSError:  # that it cannot be read is said of the file itself
        return HalfCollected({}, ())
    if not waiting:
        return HalfCollected({}, ())
    units = {step.unit: step.folder for step in steps if step.unit is not None}
    return HalfCollected(units, {step.unit for step in waiting if step.unit is not None})
