"""The measures of each session: updates after good and bad news, bias, learning, by three ways of looking at them."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from experiment.analysis.updates import Excluded

SESSION = ["participant_id", "visit", "run"]

_BY_NEWS = ("good", "bad")


def session_scores(updates: pd.DataFrame) -> pd.DataFrame:
    """Return the measures of each session; one that nothing stands for is missing, never 0.

    Parameters
    ----------
    updates
        What `load_updates` gives.

    Returns
    -------
    DataFrame
        One row for each run. `n_good`, `n_bad`: updates of each kind; `n_no_news`, `n_incomplete`: pairs left out;
        `n_retest`: pairs whose rate was not shown. `update_good_pct`, `update_bad_pct`: mean updates; `bias_pct`: their
        difference. `slope_…`, `correlation_…`: of updates on the size of the estimation error. `error_size_pct`:
        mean |EE|. `comparative_optimism_pct`: mean of eBR − E1. `memory_error_pct`: mean |BR − recalled|.
        `population_…`: the same by the second classification, the sign of eBR − BR. `residual_…`: what is left of the
        updates when the Bayesian ones are taken away.
    """
    rows = [_scores_of(session) for _, session in updates.groupby(SESSION, observed=True, sort=True)]
    if not rows:
        return pd.DataFrame(columns=SESSION)
    counts = [name for name in rows[0] if re.match("(population_)?n_", name)]
    words = [*SESSION[:2], "arm"]
    measures = [name for name in rows[0] if name not in (*words, *counts, "run", "visit_number")]
    table = pd.DataFrame(rows).astype(dict.fromkeys(("run", "visit_number", *counts), "Int64"))
    return table.astype(dict.fromkeys(measures, "Float64") | {"visit": updates["visit"].dtype})


def _scores_of(session: pd.DataFrame) -> dict[str, object]:
    scored = session[session["excluded"].isna()]
    incomplete = session["excluded"].isin([Excluded.FIRST_MISSING.value, Excluded.SECOND_MISSING.value])
    optimism = session["population_pct"].astype("Float64") - session["first_estimate_pct"].astype("Float64")
    row: dict[str, object] = {name: session[name].iloc[0] for name in (*SESSION, "arm", "visit_number")}
    row["n_no_news"] = int((session["excluded"] == Excluded.NO_NEWS.value).sum())
    row["n_incomplete"] = int(incomplete.sum())
    row["n_retest"] = int((session["excluded"] == Excluded.RATE_NOT_SHOWN.value).sum())
    row |= _classified(scored, "news", "update_pct", "estimation_error_pct", "")
    row["error_size_pct"] = _mean(scored["estimation_error_pct"].abs())
    row["comparative_optimism_pct"] = _mean(optimism)
    row["memory_error_pct"] = _mean(session["memory_error_pct"])
    row |= _classified(session, "population_news", "population_update_pct", "population_error_pct", "population_")
    row |= _by_news(scored, "news", "residual_pct", "residual_")
    return row


def _classified(rows: pd.DataFrame, news: str, update: str, error: str, prefix: str) -> dict[str, object]:
    """Score the updates after good and after bad news, by one way of telling them apart."""
    given = rows[rows[update].notna() & rows[news].isin(_BY_NEWS)]
    measures: dict[str, object] = {f"{prefix}n_{kind}": int((given[news] == kind).sum()) for kind in _BY_NEWS}
    measures |= _by_news(given, news, update, f"{prefix}update_", f"{prefix}bias_pct")
    for kind in _BY_NEWS:
        of_kind = given[given[news] == kind]
        slope, correlation = _line(of_kind[error].abs(), of_kind[update])
        measures |= {f"{prefix}slope_{kind}": slope, f"{prefix}correlation_{kind}": correlation}
    return measures


def _by_news(
    rows: pd.DataFrame, news: str, value: str, prefix: str, difference: str | None = None
) -> dict[str, object]:
    means = {kind: _mean(rows.loc[rows[news] == kind, value]) for kind in _BY_NEWS}
    good, bad = means["good"], means["bad"]
    both = None if good is None or bad is None else good - bad
    return {**{f"{prefix}{kind}_pct": mean for kind, mean in means.items()}, difference or f"{prefix}bias_pct": both}


def _mean(values: pd.Series[float]) -> float | None:
    there = values.dropna()
    return float(there.mean()) if len(there) else None


def _line(x: pd.Series[float], y: pd.Series[float]) -> tuple[float | None, float | None]:
    """Return slope and correlation; missing where fewer than three points, or none that differ, define them."""
    sizes, updates = x.to_numpy(dtype=np.float64), y.to_numpy(dtype=np.float64)
    if len(sizes) < 3 or np.ptp(sizes) == 0:
        return None, None
    slope = float(np.polyfit(sizes, updates, 1)[0])
    return slope, None if np.ptp(updates) == 0 else float(np.corrcoef(sizes, updates)[0, 1])
