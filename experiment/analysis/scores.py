"""The measures of each session: updates after good and bad news, bias, learning, by three ways of looking at them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiment.analysis.by_session import OF_SESSION, SESSION, BySession, Flags, floats
from experiment.analysis.updates import Excluded
from experiment.belief.news import Floats
from experiment.format.vocabulary import Valence

__all__ = ["SESSION", "session_scores"]

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
        One row for each run. Everything in points (`_pct`) is in percentage points.

        * `n_good`, `n_bad`: updates of each kind; `n_no_news`, `n_incomplete`: pairs left out; `n_retest`: pairs whose
          rate was not shown; `n_population`, `n_memory`: population estimates and recalled rates that were given.
        * `update_good_pct`, `update_bad_pct`: mean updates; `bias_pct`: their difference.
        * `bias_adjusted_pct`: the difference between updates after good and after bad news of the same size of error,
          by one line for both; missing where no line is defined.
        * `slope_…`, `correlation_…`: of updates on the size of the estimation error; at least three updates, of which
          not all sizes are the same (and, for a correlation, not all updates).
        * `scaling`, `asymmetry`: S and A of UPD = S·|EE| + A·v·|EE| by least squares (Khalid et al. 2025, model 1).
        * `error_size_pct`: mean |EE|; `comparative_optimism_pct`: mean of eBR − E1 (of favourable events, of
          E1 − eBR), without retest events; `memory_error_pct`: mean |BR − recalled|.
        * `population_…`: the same by the second classification, the sign of eBR − BR.
        * `residual_…`: the same of what is left of the updates when the Bayesian ones are taken away.
    """
    if updates.empty:
        return pd.DataFrame(columns=SESSION)
    by = BySession(updates)
    excluded = updates["excluded"].astype(object)
    first, population = floats(updates["first_estimate_pct"]), floats(updates["population_pct"])
    error, other_error = floats(updates["estimation_error_pct"]), floats(updates["population_error_pct"])
    memory_error = floats(updates["memory_error_pct"])
    scored = excluded.isna().to_numpy()
    everything = np.ones(len(updates), dtype=bool)
    own = _kinds(updates["news"], scored)
    other = _kinds(updates["population_news"], everything)
    moved, other_moved = floats(updates["update_pct"]), floats(updates["population_update_pct"])
    incomplete = excluded.isin([Excluded.FIRST_MISSING.value, Excluded.SECOND_MISSING.value]).to_numpy()
    measures: dict[str, Any] = {
        "n_no_news": by.count((excluded == Excluded.NO_NEWS.value).to_numpy()),
        "n_incomplete": by.count(incomplete),
        "n_retest": by.count((excluded == Excluded.RATE_NOT_SHOWN.value).to_numpy()),
        "n_population": by.count(~np.isnan(population)),
        "n_memory": by.count(~np.isnan(memory_error)),
        **_measures(by, own, np.abs(error), moved, ""),
        **_model(by, own, np.abs(error), moved),
        "bias_adjusted_pct": _adjusted(by, own, np.abs(error), moved),
        "error_size_pct": by.mean(np.abs(error), scored),
        "comparative_optimism_pct": by.mean(
            _optimism_pct(updates), (excluded != Excluded.RATE_NOT_SHOWN.value).to_numpy(dtype=bool)
        ),
        "memory_error_pct": by.mean(memory_error),
        "population_n_no_news": by.count((other_error == 0) & ~np.isnan(first) & ~np.isnan(_second(updates))),
        **_measures(by, other, np.abs(other_error), other_moved, "population_"),
        "population_error_size_pct": by.mean(np.abs(other_error), ~np.isnan(other_moved)),
        **_measures(by, own, np.abs(error), floats(updates["residual_pct"]), "residual_", means=""),
    }
    columns = {name: _column(name, values) for name, values in measures.items()}
    return by.sessions[OF_SESSION].astype({"run": "Int64", "visit_number": "Int64"}).assign(**columns)


def _optimism_pct(updates: pd.DataFrame) -> Floats:
    """Return by how much others are put at more risk than oneself; of a favourable event, at less of a chance."""
    more = floats(updates["population_pct"]) - floats(updates["first_estimate_pct"])
    favourable = (updates["event_valence"] == Valence.FAVOURABLE.value).to_numpy(dtype=bool)
    return np.where(favourable, -more, more)


def _second(updates: pd.DataFrame) -> Floats:
    return floats(updates["second_estimate_pct"])


def _kinds(news: pd.Series[Any], where: Flags) -> Mapping[str, Flags]:
    words = news.astype(object)
    return {kind: where & (words == kind).to_numpy(dtype=bool) for kind in _BY_NEWS}


def _measures(
    by: BySession, kinds: Mapping[str, Flags], size: Floats, moved: Floats, prefix: str, means: str = "update_"
) -> dict[str, NDArray[Any]]:
    """Return the measures after good and after bad news, by one way of telling them apart."""
    given = {kind: where & ~np.isnan(moved) for kind, where in kinds.items()}
    mean = {kind: by.mean(moved, where) for kind, where in given.items()}
    measures: dict[str, NDArray[Any]] = {f"{prefix}n_{kind}": by.count(where) for kind, where in given.items()}
    measures |= {f"{prefix}{means}{kind}_pct": values for kind, values in mean.items()}
    measures[f"{prefix}bias_pct"] = mean["good"] - mean["bad"]
    for kind, where in given.items():
        measures[f"{prefix}slope_{kind}"], measures[f"{prefix}correlation_{kind}"] = by.line(size, moved, where)
    return measures


def _model(by: BySession, kinds: Mapping[str, Flags], size: Floats, moved: Floats) -> dict[str, Floats]:
    good, bad = (by.through_origin(size, moved, kinds[kind]) for kind in _BY_NEWS)
    return {"scaling": (good + bad) / 2, "asymmetry": (good - bad) / 2}


def _adjusted(by: BySession, kinds: Mapping[str, Flags], size: Floats, moved: Floats) -> Floats:
    """Return the difference between good and bad news at one size of error: parallel lines, by least squares."""
    means = {kind: (by.mean(size, where), by.mean(moved, where)) for kind, where in kinds.items()}
    together = kinds["good"] | kinds["bad"]
    off = [np.where(kinds["good"], *(mean[at][by.codes] for mean in means.values())) for at in (0, 1)]
    size_off, moved_off = size - off[0], moved - off[1]
    squares = by.total(size_off**2, together)
    defined = by.differ(size, kinds["good"]) | by.differ(size, kinds["bad"])
    slope = np.divide(by.total(size_off * moved_off, together), squares, out=np.full(by.n, np.nan), where=defined)
    (size_good, good), (size_bad, bad) = means.values()
    return good - bad - slope * (size_good - size_bad)


def _column(name: str, values: NDArray[Any]) -> Any:
    if name.removeprefix("population_").removeprefix("residual_").startswith("n_"):
        return pd.array(values, dtype="Int64")
    return pd.arrays.FloatingArray(np.nan_to_num(values), np.isnan(values))
