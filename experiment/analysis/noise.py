"""How noisy the answers of a session are: measured where events were asked about twice without a rate, else a range.

People do not give the same number twice, and answer noise alone looks like learning and like optimism. Between the two
answers to a retest event nothing was told, so that they differ by noise: twice its variance, σ ~ |E2 − E1| / √2.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtr

from experiment.analysis.by_session import Flags
from experiment.analysis.noise_limit import noise_at_most_pct
from experiment.analysis.side_by_side import SideBySide, side_by_side
from experiment.belief.news import Floats

STATED_NOISE_PCT: tuple[float, ...] = (5.0, 10.0, 15.0, 20.0)
"""The range for sessions that do not measure it: other probabilities that were judged several times scatter by 9–10
(median) to 16–19 (RMS) within a person (Sundh 2023, Zhu 2020); for one's own risks nobody has published a figure."""

LEAST_RETEST_PAIRS = 3
"""Fewer do not measure the noise of a session."""

_GRID_PCT: Floats = np.asarray(np.geomspace(0.5, 60.0, 160), dtype=np.float64)
_INTERVAL = 0.95


def session_noise(updates: pd.DataFrame) -> pd.DataFrame:
    """Return the standard deviation of the answer noise of each session, with its interval.

    Parameters
    ----------
    updates
        What `load_updates` gives.

    Returns
    -------
    DataFrame
        One row for each run, in percentage points. `noise`: `measured` where at least three retest events were
        answered twice, else `stated`. `noise_sd_pct`: the middle of what the answers leave likely; missing if stated.
        `noise_low_pct`, `noise_high_pct`: its 95 % interval; if stated, the ends of the range 5 to 20.
        `n_retest_pairs`. `noise_at_most_pct`: 95 % upper limit that the session's other answers set, for the second
        estimates scatter around what the first ones and the rates say of them, and noise is a part of that scatter;
        missing where they set none. `noise_contradicts`: whether that limit lies below the interval that was measured,
        as where retest events were answered otherwise than the others, or first answers were repeated by heart.

    Notes
    -----
    Flat prior on log σ from 0.5 to 60 points, so that without bounds and rounding the interval is that of χ². An answer
    at a bound stands for all beyond it; of a pair at one bound nothing is learned.
    """
    if updates.empty:
        return pd.DataFrame(columns=["participant_id", "visit", "run"])
    pairs = side_by_side(updates)
    quantiles, n = _retest_noise(pairs)
    measured = n >= LEAST_RETEST_PAIRS
    low, middle, high = (np.where(measured, one, np.nan) for one in quantiles)
    limit = noise_at_most_pct(pairs)
    return pairs.sessions.assign(
        noise=pd.Categorical(np.where(measured, "measured", "stated"), categories=["measured", "stated"]),
        noise_sd_pct=_column(middle),
        noise_low_pct=_column(np.where(measured, low, STATED_NOISE_PCT[0])),
        noise_high_pct=_column(np.where(measured, high, STATED_NOISE_PCT[-1])),
        n_retest_pairs=pd.array(n, dtype="Int64"),
        noise_at_most_pct=_column(limit),
        noise_contradicts=pd.arrays.BooleanArray(limit < np.nan_to_num(low), ~measured | np.isnan(limit)),
    )


def measured_noise_pct(pairs: SideBySide) -> Floats:
    """Return the noise of each session, in points, as `session_noise` has it; NaN where it is not measured."""
    quantiles, n = _retest_noise(pairs)
    return np.where(n >= LEAST_RETEST_PAIRS, quantiles[1], np.nan)


def _retest_noise(pairs: SideBySide) -> tuple[Floats, Any]:
    """Return three quantiles of σ, of shape (3, sessions), and the number of pairs they are from."""
    asked = ~pairs.shown & ~np.isnan(pairs.first_pct) & ~np.isnan(pairs.second_pct)
    session = np.nonzero(asked)[0]
    first, second = pairs.first_pct[asked], pairs.second_pct[asked]
    lowest, highest = pairs.minimum_pct[asked], pairs.maximum_pct[asked]
    at_low, at_high = (first <= lowest, second <= lowest), (first >= highest, second >= highest)
    ends = np.sum([*at_low, *at_high], axis=0)
    apart = np.abs(second - first)
    spread = np.sqrt(2) * _GRID_PCT
    inner = ndtr((apart[:, None] + 0.5) / spread) - ndtr((apart[:, None] - 0.5) / spread)
    beyond = ndtr(-(apart[:, None] - 0.5) / spread)
    silent = (at_low[0] & at_low[1]) | (at_high[0] & at_high[1])
    likely = np.where(silent[:, None], 1.0, np.where(ends[:, None] > 0, beyond, inner))
    log_likely = np.zeros((len(pairs.sessions), len(_GRID_PCT)))
    np.add.at(log_likely, session, np.log(np.maximum(likely, 1e-300)))
    weight = np.exp(log_likely - log_likely.max(axis=1, keepdims=True))
    below = np.cumsum(weight, axis=1) - weight / 2
    below /= weight.sum(axis=1, keepdims=True)
    wanted = ((1 - _INTERVAL) / 2, 0.5, (1 + _INTERVAL) / 2)
    quantiles = np.array([[np.interp(q, row, _GRID_PCT) for row in below] for q in wanted])
    return quantiles.reshape(len(wanted), len(below)), np.bincount(session[~silent], minlength=len(below))


def residual_variance(y: Floats, given: list[Floats], where: Flags) -> tuple[Floats, Floats]:
    """Return the variance of y around its regression within each session, and the degrees of freedom it has."""
    design = np.stack([np.ones_like(y), *(np.where(where, one, 0.0) for one in given)], axis=-1) * where[..., None]
    inverse = np.linalg.pinv(np.einsum("stk,stl->skl", design, design), hermitian=True)
    beta = np.einsum("skl,stl,st->sk", inverse, design, y, optimize=True)
    off = np.where(where, y - np.einsum("stk,sk->st", design, beta), 0.0)
    df = where.sum(axis=1) - float(design.shape[-1])
    return np.divide((off**2).sum(axis=1), df, out=np.full(len(df), np.nan), where=df > 0), df


def _column(values: Floats) -> Any:
    return pd.arrays.FloatingArray(np.nan_to_num(values), np.isnan(values))
