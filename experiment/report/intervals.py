"""Means over participants, with their intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtrit

CONFIDENCE = 0.95


@dataclass(frozen=True)
class MeanOf:
    """The mean of some sessions' values, one of each participant.

    Parameters
    ----------
    n
        How many have a value.
    mean, sd
        NaN where too few have one.
    low, high
        Ends of the 95 % interval of the mean, by Student's t; NaN for fewer than two.
    """

    n: int
    mean: float
    sd: float
    low: float
    high: float


def mean_of(values: pd.Series[Any]) -> MeanOf:
    """Return the mean of the values that are not missing."""
    given = values.dropna().to_numpy(dtype=np.float64)
    n = len(given)
    mean = float(given.mean()) if n else float("nan")
    sd = float(given.std(ddof=1)) if n > 1 else float("nan")
    half = float(stdtrit(n - 1, (1 + CONFIDENCE) / 2)) * sd / n**0.5 if n > 1 else float("nan")
    return MeanOf(n, mean, sd, mean - half, mean + half)
