"""Estimation error, news and update: what a base rate tells somebody, and how far they move.

All in percentage points. Arrays of any shape that broadcast against one another; NaN stands for a missing estimate, and
gives no news and no update. Sources: Garrett & Sharot 2014; Khalid et al. 2025, eLife 13:RP101157.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]


class News(IntEnum):
    """What a base rate is to whoever made an estimate; as a number, the sign of what the models call v."""

    GOOD = 1
    BAD = -1
    NONE = 0
    """The estimate is the base rate, or is missing: the trial is left out, and counted."""


def estimation_error(estimate_pct: ArrayLike, base_rate_pct: ArrayLike) -> Floats:
    """Return by how much an estimate lies above the base rate.

    Parameters
    ----------
    estimate_pct
        First estimate of one's own risk (EE = E1 − BR) or, for the second classification, of the population's
        (EE′ = eBR − BR).
    base_rate_pct
        Base rate.
    """
    return np.asarray(estimate_pct, dtype=np.float64) - np.asarray(base_rate_pct, dtype=np.float64)


def news(error_pct: ArrayLike, favourable: ArrayLike = False) -> NDArray[np.int8]:
    """Return what news the base rate is: a member of `News` each.

    Parameters
    ----------
    error_pct
        Estimation error: above 0, the rate is lower than was estimated.
    favourable
        Whether the event is to be hoped for: then a lower rate is bad news.
    """
    sign = np.nan_to_num(np.sign(np.asarray(error_pct, dtype=np.float64)))
    return np.where(np.asarray(favourable, dtype=bool), -sign, sign).astype(np.int8)


def update(first_pct: ArrayLike, second_pct: ArrayLike, error_pct: ArrayLike) -> Floats:
    """Return how far the second estimate lies from the first in the direction of the base rate.

    Adverse events: E1 − E2 after good news, E2 − E1 after bad news; favourable ones: the other way round, which is the
    same direction. A move away from the rate keeps its minus sign. NaN: the error is 0, so that there is no direction,
    or an estimate is missing.

    Parameters
    ----------
    first_pct, second_pct
        Estimates of one's own risk, before and after the rate was shown.
    error_pct
        The estimation error by which trials are classified, EE or EE′.
    """
    moved = np.asarray(first_pct, dtype=np.float64) - np.asarray(second_pct, dtype=np.float64)
    return moved * direction(error_pct)


def direction(error_pct: ArrayLike) -> Floats:
    """Return the sign of an estimation error: 1 or −1; NaN where there is no direction."""
    sign = np.sign(np.asarray(error_pct, dtype=np.float64))
    return np.where(sign == 0, np.nan, sign)
