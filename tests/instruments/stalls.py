"""A program that is held up: before chosen flips it does nothing for a while, as if a frame took too long."""

from __future__ import annotations

import time
from typing import Any


class Stalls:
    """Holds up the flips of a window.

    Parameters
    ----------
    window
        A window of PsychoPy.
    """

    def __init__(self, window: Any) -> None:
        self._flip = window.flip
        self._coming: dict[int, float] = {}
        self._flips = 0
        window.flip = self._held_up

    def plan(self, after_flips: int, stall_s: float) -> None:
        """Hold up a flip: 1 is the next."""
        self._coming[self._flips + after_flips] = stall_s

    def _held_up(self, clearBuffer: bool = True) -> Any:  # noqa: N803 (PsychoPy's name)
        self._flips += 1
        time.sleep(self._coming.pop(self._flips, 0.0))
        return self._flip(clearBuffer)

    def forget(self) -> None:
        """Hold up nothing more."""
        self._coming.clear()
