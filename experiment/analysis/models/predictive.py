"""What a fitted model says that updates would be, beside what they were: by news, over the size of the error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import pandas as pd

from experiment.analysis.models.exact_fit import OverPrecision
from experiment.analysis.models.latent_fit import fit_latent
from experiment.analysis.models.latent_likelihood import AnsweredTwice, Flags
from experiment.analysis.models.latent_prediction import counted, drawn_second_pct
from experiment.analysis.models.session_arrays import SessionArrays
from experiment.belief.models import Family, Model, expected_update_pct
from experiment.belief.news import Floats

SIZES_PCT = (0.5, 5.5, 10.5, 15.5, 20.5, 30.5, 40.5, 70.5)
"""Between these, sizes of the error are put together."""
NEWS = (("good", 1.0), ("bad", -1.0))
_TYPES = {"news": "str", "sessions": "int64"}
"""Of columns; all others are numbers."""

Made: TypeAlias = tuple[SessionArrays, list[Floats]]
"""What was seen of sessions, and updates that a model makes for them, one array for each replicate."""


def replicates(model: Model, sessions: SessionArrays, number: int, seed: int = 1) -> Made:
    """Return updates that a published model makes for the same trials, from its posterior of each session.

    Parameters
    ----------
    model
        Which of the twelve.
    sessions
        What it is fitted to.
    number
        How many times.
    seed
        Of all that is drawn.
    """
    random = np.random.default_rng(seed)
    over = OverPrecision.of(model, sessions)
    drawn = zip(*over.draws(number, random), strict=True)
    x = sessions.evidence_pct[model.family]
    return sessions, [
        expected_update_pct(x, sessions.news, scaling[:, None], asymmetry[:, None])
        + noise[:, None] * random.standard_normal(x.shape)
        for scaling, asymmetry, noise in drawn
    ]


def latent_replicates(answers: AnsweredTwice, number: int, seed: int = 1) -> Made:
    """Return updates that the latent-belief model makes from its posterior of each session, first answers given."""
    random = np.random.default_rng(seed)
    fitted = fit_latent(answers)
    seen = counted(answers)
    error = np.where(seen, answers.first_pct - answers.rate_pct, np.nan)
    direction = np.sign(error)
    observed = SessionArrays(
        {Family.REINFORCEMENT: np.abs(error)},
        np.where(answers.favourable, -direction, direction),
        direction * (answers.first_pct - answers.second_pct),
    )
    made = []
    for _ in range(number):
        second = drawn_second_pct(fitted.drawn(random), answers, random)
        made.append(direction * (answers.first_pct - second))
    return observed, made


def beside_what_was(made: Made) -> pd.DataFrame:
    """Compare means of updates with those that a model makes.

    Parameters
    ----------
    made
        What `replicates` or `latent_replicates` gives.

    Returns
    -------
    DataFrame
        One row for each `news` and size of the error (`from_pct` to `to_pct`) that at least two sessions have:
        `sessions`; the mean over them of their mean update, `observed_pct`; the same of all replicates together,
        `predicted_pct`, and between which of them 95 of 100 lie, `low_pct` to `high_pct`.
    """
    sessions, updates = made
    rows = []
    for name, low, high, here in _cells(sessions):
        has = here.any(axis=1)
        if has.sum() < 2:
            continue
        observed = _mean(sessions.update_pct, here)[has].mean()
        again = np.array([_mean(each, here)[has].mean() for each in updates])
        rows.append((name, low, high, int(has.sum()), observed, again.mean(), *np.quantile(again, [0.025, 0.975])))
    columns = ["news", "from_pct", "to_pct", "sessions", "observed_pct", "predicted_pct", "low_pct", "high_pct"]
    return _typed(pd.DataFrame(rows, columns=columns))


def spread_of_single(made: Made, shares: Sequence[float] = (0.025, 0.25, 0.5, 0.75, 0.975)) -> pd.DataFrame:
    """Return quantiles of the single updates that a model makes: one row for each `news` and size of the error."""
    sessions, updates = made
    rows = []
    for name, low, high, here in _cells(sessions):
        if here.any():
            single = np.concatenate([each[here] for each in updates])
            rows.append((name, low, high, *np.quantile(single, shares)))
    return _typed(pd.DataFrame(rows, columns=["news", "from_pct", "to_pct", *(f"share_{share:g}" for share in shares)]))


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    """Give columns their types, also where there are no rows."""
    return table.astype({name: _TYPES.get(str(name), "float64") for name in table})


def _cells(sessions: SessionArrays) -> Iterator[tuple[str, float, float, Flags]]:
    size = sessions.evidence_pct[Family.REINFORCEMENT]
    there = ~np.isnan(sessions.update_pct)
    for name, sign in NEWS:
        for low, high in pairwise(SIZES_PCT):
            yield name, low, high, there & (sessions.news == sign) & (size > low) & (size <= high)


def _mean(values: Floats, here: Flags) -> Floats:
    """Return the mean of each session's values at some trials; anything where it has none."""
    return np.asarray(np.where(here, values, 0.0).sum(axis=1) / np.maximum(here.sum(axis=1), 1))
