"""What somebody who updates by Bayes' rule would answer (Shah, Harris, Bird, Catmur & Hahn 2016, Cogn Psychol 90)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from experiment.belief.news import Floats, direction, estimation_error

_EDGE_PCT = 0.5
"""Answers are whole points: 0 stands for all below a half, so that it is no certainty; 100 likewise."""


def posterior_pct(first_pct: ArrayLike, population_pct: ArrayLike, base_rate_pct: ArrayLike) -> Floats:
    """Return the second estimate by Bayes' rule: posterior odds = odds(BR) · odds(E1) / odds(eBR).

    What sets somebody apart from the population, odds(E1) / odds(eBR), is kept when the population's risk turns out to
    be another. Who has put themselves level with it (E1 = eBR) takes over the base rate.

    Parameters
    ----------
    first_pct, population_pct, base_rate_pct
        First estimates of one's own risk (E1) and of the population's (eBR), and the base rate (BR); 0 and 100 are
        taken for 0.5 and 99.5. Shapes that broadcast; NaN where an estimate is missing.
    """
    log_odds = _log_odds(base_rate_pct) + _log_odds(first_pct) - _log_odds(population_pct)
    return np.asarray(100 / (1 + np.exp(-log_odds)))


def bayesian_shift_pct(first_pct: ArrayLike, population_pct: ArrayLike, base_rate_pct: ArrayLike) -> Floats:
    """Return how far Bayes' rule moves an estimate in the direction of the base rate.

    Negative where own and population estimate lie on two sides of the rate and the rule leads away from it. NaN where
    the first estimate is the rate, or one is missing.
    """
    shift = np.asarray(first_pct, dtype=np.float64) - posterior_pct(first_pct, population_pct, base_rate_pct)
    return shift * direction(estimation_error(first_pct, base_rate_pct))


def _log_odds(pct: ArrayLike) -> Floats:
    share = np.clip(np.asarray(pct, dtype=np.float64), _EDGE_PCT, 100 - _EDGE_PCT) / 100
    return np.asarray(np.log(share) - np.log1p(-share))
