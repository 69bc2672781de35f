"""Contrasts of participants are Student's and Welch's, with Cohen's d."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ttest_1samp, ttest_ind

from experiment.analysis.contrasts import against_zero, between

ONE = np.array([3.0, 7.0, 1.0, 4.0, 9.0])
OTHER = np.array([2.0, 15.0, 11.0, 8.0, 6.0, 12.0, 9.0])


def test_against_zero() -> None:
    """Interval and p are those of Student's t test."""
    expected, found = ttest_1samp(ONE, 0), against_zero(ONE)
    assert found is not None
    assert (*expected.confidence_interval(), expected.pvalue) == pytest.approx((found.low, found.high, found.p))


def test_between() -> None:
    """Interval and p of the second group less the first are those of Welch's test."""
    expected, found = ttest_ind(OTHER, ONE, equal_var=False), between(ONE, OTHER)
    assert found is not None
    assert (*expected.confidence_interval(), expected.pvalue) == pytest.approx((found.low, found.high, found.p))


def test_effect_size() -> None:
    """The effect is in units of the standard deviation of participants: here 4.8 / √10.2."""
    found = against_zero(ONE)
    assert found is not None
    assert 4.8 / np.sqrt(10.2) == pytest.approx(found.effect_size)


def test_where_nothing_varies() -> None:
    """Of participants who are all alike there is an estimate, without interval and p."""
    found = against_zero(np.full(4, 2.0))
    assert found is not None
    assert [2.0, None, None, None] == [
        None if np.isnan(one) else one for one in (found.estimate, found.low, found.high, found.p)
    ]


def test_one_participant() -> None:
    """One participant is no group."""
    assert against_zero(ONE[:1]) is None


def test_one_participant_in_one_group() -> None:
    """Nor can a group be compared with one participant."""
    assert between(ONE, OTHER[:1]) is None
