"""What reading a file asks of the computer."""

from __future__ import annotations

import errno
import os
import stat
import tracemalloc
from pathlib import Path
from types import SimpleNamespace

import pytest

from experiment.record import reading
from experiment.record.reading import LARGEST_BYTES, read_whole


def test_a_small_file_needs_little_memory(tmp_path: Path) -> None:
    """No more is set aside than the file holds: Windows gives at once, and slowly, what is asked for."""
    file = tmp_path / "small"
    file.write_bytes(b"a line\n")
    tracemalloc.start()
    try:
        read_whole(file)
        _, most_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most_bytes < LARGEST_BYTES / 100


@pytest.fixture
def growing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that has ten bytes when it is looked at, and more when it is read."""
    monkeypatch.setattr(os, "fstat", lambda _descriptor: SimpleNamespace(st_size=10, st_mode=stat.S_IFREG))
    monkeypatch.setattr(reading, "LARGEST_BYTES", 200_000)
    return tmp_path / "growing"


def test_what_is_added_while_it_is_read(growing: Path) -> None:
    """A file that has grown meanwhile is read to its end."""
    growing.write_bytes(b"a" * 150_000)
    assert b"a" * 150_000 == read_whole(growing)


def test_a_file_that_grows_too_large_while_it_is_read(growing: Path) -> None:
    """One that grows beyond what any file here has is refused, and never cut."""
    growing.write_bytes(b"a" * 250_000)
    with pytest.raises(OSError, match="larger than") as refused:
        read_whole(growing)
    assert errno.EFBIG == refused.value.errno
