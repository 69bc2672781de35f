"""A little room on a disk, kept while a session runs: on a disk that has filled up, why it stopped can be put down."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path

_ROOM_BYTES = 1 << 17
"""More than a sheet, a line of the ledger and their folders need."""


def kept_room(folder: Path) -> ExitStack:
    """Keep room by a file without a name: it is given back when this is closed, and when the program is killed.

    On Windows a file has a name as long as it is open, under which others would meet it: none is kept there.
    """
    held = ExitStack()
    if sys.platform != "win32":
        with suppress(OSError):
            file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 (it is closed with what is returned)
            held.callback(file.close)
            file.write(os.urandom(_ROOM_BYTES))  # nothing that a file system would store in less
            os.fsync(file.fileno())
    return held
