"""The indices of a session as weights on how far its estimates moved, for any number of second estimates at once.

First estimates and rates fix which news each event was, and how large the estimation error. Given them, mean updates,
biases, slopes, S and A are all sums of weights times E1 − E2, so that a thousand simulated sets of second estimates
cost one product of matrices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiment.analysis.by_session import Flags
from experiment.analysis.side_by_side import SideBySide
from experiment.belief.bayes import bayesian_shift_pct
from experiment.belief.news import Floats, News, direction, estimation_error, news

INDICES: tuple[str, ...] = (
    "update_good_pct", "update_bad_pct", "bias_pct", "bias_adjusted_pct", "slope_good", "slope_bad",
    "scaling", "asymmetry",
    "population_update_good_pct", "population_update_bad_pct", "population_bias_pct",
    "residual_good_pct", "residual_bad_pct", "residual_bias_pct", "correlation_good", "correlation_bad",
)  # fmt: skip
"""Their names in the table of scores; the last two are correlations, and no sums."""

_LINEAR = INDICES[:-2]
_LINE_NEEDS = 3


@dataclass(frozen=True)
class Weights:
    """What makes the indices of sessions from how far each estimate moved, E1 − E2.

    Parameters
    ----------
    linear
        Of shape (sessions, indices, events): of all indices but the correlations.
    constant
        Of shape (sessions, indices): what is added.
    kinds
        Of shape (sessions, 2, events): which updates are after good, and which after bad news.
    size_spread
        Of shape (sessions, 2): root of the sum of squares of |EE| around its mean; NaN where there is no slope.
    """

    linear: Floats
    constant: Floats
    kinds: Flags
    size_spread: Floats

    def indices(self, moved_pct: Floats) -> Floats:
        """Return the indices of sets of answers.

        Parameters
        ----------
        moved_pct
            E1 − E2, of shape (sessions, events, sets); anything where no pair is scored, but not NaN.

        Returns
        -------
        array
            Of shape (sessions, indices, sets), in the order of `INDICES`; NaN where nothing stands for one.
        """
        linear = self.linear @ moved_pct + self.constant[..., None]
        kinds = self.kinds.astype(np.float64)
        n = kinds.sum(axis=-1)[..., None]
        with np.errstate(invalid="ignore", divide="ignore"):
            around = kinds @ moved_pct**2 - (kinds @ moved_pct) ** 2 / n
            spread = np.where(around > 1e-9 * np.maximum(n, 1), np.sqrt(np.maximum(around, 0)), np.nan)
            slopes = linear[:, [_LINEAR.index("slope_good"), _LINEAR.index("slope_bad")]]
            return np.concatenate([linear, slopes * self.size_spread[..., None] / spread], axis=1)


def weights_of(pairs: SideBySide) -> Weights:
    """Return the weights of the sessions whose pairs these are."""
    towards = np.nan_to_num(direction(pairs.error_pct))
    scored, size = pairs.scored, np.nan_to_num(np.abs(pairs.error_pct))
    good, bad = (scored & (pairs.news == kind) for kind in (News.GOOD, News.BAD))
    other_error = estimation_error(pairs.population_pct, pairs.rate_pct)
    other_towards, other_news = np.nan_to_num(direction(other_error)), news(other_error, pairs.favourable)
    also = pairs.learned_from & ~np.isnan(pairs.population_pct)
    expected = np.nan_to_num(bayesian_shift_pct(pairs.first_pct, pairs.population_pct, pairs.rate_pct))
    update_good, update_bad = (_mean(kind) * towards for kind in (good, bad))
    other_good, other_bad = (_mean(also & (other_news == kind)) * other_towards for kind in (News.GOOD, News.BAD))
    left_good, left_bad = (_mean(kind & also) for kind in (good, bad))
    (slope_good, spread_good), (slope_bad, spread_bad) = (_slope(kind, size) for kind in (good, bad))
    rate_good, rate_bad = (_through_origin(kind, size) * towards for kind in (good, bad))
    linear = np.stack(
        [
            update_good, update_bad, update_good - update_bad, _adjusted(good, bad, size) * towards,
            slope_good * towards, slope_bad * towards,
            (rate_good + rate_bad) / 2, (rate_good - rate_bad) / 2,
            other_good, other_bad, other_good - other_bad,
            left_good * towards, left_bad * towards, (left_good - left_bad) * towards,
        ],
        axis=1,
    )  # fmt: skip
    constant = np.zeros(linear.shape[:2])
    constant[:, _LINEAR.index("residual_good_pct")] = -_total(left_good * expected)
    constant[:, _LINEAR.index("residual_bad_pct")] = -_total(left_bad * expected)
    constant[:, _LINEAR.index("residual_bias_pct")] = -_total((left_good - left_bad) * expected)
    missing = np.asarray(np.isnan(linear).any(axis=-1, keepdims=True))
    return Weights(
        np.where(missing, np.nan, linear), constant, np.stack([good, bad], axis=1),
        np.stack([spread_good, spread_bad], axis=-1),
    )  # fmt: skip


def _total(values: Floats) -> Floats:
    return np.asarray(values.sum(axis=-1))


def _mean(where: Flags) -> Floats:
    """Return the weights of a mean; NaN where there is nothing."""
    with np.errstate(invalid="ignore"):
        return where / where.sum(axis=-1, keepdims=True)


def _slope(where: Flags, size: Floats) -> tuple[Floats, Floats]:
    """Return the weights of a slope on the size of the error, and the root of the sum of squares of the sizes."""
    off = np.where(where, size - np.nansum(_mean(where) * size, axis=-1, keepdims=True), 0.0)
    squares = _total(off**2)
    lowest = np.where(where, size, np.inf).min(axis=-1)
    other: Flags = where & (size != lowest[:, None])
    enough: Flags = where.sum(axis=-1, keepdims=True) >= _LINE_NEEDS
    differ: Flags = other.any(axis=-1, keepdims=True) & enough
    spread = np.sqrt(np.where(differ[:, 0], squares, np.nan))
    return off / np.where(differ, squares[:, None], np.nan), spread


def _through_origin(where: Flags, size: Floats) -> Floats:
    sizes = np.where(where, size, 0.0)
    squares = _total(sizes**2)
    return sizes / np.where(squares > 0, squares, np.nan)[:, None]


def _adjusted(good: Flags, bad: Flags, size: Floats) -> Floats:
    """Return the weights of the difference between the news at the same size of error: parallel lines."""
    means = [_total(np.nan_to_num(_mean(kind)) * size)[:, None] for kind in (good, bad)]
    off = np.where(good, size - means[0], np.where(bad, size - means[1], 0.0))
    squares = _total(off**2)[:, None]
    slope = off / np.where(squares > 1e-9, squares, np.nan)
    return _mean(good) - _mean(bad) - (means[0] - means[1]) * slope
