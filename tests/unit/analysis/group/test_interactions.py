"""The planned interactions are those of the table of effects, named as tests of groups are."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from experiment.analysis.group.interactions import interactions_of_trials
from experiment.analysis.group.tables import group_effects
from experiment.analysis.group_tests import COLUMNS
from experiment.analysis.pairs_as_updates import updates_of_pairs
from experiment.simulated_study.answers_only import AnswersOnly
from tests.unit.simulated_study.test_power import assumptions, study


@cache
def updates() -> pd.DataFrame:
    """A small study."""
    import numpy as np

    drawn = AnswersOnly(study(), assumptions()).draw({"patient": 5, "control": 4}, np.random.default_rng(3))
    return updates_of_pairs(drawn)


@cache
def tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Interactions, and all effects."""
    return pd.DataFrame(list(interactions_of_trials(updates())), columns=COLUMNS), group_effects(updates())


@pytest.mark.parametrize(
    ("test", "classification", "to_visit", "effect"),
    [
        (f"trials_{by}", by, to_visit, effect)
        for by in ("own", "population")
        for to_visit, effect in (
            ("day7", "group × visit × news"), ("post4h", "(post4h − baseline) × news"),
            ("day7", "(day7 − baseline) × news"),
        )
    ],
)  # fmt: skip
@pytest.mark.parametrize("column", ["estimate", "low", "high", "p"])
def test_of_the_table_of_effects(test: str, classification: str, to_visit: str, effect: str, column: str) -> None:
    """Each has estimate, interval and p of its row there."""
    found, effects = tables()
    measure = "group × visit × news" if effect.startswith("group") else "visit × news"
    mine = found[(found["test"] == test) & (found["measure"] == measure) & (found["to_visit"] == to_visit)]
    its = effects[
        (effects["classification"] == classification) & (effects["effect"] == effect) & (effects["level"] == "trials")
    ]
    assert mine[column].tolist() == pytest.approx(its[column].tolist())


def test_of_one_arm() -> None:
    """Where there is one arm alone nobody is compared with another."""
    patients = updates()[updates()["arm"] == "patient"]
    assert {"patient"} == {row[2] for row in interactions_of_trials(patients)}


def test_of_one_visit() -> None:
    """Where everybody came once nothing changes."""
    assert [] == list(interactions_of_trials(updates()[updates()["visit"] == "baseline"]))
