"""From what is in mind to a whole number."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from experiment.belief.answers import PUBLISHED_BOUNDS, Bounds, answer_pct, answer_probability, answered_pct

BOUNDS = st.tuples(st.integers(0, 40), st.integers(50, 100)).map(lambda ends: Bounds(*ends))


@pytest.mark.parametrize(
    ("in_mind", "grain", "expected"),
    [
        (33.4, 1, 33.0),
        (33.5, 1, 34.0),  # halves go up
        (34.5, 1, 35.0),
        (33.4, 5, 35.0),
        (32.4, 5, 30.0),
        (32.5, 5, 35.0),
        (37.4, 10, 40.0),
        (-20.0, 1, 3.0),
        (2.0, 10, 3.0),  # who would go beyond a bound answers with it
        (3.0, 5, 3.0),
        (3.2, 5, 5.0),
        (4.0, 10, 3.0),  # 0 is not on the scale
        (90.0, 5, 77.0),
        (77.2, 5, 77.0),  # whatever they round to: what lies beyond is not rounded back
        (2.9, 5, 3.0),
        (76.0, 5, 75.0),
        (76.0, 10, 77.0),  # 80 is not on the scale
    ],
)
def test_how_somebody_answers(in_mind: float, grain: int, expected: float) -> None:
    """What is in mind is held within the bounds, and rounded; of one answer as of many."""
    assert expected == answered_pct(in_mind, PUBLISHED_BOUNDS, grain)
    assert expected == answer_pct(in_mind, PUBLISHED_BOUNDS, int(grain))


@given(st.floats(-200, 300), st.sampled_from([1, 5, 10]), BOUNDS)
def test_answers_are_whole_numbers_on_the_scale(in_mind: float, grain: int, bounds: Bounds) -> None:
    """Whatever is in mind and however it is rounded."""
    answer = float(answered_pct(in_mind, bounds, grain))
    assert answer.is_integer()
    assert bounds.minimum_pct <= answer <= bounds.maximum_pct


@given(st.floats(-200, 300) | st.integers(-20, 240).map(lambda n: n / 2), st.sampled_from([1, 5, 10]), BOUNDS)
def test_one_answer_is_given_as_many_are(in_mind: float, grain: int, bounds: Bounds) -> None:
    """There is one equation, whether it is worked out for one answer or for an array of them."""
    assert answered_pct(in_mind, bounds, grain) == answer_pct(in_mind, bounds, grain)


@given(st.floats(-20, 120), st.floats(0.5, 30), BOUNDS)
def test_some_answer_is_given(belief: float, noise_sd: float, bounds: Bounds) -> None:
    """The probabilities of all answers add up to 1."""
    answers = np.arange(bounds.minimum_pct, bounds.maximum_pct + 1)
    assert_allclose(1.0, answer_probability(answers, belief, noise_sd, bounds).sum(), rtol=1e-9)


def test_how_probable_an_answer_is() -> None:
    """Worked by hand with the table of the normal distribution: Φ(1) = .8413, Φ(½) = .6915, Φ(−1.05) = .1469."""
    expected = [0.1915, 0.1469, 0.6915, 1.0]
    found = answer_probability([50, 3, 77, np.nan], [49.5, 14, 77.5, 20], [2, 10, 2, 5], PUBLISHED_BOUNDS)
    assert_allclose(found, expected, atol=5e-5)


def test_the_two_say_the_same() -> None:
    """Answers that are drawn come as often as is said: 200,000 draws, within five standard errors."""
    draw = np.random.default_rng(1)
    answers = answered_pct(12 + 9 * draw.standard_normal(200_000), PUBLISHED_BOUNDS)
    scale = np.arange(3, 78)
    found = (answers[:, np.newaxis] == scale).mean(axis=0)
    expected = answer_probability(scale, 12, 9, PUBLISHED_BOUNDS)
    assert_array_equal(True, np.abs(found - expected) <= 5 * np.sqrt(expected / 200_000) + 1e-5)
