"""A device, a pipe or a socket is never replaced by a file, whoever asks for it: root could do that to /dev/null."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from experiment.record.storage import Disk
from experiment.record.whole_files import write_whole

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names in folders there")


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    place = tmp_path / "pipe"
    os.mkfifo(place)
    return place


def test_it_is_refused(pipe: Path) -> None:
    """Writing a whole file to its name is an error of the system, as with a file that cannot be written."""
    with pytest.raises(OSError, match="no file"):
        write_whole(Disk(), pipe, b"page")


def test_it_stays(pipe: Path) -> None:
    """It is what it was."""
    with pytest.raises(OSError, match="no file"):
        write_whole(Disk(), pipe, b"page")
    assert pipe.is_fifo()


def test_nothing_stays_beside_it(pipe: Path) -> None:
    """Nothing of what was to be written is left."""
    with pytest.raises(OSError, match="no file"):
        write_whole(Disk(), pipe, b"page")
    assert ["pipe"] == os.listdir(pipe.parent)  # noqa: PTH208
