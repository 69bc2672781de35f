"""What not every system has: who asks for it where it is not there skips the test, saying so."""

from __future__ import annotations

import os
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

WINDOWS = sys.platform == "win32"

posix_locks = pytest.mark.skipif(WINDOWS, reason="Windows has locks of its own: no other file stands for one")
posix_signals = pytest.mark.skipif(WINDOWS, reason="Windows has no signals that end a program from outside")
posix_modes = pytest.mark.skipif(WINDOWS, reason="Windows has no modes")
posix_paths = pytest.mark.skipif(WINDOWS, reason="paths of Linux")


@cache
def has_links() -> bool:
    """Tell whether links can be made here, and lead somewhere: Windows gives few the right, and Wine 8 half of it."""
    with tempfile.TemporaryDirectory() as folder:
        link, target = Path(folder, "link"), Path(folder, "target")
        target.touch()
        try:
            link.symlink_to(target)
        except OSError:
            return False
        return link.is_symlink() and os.path.realpath(link) == os.path.realpath(target)


def make_link(place: Path, target: str | Path) -> None:
    """Make a link."""
    if not has_links():
        pytest.skip("links cannot be made here")
    place.symlink_to(target)


def make_pipe(place: Path) -> None:
    """Make a pipe that has a name."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes with names")
    os.mkfifo(place)


def device(name: str) -> Path:
    """Find a device."""
    place = Path("/dev", name)
    if WINDOWS or not place.exists():
        pytest.skip(f"there is no {place}")
    return place


def meddled_with(error: OSError) -> OSError:
    """Give the error of a hand that was to remove or rename an open file; on Windows the system lets nobody."""
    if WINDOWS and isinstance(error, PermissionError):
        pytest.skip("Windows lets nobody remove or rename a file that is open")
    return error
