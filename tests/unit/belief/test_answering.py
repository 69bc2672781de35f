"""What people believe before anything is shown, and what they make of a belief."""

from __future__ import annotations

import numpy as np
import pytest

from experiment.belief.answering import Habits, first_belief_pct, grain_pct, rounding_pct, shared_scatter
from experiment.belief.answers import Bounds

BOUNDS = Bounds(3, 77)
MANY = 20_000


def test_beliefs_rise_with_the_rate() -> None:
    """Mean 30, 0.5 points a point, 10 above the mean rate, and half of a spread of 12: 41."""
    assert 41.0 == first_belief_pct(30, 0.5, 10, 12, 0.5)


@pytest.mark.parametrize(("expected", "scatter"), [(0.0, -9), (100.0, 9)])
def test_a_belief_is_a_probability(expected: float, scatter: float) -> None:
    """However far one lies off, it ends at 0 and 100."""
    assert expected == first_belief_pct(30, 0.5, 10, 12, scatter)


def test_what_is_shared() -> None:
    """Two scatters correlate as much as is said."""
    own, apart = np.random.default_rng(1).standard_normal((2, MANY))
    assert 0.6 == pytest.approx(np.corrcoef(own, shared_scatter(own, apart, 0.6))[0, 1], abs=0.02)


def test_what_is_rounded_to() -> None:
    """The lowest shares go to tens and fives."""
    assert [10, 10, 5, 5, 1] == rounding_pct([0.0, 0.19, 0.2, 0.49, 0.5], 0.2, 0.3).tolist()


@pytest.mark.parametrize("drawn", [0.0, 0.19, 0.2, 0.49, 0.5, 1.0])
def test_one_answer_is_rounded_as_many_are(drawn: float) -> None:
    """There is one rule, whether it is applied to one answer or to an array of them."""
    assert rounding_pct(drawn, 0.2, 0.3) == grain_pct(drawn, 0.2, 0.3)


def test_answers_without_noise() -> None:
    """Without noise, rounding and gaps what is in mind is answered, within the bounds."""
    habits = Habits(0, 0, 0, BOUNDS)
    in_mind = np.array([1.0, 40.4, 99.0])
    assert [3.0, 40.0, 77.0] == habits.answers_pct(in_mind, 0, np.random.default_rng(1)).tolist()


def test_missing_answers() -> None:
    """As many are missing as is said."""
    answers = Habits(0, 0, 0.1, BOUNDS).answers_pct(np.full(MANY, 40.0), 5, np.random.default_rng(1))
    assert 0.1 == pytest.approx(np.isnan(answers).mean(), abs=0.01)


def test_noise_of_answers() -> None:
    """Answers scatter as the noise says."""
    answers = Habits(0, 0, 0, BOUNDS).answers_pct(np.full(MANY, 40.0), 5, np.random.default_rng(1))
    assert 5 == pytest.approx(answers.std(), rel=0.03)
