"""Draws by importance: the distributions that are drawn from, what each draw counts, and whether there are enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import gammaln, ndtri
from scipy.stats import chi2, qmc

from experiment.belief.news import Floats

_FREEDOM = 8.0
"""Of the t distributions that are drawn from: their tails are longer than those of the posterior, whose prior is
normal, so that no draw counts without bound."""
_SEED = 20251126


@dataclass(frozen=True)
class About:
    """A t distribution about a place.

    Parameters
    ----------
    place
        Its middle.
    root
        Times its transpose it is the scale.
    number
        How many draws are made.
    turn
        Distributions about one place that differ in it have other draws.
    """

    place: Floats
    root: Floats
    number: int
    turn: int = 0

    def places(self) -> Floats:
        """Return the draws."""
        return np.asarray(self.place + _spread_evenly(self.number, len(self.place), self.turn) @ self.root.T)

    def log_density(self, places: Floats) -> Floats:
        """Return the natural logarithm of the density at some places."""
        size = len(self.place)
        away = np.linalg.solve(self.root, (places - self.place).T)
        constant = gammaln((_FREEDOM + size) / 2) - gammaln(_FREEDOM / 2) - 0.5 * size * np.log(_FREEDOM * np.pi)
        constant -= np.linalg.slogdet(self.root)[1]
        return np.asarray(constant - 0.5 * (_FREEDOM + size) * np.log1p((away**2).sum(axis=0) / _FREEDOM))


def log_mixture(parts: Sequence[About], places: Floats) -> Floats:
    """Return the logarithm of the density of all draws together."""
    whole = sum(part.number for part in parts)
    logs = [part.log_density(places) + np.log(part.number / whole) for part in parts]
    return np.asarray(np.logaddexp.reduce(logs, axis=0))


def shares(logs: Floats) -> Floats:
    """Return what draws count, adding up to 1, of the logarithms of it."""
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


def effective_draws(weights: Floats) -> Floats:
    """Return how many draws that all count alike would say as much (Kish); the last axis is that of draws."""
    return np.asarray(1 / (weights**2).sum(axis=-1))


def tail_draws(weights: Floats, values: Floats) -> float:
    """Return how many effective draws the end of a central 95 % interval rests on that has fewest.

    So many draws that all count alike would know as well how much lies below that end (Vehtari et al. 2021, Bayesian
    Analysis 16:667, of chains).

    Parameters
    ----------
    weights
        (draws,); they add up to 1.
    values
        (draws, numbers): the numbers that have intervals.
    """
    order = np.argsort(values, axis=0, kind="stable")
    ordered = weights[order]
    below = ordered.cumsum(axis=0)
    squares = (ordered**2).cumsum(axis=0)
    fewest = np.inf
    for share in ENDS:
        last = np.argmax(below >= share, axis=0)[None]
        mass, within = (np.take_along_axis(each, last, axis=0)[0] for each in (below, squares))
        variance = within * (1 - mass) ** 2 + (squares[-1] - within) * mass**2
        fewest = min(fewest, float((mass * (1 - mass) / variance).min()))
    return fewest


ENDS = (0.025, 0.975)
"""What share of the posterior lies below the ends of an interval."""


def tail_shape(weights: Floats) -> float:
    """Return k̂: how heavy the tail of what draws count is, the shape of a generalised Pareto distribution of it.

    Above .5 the variance of what draws count has no bound, so that numbers of effective draws say nothing (Vehtari,
    Simpson, Gelman, Yao & Gabry 2024, J Mach Learn Res 25(72)). The estimate is that of Zhang & Stephens 2009
    (Technometrics 51:316), drawn towards .5 as there.

    Parameters
    ----------
    weights
        (draws,).
    """
    number = int(min(0.2 * len(weights), 3 * np.sqrt(len(weights))))
    ordered = np.sort(weights)
    tail = ordered[-number:] - ordered[-number - 1]
    tail = tail[tail > 0]
    if len(tail) < _LEAST_TAIL:
        return np.inf
    rates = 30 + int(np.sqrt(len(tail)))
    quarter = tail[int(len(tail) / 4 + 0.5) - 1]
    steps = np.sqrt(rates / (np.arange(1, rates + 1) - 0.5))
    rate = 1 / tail[-1] + (1 - steps) / (3 * quarter)
    shape = np.log1p(-rate[:, None] * tail).mean(axis=1)
    height = len(tail) * (np.log(-rate / shape) - shape - 1)
    mean_rate = (shares(height) * rate).sum()
    found = float(np.log1p(-mean_rate * tail).mean())
    return (len(tail) * found + _TOWARDS_HALF * 0.5) / (len(tail) + _TOWARDS_HALF)


_LEAST_TAIL = 5
_TOWARDS_HALF = 10
"""As many draws of the tail as the prior of the shape counts."""


@cache
def _spread_evenly(number: int, size: int, turn: int) -> Floats:
    """Return the same draws each time, spread more evenly than by chance (Sobol's sequence, scrambled)."""
    uniform = qmc.Sobol(size + 1, seed=_SEED + turn).random(number)
    normal = ndtri(np.clip(uniform[:, :-1], 1e-12, 1 - 1e-12))
    return np.asarray(normal * np.sqrt(_FREEDOM / chi2.ppf(uniform[:, -1:], _FREEDOM)))
