"""How people, and visits of each of them, differ in what is assumed: with the mean and the SD that are stated."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from experiment.config.assumed import Assumed, AssumedFactors, AssumedLearning, AssumedNoise, AssumedWithin

_NORMAL = NormalDist()
_AT, _WEIGHTS = np.polynomial.legendre.leggauss(40)
_HALVINGS = 60
_NEARLY_1 = 1 - 1e-12


def visits_sd_of(assumed: Assumed) -> float:
    """Return by how much somebody differs in something from visit to visit."""
    return assumed.visits_sd if isinstance(assumed, AssumedLearning | AssumedNoise) else 0.0


def of_person(assumed: Assumed, above: float, there: float = 0.0, highest: float | None = None) -> float:
    """Return what is true of somebody at a visit; over people it has the mean and the SD that are assumed.

    What has no upper end differs by factors (log-normal); what lies between two ends, as a share does, is normal on
    the scale of the probit, which has no ends; what may be below 0 is normal.

    Parameters
    ----------
    assumed
        Of people.
    above
        How many standard deviations of people they are above the others.
    there
        How many standard deviations of visits they are above themselves.
    highest
        The upper end, if it is lower than that of its kind.
    """
    visits_sd = visits_sd_of(assumed)
    if assumed.between_sd == 0 and visits_sd == 0:
        return assumed.value
    if isinstance(assumed, AssumedWithin):
        end = assumed.highest if highest is None else highest
        return end * _share(assumed.value / end, assumed.between_sd / end, visits_sd / end, above, there)
    if isinstance(assumed, AssumedFactors):
        if assumed.value == 0:
            return 0.0
        log_variance = math.log1p((assumed.between_sd / assumed.value) ** 2)
        whole = log_variance + visits_sd**2
        return assumed.value * math.exp(math.sqrt(log_variance) * above + visits_sd * there - whole / 2)
    return assumed.value + assumed.between_sd * above


def _share(mean: float, between_sd: float, visits_sd: float, above: float, there: float) -> float:
    middle, of_people, of_visits = _on_probits(mean, between_sd, visits_sd)
    return _NORMAL.cdf(middle + of_people * above + of_visits * there)


@lru_cache(maxsize=256)
def _on_probits(mean: float, between_sd: float, visits_sd: float) -> tuple[float, float, float]:
    """Return mean and SDs (of people, of visits of each) of probits whose shares have a mean and SDs.

    Of a normal probit with mean h √(1 + t²) and variance t², the share has the mean Φ(h); two shares of one person,
    whose probits share p² of that variance, have the covariance of two normal variables that are below h, which
    correlate by p² / (1 + t²).
    """
    below = _NORMAL.inv_cdf(mean)
    of_all = _correlation(below, between_sd**2 + visits_sd**2)
    of_people = min(of_all, _correlation(below, between_sd**2))
    wider = 1 / (1 - of_all)
    return below * math.sqrt(wider), math.sqrt(of_people * wider), math.sqrt((of_all - of_people) * wider)


def _correlation(below: float, covariance: float) -> float:
    """Return by how much two normal variables correlate whose being below a value has so much covariance, by halving.

    The covariance is an integral over the correlation (Plackett 1954), which is smooth over its arc sine.
    """
    low, high = 0.0, math.pi / 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        at = middle * (_AT + 1) / 2
        found = middle / 2 * float(_WEIGHTS @ np.exp(-(below**2) / (1 + np.sin(at)))) / (2 * math.pi)
        low, high = (middle, high) if found < covariance else (low, middle)
    return min(math.sin(low), _NEARLY_1)
