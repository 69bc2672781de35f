"""How long a check takes, and how far it is: pages that say so between the durations that are tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from experiment.layout.views import PageView

PAGE_S = 1.0
"""How long such a page stands."""


@dataclass(frozen=True)
class Progress:
    """The way through all durations of a study.

    Parameters
    ----------
    durations_s
        What is tried, in turn.
    times
        How often each of them.
    afterwards_s
        How long the check takes after them.
    """

    durations_s: Sequence[float]
    times: Sequence[int]
    afterwards_s: float

    @property
    def takes_s(self) -> float:
        """How long they take in all."""
        return self._left_s(0, 0) - self.afterwards_s

    def page(self, turn: int, time: int) -> PageView | None:
        """Return the page before one try of a duration: the first, and each with which another minute is over."""
        return self._pages.get((turn, time))

    @property
    def pages(self) -> list[PageView]:
        """Every page there will be."""
        return list(self._pages.values())

    @cached_property
    def _pages(self) -> dict[tuple[int, int], PageView]:
        pages: dict[tuple[int, int], PageView] = {}
        said = ""
        for turn, times in enumerate(self.times):
            for time in range(times):
                left = about(self._left_s(turn, time))
                if time == 0 or left != said:
                    tried = f"Keeping screens as long as planned: {turn + 1} of {len(self.times)}."
                    pages[turn, time] = PageView(f"{tried}\n\n{left} left. Escape stops the check.", ())
                said = left
        return pages

    def _left_s(self, turn: int, time: int) -> float:
        tries = [self.times[turn] - time, *self.times[turn + 1 :]] if self.times else []
        waits = sum(tries[n] * self.durations_s[turn + n] for n in range(len(tries)))
        return waits + PAGE_S * len(tries) + self.afterwards_s


def about(seconds: float) -> str:
    """Say a time as one says it: half a minute, a minute, 7 minutes."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "Half a minute"
    return "About a minute" if minutes == 1 else f"About {minutes} minutes"
