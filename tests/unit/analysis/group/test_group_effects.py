"""The group analysis: covariates that were entered, contrasts that are those of `group_tests`, and the robust test."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from experiment.analysis import asymmetry, group_tests
from experiment.analysis.group import tables
from experiment.analysis.group.tables import covariates_in, group_analysis, group_effects
from tests.unit.analysis.models.test_tables import study


def with_people(**of_people: list[float | None]) -> pd.DataFrame:
    """The study, with what is known of its eight people."""
    who = [f"P{number}" for number in range(8)]
    columns = {name: study()["participant_id"].map(dict(zip(who, values, strict=True))).astype("Float64")
               for name, values in of_people.items()}  # fmt: skip
    return study().assign(**columns)


AGES: list[float | None] = [34, 41, 68, 50, 39, 45, 61, 57]


@cache
def effects() -> pd.DataFrame:
    return group_effects(study())


def test_age_and_education_are_taken_into_account() -> None:
    """What was entered of age and education is an effect of each model of trials, and moves no contrast of people."""
    found = group_effects(with_people(age=AGES, education=[9, 12, 17, 12, 14, 9, 10, 15]))
    trials = found[found["level"] == "trials"]
    named = trials.groupby(["analysis", "classification"])["effect"].agg(list)
    assert [True] * 4 == [{"age", "education", "error_size_pct"} <= set(each) for each in named]
    assert effects()[effects()["level"] != "trials"]["estimate"].tolist() == pytest.approx(
        found[found["level"] != "trials"]["estimate"].tolist()
    )


def test_what_is_the_same_for_all_is_no_covariate() -> None:
    """Age alone counts where all have the same education, and words are none."""
    known = with_people(age=AGES, education=[12.0] * 8).assign(sex="F")
    assert ("age",) == covariates_in(known)


def test_somebody_whose_age_is_not_known() -> None:
    """Who lacks a covariate is left out of the models of trials, and it is said how many."""
    found = group_effects(with_people(age=[None, *AGES[1:]]))
    trials = found[(found["level"] == "trials") & found["analysis"].str.startswith("control")]
    assert {7} == set(trials["participants"])
    assert trials["remark"].str.contains("without 1 of whom age is not known").all()


OF_GROUPS = {
    ("change of bias, day7 − baseline: patient − control", "change_between_arms", "patient - control", "day7"),
    ("change of bias, post4h − baseline", "change", "patient", "post4h"),
    ("change of bias, day7 − baseline", "change", "patient", "day7"),
}


@pytest.mark.parametrize(("classification", "measure"), [("own", "bias_pct"), ("population", "population_bias_pct")])
@pytest.mark.parametrize(("effect", "test", "arm", "to_visit"), sorted(OF_GROUPS))
def test_contrasts_are_those_whose_false_positives_are_known(
    classification: str, measure: str, effect: str, test: str, arm: str, to_visit: str
) -> None:
    """A contrast of people is the test of `group_tests`: what docs/nulls.md says of that, it says of this."""
    tests = group_tests(study()).set_index(["test", "measure", "arm", "visit", "to_visit"])
    found = effects().set_index(["classification", "level", "effect"])
    names = ["estimate", "low", "high", "p"]
    (expected,) = tests.loc[[(test, measure, arm, "baseline", to_visit)], names].to_numpy().tolist()
    (shown,) = found.loc[[(classification, "participants", effect)], names].to_numpy().tolist()
    assert expected == pytest.approx(shown)


def test_the_noise_robust_test_stands_beside() -> None:
    """Each planned change has a row of the noise-robust asymmetry, with the figures of `group_tests`."""
    tests = group_tests(study())
    robust = tests[(tests["measure"] == "robust_asymmetry") & tests["to_visit"].notna() & (tests["arm"] != "control")]
    found = effects()[(effects()["level"] == "noise_robust") & effects()["effect"].str.startswith("change")]
    expected = robust[robust["visit"] == "baseline"]
    assert sorted(expected["estimate"]) == pytest.approx(sorted(found["estimate"]))
    assert sorted(expected["low"]) == pytest.approx(sorted(found["low"]))
    assert np.isfinite(found["p"].astype(float)).all()


def test_a_search_that_did_not_come_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fit that is not finished has no interval and no p, and says why."""
    fit = tables.fit_mixed_model
    monkeypatch.setattr(tables, "fit_mixed_model", lambda *of: replace(fit(*of), settled=False))
    trials = group_effects(study())[lambda found: found["level"] == "trials"]
    assert trials[["standard_error", "low", "high", "p"]].isna().all(axis=None)
    assert trials["remark"].str.contains("the search has not come to its end").all()


def test_a_robust_search_that_did_not_come_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither has the noise-robust asymmetry."""
    monkeypatch.setattr(asymmetry, "_ITERATIONS", 1)
    robust = group_tests(study())[lambda found: found["measure"] == "robust_asymmetry"]
    assert len(robust) > 0
    assert robust[["estimate", "low", "high", "p"]].isna().all(axis=None)


def test_what_differs_between_people_sessions_and_events() -> None:
    """Each model of trials that was fitted has SD and correlation of each random effect, and what is left."""
    spread = group_analysis(study()).spread
    assert [["participant"] * 2 + ["participant × visit"] * 2 + ["event", "residual"]] * 4 == [
        rows["grouping"].tolist() for _, rows in spread.groupby(["analysis", "classification"], sort=False)
    ]
    assert (spread["sd_pct"] >= 0).all()
    assert (spread[spread["effect"] == "intercept"]["correlation"].isna()).all()
    patients = spread[spread["analysis"].str.startswith("patient") & (spread["classification"] == "own")]
    assert {"participant": 4, "participant × visit": 12, "event": 19} == dict(
        zip(patients["grouping"][:-1], patients["members"][:-1], strict=True)
    )


def test_a_model_without_end_has_no_spreads(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a search that came to no end says of spreads is in no table."""
    fit = tables.fit_mixed_model
    monkeypatch.setattr(tables, "fit_mixed_model", lambda *of: replace(fit(*of), settled=False))
    assert 0 == len(group_analysis(study()).spread)


@pytest.mark.parametrize(("people", "remarked"), [(19, True), (20, False)])
def test_few_participants_are_remarked_on(people: int, remarked: bool) -> None:
    """Below twenty participants a model of trials says that its p may be too small."""
    updates = study(people, 8, population=False)
    trials = group_effects(updates)[lambda found: found["level"] == "trials"]
    groups = trials[trials["participants"] == people]
    assert len(groups) > 0
    assert {remarked} == set(groups["remark"].fillna("").str.contains("fewer than 20 participants"))
