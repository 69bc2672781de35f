"""By how much simulated people differ, calculated again from the rows of raw CSVs alone, by halves.

Of each person a figure is worked out twice, from one half of the events and from the other. Noise of the answers is
another in each half; what the halves have in common, over people, is by how much people differ.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tests.instruments.found_again import Answers, Floats, Found, PutIn, Rows, log_variance, since_told

_Z, _WEIGHTS = np.polynomial.hermite_e.hermegauss(31)
_NORMAL = _WEIGHTS / _WEIGHTS.sum()


def halves(answers: Answers) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return every other event, and the others: of low rates, of high ones and of those that are asked again, each."""
    number = np.zeros(len(answers.rate), dtype=np.int64)
    for some in (answers.low, answers.high, answers.again):
        number[some] = np.arange(some.sum())
    return number % 2 == 0, number % 2 == 1


def in_common(one: Floats, other: Floats, put: float) -> Found:
    """Return the covariance of two halves over people, with the standard error that it has if it is what was put in."""
    there = ~np.isnan(one) & ~np.isnan(other)
    if there.sum() < 4:  # nobody is as they should be: nothing is found
        return Found(math.nan, 1.0)
    both = np.cov(one[there], other[there])
    by_chance = [max(0.0, float(both[at, at] - both[0, 1])) for at in (0, 1)]
    error = math.sqrt(((put + by_chance[0]) * (put + by_chance[1]) + put**2) / (there.sum() - 1))
    return Found(float(both[0, 1]), error)


def root(square: Found, put: float) -> Found:
    """Return the root of what two halves have in common."""
    return Found(math.sqrt(max(0.0, square.found)), square.error / (2 * put))


def solved(square: Found, expected: Callable[[float], float], put: float) -> Found:
    """Return the SD of which something is expected that was found: it rises with it."""
    low, high = 0.0, 4 * put
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if expected(middle) < square.found else (low, middle)
    steep = (expected(1.01 * put) - expected(0.99 * put)) / (0.02 * put)
    return Found(low, square.error / steep)


def variance_of_squares(mean: float, between: float) -> float:
    """Return the variance of the square of what is log-normal with a mean and an SD."""
    ratio = 1 + (between / mean) ** 2
    return mean**4 * (ratio**6 - ratio**2)


def pulls(answers: Answers, put: PutIn) -> dict[str, Found]:
    """By how much people differ in how far a number on the screen pulls them."""
    found = [
        _slope(answers.second - answers.first, answers.rate - answers.first, answers, half) for half in halves(answers)
    ]
    between = put["anchor_pull"][1]
    return {"anchor_pull: between": root(in_common(found[0], found[1], between**2), between)}


def _slope(gone: Floats, way: Floats, answers: Answers, half: NDArray[np.bool_]) -> Floats:
    """Return of each person how much farther something goes at high rates than at low ones, a point of the way."""
    there = half & ~np.isnan(gone) & ~np.isnan(way)
    high, low = there & answers.high, there & answers.low
    apart = [mean_where(high, each) - mean_where(low, each) for each in (gone, way)]
    return np.asarray(apart[0] / apart[1])


def mean_where(there: NDArray[np.bool_], values: Floats) -> Floats:
    """Return the mean of each person's values that are there; NaN: there are fewer than three, too few to go by."""
    count = there.sum(axis=1)
    return np.where(count > 2, np.where(there, values, 0).sum(axis=1) / np.maximum(1, count), np.nan)


def models(answers: Answers, put: PutIn) -> dict[str, Found]:
    """By how much those who follow the first published model differ in S and in A."""
    error = np.where(answers.again, np.nan, answers.first - answers.rate)
    update = (answers.first - answers.second) * np.sign(error)
    both = []
    for half in halves(answers):
        shares = [
            mean_where(there, update) / mean_where(there, np.abs(error))
            for there in (
                half & ~np.isnan(update) & side for side in (answers.low & (error > 0), answers.high & (error < 0))
            )
        ]
        both.append(((shares[0] + shares[1]) / 2, (shares[0] - shares[1]) / 2))
    return {
        f"{name}: between": root(in_common(both[0][at], both[1][at], put[name][1] ** 2), put[name][1])
        for at, name in enumerate(("model_scaling", "model_asymmetry"))
    }


def memories(answers: Answers, rows: Rows, put: PutIn) -> dict[str, Found]:
    """By how much people differ in how soon they forget, and in how noisy what they recall is."""
    recalled, guess, since = answers.of("memory_pct", rows=rows), answers.population, since_told(answers, rows)
    gone, way = recalled - guess, answers.rate - guess
    kept = [_slope(gone, way, answers, half) for half in halves(answers)]
    screens, between = put["memory_screens"]
    told = ~answers.again

    def expected(sd: float) -> float:
        apart = math.sqrt(log_variance(screens, sd))
        forgotten = screens * np.exp(apart * _Z - apart**2 / 2)
        of_people = np.nanmean(np.exp(-since[:, told][..., np.newaxis] / forgotten), axis=(0, 1))
        return float(of_people**2 @ _NORMAL - (of_people @ _NORMAL) ** 2)

    forgets = solved(in_common(kept[0], kept[1], expected(between)), expected, between)
    whole = _slope(gone, way, answers, np.ones_like(told))[:, np.newaxis]
    left = np.square(np.where(told, gone - whole * way, np.nan))
    squares = [mean_where(half & ~np.isnan(left), left) for half in halves(answers)]
    (noise, noises), (mean, sd) = put["noise_sd_pct"], put["memory_noise_sd_pct"]
    of_guess = float(np.mean((1 - whole) ** 2)) ** 2 * variance_of_squares(noise, noises)
    square = in_common(squares[0], squares[1], variance_of_squares(mean, sd) + of_guess)
    square = Found(square.found - of_guess, square.error)
    return {
        "memory_screens: between": forgets,
        "memory_noise_sd_pct: between": solved(square, lambda sd: variance_of_squares(mean, sd), sd),
    }
