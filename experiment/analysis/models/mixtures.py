"""Quantiles of mixtures of normal distributions, vectorised."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from experiment.belief.news import Floats

_WEIGHT_OF_NOTHING = 1e-9
_STEPS = 45
"""Each halves the interval: from twenty standard deviations to less than a millionth of a millionth."""


def mixture_quantile(share: float, weights: Floats, means: Floats, sds: Floats) -> Floats:
    """Return the value below which a share of each mixture lies.

    Parameters
    ----------
    share
        Between 0 and 1.
    weights, means, sds
        Of the components, of shape (mixtures, components); the weights of a mixture add up to 1. Where the standard
        deviations are 0, the quantile is the mean.
    """
    counts = weights.max(axis=0, initial=0.0) > _WEIGHT_OF_NOTHING
    weights, means, sds = weights[:, counts], means[:, counts], sds[:, counts]
    weights = weights / weights.sum(axis=1, keepdims=True)
    mean = (weights * means).sum(axis=1)
    spread = np.sqrt((weights * (sds**2 + (means - mean[:, None]) ** 2)).sum(axis=1))
    fixed = spread == 0
    low, high = mean - 10 * spread, mean + 10 * spread
    divisor = np.where(sds == 0, 1.0, sds)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        below = (weights * ndtr((middle[:, None] - means) / divisor)).sum(axis=1)
        low, high = np.where(below < share, middle, low), np.where(below < share, high, middle)
    return np.where(fixed, mean, (low + high) / 2)
