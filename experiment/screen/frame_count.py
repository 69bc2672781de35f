"""How the display kept time: the intervals between flips, and the frames that were dropped."""

from __future__ import annotations

from collections import Counter

from experiment.format.apparatus import FlipIntervals
from experiment.task.stage import Frames

_DROPPED = 1.5
"""An interval of more than so many frames has dropped at least one."""


class FrameCount:
    """Counts all frames of a launch, and those since somebody asked."""

    def __init__(self) -> None:
        self._dropped = self._dropped_in_all = 0
        self._longest_s = self._longest_in_all_s = 0.0
        self._counts_by_ms: Counter[int] = Counter()

    def add(self, interval_s: float, frame_s: float) -> None:
        """Take note of the interval between two flips, on a display whose frames last so long."""
        self._longest_s = max(self._longest_s, interval_s)
        self._longest_in_all_s = max(self._longest_in_all_s, interval_s)
        self._counts_by_ms[int(1000 * interval_s)] += 1
        if interval_s > _DROPPED * frame_s:
            dropped = round(interval_s / frame_s) - 1
            self._dropped += dropped
            self._dropped_in_all += dropped

    def take(self) -> Frames:
        """Return how the display kept time since the last call."""
        frames = Frames(self._dropped, self._longest_s)
        self._dropped, self._longest_s = 0, 0.0
        return frames

    def summed_up(self) -> FlipIntervals:
        """Return the intervals between all flips so far."""
        return FlipIntervals(
            flips=sum(self._counts_by_ms.values()),
            dropped=self._dropped_in_all,
            longest_ms=round(1000 * self._longest_in_all_s, 3),
            counts_by_ms=dict(sorted(self._counts_by_ms.items())),
        )
