"""Reproducible draws: each has a seed of its own, derived from what it is for."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from typing import TypeVar

_T = TypeVar("_T")


class Draw:
    """A stream of draws for one purpose.

    The seed is the SHA-256 of its parts, so that no draw depends on how many others were made before it. Only
    :meth:`random.Random.random` is used, whose sequence Python guarantees to stay the same between versions.

    Parameters
    ----------
    *purpose
        Study seed, participant, visit, run, and what the draw is for.
    """

    def __init__(self, *purpose: str | int) -> None:
        digest = hashlib.sha256("/".join(str(part) for part in purpose).encode()).digest()
        self._random = random.Random(int.from_bytes(digest, "big"))

    def shuffled(self, items: Iterable[_T]) -> list[_T]:
        """Shuffle: every order is equally likely (Fisher and Yates)."""
        shuffled = list(items)
        for last in range(len(shuffled) - 1, 0, -1):
            chosen = int(self._random.random() * (last + 1))
            shuffled[last], shuffled[chosen] = shuffled[chosen], shuffled[last]
        return shuffled

    def uniform(self, low: float, high: float) -> float:
        """Draw a number between two others."""
        return low + (high - low) * self._random.random()
