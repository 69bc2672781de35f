"""The stalls of a session that runs under :mod:`tests.instruments.stalled_run`, as another process sees them."""

from __future__ import annotations

import os
import time
from pathlib import Path

STALLS = "STALLS_FILE"
"""Name of the environment variable that says where they are written."""


class Stalls:
    """The stalls of a session that is going on.

    Parameters
    ----------
    file
        Where they are written.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        file.touch()
        os.environ[STALLS] = str(file)

    def wait_for_next(self) -> None:
        """Return when another stall has just begun."""
        begun = self._file.read_text().count(" ")
        while self._file.read_text().count(" ") == begun:
            time.sleep(0.001)

    def whole(self) -> list[tuple[float, float]]:
        """List those that are over: when each began and ended."""
        lines = self._file.read_text().splitlines()
        pairs = [line.split() for line in lines]
        return [(float(pair[0]), float(pair[1])) for pair in pairs if len(pair) == 2]
