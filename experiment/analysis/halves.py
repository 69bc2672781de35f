"""Every index, from some of a session's events: for splits into halves, many at once."""

from __future__ import annotations

import numpy as np

from experiment.analysis.by_session import Flags
from experiment.analysis.side_by_side import SideBySide
from experiment.belief.bayes import bayesian_shift_pct
from experiment.belief.news import Floats, News, direction, estimation_error, news

SPLIT_INDICES: tuple[str, ...] = (
    "update_good_pct", "update_bad_pct", "bias_pct", "bias_adjusted_pct", "slope_good", "slope_bad", "correlation_good",
    "correlation_bad",
    "scaling", "asymmetry", "error_size_pct", "comparative_optimism_pct",
    "population_update_good_pct", "population_update_bad_pct", "population_bias_pct",
    "residual_good_pct", "residual_bad_pct", "residual_bias_pct",
)  # fmt: skip
"""The indices that can be worked out from half of the events."""

_LINE_NEEDS = 3


def sums_of(pairs: SideBySide) -> Floats:
    """Return what each event adds to the sums that all indices follow from, of shape (sessions, events, sums)."""
    size, moved = np.abs(pairs.error_pct), pairs.update_pct
    other_error = np.where(pairs.shown, estimation_error(pairs.population_pct, pairs.rate_pct), np.nan)
    other_moved = (pairs.first_pct - pairs.second_pct) * direction(other_error)
    left = moved - bayesian_shift_pct(pairs.first_pct, pairs.population_pct, pairs.rate_pct)
    other_news = news(other_error, pairs.favourable)
    optimism = pairs.population_pct - pairs.first_pct
    columns: list[Floats] = []
    for kind in (News.GOOD, News.BAD):
        own = pairs.scored & (pairs.news == kind)
        columns += [_kept(one, own) for one in (np.ones_like(size), size, moved, size**2, size * moved, moved**2)]
        other = pairs.learned_from & (other_news == kind)
        columns += [_kept(one, other & ~np.isnan(other_moved)) for one in (np.ones_like(size), other_moved)]
        columns += [_kept(one, own & ~np.isnan(left)) for one in (np.ones_like(size), left)]
    columns += [_kept(one, ~np.isnan(optimism)) for one in (np.ones_like(size), optimism)]
    return np.stack(columns, axis=-1)


def indices_from(sums: Floats) -> Floats:
    """Return the indices that follow from sums over events.

    Parameters
    ----------
    sums
        Of shape (…, sums); see `sums_of`.

    Returns
    -------
    array
        Of shape (indices, …), in the order of `SPLIT_INDICES`; NaN where nothing stands for one.
    """
    columns = np.moveaxis(sums, -1, 0)
    good, bad, (n_optimism, optimism) = columns[:10], columns[10:20], columns[20:]
    with np.errstate(invalid="ignore", divide="ignore"):
        (up_good, slope_good, r_good, rate_good), (up_bad, slope_bad, r_bad, rate_bad) = map(_of_kind, (good, bad))
        other_good, other_bad, left_good, left_bad = (one[at] / one[at - 1] for at in (7, 9) for one in (good, bad))
        size = (good[1] + bad[1]) / (good[0] + bad[0])
        found = np.stack([
            up_good, up_bad, up_good - up_bad, _adjusted(good, bad), slope_good, slope_bad, r_good, r_bad,
            (rate_good + rate_bad) / 2, (rate_good - rate_bad) / 2, size, optimism / n_optimism,
            other_good, other_bad, other_good - other_bad, left_good, left_bad, left_good - left_bad,
        ])  # fmt: skip
    return np.where(np.isfinite(found), found, np.nan)


def _of_kind(sums: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return mean update, slope, correlation and the slope through 0, after one kind of news."""
    n, size, moved, size_size, size_moved, moved_moved = sums[:6]
    xx, xy, yy = size_size - size**2 / n, size_moved - size * moved / n, moved_moved - moved**2 / n
    enough = (n >= _LINE_NEEDS) & (xx > 1e-6)
    slope = np.where(enough, xy / xx, np.nan)
    correlation = np.where(enough & (yy > 1e-6), xy / np.sqrt(xx * yy), np.nan)
    return moved / n, slope, correlation, np.where(size_size > 0, size_moved / size_size, np.nan)


def _kept(values: Floats, where: Flags) -> Floats:
    return np.where(where, np.nan_to_num(values), 0.0)


def _adjusted(good: Floats, bad: Floats) -> Floats:
    """Return the difference between the news at the same size of error: parallel lines."""
    xx, xy = (
        sum(of[product] - of[1] * of[other] / of[0] for of in (good, bad)) for product, other in ((3, 1), (4, 2))
    )  # fmt: skip
    slope = np.where(np.asarray(xx) > 1e-6, np.asarray(xy) / np.asarray(xx), np.nan)
    return np.asarray(good[2] / good[0] - bad[2] / bad[0] - slope * (good[1] / good[0] - bad[1] / bad[0]))
