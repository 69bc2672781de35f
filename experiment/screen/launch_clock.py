"""The clock of a launch, for flips and keys alike."""

from __future__ import annotations

from psychopy import logging
from psychtoolbox import GetSecs

from experiment.format.apparatus import utc_now


class LaunchClock:
    """Seconds from the start of the launch, on the clock of both flips and keys."""

    def __init__(self) -> None:
        self.zero_utc = utc_now()
        self.zero_s = float(GetSecs())
        self._flip_offset_s = float(logging.defaultClock.getLastResetTime()) - self.zero_s

    def of_flip(self, stamp_s: float) -> float:
        """Convert what ``Window.flip`` returns."""
        return stamp_s + self._flip_offset_s

    def now_s(self) -> float:
        """Read the clock."""
        return float(GetSecs()) - self.zero_s
