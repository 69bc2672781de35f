"""Each index of each session beside what it would be without bias, or without learning at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiment.analysis.indices import INDICES, weights_of
from experiment.analysis.noise import STATED_NOISE_PCT, session_noise
from experiment.analysis.null_answers import DRAWS, Null, NullAnswers
from experiment.analysis.side_by_side import SideBySide, side_by_side
from experiment.belief.news import Floats

_AT_ONCE = 40
"""Sessions that are simulated at once: what fits into the fast memory of a computer."""

_LOW, _HIGH = 0.025, 0.975

_NOISES = ("measured_low", "measured", "measured_high", *(f"stated_{noise:g}" for noise in STATED_NOISE_PCT))


def session_nulls(updates: pd.DataFrame, draws: int = DRAWS) -> pd.DataFrame:
    """Return what every index of every session would be under four nulls, over a range of noise.

    Parameters
    ----------
    updates
        What `load_updates` gives.
    draws
        Simulated sets of second estimates for each session, null and noise. They depend on the session's name alone, so
        that a session has the same nulls whatever else is loaded.

    Returns
    -------
    DataFrame
        One row for each run, measure, null and noise; none where it is missing. `value`: the measure. `null`: see
        `experiment.analysis.null_answers.Null`. `noise`: `measured` with the ends of its interval (`measured_low`,
        `measured_high`) where the session measures it, else `stated_5` to `stated_20`; `noise_sd_pct`: σ, in points.
        `null_mean`, `null_sd`; `null_low`, `null_high`: between them lie 95 % of the draws. `share_below`: the share of
        the draws below the value, of those that equal it one half. Near 0 or 1: the null would seldom give it.

    Notes
    -----
    First estimates, and so which news each event was, are the session's own; see `experiment.analysis.null_answers`.
    """
    if updates.empty:
        return pd.DataFrame(columns=["participant_id", "visit", "run"])
    pairs = side_by_side(updates)
    levels, kinds = _levels(session_noise(updates))
    parts = [
        _nulls_of(pairs.part(slice(at, at + _AT_ONCE)), levels[at : at + _AT_ONCE], draws)
        for at in range(0, len(levels), _AT_ONCE)
    ]
    values, nulls = (np.concatenate(some) for some in zip(*parts, strict=True))
    return _table(pairs, values, nulls, levels, kinds)


def _levels(noise: pd.DataFrame) -> tuple[Floats, Any]:
    """Return the noises that each session is simulated with, of shape (sessions, 4), and what each is; NaN: none."""
    names = ["noise_low_pct", "noise_sd_pct", "noise_high_pct"]
    measured = np.column_stack([*(noise[name].to_numpy(dtype=float, na_value=np.nan) for name in names)])
    measured = np.column_stack([measured, np.full(len(noise), np.nan)])
    is_measured = (noise["noise"] == "measured").to_numpy(dtype=bool)[:, None]
    places = np.arange(4)
    return np.where(is_measured, measured, STATED_NOISE_PCT), np.where(is_measured, places, places + 3)


def _nulls_of(pairs: SideBySide, levels: Floats, draws: int) -> tuple[Floats, Floats]:
    """Return the indices, (sessions, indices), and their nulls, (sessions, nulls, noises, 5, indices)."""
    weights, answers = weights_of(pairs), NullAnswers(pairs, draws)
    moved = np.where(pairs.learned_from, pairs.first_pct - pairs.second_pct, 0.0)
    values = weights.indices(moved[..., None])
    found = np.empty((len(levels), len(Null), levels.shape[1], 5, len(INDICES)))
    for null_at, null in enumerate(Null):
        for level in range(levels.shape[1]):
            drawn = weights.indices(answers.moved_pct(null, np.nan_to_num(levels[:, level], nan=1.0)))
            found[:, null_at, level] = np.stack(_summary(drawn, values), axis=1)
    return values[..., 0], found


def _summary(drawn: Floats, values: Floats) -> list[Floats]:
    drawn = np.sort(drawn, axis=-1)  # NaN comes last
    low, high = (drawn[..., round(share * (drawn.shape[-1] - 1))] for share in (_LOW, _HIGH))
    close = 1e-9
    below = ((drawn < values - close) + 0.5 * (np.abs(drawn - values) <= close)).mean(axis=-1)
    return [drawn.mean(axis=-1), drawn.std(axis=-1, ddof=1), low, high, below]


def _table(pairs: SideBySide, values: Floats, nulls: Floats, levels: Floats, kinds: Any) -> pd.DataFrame:
    wanted = ~np.isnan(values)[:, None, None, :] & ~np.isnan(levels)[:, None, :, None]
    wanted = wanted & ~np.isnan(nulls[:, :, :, 0])
    asked = (~np.isnan(pairs.population_pct)).any(axis=1)
    wanted[~asked, list(Null).index(Null.BAYESIAN)] = False
    session, null, level, index = (np.asarray(places) for places in np.nonzero(wanted))
    found = nulls[session, null, level, :, index]
    rows = pairs.sessions.take(session).reset_index(drop=True)
    return rows.assign(
        measure=_words(index, list(INDICES)),
        value=values[session, index],
        null=_words(null, [one.value for one in Null]),
        noise=_words(kinds[session, level], list(_NOISES)),
        noise_sd_pct=levels[session, level],
        **{
            name: found[:, at]
            for at, name in enumerate(("null_mean", "null_sd", "null_low", "null_high", "share_below"))
        },
    )


def _words(codes: NDArray[Any], words: Sequence[str]) -> pd.api.extensions.ExtensionArray:
    return pd.Categorical.from_codes(codes.tolist(), dtype=pd.CategoricalDtype(list(words)))
