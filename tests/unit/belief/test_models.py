"""The twelve published models, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from experiment.belief.bayes import posterior_pct
from experiment.belief.models import MODELS, Family, evidence_pct, expected_update_pct, second_pct
from experiment.belief.news import estimation_error, news, update

PERCENT = st.integers(1, 99)
SHARE = st.floats(-1, 1)


def test_the_table() -> None:
    """Three families, each with both parameters free, A = 0, S = 1, and both fixed: in the order of the publication."""
    free_and_fixed = [(None, None), (None, 0.0), (1.0, None), (1.0, 0.0)]
    expected = [(family, *fixed) for family in ("rl", "rl_pr", "bayes") for fixed in free_and_fixed]
    assert expected == [(model.family.value, model.scaling, model.asymmetry) for model in MODELS]
    assert list(range(1, 13)) == [model.number for model in MODELS]


@pytest.mark.parametrize(
    ("family", "first", "population", "rate", "expected"),
    [
        (Family.REINFORCEMENT, 40, np.nan, 20, 20.0),
        (Family.REINFORCEMENT, 20, np.nan, 40, 20.0),
        (Family.REINFORCEMENT, 20, 50, 20, np.nan),
        (Family.RELEVANCE, 10, 40, 30, 20 * (1 - 30 / 39)),
        (Family.RELEVANCE, 40, 40, 30, 10.0),  # level with the population: all of it
        (Family.RELEVANCE, 40, np.nan, 30, np.nan),
        (Family.BAYES, 20, 20, 80, 60.0),
        (Family.BAYES, 30, 20, 25, 30 - 400 / 11),  # odds ⅓ · 3/7 / ¼ = 4/7: away from the rate
    ],
)
def test_the_evidence_of_a_family(
    family: Family, first: float, population: float, rate: float, expected: float
) -> None:
    """The size of the error, that size by relevance, or Bayes' shift: signed, and missing where there is no news."""
    assert_allclose(evidence_pct(family, first, rate, population), expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("first", "rate", "second"),
    [(40, 20, 30.0), (20, 40, 26.0)],  # S = .4, A = .1: half of the way down, 30 % of the way up
)
def test_more_is_learned_from_good_news(first: float, rate: float, second: float) -> None:
    """The learning rate is S + A after good news, and S − A after bad news."""
    error = estimation_error(first, rate)
    evidence = evidence_pct(Family.REINFORCEMENT, first, rate)
    assert_allclose(second_pct(first, error, expected_update_pct(evidence, news(error), 0.4, 0.1)), second)


def test_of_a_favourable_event_a_higher_rate_is_good_news() -> None:
    """The same two numbers, hoped for: half of the way up, 30 % of the way down."""
    first, rate = np.array([20.0, 40.0]), np.array([40.0, 20.0])
    error = estimation_error(first, rate)
    evidence = evidence_pct(Family.REINFORCEMENT, first, rate)
    expected = expected_update_pct(evidence, news(error, favourable=True), 0.4, 0.1)
    assert_allclose(second_pct(first, error, expected), [30.0, 34.0])


@given(PERCENT, PERCENT, PERCENT)
def test_the_last_model_answers_as_bayes_does(first: int, population: int, rate: int) -> None:
    """With S = 1 and A = 0 the Bayesian family's second estimate is the posterior, wherever there is news."""
    error = estimation_error(first, rate)
    shift = evidence_pct(Family.BAYES, first, rate, population)
    expected = first if first == rate else posterior_pct(first, population, rate)
    assert_allclose(second_pct(first, error, expected_update_pct(shift, news(error), 1.0, 0.0)), expected, rtol=1e-9)


@given(PERCENT, PERCENT, SHARE, SHARE, st.booleans())
def test_what_a_model_expects_is_scored_as_the_update(
    first: int, rate: int, scaling: float, asymmetry: float, favourable: bool
) -> None:
    """Scoring takes out of a second estimate the update that a model has put in."""
    error = estimation_error(first, rate)
    evidence = evidence_pct(Family.REINFORCEMENT, first, rate)
    expected = expected_update_pct(evidence, news(error, favourable), scaling, asymmetry)
    assert_allclose(update(first, second_pct(first, error, expected), error), expected, atol=1e-9)


def test_a_session_has_its_own_parameters() -> None:
    """Parameters of shape (sessions, 1) go with trials of shape (sessions, trials)."""
    evidence = np.array([[10.0, 20.0], [10.0, 20.0]])
    scaling, asymmetry = np.array([[0.5], [0.2]]), np.array([[0.1], [0.0]])
    expected = [[6.0, 8.0], [2.0, 4.0]]
    assert_allclose(expected_update_pct(evidence, [[1, -1], [1, -1]], scaling, asymmetry), expected)


def test_no_news_no_move() -> None:
    """Who has named the rate stays there; a missing estimate stays missing."""
    assert_array_equal([25.0, np.nan], second_pct([25, np.nan], estimation_error([25, np.nan], 25), np.nan))
