"""The noise-robust asymmetry is what was put in, and 0 where nothing was; the others are the textbooks' tests."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_1samp, ttest_ind

from experiment.analysis import group_tests, session_scores
from experiment.analysis.asymmetry import robust_asymmetry
from experiment.analysis.pairs_as_updates import updates_of_pairs
from experiment.analysis.side_by_side import side_by_side
from experiment.analysis.updates import measured
from experiment.simulated_study.answers_only import AnswersOnly
from tests.unit.analysis.by_definition import Trial, pairs_of
from tests.unit.analysis.studies import study
from tests.unit.simulated_study.test_power import assumptions
from tests.unit.simulated_study.test_power import study as of_power

BETWEEN = "patient - control"


def asymmetry(updates: pd.DataFrame) -> tuple[float, float]:
    """The robust asymmetry of all sessions together, and its error."""
    pairs = side_by_side(updates)
    found = robust_asymmetry(pairs, np.zeros(len(pairs.sessions), dtype=np.int64))
    assert found is not None
    return found.contrast({0: 1.0})[:2]


@pytest.mark.parametrize(("good", "bad"), [(0.6, 0.2), (0.2, 0.6), (0.4, 0.4), (0.0, 0.0)])
def test_what_was_put_in_comes_out(good: float, bad: float) -> None:
    """Of people who answer without noise, λ_good − λ_bad is recovered to within rounding."""
    assert good - bad == pytest.approx(asymmetry(study(12, good, bad, 0.0))[0], abs=0.015)


def test_noise_is_no_asymmetry() -> None:
    """Never-learners with noise of 12 points: S finds that they learn, and the robust asymmetry finds nothing."""
    updates = study(40, 0.0, 0.0, 12.0, seed=3)
    ordinary = session_scores(updates)["scaling"].to_numpy(dtype=float)
    found, error = asymmetry(updates)
    assert ttest_1samp(ordinary, 0).pvalue < 0.001
    assert abs(found) < 2 * error


def test_the_error_is_the_jackknifes() -> None:
    """The error is what leaving out each participant in turn, and fitting again, gives."""
    updates = study(12, 0.5, 0.3, 8.0)
    without = [asymmetry(updates[updates["participant_id"] != who])[0] for who in updates["participant_id"].unique()]
    n = len(without)
    jackknife = np.sqrt((n - 1) / n * ((np.array(without) - np.mean(without)) ** 2).sum())
    assert jackknife == pytest.approx(asymmetry(updates)[1], rel=0.1)


@pytest.mark.parametrize("people", [3, 4])
def test_who_has_no_events_in_common(people: int) -> None:
    """Of people most of whom have a list of their own nothing can be said: it would seem to be without error."""
    assert not (group_tests(at_one_visit(people))["measure"] == "robust_asymmetry").any()


def test_few_people_with_events_in_common() -> None:
    """As soon as two have each of two lists there is an estimate, and it has an error."""
    tests = group_tests(at_one_visit(5))
    robust = tests[tests["measure"] == "robust_asymmetry"]
    assert len(robust)
    assert (robust["high"] - robust["low"] > 0.05).all()


def at_one_visit(people: int) -> pd.DataFrame:
    """Return the updates of people who came once; their lists are those of the study, in turn."""
    drawn = AnswersOnly(of_power(), assumptions()).draw({"control": people}, np.random.default_rng(4))
    return updates_of_pairs(drawn.part(np.flatnonzero((drawn.sessions["visit"] == "baseline").to_numpy())))


def test_favourable_events_turn_round() -> None:
    """For events to be hoped for, rates above are good news: who goes further up is asymmetric as others are."""
    updates = study(12, 0.6, 0.2, 0.0)
    turned = measured(updates.assign(event_valence="favourable"))
    assert asymmetry(updates)[0] == pytest.approx(-asymmetry(turned)[0])


def test_ordinary_tests_are_students() -> None:
    """Levels, changes and differences between arms have the p of Student's and Welch's tests."""
    updates = study(10, 0.5, 0.3, 8.0, visits=2)
    tests = group_tests(updates)
    of_bias = tests[tests["measure"] == "bias_pct"].sort_values("visit").groupby(["test", "arm"])["p"].first()
    wide = (
        session_scores(updates).pivot(index=["arm", "participant_id"], columns="visit", values="bias_pct").astype(float)
    )
    changes = {arm: (own["post4h"] - own["baseline"]).to_numpy() for arm, own in wide.groupby(level="arm")}
    expected = [
        ttest_1samp(wide.loc["patient", "baseline"], 0).pvalue,
        ttest_1samp(changes["patient"], 0).pvalue,
        ttest_ind(changes["patient"], changes["control"], equal_var=False).pvalue,
    ]
    found = [of_bias[one] for one in (("level", "patient"), ("change", "patient"), ("change_between_arms", BETWEEN))]
    assert expected == pytest.approx(found)


def test_of_nothing_no_test() -> None:
    """One participant, and one who answers everything with one value, give rows without a p, and no error."""
    tests = group_tests(measured(pairs_of([Trial(50, 50, 50, rate) for rate in range(20, 60)])))
    assert len(tests) > 0
    assert tests["p"].isna().all()
