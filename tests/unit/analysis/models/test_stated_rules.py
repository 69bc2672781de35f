"""Rules of the models that are stated in words, worked out by hand: signs, what is counted, bands, agreement."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from experiment.analysis.models import joint, latent_fit
from experiment.analysis.models.convergence import LARGEST_R_HAT, r_hat
from experiment.analysis.models.joint import joint_parameters
from experiment.analysis.models.latent_fit import fit_latent
from experiment.analysis.models.latent_likelihood import AnsweredTwice
from experiment.analysis.models.latent_prediction import counted
from experiment.analysis.models.prediction import of_held_out
from experiment.analysis.models.predictive import beside_what_was
from experiment.analysis.models.session_arrays import SessionArrays, answered_twice, session_arrays
from experiment.analysis.updates import measured
from experiment.belief.models import Family
from tests.unit.analysis.models.test_latent_fit import answers as ordinary_answers
from tests.unit.analysis.models.test_latent_fit import of_answers
from tests.unit.analysis.models.test_tables import ASKED, study

NAN = float("nan")


@cache
def four_kinds() -> pd.DataFrame:
    """One session: estimates above and below the rate, of an event to be feared, and of one to be hoped for."""
    rows = pd.DataFrame({
        "event_id": ["a", "b", "c", "d"], "event_valence": ["adverse", "adverse", "favourable", "favourable"],
        "first_estimate_pct": [50, 20, 50, 20], "second_estimate_pct": [40, 26, 44, 28],
    })  # fmt: skip
    whole = dict.fromkeys(("first_estimate_pct", "second_estimate_pct", "population_pct", "memory_pct"), "Int64")
    return measured(
        rows.assign(
            participant_id="P0", visit="baseline", run=1, arm="patient", visit_number=1, base_rate_pct=30,
            base_rate_shown=True, minimum_pct=3, maximum_pct=77, population_pct=None, memory_pct=None,
        ).astype(whole)
    )  # fmt: skip


def test_what_is_good_news() -> None:
    """To run a smaller risk than one thought is good news, to have a smaller chance of something good is bad news."""
    _, arrays = session_arrays(four_kinds())
    assert [1, -1, -1, 1] == arrays.news[0].tolist()
    assert [10, 6, 6, 8] == arrays.update_pct[0].tolist()
    assert [20, 10, 20, 10] == arrays.evidence_pct[Family.REINFORCEMENT][0].tolist()


def test_news_of_models_are_those_of_tables() -> None:
    """What the models take for good news is what the table of updates calls so."""
    _, arrays = session_arrays(four_kinds())
    assert four_kinds()["news"].tolist() == ["good" if sign > 0 else "bad" for sign in arrays.news[0]]


def test_which_trials_count() -> None:
    """Of five events the first alone tells of an update: no answer, no rate, and no news are none."""
    answers = AnsweredTwice(
        first_pct=np.array([[50.0, NAN, 50.0, 50.0, 30.0]]), second_pct=np.array([[40.0, 40.0, NAN, 40.0, 40.0]]),
        rate_pct=np.full((1, 5), 30.0), centre_pct=np.array([30.0]),
        rate_shown=np.array([[True, True, True, False, True]]), favourable=np.zeros((1, 5), dtype=bool),
        minimum_pct=np.array([3.0]), maximum_pct=np.array([77.0]),
    )  # fmt: skip
    assert [[True, False, False, False, False]] == counted(answers).tolist()


def test_both_kinds_of_models_see_the_same_trials() -> None:
    """The latent-belief model counts the trials that are updates of the table, and no other."""
    same = study()[ASKED].copy()
    same.loc[same.index[::7], "first_estimate_pct"] = same.loc[same.index[::7], "base_rate_pct"]
    told = measured(same)
    _, answers = answered_twice(told)
    assert (told["excluded"] == "no_news").any()
    assert int(told["excluded"].isna().sum()) == int(counted(answers).sum())


def test_chains_of_other_width_do_not_agree() -> None:
    """Chains about one value of which one is five times as wide are told apart, though their ranks have one mean."""
    draws = np.random.default_rng(1).standard_normal((400, 4))
    assert r_hat(draws) <= LARGEST_R_HAT
    assert r_hat(draws * np.array([1.0, 1.0, 1.0, 5.0])) > 1.1


def test_the_first_run_of_a_visit_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A visit that was run again says what its first run says, in whichever order the runs stand."""
    monkeypatch.setattr(joint, "_DRAWS", 8)
    monkeypatch.setattr(joint, "_WARM_UP", 2)
    first = study(people=6, events=8)
    again = first[first["participant_id"] == "P1"].assign(
        run=2, update_pct=lambda rows: -rows["update_pct"], second_estimate_pct=lambda rows: rows["first_estimate_pct"]
    )
    alone = joint_parameters(first)
    for both in ([first, again], [again, first]):
        pd.testing.assert_frame_equal(alone, joint_parameters(pd.concat(both, ignore_index=True)))


def test_the_mean_has_not_seen_what_it_predicts() -> None:
    """Updates 1 and 3 are predicted by 8, the mean of 5 and 11, and these by 2: squares 49, 25, 9 and 81, mean 41."""
    update = np.array([[1.0, 3.0, 5.0, 11.0, NAN]])
    part = np.array([[0, 0, 1, 1, 0]])
    found = of_held_out(np.array([-8.0]), update, np.array([[2.0, 3.0, 5.0, 8.0, 0.0]]), part, 2)
    assert [41**0.5] == pytest.approx(found.error_of_mean_pct)
    assert [2.5**0.5] == pytest.approx(found.error_pct)
    assert [-2.0] == found.log_density.tolist()


def test_a_band_leaves_out_a_fortieth_at_each_end() -> None:
    """Of 41 replicates whose means are 0 to 40, 1 to 39 are the band: one lies beyond each end."""
    seen = SessionArrays(
        {Family.REINFORCEMENT: np.full((2, 1), 3.0)}, np.ones((2, 1)), np.array([[7.0], [11.0]])
    )  # fmt: skip
    order = np.random.default_rng(2).permutation(41)
    (row,) = beside_what_was((seen, [np.array([[n - 1.0], [n + 1.0]]) for n in order])).to_dict("records")
    assert (1, 39) == pytest.approx((row["low_pct"], row["high_pct"]))
    assert (9, 20) == pytest.approx((row["observed_pct"], row["predicted_pct"]))


@pytest.mark.parametrize(
    ("kind", "largest_shape", "settled"),
    [("ordinary", 0.5, [True, False]), ("ordinary", 0.35, [False, False]), ("at an end", 0.5, [False])],
    ids=["few at an end", "a heavy tail", "both"],
)
def test_which_intervals_may_be_used(
    kind: str, largest_shape: float, settled: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """400 draws have to count, in all and at each end, and their tail has a shape of at most ½, or as little as asked.

    Without draws that are added one of the ordinary sessions has too few at one end; who always says 3, and whoever is
    held to a smaller shape, has a tail that is too heavy.
    """
    monkeypatch.setattr(latent_fit, "_ROUNDS", 0)
    monkeypatch.setattr(latent_fit, "LARGEST_SHAPE", largest_shape)
    found = fit_latent(ordinary_answers() if kind == "ordinary" else of_answers(kind))
    may = (found.effective_draws >= 400) & (found.tail_draws >= 400) & (found.tail_shape <= largest_shape)
    assert settled == found.settled.tolist()
    assert settled == may.tolist()
