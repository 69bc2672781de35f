"""Estimation error, news and update, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from experiment.belief.news import News, estimation_error, news, update

PERCENT = st.integers(0, 100)
NAN = np.nan


@pytest.mark.parametrize(
    ("first", "rate", "favourable", "expected"),
    [
        (40, 25, False, News.GOOD),
        (10, 25, False, News.BAD),
        (40, 25, True, News.BAD),
        (10, 25, True, News.GOOD),
        (25, 25, False, News.NONE),
        (25, 25, True, News.NONE),
        (NAN, 25, False, News.NONE),
        (0, 100, False, News.BAD),
        (100, 0, False, News.GOOD),
    ],
)
def test_what_news_a_rate_is(first: float, rate: float, favourable: bool, expected: News) -> None:
    """A rate below the estimate is good news of an adverse event, and bad news of a favourable one."""
    assert expected == news(estimation_error(first, rate), favourable)


@pytest.mark.parametrize(
    ("first", "second", "rate", "expected"),
    [
        (40, 31, 25, 9.0),  # good news, taken: 40 − 31
        (10, 16, 25, 6.0),  # bad news, taken: 16 − 10
        (40, 44, 25, -4.0),  # moved away from the rate
        (10, 3, 25, -7.0),
        (40, 20, 25, 20.0),  # beyond the rate
        (40, 40, 25, 0.0),
        (25, 40, 25, NAN),  # no error, and so no direction
        (NAN, 40, 25, NAN),
        (40, NAN, 25, NAN),
    ],
)
def test_how_far_somebody_moved(first: float, second: float, rate: float, expected: float) -> None:
    """An update counts towards the base rate, and keeps its minus sign when it leads away."""
    assert_array_equal(expected, update(first, second, estimation_error(first, rate)))


def test_the_second_classification() -> None:
    """By the population estimate (30 of 40), the same two answers are an update after bad news."""
    assert -9.0 == update(40, 31, estimation_error(30, 40))


def test_many_at_once() -> None:
    """Sessions by trials, with the rates of the trials."""
    first = np.array([[40.0, 10.0], [20.0, 30.0]])
    second = np.array([[30.0, 20.0], [20.0, 26.0]])
    error = estimation_error(first, [25, 25])
    assert_array_equal([[1, -1], [-1, 1]], news(error))
    assert_array_equal([[10.0, 10.0], [0.0, 4.0]], update(first, second, error))


@given(PERCENT, PERCENT, PERCENT)
def test_a_favourable_event_is_an_adverse_one_seen_from_the_other_end(first: int, second: int, rate: int) -> None:
    """What happens with 30 % favourably does not happen with 70 %: news and update are the same."""
    error, mirrored = estimation_error(first, rate), estimation_error(100 - first, 100 - rate)
    assert news(error) == news(mirrored, favourable=True)
    assert_array_equal(update(first, second, error), update(100 - first, 100 - second, mirrored))
