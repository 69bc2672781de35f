"""Within which an empirical distribution of even numbers stays as a whole, in 95 of 100 cases.

Säilynoja, Bürkner & Vehtari 2022 (Statistics and Computing 32:32): the interval of each place is binomial, and its
level is set so that all places together hold it, here by drawing.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import binom

from experiment.belief.news import Floats

PLACES: Floats = np.arange(1, 40) / 40
"""Where the distribution is looked at."""

_DRAWN = 2000


def below(shares: Floats) -> Floats:
    """Return which share of the numbers is at or below each of `PLACES`."""
    return np.asarray((shares[:, None] <= PLACES).mean(axis=0))


def simultaneous_band(n: int, level: float = 0.95, seed: int = 1) -> tuple[Floats, Floats]:
    """Return the lowest and the highest share that are to be expected at each of `PLACES`.

    Parameters
    ----------
    n
        How many numbers there are.
    level
        How probable it is that all places are within.
    seed
        Of the drawing.
    """
    cells = np.diff(np.concatenate([[0.0], PLACES, [1.0]]))
    counts = np.random.default_rng(seed).multinomial(n, cells, _DRAWN).cumsum(axis=1)[:, :-1]
    tail = 2 * np.minimum(binom.cdf(counts, n, PLACES), binom.sf(counts - 1, n, PLACES))
    # Each set by its most unusual place; what one in twenty sets goes below is the level of a single place.
    single = np.quantile(tail.min(axis=1), 1 - level)
    return binom.ppf(single / 2, n, PLACES) / n, binom.isf(single / 2, n, PLACES) / n
