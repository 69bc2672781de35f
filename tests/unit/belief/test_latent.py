"""The latent belief with response noise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from experiment.belief.answers import PUBLISHED_BOUNDS, answer_probability, answered_pct
from experiment.belief.latent import GRID_PCT, LatentBelief, moved_belief_pct, moved_pct, trial_likelihood

WHO = LatentBelief(
    mean_pct=35.0,
    slope=0.4,
    centre_pct=30.0,
    spread_pct=16.0,
    learning_good=0.5,
    learning_bad=0.2,
    noise_sd_pct=8.0,
)
SCALE = np.arange(3, 78)


@pytest.mark.parametrize(
    ("belief", "rate", "favourable", "expected"),
    [
        (40, 20, False, 30.0),  # good news: half of the way
        (20, 40, False, 24.0),  # bad news: a fifth
        (40, 20, True, 36.0),
        (20, 40, True, 30.0),
        (30, 30, False, 30.0),
        (0, 100, False, 20.0),
        (100, 0, False, 50.0),
    ],
)
def test_how_far_a_belief_moves(belief: float, rate: float, favourable: bool, expected: float) -> None:
    """The share of the way that is gone depends on what news the rate is to the belief."""
    assert expected == moved_belief_pct(belief, rate, 0.5, 0.2, favourable)


@given(st.floats(0, 100), st.integers(0, 100), st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_one_belief_moves_as_many_do(belief: float, rate: int, good: float, bad: float, favourable: bool) -> None:
    """There is one equation, whether it is worked out for one belief or for an array of them."""
    assert moved_belief_pct(belief, rate, good, bad, favourable) == moved_pct(belief, rate, good, bad, favourable)


@given(st.integers(0, 100), st.integers(0, 100), st.floats(0, 1), st.floats(0, 1))
def test_a_favourable_event_is_an_adverse_one_seen_from_the_other_end(
    belief: int, rate: int, good: float, bad: float
) -> None:
    """Turning the scale round, and what is hoped for, changes nothing."""
    mirrored = moved_belief_pct(100 - belief, 100 - rate, good, bad, favourable=True)
    assert_allclose(moved_belief_pct(belief, rate, good, bad), 100 - mirrored, atol=1e-9)


def test_what_is_believed_on_average() -> None:
    """μ at the centre of the rates, and ρ for every point above it."""
    assert_allclose(WHO.expected_belief_pct([30, 40, 10]), [35.0, 39.0, 27.0])


@pytest.mark.parametrize("shown", [True, False])
def test_some_pair_of_answers_is_given(shown: bool) -> None:
    """The probabilities of all pairs of answers add up to 1, whether the rate is shown or not."""
    pairs = trial_likelihood(SCALE[:, np.newaxis], SCALE, 20, WHO, PUBLISHED_BOUNDS, rate_shown=shown)
    assert (75, 75) == pairs.shape
    assert_allclose(1.0, pairs.sum(), rtol=1e-9)


def test_a_missing_answer_tells_nothing() -> None:
    """Its trial is as probable as the other answer alone, and certain when both are missing."""
    alone = trial_likelihood(40, SCALE, 20, WHO, PUBLISHED_BOUNDS).sum()
    found = trial_likelihood([40, np.nan], np.nan, 20, WHO, PUBLISHED_BOUNDS)
    assert_allclose(found, [alone, 1.0], rtol=1e-9)


def test_who_never_learns_answers_as_to_a_retest_event() -> None:
    """Without learning it makes no difference whether the rate is shown."""
    never = replace(WHO, learning_good=0.0, learning_bad=0.0)
    assert_allclose(
        trial_likelihood(40, SCALE, 20, never, PUBLISHED_BOUNDS),
        trial_likelihood(40, SCALE, 20, WHO, PUBLISHED_BOUNDS, rate_shown=False),
    )


def test_the_likelihood_is_the_frequency_of_what_is_drawn() -> None:
    """Answers drawn step by step, 400,000 times: each region comes as often as is said, within five standard errors."""
    draw, many = np.random.default_rng(2), 400_000
    weight = np.exp(-0.5 * ((GRID_PCT - 31.0) / 16.0) ** 2)
    belief = draw.choice(GRID_PCT, many, p=weight / weight.sum())
    first = answered_pct(belief + 8 * draw.standard_normal(many), PUBLISHED_BOUNDS)
    after = np.where(belief > 20, belief + 0.5 * (20 - belief), belief + 0.2 * (20 - belief))
    second = answered_pct(after + 8 * draw.standard_normal(many), PUBLISHED_BOUNDS)
    pairs = trial_likelihood(SCALE[:, np.newaxis], SCALE, 20, WHO, PUBLISHED_BOUNDS)
    ends = [3, 4, 15, 30, 50, 77, 78]
    found, *_ = np.histogram2d(first, second, bins=[ends, ends])
    expected = np.add.reduceat(np.add.reduceat(pairs, np.subtract(ends[:-1], 3), 0), np.subtract(ends[:-1], 3), 1)
    assert_array_equal(True, np.abs(found / many - expected) <= 5 * np.sqrt(expected / many) + 1e-5)


def test_sessions_by_trials() -> None:
    """A session's own parameters go with its trials, as if each were looked at alone."""
    noise = np.array([[5.0], [15.0]])
    first, second, rate = np.array([[40, 10], [40, 10]]), np.array([[30, 12], [25, 30]]), np.array([20, 30])
    together = trial_likelihood(first, second, rate, replace(WHO, noise_sd_pct=noise), PUBLISHED_BOUNDS)
    alone = [
        trial_likelihood(
            first[one], second[one], rate, replace(WHO, noise_sd_pct=float(noise[one, 0])), PUBLISHED_BOUNDS
        )
        for one in range(2)
    ]
    assert_allclose(together, alone)


def test_a_sharp_belief_leaves_only_the_noise() -> None:
    """Where all beliefs are nearly the same, the two answers are independent of each other."""
    sharp = replace(WHO, spread_pct=0.05, mean_pct=40.0, centre_pct=20.0)
    expected = answer_probability(35, 40, 8, PUBLISHED_BOUNDS) * answer_probability(28, 30, 8, PUBLISHED_BOUNDS)
    assert_allclose(trial_likelihood(35, 28, 20, sharp, PUBLISHED_BOUNDS), expected, rtol=1e-9)
