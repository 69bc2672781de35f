"""A display that nobody sees: when it refreshes, as a real one does, which is near a grid and never quite on it."""

from __future__ import annotations

from random import Random
from statistics import NormalDist

from experiment.virtual.chance import Chance

_USUAL_S, _OFF = 1 / 60, 2e-4
"""What is sold as 60 Hz has between 59.95 and 60.05, as a standard deviation of so much of it allows."""

_FIRST_S, _FIRST_WITHIN_S = 0.5, 0.6
"""The first page is up so long after a launch begins, and up to so much later: docs/timing.md has 0.66 s."""

_SCATTER_S = 8e-5
"""By how much stamps of flips are off: two of them make the SD of a duration, .06 to .49 ms seen from outside, and .08
to .12 where nothing was in the way (docs/timing.md)."""

_FARTHEST = 6
"""A stamp lies within so many standard deviations after its refresh, and never before it: nothing is seen too early."""

_STANDARD = NormalDist()


class VirtualDisplay:
    """When a display refreshes.

    Parameters
    ----------
    frame_s
        Its period.
    first_s
        Its first refresh.
    scatter_s
        By how much the stamp of a flip is off, as a standard deviation.
    draws
        Of the scatter, one after the other.
    """

    def __init__(self, frame_s: float = _USUAL_S, first_s: float = 0.0, scatter_s: float = 0.0, draws: int = 0) -> None:
        self.frame_s, self.first_s, self._scatter_s = frame_s, first_s, scatter_s
        self._share = Random(draws).random  # Python guarantees this sequence to stay the same between versions

    def stamp_s(self, refresh: int) -> float:
        """Return when a flip at a refresh is stamped; asked again, it is another draw."""
        due_s = self.first_s + refresh * self.frame_s
        if not self._scatter_s:
            return due_s
        share = self._share  # three of them add up to nearly a normal draw, that has ends
        return due_s + self._scatter_s * (2 * (share() + share() + share() - 1.5) + _FARTHEST / 2)

    def longest_s(self, intervals: int) -> float:
        """Return how long the longest of so many intervals between two flips was."""
        if not self._scatter_s or intervals < 1:
            return self.frame_s
        apart = _STANDARD.inv_cdf((self._share() or 0.5) ** (1 / intervals)) * 2**0.5
        return self.frame_s + self._scatter_s * min(float(_FARTHEST), max(-float(_FARTHEST), apart))


EXACT = VirtualDisplay()
"""Of sixty refreshes a second, each on time."""


def display_of(*purpose: str | int) -> VirtualDisplay:
    """Make the display of one launch: the same for the same purpose, on every computer."""
    chance = Chance(*purpose, "display")
    frame_s = _USUAL_S * (1 + _OFF * chance.normal("frame"))
    first_s = _FIRST_S + _FIRST_WITHIN_S * chance.share("first")
    return VirtualDisplay(frame_s, first_s, _SCATTER_S, int(chance.share("scatter") * (1 << 48)))
