"""A row of a mixed model follows from its estimate and error; what is held still is held still at its mean."""

from __future__ import annotations

from functools import cache
from math import erfc, sqrt

import numpy as np
import pandas as pd
import pytest

from experiment.analysis.group.designs import one_group, two_groups
from experiment.analysis.group.mixed_model import RandomEffects, fit_mixed_model
from experiment.analysis.group.tables import group_effects

VISITS = pd.CategoricalDtype(["baseline", "post4h", "day7"], ordered=True)


def updates(people: int = 6, events: int = 8, visits: int = 1, arms: tuple[str, ...] = ("patient",)) -> pd.DataFrame:
    """As `load_updates` names what the mixed models need; by the estimate of one's own risk alone."""
    random = np.random.default_rng(7)
    rows = pd.DataFrame(
        [(p, v, e) for p in range(people) for v in range(visits) for e in range(events)],
        columns=["person", "visit", "event"],
    )
    error = random.uniform(2, 40, len(rows)) * random.choice([-1, 1], len(rows))
    own = 4 * random.standard_normal((people, 2))[rows["person"]]
    moved = 6 + 0.3 * abs(error) + own[:, 0] + np.sign(error) * (1 + own[:, 1]) + 5 * random.standard_normal(len(rows))
    return pd.DataFrame({
        "participant_id": [f"P{number}" for number in rows["person"]],
        "event_id": [f"e{number}" for number in rows["event"]],
        "arm": [arms[number % len(arms)] for number in rows["person"]],
        "visit": pd.Categorical.from_codes(rows["visit"], dtype=VISITS),
        "update_pct": moved, "news": np.where(error > 0, "good", "bad"), "estimation_error_pct": error,
        "population_update_pct": np.nan, "population_news": "none", "population_error_pct": np.nan,
        "age": 30.0 + 3 * rows["person"] ** 2, "education": 9.0 + rows["person"] % 4,
    })  # fmt: skip


@cache
def trials() -> pd.DataFrame:
    """The mixed model of one arm, as rows."""
    found = group_effects(without_robust(updates()))
    return found[found["level"] == "trials"]


def without_robust(rows: pd.DataFrame) -> pd.DataFrame:
    """What the noise-robust test needs beside, so that the whole table can be asked for."""
    rate = 40 - np.round(rows["estimation_error_pct"] / 2)
    first = rate + np.round(rows["estimation_error_pct"])
    return rows.assign(
        run=1, visit_number=rows["visit"].cat.codes + 1, event_valence="adverse", base_rate_pct=rate,
        base_rate_shown=True, first_estimate_pct=first, minimum_pct=3.0, maximum_pct=77.0,
        second_estimate_pct=first - np.sign(rows["estimation_error_pct"]) * np.round(rows["update_pct"]),
        population_pct=np.nan, excluded=None,
    )  # fmt: skip


def test_p_is_of_both_tails() -> None:
    """p is how often chance is at least so far from 0 on either side: of the normal distribution, by its integral."""
    z = (trials()["estimate"] / trials()["standard_error"]).astype(float)
    assert [erfc(abs(one) / sqrt(2)) for one in z] == pytest.approx(trials()["p"].tolist(), rel=1e-9)
    assert trials()["p"].between(0.001, 0.999).any()  # not all too small to tell from half


def test_an_interval_holds_what_has_a_p_above_5_percent() -> None:
    """A value at the end of the interval is 1.959964 standard errors away, where p is .05."""
    reach = 1.959964 * trials()["standard_error"]
    assert (trials()["estimate"] - reach).tolist() == pytest.approx(trials()["low"].tolist(), rel=1e-6)
    assert (trials()["estimate"] + reach).tolist() == pytest.approx(trials()["high"].tolist(), rel=1e-6)


@pytest.mark.parametrize("name", ["error_size_pct", "age", "education"])
@pytest.mark.parametrize("groups", [1, 2])
def test_what_is_held_still_is_held_at_its_mean(groups: int, name: str) -> None:
    """Over the rows of a model |EE|, age and education have the mean 0: other effects are those at their means."""
    known = ("age", "education")
    rows = updates(visits=2, arms=("control", "patient"))
    design = (
        one_group(rows, "patient", ("baseline", "post4h"), covariates=known)
        if groups == 1
        else two_groups(rows, ("control", "patient"), ("baseline", "post4h"), covariates=known)
    )
    column = design.fixed[:, design.names.index(name)]
    assert 0 == pytest.approx(column.mean(), abs=1e-9)
    assert column.std() > 0.5


def test_everybody_a_century_older() -> None:
    """Ages that are all a century more leave the intercept where it was: it is that of the mean age."""
    of = [
        dict(zip(design.names, np.linalg.lstsq(design.fixed, design.update_pct, rcond=None)[0], strict=True))
        for design in (
            one_group(updates().assign(age=lambda rows, more=more: rows["age"] + more), "patient", ("baseline",),
                      covariates=("age",))
            for more in (0, 100)
        )
    ]  # fmt: skip
    assert of[0] == pytest.approx(of[1], abs=1e-6)


def news_alike(own_sd: float, of_news_sd: float) -> tuple[str, ...]:
    """Which groupings are singular where people differ so much in how they update, and in how news changes that."""
    random = np.random.default_rng(3)
    person, news = np.repeat(np.arange(8), 12), np.tile([-1.0, 1.0], 48)
    noise = 4 * random.standard_normal(96)
    for sign in (-1, 1):  # of noise nothing is left in the means of a person, which would be a spread of people
        here = news == sign
        noise[here] -= np.repeat(noise[here].reshape(8, 6).mean(axis=1), 6)
    own, of_news = random.permutation(np.linspace(-1.5, 1.5, 8)), np.array([1.2, -1.2, 0.4, -0.4, -0.4, 0.4, -1.2, 1.2])
    update = 5 + own_sd * own[person] + news * (1 + of_news_sd * of_news[person]) + noise
    fixed = np.column_stack([np.ones(96), news])
    effects = RandomEffects("participant", person, fixed, ("intercept", "news"))
    return fit_mixed_model(update, fixed, ("intercept", "news"), [effects]).singular


@pytest.mark.parametrize(
    ("own_sd", "of_news_sd", "singular"),
    [(5.0, 0.0, ("participant",)), (0.0, 5.0, ("participant",)), (5.0, 5.0, ())],
    ids=["news alike", "intercepts alike", "both differ"],
)
def test_one_effect_without_spread_is_enough(own_sd: float, of_news_sd: float, singular: tuple[str, ...]) -> None:
    """A fit is singular where one of two effects has no spread, however much the other has, and not where both have."""
    assert singular == news_alike(own_sd, of_news_sd)
