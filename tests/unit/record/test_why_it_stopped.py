"""What broke a session off is put down where that can still be done: its sheet says so, and everybody who reads it."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from experiment.config.load import Study
from experiment.format.sheet import SessionSheet
from experiment.format.vocabulary import SessionStatus, StopCause
from experiment.messages import Refusal
from experiment.record import participants
from experiment.record.day_report import _how_it_went
from experiment.record.kept_room import kept_room
from experiment.record.storage import Storage
from experiment.record.visit_summary import visit_summary
from experiment.task.participant import Action, Observation
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.failing_disks import VolatileDisk
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import ARM, PARTICIPANT, Witness, files, run

DATA = Path("/data")
FILES = files(DATA)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return small_study(tmp_path_factory.mktemp("study"))


class Disk(VolatileDisk):
    """A disk on which something is amiss once a session is on; the room that was kept is room for a sheet."""

    amiss: int | None = None

    def keep_room(self, _folder: Path) -> ExitStack:
        room = ExitStack()
        room.callback(setattr, self, "amiss", None)
        return room

    def write_file(self, node, content: bytes) -> None:  # type: ignore[no-untyped-def]
        if self.amiss is not None:
            raise OSError(self.amiss, os.strerror(self.amiss))
        super().write_file(node, content)


class Someone(ScriptedParticipant):
    """Somebody at one of whose screens something happens."""

    def __init__(self, happens: Callable[[], None], at: int = 20) -> None:
        super().__init__()
        self._screens, self._happens, self._at = 0, happens, at

    def act(self, observation: Observation) -> Sequence[Action]:
        self._screens += 1
        if self._screens == self._at:
            self._happens()
        return super().act(observation)


def fails() -> None:
    raise ValueError("a fault")


def is_told() -> None:
    raise KeyboardInterrupt


def broken_off(study: Study, happens: str) -> Disk:
    disk, witness = Disk(), Witness()
    participants.enrol(disk, DATA, study.file, PARTICIPANT, ARM, "fr")

    def goes_away() -> None:
        assert witness.if_lost is not None
        raise witness.if_lost()

    happening: dict[str, Callable[[], None]] = {
        "full": lambda: setattr(disk, "amiss", errno.ENOSPC),
        "broken": lambda: setattr(disk, "amiss", errno.EIO),
        "away": lambda: setattr(disk, "amiss", errno.ENODEV),
        "forbidden": lambda: setattr(disk, "amiss", errno.EROFS),
        "held": lambda: setattr(disk, "amiss", errno.EBUSY),
        "fault": fails,
        "display": goes_away,
        "told": is_told,
    }
    with pytest.raises((Refusal, KeyboardInterrupt)):
        run(study, DATA, disk, witness, participant=Someone(happening[happens]))
    return disk


def sheet(disk: Storage) -> SessionSheet:
    return SessionSheet.model_validate_json(disk.read(FILES.sheet))


@pytest.mark.parametrize(
    ("happens", "cause"),
    [
        ("full", StopCause.DISK_FULL),
        ("broken", StopCause.DISK_REFUSED),
        ("away", StopCause.DISK_REFUSED),
        ("forbidden", StopCause.DISK_REFUSED),
        ("fault", StopCause.PROGRAM_FAULT),
        ("display", StopCause.DISPLAY_GONE),
        ("told", StopCause.TOLD_TO_STOP),
    ],
)
def test_the_sheet_says_what_broke_a_session_off(study: Study, happens: str, cause: StopCause) -> None:
    """The report of a copy too; the session goes on to its end, and still says what broke its first launch off."""
    disk = broken_off(study, happens)
    assert (SessionStatus.INTERRUPTED, cause) == (sheet(disk).status, sheet(disk).launches[-1].stopped_by)
    assert any(cause.meaning in line for line in _how_it_went(visit_summary(disk, FILES)))
    run(study, DATA, disk, Witness(), resume=True)
    assert SessionStatus.COMPLETE is sheet(disk).status
    assert [cause, None] == [launch.stopped_by for launch in sheet(disk).launches]


@pytest.mark.parametrize("has_gone_on", [False, True])
def test_what_is_put_down_there_cannot_be_changed_unnoticed(study: Study, has_gone_on: bool) -> None:
    """Neither while the session is interrupted, nor when it has gone on and been broken off again."""
    disk = broken_off(study, "told")
    if has_gone_on:
        with pytest.raises(KeyboardInterrupt):
            run(study, DATA, disk, Witness(), resume=True, participant=Someone(is_told, at=3))
    content = json.loads(disk.read(FILES.sheet))
    content["launches"][0]["stopped_by"] = "disk_full"
    disk.remove(FILES.sheet)
    disk.create(FILES.sheet).write(SessionSheet.model_validate(content).text())
    with pytest.raises(Refusal) as refused:
        run(study, DATA, disk, Witness(), resume=True)
    assert FILES.sheet.name in str(refused.value)


@pytest.mark.skipif(sys.platform == "win32", reason="no room is kept there")
def test_room_is_kept_without_a_name(tmp_path: Path) -> None:
    """Nobody meets it in the folder, and it is given back."""
    before = os.statvfs(tmp_path)
    with kept_room(tmp_path):
        assert [] == list(tmp_path.iterdir())
        assert os.statvfs(tmp_path).f_bfree <= before.f_bfree
    assert [] == list(tmp_path.iterdir())


def test_no_room_is_no_reason_to_refuse(tmp_path: Path) -> None:
    """Where there is none to keep, the session takes place all the same."""
    kept_room(tmp_path / "not there").close()
