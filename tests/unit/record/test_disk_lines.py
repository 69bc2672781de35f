"""The line of the check that is about the disk."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from experiment.format.check_report import Verdict
from experiment.record.disk_lines import disk_line, space_line
from experiment.record.storage import Disk, OpenFile


class SlowDisk(Disk):
    """Every sync takes a while, by the disk's own clock: that of the computer tells of what else it does, too."""

    def __init__(self, sync_s: float) -> None:
        self._sync_s = sync_s
        self._now_s = 0.0

    def now_s(self) -> float:
        return self._now_s

    def create(self, path: Path) -> OpenFile:
        file = super().create(path)
        sync = file.sync

        def slow() -> None:
            self._now_s += self._sync_s
            sync()

        file.sync = slow  # type: ignore[method-assign]
        return file


class SmallDisk(Disk):
    """So much room is left."""

    def __init__(self, free_bytes: int) -> None:
        self._free_bytes = free_bytes

    def free_bytes(self, folder: Path) -> int:
        return self._free_bytes


class FullDisk(Disk):
    """No room for another file."""

    def create(self, path: Path) -> OpenFile:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("sync_s", "verdict"),
    [(0.019, Verdict.PASS), (0.021, Verdict.WARN), (0.099, Verdict.WARN), (0.101, Verdict.FAIL)],
)
def test_a_slow_disk(tmp_path: Path, sync_s: float, verdict: Verdict) -> None:
    """A disk that takes more than 20 ms for a row is worth a warning, one that takes more than 100 ms fails."""
    disk = SlowDisk(sync_s)
    assert verdict is disk_line(disk, tmp_path, times=5, now_s=disk.now_s).verdict


def test_nothing_is_left_of_the_trial(tmp_path: Path) -> None:
    """What was written to see how long it takes is removed."""
    disk_line(Disk(), tmp_path, times=5)
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("free_mb", "verdict"), [(1000, Verdict.PASS), (999, Verdict.WARN), (100, Verdict.WARN), (99, Verdict.FAIL)]
)
def test_how_much_room_is_left(tmp_path: Path, free_mb: int, verdict: Verdict) -> None:
    """Less than a gigabyte is worth a warning; what a session would be refused for fails."""
    line = space_line(SmallDisk(free_mb * 1_000_000), tmp_path)
    assert (verdict, f"{free_mb} MB are free for the data") == (line.verdict, line.found)


def test_a_full_disk(tmp_path: Path) -> None:
    """A disk that refuses fails its line, and says so in words; the report of everything else is not lost for it."""
    line = disk_line(FullDisk(), tmp_path)
    assert (Verdict.FAIL, "the disk refuses: its disk is full") == (line.verdict, line.found)
