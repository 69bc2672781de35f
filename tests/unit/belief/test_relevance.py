"""Personal relevance, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from experiment.belief.relevance import personal_relevance


@pytest.mark.parametrize(
    ("first", "population", "expected"),
    [
        (10, 40, 30 / 39),
        (70, 40, 30 / 59),
        (40, 40, 0.0),
        (1, 50, 1.0),
        (99, 50, 1.0),
        (0, 50, 1.0),  # 0 is held at 1
        (100, 50, 1.0),
        (0, 1, 0.0),  # no room on that side, and nothing in it
        (100, 99, 0.0),
        (0, 0, 0.0),
        (100, 100, 0.0),
        (0, 100, 1.0),
        (100, 0, 1.0),
    ],
)
def test_how_far_somebody_sets_themselves_apart(first: float, population: float, expected: float) -> None:
    """It is the distance of the two estimates, as a share of the room on that side."""
    assert_allclose(personal_relevance(first, population), expected, rtol=1e-12)


def test_a_missing_answer_gives_none() -> None:
    """Where one of the two is missing, nothing can be said."""
    assert np.isnan(personal_relevance([np.nan, 30, np.nan], [30, np.nan, np.nan])).all()


@given(st.integers(0, 100), st.integers(0, 100))
def test_it_is_a_share_and_the_same_from_both_ends(first: int, population: int) -> None:
    """It lies between 0 and 1, and turning the scale round changes nothing."""
    relevance = float(personal_relevance(first, population))
    assert 0 <= relevance <= 1
    assert_allclose(relevance, personal_relevance(100 - first, 100 - population), rtol=1e-12)
