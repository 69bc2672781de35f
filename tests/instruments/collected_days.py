"""Days of a study on two lab PCs and in the folder that they are collected into, with whatever can go wrong on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path, PurePath

from experiment.config.study_file import StudyFile
from experiment.format import wall_clock
from experiment.format.run_files import SessionFiles, locks_folder
from experiment.format.sheet import SessionSheet
from experiment.format.vocabulary import SessionKind, SessionStatus
from experiment.messages import Reason, Refusal
from experiment.messages.accepting import always
from experiment.record import participants
from experiment.record.anchors import Anchors
from experiment.record.collect import Collected, Gathering
from experiment.record.copying import names_below
from experiment.record.corrections import Corrections
from experiment.record.half_collected import bring_what_is_to_come
from experiment.record.memory_disk import MemoryDisk
from experiment.record.run_ledger import enter_begun, enter_ended, enter_resumed
from experiment.record.storage import OpenFile
from experiment.record.sums import sha256
from experiment.record.whole_files import make_folders
from tests.instruments.study_data import StudyConducted, is_nth_rate

Files = dict[str, bytes]

ONE, OTHER = "one", "other"
WHO = {ONE: "KD001", OTHER: "KD002"}
"""Whose sessions take place on which computer; both know both."""

ANCHOR = {ONE: "infusion1_end", OTHER: "infusion3_end"}
"""Each computer enters another one; in the collected folder they are withdrawn and come back."""


class Killed(BaseException):
    """The process is gone."""


class _DyingDisk(MemoryDisk):
    """A disk in memory whose process dies after so many changes, perhaps in the middle of a write."""

    left: int | None = None

    def step(self) -> None:
        """Count a change."""
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Killed

    def create(self, path: Path) -> OpenFile:
        self.step()
        return _DyingFile(self, super().create(path))

    def make_folder(self, folder: Path) -> None:
        self.step()
        super().make_folder(folder)

    def rename(self, old: Path, new: Path) -> None:
        self.step()
        super().rename(old, new)

    def remove(self, path: Path) -> None:
        self.step()
        super().remove(path)


class _DyingFile:
    def __init__(self, disk: _DyingDisk, file: OpenFile) -> None:
        self._disk, self._file = disk, file

    def write(self, content: bytes) -> None:
        try:
            self._disk.step()
        except Killed:
            self._file.write(content[: len(content) // 2])
            raise
        self._file.write(content)

    def sync(self) -> None:
        self._file.sync()

    def length_by_name(self) -> int | None:
        return self._file.length_by_name()

    def close(self) -> None:
        self._file.close()


@dataclass(frozen=True)
class Begun:
    """A study as it has begun: who is enrolled, and the files of each one's session when it was ended early, and later.

    Parameters
    ----------
    enrolled
        The data folder, which both computers begin with.
    sessions
        Of each computer's participant, the files of their session in its two states.
    """

    study: StudyFile
    enrolled: Files
    sessions: dict[str, tuple[Files, Files]]


def begun(folder: Path) -> Begun:
    """Conduct what the days need."""
    study = StudyConducted(folder)
    study.enrol("KD001")
    study.enrol("KD002", "control")
    enrolled = _files(study.data)
    sessions = {}
    for place, who in WHO.items():
        study.launch(who, "baseline", ends_at=is_nth_rate(2))
        early = _files(study.data / f"sub-{who}", f"sub-{who}")
        study.launch(who, "baseline", resume=True)
        sessions[place] = early, _files(study.data / f"sub-{who}", f"sub-{who}")
    return Begun(study.study.file, enrolled, sessions)


def _files(folder: Path, under: str = "") -> Files:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and ".locks" not in path.parts]
    return {(PurePath(under) / path.relative_to(folder)).as_posix(): path.read_bytes() for path in files}


Told = frozenset[tuple[str, ...]]
"""What experimenters have entered in a folder, or in one that was collected there."""


@dataclass
class Copy:
    """A folder as it was some day."""

    folder: Path
    told: Told
    state: dict[str, int]


@dataclass
class Days:
    """What happens, one thing after the other.

    Parameters
    ----------
    began
        What there is on the first day.
    """

    began: Begun
    disk: _DyingDisk = field(default_factory=lambda: _DyingDisk(Path("/days")))
    ahead_min: dict[str, int] = field(default_factory=dict)
    """How far each computer's clock is ahead."""
    copies: list[Copy] = field(default_factory=list)
    shared: bool = False
    """Whether two have entered of the same thing: what is collected may be refused then, until it is settled."""
    _minute: int = 0
    _number: int = 0

    def __post_init__(self) -> None:
        self.at = {name: Copy(Path("/days") / name, frozenset(), {}) for name in (ONE, OTHER, "all")}
        for name in (ONE, OTHER):
            self._put(self.at[name].folder, self.began.enrolled)

    @property
    def all(self) -> Copy:
        """The collected folder."""
        return self.at["all"]

    def enter(self, name: str, of: str) -> None:
        """Enter an anchor on a computer, or correct it; in the collected folder, somebody leaves or comes back."""
        place, who = self.at[name], WHO[of]
        if not self._knows(name, who):
            return
        with self._clock(name):
            what = f"entry {self._minute}"
            if name in ANCHOR:
                when = datetime(2026, 11, 24, tzinfo=timezone.utc) + timedelta(minutes=self._minute)
                anchors = Anchors(self.disk, place.folder, self.began.study)
                anchors.enter(who, ANCHOR[name], when, what, (), always)
            else:
                found = participants.find(self.disk, place.folder, self.began.study, who)
                corrections = Corrections(self.disk, place.folder, self.began.study)
                try:
                    (corrections.withdraw if found.withdrawn is None else corrections.reinstate)(who, what)
                except Refusal:
                    if self.shared:  # what was still to come has come, and says so already
                        return
                    raise
        place.told |= {(who, what)}

    def enter_of_the_same(self, names: list[str], of: str, alike: bool, leaving: bool) -> None:
        """Enter the same thing in several places, alike or not: an anchor, or whether somebody takes part."""
        self.shared = True
        since = self._minute
        for number, name in enumerate(names):
            own = 0 if alike else number
            if leaving:
                self._turn(name, WHO[of], bool((since + own) % 2), f"entry {since}.{own}")
            else:
                self._anchor(name, WHO[of], since + own, f"entry {since}.{own}")

    def settle(self) -> None:
        """Bring all to say the same, whatever they say now."""
        since = self._minute
        for name in self.at:
            for who in WHO.values():
                for leaves in (True, False):
                    self._turn(name, who, leaves, f"settled in {name}: {leaves}")
                self._anchor(name, who, since, f"settled in {name}")

    def says(self, name: str, who: str) -> tuple[bool, datetime | None]:
        """Tell whether somebody is withdrawn in a place, and when the thing was that all of them enter."""
        found = participants.find(self.disk, self.at[name].folder, self.began.study, who)
        return found.withdrawn is not None, found.anchor_times.get(ANCHOR[ONE])

    def _turn(self, name: str, who: str, leaves: bool, what: str) -> None:
        place = self.at[name]
        if self._knows(name, who) and self.says(name, who)[0] is not leaves:
            with self._clock(name):
                corrections = Corrections(self.disk, place.folder, self.began.study, always)
                try:
                    (corrections.withdraw if leaves else corrections.reinstate)(who, what)
                except Refusal:  # what was still to come has come, and says so already
                    return
            place.told |= {(who, what)}

    def _anchor(self, name: str, who: str, minute: int, what: str) -> None:
        place, at = self.at[name], datetime(2026, 11, 23, tzinfo=timezone.utc) + timedelta(minutes=minute)
        if self._knows(name, who) and self.says(name, who)[1] != at:
            with self._clock(name):
                anchors = Anchors(self.disk, place.folder, self.began.study)
                anchors.enter(who, ANCHOR[ONE], at, what, (), always)
            place.told |= {(who, what)}

    def _knows(self, name: str, who: str) -> bool:
        return self.disk.exists(self.at[name].folder / "participants" / f"{who}.json")

    def hold(self, name: str, of: str) -> None:
        """Begin the session of a computer's participant, or go on with it, there or in the collected folder."""
        place, who = self.at[name], WHO[of]
        state = place.state.get(of, 0)
        is_elsewhere = any(other.state.get(of, 0) > state for other in (*self.at.values(), *self.copies))
        if state == 2 or is_elsewhere or (name != of and state == 0):
            return  # a session is gone on with where it stands, and nobody goes on with an older copy of it
        with self._clock(name):
            bring_what_is_to_come(self.disk, place.folder)
            self._put(place.folder, self.began.sessions[of][state])
            session = SessionFiles(place.folder, who, "baseline", self.began.study.task, SessionKind.STUDY)
            run = session.run(1)
            sheet = SessionSheet.model_validate_json(self.disk.read(run.sheet))
            if state == 0:
                enter_begun(self.disk, run, sheet)
            else:
                enter_resumed(self.disk, run, 2)
            status = SessionStatus.ABORTED if state == 0 else SessionStatus.COMPLETE
            enter_ended(self.disk, run, status, sha256(self.disk.read(run.checksums)))
        place.state = place.state | {of: state + 1}

    def keep(self, name: str) -> None:
        """Copy a folder, without its locks, as a stick or a backup has it."""
        place = self.at[name]
        if place.folder in self._folders():
            self.copies.append(Copy(self._copied(place.folder), place.told, dict(place.state)))

    def restore(self, which: int) -> None:
        """Put a copy of the collected folder in its place."""
        ours = [copy for copy in self.copies if copy.folder.name.startswith("all")]
        if ours:
            copy = ours[which % len(ours)]
            self.at["all"] = Copy(self._copied(copy.folder), copy.told, dict(copy.state))

    def lose_locks(self) -> None:
        """Delete everything among the locks of the collected folder."""
        locks = locks_folder(self.all.folder)
        for name in self.disk.names_in(locks):
            self.disk.remove(locks / name)

    def collect(self, which: list[int], killed_at: int | None = None) -> Collected | None:
        """Collect some of the folders and their copies, in an order; ``None``: it was killed, or is to be settled."""
        there = [self.at[ONE], self.at[OTHER], *(one for one in self.copies if not one.folder.name.startswith("all"))]
        chosen = list({there[n % len(there)].folder: there[n % len(there)] for n in which}.values())
        with self._clock("all"):
            self.disk.left = killed_at
            try:
                gathering = Gathering(self.disk, [one.folder for one in chosen], self.all.folder)
                conflicts = gathering.conflicts()
                assert [] == [str(no) for no in conflicts if not self.shared or no.reason != Reason.ENTERED_OTHERWISE]
                if conflicts:
                    return None
                made = gathering.written()
            except Killed:
                return None
            finally:
                self.disk.left = None
        for one in chosen:
            self.all.told |= one.told
            newer = {of: max(state, self.all.state.get(of, 0)) for of, state in one.state.items()}
            self.all.state = self.all.state | newer
        return made

    def files_of(self, folder: Path) -> Files:
        """Give everything in a folder but its locks."""
        return {name: self.disk.read(folder / name) for name in names_below(self.disk, folder)}

    def reasons(self, who: str) -> set[tuple[str, ...]]:
        """Give what the collected folder tells of what was entered of somebody."""
        found = participants.find(self.disk, self.all.folder, self.began.study, who)
        return {(who, str(one.reason)) for one in (*found.anchors, *found.history)}

    def _folders(self) -> set[Path]:
        return {Path("/days") / name for name in self.disk.names_in(Path("/days"))}

    def _copied(self, folder: Path) -> Path:
        self._number += 1
        copy = folder.with_name(f"{folder.name.partition('-')[0]}-{self._number}")
        self._put(copy, self.files_of(folder))
        return copy

    def _put(self, folder: Path, files: Files) -> None:
        for name, content in files.items():
            file = folder / name
            make_folders(self.disk, file.parent)
            if self.disk.exists(file):
                self.disk.remove(file)
            self.disk.create(file).write(content)

    @contextmanager
    def _clock(self, name: str) -> Iterator[None]:
        self._minute += 1
        now = datetime(2026, 11, 25, 8, tzinfo=timezone.utc) + timedelta(
            minutes=self._minute + self.ahead_min.get(name, 0)
        )
        with wall_clock.in_place_of_the_clock(lambda: now):
            yield


Step = Callable[[Days], object]

__all__ = ["ANCHOR", "ONE", "OTHER", "WHO", "Begun", "Days", "Refusal", "Step", "begun"]
