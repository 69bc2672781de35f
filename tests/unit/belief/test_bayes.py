"""Bayes' rule, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from experiment.belief.bayes import bayesian_shift_pct, posterior_pct

INSIDE = st.integers(1, 99)


@pytest.mark.parametrize(
    ("first", "population", "rate", "expected"),
    [
        (20, 50, 50, 20.0),  # odds 1 · ¼ / 1 = ¼
        (50, 20, 20, 50.0),  # odds ¼ · 1 / ¼ = 1
        (20, 20, 80, 80.0),  # level with the population: the rate
        (40, 25, 20, 100 / 3),  # odds ¼ · ⅔ / ⅓ = ½
        (75, 50, 75, 90.0),  # odds 3 · 3 / 1 = 9
        (0, 0, 30, 30.0),
        (100, 100, 30, 30.0),
        (100, 99.5, 30, 30.0),  # 100 stands for 99.5
        (0.1, 0.5, 30, 30.0),
        (50, 50, 0, 0.5),
        (50, 50, 100, 99.5),
    ],
)
def test_the_second_estimate_by_bayes_rule(first: float, population: float, rate: float, expected: float) -> None:
    """Posterior odds are odds(BR) · odds(E1) / odds(eBR), also where an answer is 0 or 100."""
    assert_allclose(posterior_pct(first, population, rate), expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("first", "population", "rate", "expected"),
    [
        (40, 25, 20, 40 - 100 / 3),  # good news: down
        (20, 20, 80, 60.0),  # bad news: up
        (50, 20, 60, 600 / 7 - 50),  # odds 1.5 · 1 / ¼ = 6: bad news, up
        (30, 60, 25, 30 - 8.695652173913043),  # odds ⅓ · 3/7 / 1.5 = 2/21
        (50, 80, 40, 50 - 100 / 7),  # odds ⅔ · 1 / 4 = 1/6
        (30, 20, 25, 30 - 36.36363636363637),  # they straddle the rate: good news, and the rule leads up
    ],
)
def test_the_shift_is_signed(first: float, population: float, rate: float, expected: float) -> None:
    """The shift counts towards the base rate; it is negative where the rule leads away from it."""
    assert_allclose(bayesian_shift_pct(first, population, rate), expected, rtol=1e-12)


def test_no_shift_without_news_or_answers() -> None:
    """An estimate that is the rate, or a missing one, gives none."""
    assert np.isnan(bayesian_shift_pct([25, np.nan, 30], [30, 30, np.nan], 25)).all()


@given(INSIDE, INSIDE, INSIDE)
def test_it_is_a_probability_and_the_three_can_change_places(first: int, population: int, rate: int) -> None:
    """The rule treats rate and estimate alike, and stays between 0 and 100."""
    after = posterior_pct(first, population, rate)
    assert 0 < after < 100
    assert_allclose(after, posterior_pct(rate, population, first), rtol=1e-12)


@given(INSIDE, INSIDE, INSIDE)
def test_who_sees_themselves_below_the_population_ends_below_the_rate(first: int, population: int, rate: int) -> None:
    """The side on which somebody sets themselves apart is kept."""
    after = float(posterior_pct(first, population, rate))
    assert np.sign(first - population) == np.sign(round(after - rate, 9))
