"""Does an index change where symptoms do: changes between two visits, over the participants of an arm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from experiment.analysis.contrasts import t_test
from experiment.analysis.null_rates import WITH_SYMPTOMS, null_columns
from experiment.analysis.reliability import LEAST_PARTICIPANTS, RETESTED
from experiment.analysis.symptoms import correlated

COLUMNS = [
    "score", "measure", "arm", "visit", "to_visit", "n", "score_change", "measure_change", "correlation", "low", "high",
    "slope", "slope_low", "slope_high", "p",
]  # fmt: skip


@dataclass(frozen=True)
class BothChanges:
    """How a clinical score and an index have changed from one visit to another.

    Parameters
    ----------
    score, measure
        Which.
    arm, visit, to_visit
        Of whom, and from when to when.
    of_score, of_measure
        Later less earlier, by participant: of those who have all four numbers.
    """

    score: str
    measure: str
    arm: str
    visit: str
    to_visit: str
    of_score: pd.Series[Any]
    of_measure: pd.Series[Any]


def symptom_changes(scores: pd.DataFrame, of_visits: pd.DataFrame) -> pd.DataFrame:
    """Return how the change of every index goes with the change of every clinical score.

    Parameters
    ----------
    scores
        What `session_scores` gives.
    of_visits
        Clinical scores as `load_phenotype` has them: `participant_id`, `visit` and a column of numbers for each.

    Returns
    -------
    DataFrame
        One row for each clinical score, index, arm and two of its visits with at least 5 participants who have all four
        numbers. Mean `score_change` and `measure_change`, later less earlier. Their `correlation` with its 95 %
        interval, `low` to `high`, by Fisher's z. `slope`: points of the index for one point of the score (least
        squares), with its 95 % interval and `p` by Student's t; `found_in_nulls_low` to `…_skewed`: in which share of
        simulated studies, in which no score has to do with an answer, p < .05 was found (docs/nulls.md).

    Notes
    -----
    Within an arm alone: over arms, a difference of means would be taken for a correlation. Two visits that differ in
    the noise of answers change an index by themselves (docs/nulls.md): see `index_changes` beside it.
    """
    table = pd.DataFrame(list(_rows(scores, of_visits)), columns=COLUMNS)
    beside = null_columns((WITH_SYMPTOMS, str(measure)) for measure in table["measure"])
    return table.astype({"n": "Int64", **dict.fromkeys(COLUMNS[6:], "Float64")}).join(beside)


def both_changes(scores: pd.DataFrame, of_visits: pd.DataFrame) -> Iterator[BothChanges]:
    """Give the changes that `symptom_changes` is about, of every participant.

    Parameters
    ----------
    scores, of_visits
        As there.
    """
    clinical = scores_in(of_visits)
    if not clinical or scores.empty:
        return
    key = ["participant_id", "visit"]
    order = scores.groupby("visit", observed=True)["visit_number"].max().sort_values(kind="stable").index.astype(str)
    known = of_visits.astype(dict.fromkeys(key, "string")).set_index(key).add_prefix("clinical ")
    both = scores.astype(dict.fromkeys(key, "string")).drop_duplicates(key).join(known, on=key)
    for arm, rows in both.groupby("arm", observed=True, sort=True):
        of_visit = {visit: rows[rows["visit"] == visit].set_index("participant_id") for visit in order}
        for before, after in combinations(order, 2):
            for score in clinical:
                moved = _change(of_visit[before], of_visit[after], f"clinical {score}")
                for measure in RETESTED:
                    change = _change(of_visit[before], of_visit[after], measure).reindex(moved.index)
                    there = moved.notna() & change.notna()
                    yield BothChanges(score, measure, str(arm), before, after, moved[there], change[there])


def scores_in(of_visits: pd.DataFrame) -> list[str]:
    """Name the clinical scores that are numbers."""
    return [str(name) for name in of_visits.select_dtypes("number").columns]


def _rows(scores: pd.DataFrame, of_visits: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    for both in both_changes(scores, of_visits):
        found = _found(both.of_score, both.of_measure)
        if found is not None:
            yield both.score, both.measure, both.arm, both.visit, both.to_visit, *found


def _change(before: pd.DataFrame, after: pd.DataFrame, column: str) -> pd.Series[Any]:
    return (after[column] - before[column]).astype("Float64")


def _found(x: pd.Series[Any], y: pd.Series[Any]) -> tuple[float, ...] | None:
    n, r = correlated(x, y)
    if n < LEAST_PARTICIPANTS or np.isnan(r[0]):
        return None
    score, index = (column.to_numpy(dtype=np.float64) for column in (x, y))
    off = score - score.mean()
    slope = float(off @ index / (off @ off))
    left = index - index.mean() - slope * off
    error = float(np.sqrt(left @ left / (n - 2) / (off @ off)))
    return n, float(score.mean()), float(index.mean()), *r, slope, *t_test(slope, error, n - 2)
