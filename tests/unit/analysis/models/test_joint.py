"""All visits of an arm together: its means, how they change, and whether the draws can be used."""

from __future__ import annotations

from functools import cache

import pandas as pd

from experiment.analysis.models.convergence import LARGEST_R_HAT, LEAST_DRAWS
from experiment.analysis.models.joint import joint_parameters
from tests.unit.analysis.models.test_tables import study


@cache
def joint() -> pd.DataFrame:
    return joint_parameters(study())


def told(parameter: str, visit: str, to_visit: str | None = None) -> pd.Series:  # type: ignore[type-arg]
    rows = joint()[(joint()["arm"] == "patient") & (joint()["parameter"] == parameter) & (joint()["visit"] == visit)]
    (row,) = (rows[rows["to_visit"].isna()] if to_visit is None else rows[rows["to_visit"] == to_visit]).to_dict(
        "records"
    )
    return pd.Series(row)


def test_every_mean_and_change() -> None:
    """Four parameters at three visits and for three changes of patients, at two and for one of controls."""
    assert {"patient": 24, "control": 12} == joint()["arm"].value_counts().to_dict()


def test_what_was_put_in_is_covered() -> None:
    """Patients of day 7 learn .7 from good news: their interval holds it."""
    row = told("learning_good", "day7")
    assert row["low"] < 0.7 < row["high"]


def test_the_change_is_found() -> None:
    """They learned .3 from good news at baseline: the change lies above 0."""
    assert told("learning_good", "baseline", "day7")["low"] > 0


def test_chains_can_be_used() -> None:
    """The chains agree, and are worth enough draws, by the bounds that the table and `fit` name."""
    assert (joint()["r_hat"] <= LARGEST_R_HAT).all()
    assert (joint()["effective_draws"] >= LEAST_DRAWS).all()
