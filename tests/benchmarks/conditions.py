"""Under what conditions a row is measured."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from experiment.layout.size import Size

SCREEN = Size(1280, 720)
HERTZ = 60.0
FAST_HERTZ = 144.0
FRAME_S = 1 / HERTZ


@dataclass(frozen=True)
class Conditions:
    """What a row is told.

    Parameters
    ----------
    display
        Name of the display, with nothing else on it.
    framebuffer_folder
        Where its pixels can be looked at.
    quick
        Few measurements: whether everything runs, not what the figures are.
    monitored
        The window that follows a session is open on the same display, and painted anew every second.
    """

    display: str
    framebuffer_folder: Path
    quick: bool
    monitored: bool = False

    def count(self, full: int, quick: int) -> int:
        """Choose a number of measurements."""
        return quick if self.quick else full
