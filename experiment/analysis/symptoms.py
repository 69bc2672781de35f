"""How an index goes with symptoms, as observed, and as it would if the index said exactly the same every time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from experiment.analysis.reliability import LEAST_PARTICIPANTS, RETESTED

COLUMNS = [
    "score", "measure", "arm", "visit", "n", "correlation", "low", "high", "reliability", "corrected", "corrected_low",
    "corrected_high",
]  # fmt: skip

_BETWEEN = 1.959964


def symptom_correlations(
    scores: pd.DataFrame, phenotype: pd.DataFrame, reliability: pd.DataFrame, of_symptoms: float = 1.0
) -> pd.DataFrame:
    """Return the correlation of every index with clinical scores, beside its attenuation-corrected value.

    Parameters
    ----------
    scores
        What `session_scores` gives.
    phenotype
        `participant_id`, `visit` and a column of numbers for each clinical score; a row for each visit.
    reliability
        What `index_reliability` gives: the split-half reliability of each index in the same arm at the same visit.
    of_symptoms
        Reliability of the clinical scores, from 0 to 1; 1 leaves them uncorrected.

    Returns
    -------
    DataFrame
        One row for each clinical score, index, arm and visit with at least 5 participants. `correlation`: Pearson's,
        with its 95 % interval by Fisher's z. `corrected`: divided by the root of both reliabilities, as are the ends of
        its interval; so the interval takes the reliability for exact, and is too narrow. Beyond ±1 if the reliability
        is too low for a correction; missing if it is not above 0.

    Notes
    -----
    Within an arm and a visit alone: over arms, a difference of means would be taken for a correlation.
    """
    if scores.empty:
        return pd.DataFrame(columns=COLUMNS)
    clinical = [str(name) for name in phenotype.select_dtypes("number").columns if name not in ("run", "visit_number")]
    known = phenotype.astype({"visit": "string", "participant_id": "string"})
    both = scores.astype({"visit": "string"}).merge(
        known, on=["participant_id", "visit"], validate="many_to_one", suffixes=("", "_clinical")
    )
    halves = reliability[reliability["kind"] == "split_half"].astype({"visit": "string"})
    of_index = halves.set_index(["arm", "visit", "measure"])["reliability"]
    rows: list[tuple[Any, ...]] = []
    for (arm, visit), group in both.groupby(["arm", "visit"], observed=True, sort=True):
        for score in clinical:
            for index in RETESTED:
                n, found = correlated(group[index], group[score if score in group else f"{score}_clinical"])
                if n >= LEAST_PARTICIPANTS and not np.isnan(found[0]):
                    trusted = of_index.get((arm, visit, index), None)
                    rows.append(
                        (score, index, arm, visit, n, *found, trusted, *_corrected(found, trusted, of_symptoms))
                    )
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"n": "Int64", **dict.fromkeys(COLUMNS[5:], "Float64")})


def correlated(one: pd.Series[Any], other: pd.Series[Any]) -> tuple[int, tuple[float, float, float]]:
    """Return how many have both, and Pearson's correlation with its 95 % interval by Fisher's z; NaN: it has none."""
    x, y = (column.to_numpy(dtype=np.float64, na_value=np.nan) for column in (one, other))
    there = ~np.isnan(x) & ~np.isnan(y)
    x, y, n = x[there], y[there], int(there.sum())
    if n < LEAST_PARTICIPANTS or np.ptp(x) == 0 or np.ptp(y) == 0:
        return n, (np.nan, np.nan, np.nan)
    r = float(np.clip(np.corrcoef(x, y)[0, 1], -1, 1))
    z, off = np.arctanh(np.clip(r, -0.999999, 0.999999)), _BETWEEN / np.sqrt(n - 3)
    return n, (r, float(np.tanh(z - off)), float(np.tanh(z + off)))


def _corrected(found: tuple[float, float, float], trusted: Any, of_symptoms: float) -> tuple[float | None, ...]:
    if trusted is None or pd.isna(trusted) or trusted <= 0:
        return None, None, None
    return tuple(one / float(np.sqrt(trusted * of_symptoms)) for one in found)
