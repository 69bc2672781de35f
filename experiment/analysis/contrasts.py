"""Contrasts of participants: one number for each of them, and a t test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from experiment.belief.news import Floats


@dataclass(frozen=True)
class Contrast:
    """A mean of participants, or a difference of two such means.

    Parameters
    ----------
    estimate
        In the unit of the numbers.
    standard_error, degrees
        Of the t test; of Welch for two groups.
    low, high
        95 % interval; NaN where nothing varies.
    p
        Two-sided; NaN where nothing varies.
    effect_size
        Cohen's d: the estimate in units of the (pooled) standard deviation of participants.
    effect_low, effect_high
        Its 95 % interval, from its large-sample standard error.
    participants
        How many there are.
    """

    estimate: float
    standard_error: float
    degrees: float
    low: float
    high: float
    p: float
    effect_size: float
    effect_low: float
    effect_high: float
    participants: int


def against_zero(values: Floats) -> Contrast | None:
    """Compare the mean of participants with 0; ``None``: fewer than two of them."""
    n = len(values)
    if n < 2:
        return None
    sd = float(values.std(ddof=1))
    size = float(values.mean()) / sd if sd > 0 else float("nan")
    return _contrast(float(values.mean()), sd / np.sqrt(n), n - 1, size, np.sqrt(1 / n + size**2 / (2 * n)), n)


def between(first: Floats, second: Floats) -> Contrast | None:
    """Compare the mean of the second group with that of the first (Welch); ``None``: fewer than two in one of them."""
    n, m = len(first), len(second)
    if min(n, m) < 2:
        return None
    of_first, of_second = first.var(ddof=1) / n, second.var(ddof=1) / m
    error = float(np.sqrt(of_first + of_second))
    degrees = (of_first + of_second) ** 2 / (of_first**2 / (n - 1) + of_second**2 / (m - 1)) if error > 0 else n + m - 2
    pooled = np.sqrt(((n - 1) * first.var(ddof=1) + (m - 1) * second.var(ddof=1)) / (n + m - 2))
    difference = float(second.mean() - first.mean())
    size = float(difference / pooled) if pooled > 0 else float("nan")
    size_error = np.sqrt((n + m) / (n * m) + size**2 / (2 * (n + m)))
    return _contrast(difference, error, float(degrees), size, float(size_error), n + m)


def t_test(estimate: float, error: float, degrees: float) -> tuple[float, float, float]:
    """Return the 95 % interval of an estimate and its two-sided p, by Student's t; NaN where nothing varies."""
    if not error > 0:
        return float("nan"), float("nan"), float("nan")
    reach = float(stdtrit(degrees, 0.975)) * error
    return estimate - reach, estimate + reach, float(2 * stdtr(degrees, -abs(estimate) / error))


def given(values: Floats) -> Floats:
    """Return the values that are not missing."""
    return values[~np.isnan(values)]


_NORMAL_975 = 1.959964


def _contrast(
    estimate: float, error: float, degrees: float, size: float, size_error: float, participants: int
) -> Contrast:
    low, high, p = t_test(estimate, error, degrees)
    return Contrast(
        estimate, error, degrees, low, high, p,
        size, size - _NORMAL_975 * size_error, size + _NORMAL_975 * size_error, participants,
    )  # fmt: skip
