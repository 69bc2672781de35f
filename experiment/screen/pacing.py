"""Whether a display waits for its refresh: told from the intervals between flips of an empty screen."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

_FASTEST_UNTOLD_HZ = 400.0
"""Nobody has said that the display is faster: then it is not, and its flips wait for nothing."""

_FASTEST_UNEVEN_HZ = 250.0
"""The same, where the flips are uneven besides."""

_ABOVE_TOLD = 1.05
_ALIKE, _ALIKE_SHARE = 0.1, 0.8
_WHOLE, _WHOLE_SHARE = 0.2, 0.7
_EARLY_SHARE = 0.05
_A_FEW = 8


class Pacing(Enum):
    """How flips follow one another."""

    PACED = "paced"
    UNSTEADY = "unsteady"
    """They wait for the refresh, but miss it again and again."""
    UNPACED = "unpaced"
    """They do not wait for it."""


def pacing_of(intervals_s: Sequence[float], known_hz: float | None) -> Pacing:
    """Return whether a display waits for its refresh.

    Of a display that does, nearly all intervals are alike. If they are not, it may still wait: no flip comes much
    earlier than the refresh, and what is late is late by whole periods. A display that waits for nothing is told by its
    speed, or by intervals of any length.

    Parameters
    ----------
    intervals_s
        Between the flips.
    known_hz
        The refresh rate, if the laboratory or the system says it.
    """
    median_s = statistics.median(intervals_s)
    fastest_hz = max(_FASTEST_UNTOLD_HZ, _ABOVE_TOLD * (known_hz or 0.0))
    if median_s < 1 / fastest_hz:
        return Pacing.UNPACED
    if uneven_pct(intervals_s) <= 100 * (1 - _ALIKE_SHARE):
        return Pacing.PACED
    if known_hz is not None:
        early = sum(interval < 0.5 / known_hz for interval in intervals_s) / len(intervals_s)
        return Pacing.UNPACED if early > _EARLY_SHARE else Pacing.UNSTEADY
    shortest = sorted(intervals_s)[: max(1, len(intervals_s) // 3)]
    period_s = statistics.median(shortest)
    whole = sum(abs(interval / period_s - round(interval / period_s)) < _WHOLE for interval in intervals_s)
    waits = whole >= _WHOLE_SHARE * len(intervals_s) and median_s > 1 / _FASTEST_UNEVEN_HZ
    return Pacing.UNSTEADY if waits else Pacing.UNPACED


def uneven_pct(intervals_s: Sequence[float]) -> float:
    """Return which share of the intervals is unlike most."""
    median_s = statistics.median(intervals_s)
    uneven = sum(abs(interval - median_s) >= _ALIKE * median_s for interval in intervals_s)
    return 100 * uneven / len(intervals_s)


def period_s(stamps_s: Sequence[float]) -> float:
    """Estimate the refresh period from the stamps of flips that followed one another.

    The median of the slopes between stamps that are half of them apart (Theil 1950; Sen 1968), lost refreshes counted.
    A median of single intervals would be off by so much that 480 frames, 8 s, would be a frame off; and the whole span
    divided by its refreshes by 0.7 % where the first or the last stamp came 6 ms late.
    """
    interval_s = _period_over(1, stamps_s, statistics.median(after - before for before, after in pairwise(stamps_s)))
    return _period_over(len(stamps_s) // 2, stamps_s, _period_over(_A_FEW, stamps_s, interval_s))


def _period_over(flips: int, stamps_s: Sequence[float], about_s: float) -> float:
    """Return the median period between stamps that are so many flips apart, by how many refreshes that must have been.

    A period that is known to a twentieth tells how many refreshes a few flips took, and that of a few flips how many
    half of all took: a stamp that comes late is then late by itself, and makes none of the others so.
    """
    spans_s = [stamps_s[n + flips] - stamps_s[n] for n in range(len(stamps_s) - flips)]
    return statistics.median(span_s / max(1, round(span_s / about_s)) for span_s in spans_s)
