"""Reliabilities are those that were put in; a correlation with symptoms stands beside its corrected value."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiment.analysis import MEANINGS, index_reliability, meaning_of, session_scores, symptom_correlations
from experiment.analysis.halves import SPLIT_INDICES, indices_from, sums_of
from experiment.analysis.side_by_side import side_by_side
from tests.unit.analysis.studies import study


@pytest.fixture(scope="module")
def updates() -> pd.DataFrame:
    return study(60, 0.5, 0.3, 10.0, visits=2, optimism_sd=4.0)


@pytest.fixture(scope="module")
def reliability(updates: pd.DataFrame) -> pd.DataFrame:
    return index_reliability(updates, splits=100)


def test_sums_over_all_events_give_the_scores(updates: pd.DataFrame) -> None:
    """An index that is put together from sums over events is the one in the table of scores."""
    scores = session_scores(updates)[list(SPLIT_INDICES)].to_numpy(dtype=float)
    np.testing.assert_allclose(scores, indices_from(sums_of(side_by_side(updates)).sum(axis=1)).T, atol=1e-8)


def test_split_half_is_what_was_put_in(updates: pd.DataFrame, reliability: pd.DataFrame) -> None:
    """Comparative optimism: variance between people over that and the variance of a session's mean, from its trials."""
    optimism = (updates["population_pct"] - updates["first_estimate_pct"]).astype(float)
    wanted = (updates["visit"] == "baseline") & (updates["arm"] == "control")
    of_person = optimism[wanted].groupby(updates["participant_id"][wanted])
    whole = of_person.mean().var(ddof=1)
    expected = 1 - (of_person.var(ddof=1) / of_person.size()).mean() / whole
    found = reliability.set_index(["kind", "measure", "arm", "visit"])["reliability"]
    assert expected == pytest.approx(
        found["split_half", "comparative_optimism_pct", "control", "baseline"], abs=0.06
    )  # fmt: skip


def test_retest_is_of_the_stable_arm(updates: pd.DataFrame, reliability: pd.DataFrame) -> None:
    """The retest of controls is the correlation of their two visits; patients have none."""
    retest = reliability[reliability["kind"] == "retest"].set_index("measure")
    scores = session_scores(updates)
    wide = scores[scores["arm"] == "control"].pivot(index="participant_id", columns="visit", values="error_size_pct")
    expected = np.corrcoef(wide["baseline"].astype(float), wide["post4h"].astype(float))[0, 1]
    assert (pytest.approx(expected), {"control"}) == (
        retest.loc["error_size_pct", "reliability"], set(retest["arm"]),
    )  # fmt: skip


def test_agreement_by_analysis_of_variance(updates: pd.DataFrame, reliability: pd.DataFrame) -> None:
    """The agreement is ICC(A,1), worked out from the mean squares of people, visits and the rest."""
    scores = session_scores(updates)
    wide = scores[scores["arm"] == "control"].pivot(index="participant_id", columns="visit", values="bias_pct")
    table = wide.to_numpy(dtype=float)
    n, whole = len(table), table.mean()
    people = 2 * ((table.mean(axis=1) - whole) ** 2).sum() / (n - 1)
    visits = n * ((table.mean(axis=0) - whole) ** 2).sum()
    left = table - table.mean(axis=1)[:, None] - table.mean(axis=0) + whole
    rest = (left**2).sum() / (n - 1)
    found = reliability[reliability["kind"] == "retest_agreement"].set_index("measure").loc["bias_pct", "reliability"]
    assert (people - rest) / (people + rest + 2 / n * (visits - rest)) == pytest.approx(found)


def test_few_participants_have_no_reliability() -> None:
    """With four participants of an arm none is given, rather than one that means nothing."""
    assert index_reliability(study(8, 0.5, 0.3, 8.0, visits=2), splits=10)["reliability"].isna().all()


def test_a_correlation_beside_its_corrected_value(updates: pd.DataFrame, reliability: pd.DataFrame) -> None:
    """With symptoms that follow optimism, the correlation is Pearson's, and the corrected one r over √reliability."""
    scores = session_scores(updates)
    draw = np.random.default_rng(4)
    madrs = scores["comparative_optimism_pct"].astype(float) + 3 * draw.standard_normal(len(scores))
    found = symptom_correlations(scores, scores[["participant_id", "visit"]].assign(madrs=madrs), reliability)
    row = found.set_index(["measure", "arm", "visit"]).loc[("comparative_optimism_pct", "patient", "baseline")]
    mine = (scores["arm"] == "patient") & (scores["visit"] == "baseline")
    expected = np.corrcoef(madrs[mine], scores["comparative_optimism_pct"][mine].astype(float))[0, 1]
    assert (pytest.approx(expected), pytest.approx(expected / np.sqrt(row["reliability"]))) == (
        row["correlation"], row["corrected"],
    )  # fmt: skip


@pytest.mark.parametrize("measure", [*SPLIT_INDICES, "memory_error_pct", "noise_sd_pct", "robust_asymmetry"])
def test_every_measure_has_a_meaning(measure: str) -> None:
    """Of every index it is said in one sentence what it can say, and in one what it cannot."""
    meaning = meaning_of(measure)
    assert 1 == meaning.can.count(".")
    assert 1 == meaning.cannot.count(".") - meaning.cannot.count(" .2 to .5") * 2


def test_meanings_are_named_once() -> None:
    """No index stands twice in the table."""
    assert len(MEANINGS) == len({one.index for one in MEANINGS})
