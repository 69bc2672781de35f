"""What reading a file asks of the computer."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

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
