"""Which of the taps that were made were heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.instruments.injector import Tapped

_NEAR_S = 0.02


@dataclass(frozen=True)
class HeardTap:
    """A press that a program has taken in.

    Parameters
    ----------
    at_s
        Its time stamp, on CLOCK_MONOTONIC.
    key
        Its key.
    screen
        Number of the screen it was given to.
    """

    at_s: float
    key: str
    screen: int = 0


@dataclass(frozen=True)
class Matched:
    """Taps and what was heard of them.

    Parameters
    ----------
    pairs
        Taps that were heard.
    lost
        Taps that were not.
    invented
        Presses that nobody made, or that were heard twice.
    """

    pairs: tuple[tuple[Tapped, HeardTap], ...]
    lost: tuple[Tapped, ...]
    invented: tuple[HeardTap, ...]


def match(made: Sequence[Tapped], heard: Sequence[HeardTap]) -> Matched:
    """Match each tap with the first press of its key near its time."""
    left, pairs, lost = list(heard), [], []
    for tap in made:
        near = [press for press in left if press.key == tap.key and abs(press.at_s - tap.down_s) < _NEAR_S]
        if near:
            left.remove(near[0])
            pairs.append((tap, near[0]))
        else:
            lost.append(tap)
    return Matched(tuple(pairs), tuple(lost), tuple(left))
