"""The normal distribution, against the error function of Python."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from experiment.belief.normal import normal_below, normal_between


@given(st.floats(-37, 37))
def test_it_is_exact_far_into_both_tails(z: float) -> None:
    """The relative error stays near that of double precision, where the share is one in 10^300 too."""
    assert_allclose(normal_below(z), 0.5 * math.erfc(-z / math.sqrt(2)), rtol=2e-13)


def test_the_ends() -> None:
    """Nothing lies below minus infinity, everything below infinity; a missing value has no share."""
    assert_allclose(normal_below([-np.inf, 0.0, np.inf, np.nan]), [0.0, 0.5, 1.0, np.nan])


@given(st.floats(-30, 30), st.floats(0.01, 5))
def test_a_share_between_two_values_loses_nothing(lower: float, width: float) -> None:
    """Above the mean as below it: the two tails mirror each other to the last digits."""
    assert_allclose(normal_between(lower, lower + width), normal_between(-lower - width, -lower), rtol=1e-13)
    assert 0 < normal_between(lower, lower + width) < 1
