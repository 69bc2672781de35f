"""Noise, nulls and changes: each session's own, from its own first estimates, and right where the noise is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiment.analysis import index_changes, session_noise, session_nulls, session_scores
from experiment.analysis.indices import INDICES, weights_of
from experiment.analysis.noise import STATED_NOISE_PCT
from experiment.analysis.side_by_side import side_by_side
from experiment.analysis.updates import measured
from tests.unit.analysis.by_definition import Trial, pairs_of

DRAW = np.random.default_rng(11)
RATES = DRAW.integers(10, 70, 40)


def noisy(beliefs: np.ndarray[tuple[int], np.dtype[np.float64]], sd: float, seed: int) -> list[int]:
    noise = np.random.default_rng(seed).standard_normal(len(beliefs))
    return [int(one) for one in np.clip(np.round(beliefs + sd * noise), 3, 77)]


def never_learner(run: int, sd: float, retests: int = 0, visit_number: int = 1) -> pd.DataFrame:
    """Pairs of somebody whose belief never moves, and who answers with noise."""
    draw = np.random.default_rng(run)
    rates = [*RATES, *draw.integers(10, 70, retests)]
    beliefs = np.clip(34 + 17 * draw.standard_normal(len(rates)), 0, 100)
    first, second, population = (noisy(beliefs, sd, 1000 * run + at) for at in range(3))
    trials = [
        Trial(one, other, third, int(rate), shown=number < len(RATES))
        for number, (one, other, third, rate) in enumerate(zip(first, second, population, rates, strict=True))
    ]
    visit = ("baseline", "post4h", "day7")[visit_number - 1]
    return pairs_of(trials, 1, f"KD{run // 10:03}", visit).assign(visit_number=visit_number)


@pytest.fixture(scope="module")
def quiet_then_noisy() -> pd.DataFrame:
    """Twelve never-learners whose answers are noisier at their second visit, each with retest events."""
    visits = [never_learner(10 * who + visit, 5.0 * visit, 8, visit) for who in range(1, 13) for visit in (1, 2)]
    return measured(pd.concat(visits, ignore_index=True))


def test_the_weights_are_the_scores(quiet_then_noisy: pd.DataFrame) -> None:
    """Every index by its weights on how far the estimates moved is the one in the table of scores."""
    pairs = side_by_side(quiet_then_noisy)
    moved = np.where(pairs.learned_from, pairs.first_pct - pairs.second_pct, 0.0)
    by_weights = weights_of(pairs).indices(moved[..., None])[..., 0]
    scores = session_scores(quiet_then_noisy)[list(INDICES)].to_numpy(dtype=float)
    np.testing.assert_allclose(scores, by_weights, atol=1e-9)


def test_a_null_is_the_sessions_own(quiet_then_noisy: pd.DataFrame) -> None:
    """A session has the same nulls alone as among others, and whatever the order of the rows."""
    alone = quiet_then_noisy[quiet_then_noisy["participant_id"] == "KD003"].sample(frac=1, random_state=2)
    whole = session_nulls(quiet_then_noisy, draws=20)
    mine = whole[whole["participant_id"] == "KD003"].reset_index(drop=True)
    pd.testing.assert_frame_equal(mine, session_nulls(alone, draws=20))


def test_noise_is_measured(quiet_then_noisy: pd.DataFrame) -> None:
    """With retest events noise is measured, and its intervals hold 5 and 10 points as often as they should."""
    noise = session_noise(quiet_then_noisy)
    true = 5.0 * noise["visit_number"]
    held = ((noise["noise_low_pct"] <= true) & (true <= noise["noise_high_pct"])).sum()
    assert {"measured"} == set(noise["noise"])
    assert held >= 20  # of 24; fewer in one of 1,000 if 95 % hold


def test_noise_without_bounds_is_that_of_chi_squared() -> None:
    """Six differences of 10 points: the interval is that of χ² with six degrees of freedom, 4.6 to 15.6."""
    trials = [Trial(40, 50, None, 30, shown=False)] * 6
    (row,) = session_noise(measured(pairs_of(trials))).to_dict("records")
    assert (pytest.approx(4.56, abs=0.1), pytest.approx(15.6, abs=0.3)) == (row["noise_low_pct"], row["noise_high_pct"])


def test_noise_that_is_not_measured_is_a_range() -> None:
    """Without retest events, or with two of them, the range is the stated one, and no value is given."""
    (row,) = session_noise(measured(never_learner(7, 10.0, retests=2))).to_dict("records")
    assert "stated" == row["noise"]
    assert 5.0 == row["noise_low_pct"]
    assert 20.0 == row["noise_high_pct"]
    assert pd.isna(row["noise_sd_pct"])


def test_a_bound_hides_noise() -> None:
    """Of a pair at one bound nothing is learned; answers that all end there measure no noise."""
    trials = [Trial(3, 3, None, 30, shown=False)] * 6
    (row,) = session_noise(measured(pairs_of(trials))).to_dict("records")
    assert (0, "stated") == (row["n_retest_pairs"], row["noise"])


def test_a_never_learner_is_within_their_null() -> None:
    """At the true noise, the bias of never-learners lies within the 95 % interval of that null, nearly always."""
    people = measured(pd.concat([never_learner(10 * who, 10.0) for who in range(40)], ignore_index=True))
    nulls = session_nulls(people, draws=60)
    mine = nulls[(nulls["null"] == "never_learner") & (nulls["noise_sd_pct"] == 10) & (nulls["measure"] == "bias_pct")]
    within = ((mine["null_low"] <= mine["value"]) & (mine["value"] <= mine["null_high"])).sum()
    assert 40 == len(mine)
    assert within >= 33  # fewer in one of 1,000 if 95 % are


def test_more_noise_makes_more_bias() -> None:
    """Over the stated range the never-learner's bias, S and updates rise with the noise."""
    people = measured(pd.concat([never_learner(10 * who, 10.0) for who in range(20)], ignore_index=True))
    nulls = session_nulls(people, draws=50)
    mine = (
        nulls[nulls["null"] == "never_learner"].groupby(["measure", "noise_sd_pct"], observed=True)["null_mean"].mean()
    )
    rising = [mine[name].is_monotonic_increasing for name in ("bias_pct", "scaling", "update_good_pct")]
    assert [True] * 3 == rising
    assert list(STATED_NOISE_PCT) == list(mine["bias_pct"].index)


def test_a_change_beside_that_of_noise(quiet_then_noisy: pd.DataFrame) -> None:
    """Who never learns and becomes noisier shows larger updates, and the change in noise alone expects as much."""
    changes = index_changes(session_nulls(quiet_then_noisy, draws=50))
    mine = changes[(changes["measure"] == "scaling") & (changes["null"] == "never_learner")]
    found, expected, error = (
        mine["change"].mean(),
        mine["null_change"].mean(),
        mine["change"].std() / np.sqrt(len(mine)),
    )
    assert ("measured", True, True) == (
        *set(mine["noise"]), bool(found > 0.05), bool(abs(found - expected) < 3 * error),
    )  # fmt: skip


def test_an_empty_table_has_no_nulls() -> None:
    """Where no run counts, there is nothing, and no error."""
    nothing = measured(pairs_of([Trial(40, 30, 20, 10)])).iloc[:0]
    nulls = session_nulls(nothing)
    assert 0 == len(nulls)
    assert 0 == len(session_noise(nothing))
    assert 0 == len(index_changes(nulls))
