"""The change of an index beside the change of symptoms is what scipy says of the same differences."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import linregress, pearsonr

from experiment.analysis import session_scores, symptom_changes
from tests.unit.analysis.studies import study


def made_up() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Scores of twelve people at three visits, and a clinical score that somebody lacks at the last."""
    scores = session_scores(study(12, 0.5, 0.3, 5.0, visits=3))
    draw = np.random.default_rng(3)
    of_visits = (
        scores[["participant_id", "visit"]]
        .astype("string")
        .assign(madrs=pd.array(draw.integers(5, 40, len(scores)).astype(float), dtype="Float64"))
    )
    somebody = (of_visits["participant_id"] == "KD001") & (of_visits["visit"] == "day7")
    of_visits.loc[somebody, "madrs"] = pd.NA
    return scores, of_visits


def test_against_another_calculation() -> None:
    """Correlation, slope and their intervals are those of scipy, for the participants who have all four numbers."""
    scores, of_visits = made_up()
    both = scores.astype({"visit": "string"}).merge(of_visits, on=["participant_id", "visit"])
    patients = (
        both[both["arm"] == "patient"].set_index(["participant_id", "visit"])[["madrs", "bias_pct"]].astype(float)
    )
    change = (patients.xs("day7", level="visit") - patients.xs("baseline", level="visit")).dropna()
    rows = symptom_changes(scores, of_visits).set_index(["score", "measure", "arm", "visit", "to_visit"])
    found = rows.loc[("madrs", "bias_pct", "patient", "baseline", "day7")]
    r, line = pearsonr(change["madrs"], change["bias_pct"]), linregress(change["madrs"], change["bias_pct"])
    ends = r.confidence_interval(0.95)
    assert len(change) == found["n"] == 5
    assert [r.statistic, ends.low, ends.high] == pytest.approx([found["correlation"], found["low"], found["high"]])
    assert [line.slope, line.pvalue] == pytest.approx([found["slope"], found["p"]])
    assert change.mean().tolist() == pytest.approx([found["score_change"], found["measure_change"]])


def test_without_scores() -> None:
    """Where no number was entered, there is a table without rows."""
    scores, of_visits = made_up()
    assert 0 == len(symptom_changes(scores, of_visits[["participant_id", "visit"]]))
    assert 0 == len(symptom_changes(scores, of_visits.assign(madrs="low")))
