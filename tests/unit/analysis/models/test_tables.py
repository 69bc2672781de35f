"""The tables of the models hold each session of a study, and compare those of an arm at a visit."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from experiment.analysis.group.designs import Classification
from experiment.analysis.group.tables import biases, comparisons, group_effects
from experiment.analysis.models.prediction import model_predictions
from experiment.analysis.models.tables import (
    latent_parameters,
    model_comparison,
    model_parameters,
    model_predictive,
    model_stability,
)
from experiment.analysis.updates import measured

VISITS = pd.CategoricalDtype(["baseline", "post4h", "day7"], ordered=True)


@cache
def study(people: int = 8, events: int = 20, population: bool = True) -> pd.DataFrame:
    """Two groups; patients learn more from good news at later visits. One event is asked again without its rate."""
    random = np.random.default_rng(4)
    rows = []
    for person in range(people):
        arm = "patient" if person % 2 else "control"
        for number, visit in enumerate(VISITS.categories, start=1):
            if arm == "control" and visit == "post4h":
                continue
            for event in range(events):
                rate, first = int(random.integers(10, 71)), int(random.integers(3, 78))
                good = 0.7 if arm == "patient" and number > 1 else 0.3
                share = good if first > rate else 0.3
                second = int(np.clip(round(first + share * (rate - first) + 4 * random.standard_normal()), 3, 77))
                shown = event > 0
                rows.append(
                    {
                        "participant_id": f"P{person}", "visit": visit, "run": 1, "event_id": f"e{event}", "arm": arm,
                        "visit_number": number, "event_valence": "adverse", "base_rate_pct": rate,
                        "base_rate_shown": shown, "first_estimate_pct": first,
                        "second_estimate_pct": second if shown else first, "minimum_pct": 3,
                        "maximum_pct": 77,
                        "population_pct": int(np.clip(first + random.integers(-9, 10), 3, 77)) if population else None,
                        "memory_pct": None,
                    }
                )  # fmt: skip
    whole = dict.fromkeys(
        ("first_estimate_pct", "second_estimate_pct", "population_pct", "base_rate_pct", "memory_pct"), "Int64"
    )
    return measured(pd.DataFrame(rows).astype(whole).astype({"visit": VISITS}))


ASKED = [
    "participant_id", "visit", "run", "event_id", "arm", "visit_number", "event_valence", "base_rate_pct",
    "base_rate_shown", "first_estimate_pct", "second_estimate_pct", "minimum_pct", "maximum_pct", "population_pct",
    "memory_pct",
]  # fmt: skip
"""What the study was asked; all other columns follow."""


@cache
def parameters() -> pd.DataFrame:
    return model_parameters(study())


def test_every_session_and_model() -> None:
    """Each of twenty sessions has a row for each of twelve models."""
    assert (20 * 12, 0) == (len(parameters()), int(parameters().duplicated(["participant_id", "visit", "model"]).sum()))


def test_learning_from_good_news() -> None:
    """Patients' learning rate after good news at day 7 is about what it was made with."""
    rows = parameters()[(parameters()["model"] == 1) & (parameters()["arm"] == "patient")]
    assert 0.7 == pytest.approx(rows[rows["visit"] == "day7"]["learning_good"].mean(), abs=0.1)


FIXED = {
    "scaling": ({3, 4, 7, 8, 11, 12}, 1.0), "asymmetry": ({2, 4, 6, 8, 10, 12}, 0.0),
    "learning_good": ({4, 8, 12}, 1.0), "learning_bad": ({4, 8, 12}, 1.0),
}  # fmt: skip
"""By the publication: which models fix what, and at which value; S + A and S − A where both are fixed."""


@pytest.mark.parametrize("name", FIXED)
def test_what_a_model_fixes_has_its_value_and_no_interval(name: str) -> None:
    """What a model fixes is that value to the last digit and has neither SD nor interval; what is free has both."""
    models, value = FIXED[name]
    fixed = parameters()["model"].isin(models)
    spread = parameters()[[f"{name}_sd", f"{name}_low", f"{name}_high"]]
    assert {value} == set(parameters()[fixed][name])
    assert spread[fixed].isna().all(axis=None)
    assert spread[~fixed].notna().all(axis=None)


def test_without_population_estimates() -> None:
    """A study that asks for none has the four models that need none, for all its trials."""
    rows = model_parameters(study(population=False))
    assert {1, 2, 3, 4} == set(rows["model"])


def test_frequencies_of_a_group() -> None:
    """The frequencies of the models add up to 1 in each of five groups of sessions."""
    sums = model_comparison(parameters()).groupby(["arm", "visit"], observed=True)["frequency"].sum()
    assert [1.0] * 5 == pytest.approx(sums.tolist())


def test_pairs_of_visits() -> None:
    """Controls have one pair of visits, patients three."""
    assert {"control": 1, "patient": 3} == model_stability(parameters())["arm"].value_counts().to_dict()


def test_retest_events_are_counted() -> None:
    """The latent-belief model knows which events were asked twice without the rate."""
    assert [1] * 20 == latent_parameters(study())["retest_events"].tolist()


def test_everybody_always_answers_the_same() -> None:
    """People who give one answer to everything are fitted, in numbers; their latent fit says if it came to no peak."""
    same = study(4, 10)[ASKED].assign(first_estimate_pct=30, second_estimate_pct=30)
    updates = measured(same.astype({"first_estimate_pct": "Int64", "second_estimate_pct": "Int64"}))
    with np.errstate(all="raise", under="ignore"):
        latent = latent_parameters(updates)
        whole = model_parameters(updates)
    assert not latent["learning_difference"].isna().any()
    assert not whole["log_evidence"].isna().any()
    assert (model_predictive(updates, 5)["observed_pct"] == 0).all()


def test_nobody_has_an_update() -> None:
    """Where no first estimate was given, every table of models is empty, and there."""
    updates = measured(study()[ASKED].assign(first_estimate_pct=pd.array([pd.NA] * len(study()), dtype="Int64")))
    made = model_parameters(updates)
    for table in (made, model_comparison(made), model_stability(made), model_predictive(updates, 5)):
        assert 0 == len(table)
    assert 0 == len(model_predictions(updates))


def test_held_out_trials_are_predicted() -> None:
    """The model with which the data were made predicts better than their mean."""
    found = model_predictions(study(), folds=4).set_index("model").loc[1]
    assert (found["error_pct"] < found["error_of_mean_pct"]).all()


def test_what_is_compared() -> None:
    """Groups are compared at the visits that both have; the group with most visits at all of its own."""
    planned = comparisons(study())
    assert (("control", "patient"), ("baseline", "day7"), ("patient", ("baseline", "post4h", "day7"))) == (
        planned.arms, planned.visits, planned.within,
    )  # fmt: skip


def test_the_intended_effect() -> None:
    """The bias of patients grows by more than that of controls: the effect that was put in is found."""
    effects = group_effects(study()).set_index(["classification", "level", "effect"])
    (low,) = effects.loc[[("own", "trials", "group × visit × news")], "low"]
    assert low > 0


def test_bias_by_hand() -> None:
    """The bias of a session is its mean update after good news less that after bad news."""
    rows = study()[(study()["participant_id"] == "P1") & (study()["visit"] == "day7")]
    means = {kind: rows[rows["news"] == kind]["update_pct"].dropna().mean() for kind in ("good", "bad")}
    assert means["good"] - means["bad"] == pytest.approx(biases(study(), Classification.OWN).loc["P1", "day7"])
