"""The search for the relative covariances of a mixed model at which its deviance is least."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from scipy.optimize import minimize

from experiment.belief.news import Floats

DevianceAndSlope: TypeAlias = Callable[[Floats], tuple[float, Floats]]
"""What is to be least, and how it changes with each number that is searched for."""

_START = 0.3
"""Relative standard deviation from which the search is begun: about what updates have."""
_NUDGES = (0.1, -0.1, 0.3, 0.02, -0.03)
"""How far from where a search has ended the next one is begun."""
_GAINED = 1e-6
"""A search that gains less has begun where it ends."""


def least_deviance(criterion: DevianceAndSlope, unit: Floats, widest: float) -> tuple[Floats, bool]:
    """Return where a deviance is least, and whether the search for it has come to its end.

    By its slope it is found fast. But the slope is 0, too, where an effect has no spread, whether that is the least or
    not: so it is searched for again from beside there, with some spread of every effect, until nothing is gained.

    Parameters
    ----------
    criterion
        Of the lower triangular factors of covariances. Signs of their columns do not matter, and are left free: held
        to one, a search that has come to 0 in the diagonal could not get to correlations of the other sign.
    unit
        Where all covariances are 1 in the diagonal, and 0 beside it.
    widest
        No number gets larger.
    """
    theta, least, _ = _down(criterion, _START * unit, widest)
    for nudge in _NUDGES:
        beside = theta + nudge * np.where(unit == 1, np.where(theta < 0, -1.0, 1.0), 0.5)
        again, value, ended = _down(criterion, beside, widest)
        gained = least - value
        if gained > 0:
            theta, least = again, value
        if ended and gained < _GAINED:
            return theta, True
    return theta, False


def _down(criterion: DevianceAndSlope, start: Floats, widest: float) -> tuple[Floats, float, bool]:
    """Go down the slope from a place: where that ends, the deviance there, and whether it is an end."""
    found = minimize(
        criterion, start, jac=True, method="L-BFGS-B", bounds=[(-widest, widest)] * len(start),
        options={"ftol": 1e-13, "gtol": 1e-5, "maxiter": 400, "maxcor": 20},
    )  # fmt: skip
    return found.x, float(found.fun), bool(found.success)
