"""Whether chains of draws agree, and how many independent draws they are worth.

Vehtari, Gelman, Simpson, Carpenter & Bürkner 2021, Bayesian Analysis 16(2), sections 3 and 4.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from experiment.belief.news import Floats

LARGEST_R_HAT, LEAST_DRAWS = 1.01, 400.0
"""Beyond, chains should not be used (Vehtari et al. 2021, Bayesian Analysis 16:667)."""


def r_hat(draws: Floats) -> float:
    """Return the rank-normalised split R-hat: 1 where chains cannot be told apart; above 1.01 they should not be used.

    Parameters
    ----------
    draws
        Of one number, of shape (draws, chains).
    """
    ranked = _rank_normalised(_split(draws))
    folded = _rank_normalised(_split(np.abs(draws - np.median(draws))))
    return max(_plain_r_hat(ranked), _plain_r_hat(folded))


def effective_draws(draws: Floats) -> float:
    """Return the bulk effective sample size.

    Parameters
    ----------
    draws
        Of one number, of shape (draws, chains).
    """
    return _worth(_rank_normalised(_split(draws)))


def tail_draws(draws: Floats) -> float:
    """Return the effective sample size of what lies below the end of a central 95 % interval, of the worse end.

    The publication has it at 5 and 95 %; the intervals here end at 2.5 and 97.5.

    Parameters
    ----------
    draws
        Of one number, of shape (draws, chains).
    """
    chains = _split(draws)
    return min(_worth((chains <= end).astype(np.float64)) for end in np.quantile(draws, [0.025, 0.975]))


def _worth(chains: Floats) -> float:
    """Return how many independent draws say as much of the mean of these, by Geyer's initial monotone sequence."""
    n, m = chains.shape
    centred = chains - chains.mean(axis=0)
    size = 2 ** int(np.ceil(np.log2(2 * n)))
    spectrum = np.fft.rfft(centred, size, axis=0)
    autocovariance = np.fft.irfft(np.abs(spectrum) ** 2, size, axis=0)[:n] / n
    within = autocovariance[0].mean() * n / (n - 1)
    total = within * (n - 1) / n + chains.mean(axis=0).var(ddof=1)
    correlation = 1 - (within - autocovariance.mean(axis=1) * n / (n - 1)) / total
    pairs = correlation[: n // 2 * 2].reshape(-1, 2).sum(axis=1)
    negative = np.flatnonzero(pairs < 0)
    initial = np.minimum.accumulate(pairs[: negative[0]] if len(negative) else pairs)
    return float(n * m / max(2 * initial.sum() - 1, 1 / np.log10(n * m)))


def _split(draws: Floats) -> Floats:
    half = len(draws) // 2
    return np.hstack([draws[:half], draws[len(draws) - half :]])


def _rank_normalised(draws: Floats) -> Floats:
    ranks = draws.reshape(-1).argsort().argsort().reshape(draws.shape) + 1
    return np.asarray(ndtri((ranks - 0.375) / (draws.size + 0.25)))


def _plain_r_hat(chains: Floats) -> float:
    n = len(chains)
    within = chains.var(axis=0, ddof=1).mean()
    between = n * chains.mean(axis=0).var(ddof=1)
    return float(np.sqrt(((n - 1) / n * within + between / n) / within))
