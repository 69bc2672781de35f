"""Whether people keep their model is what a sum over everybody's every pair of models says."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from groupBMC.groupBMC import GroupBMC
from scipy.special import betainc, gammaln, logsumexp

from experiment.analysis.models.changes import Stability, compare_visits
from experiment.belief.news import Floats


def by_summing(before: Floats, after: Floats) -> Stability:
    """Add up all ways in which people can belong to pairs: Dirichlet and multinomial distribution in one."""
    people, models = before.shape
    each = [(first, second) for first in range(models) for second in range(models)]
    prior = np.array([0.5 / models if first == second else 0.5 / (models**2 - models) for first, second in each])
    logs = np.array([[before[who, first] + after[who, second] for first, second in each] for who in range(people)])
    joint, frequency, exceedance = [], [], []
    for belongs in product(range(len(each)), repeat=people):
        counts = prior + np.bincount(belongs, minlength=len(each))
        of_prior = gammaln(counts).sum() - gammaln(prior).sum() + gammaln(1) - gammaln(1 + people)
        joint.append(of_prior + sum(logs[who, pair] for who, pair in enumerate(belongs)))
        same = sum(count for count, (first, second) in zip(counts, each, strict=True) if first == second)
        frequency.append(same / counts.sum())
        exceedance.append(1 - betainc(same, counts.sum() - same, 0.5))
    whole = logsumexp(joint)
    weights = np.exp(np.array(joint) - whole)
    equal = logsumexp(logs + np.log(prior), axis=1).sum()
    risk = 1 / (1 + np.exp(whole - equal))
    more = float(weights @ exceedance)
    return Stability(float(weights @ frequency), more, more * (1 - risk) + risk / 2, float(risk))


@pytest.mark.parametrize("number", Stability.__dataclass_fields__)
@pytest.mark.parametrize("spread", [0.5, 2.0, 8.0])
def test_by_summing(number: str, spread: float) -> None:
    """Each number is that of the whole sum, for evidence that says little, something, and much."""
    random = np.random.default_rng(7)
    before, after = random.normal(-90, spread, (2, 4, 3))
    expected = getattr(by_summing(before, after), number)
    assert getattr(compare_visits(before, after), number) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("number", Stability.__dataclass_fields__)
def test_nothing_is_known(number: str) -> None:
    """Where no model is better for anybody, keeping one's model is as likely as not in every number."""
    found = compare_visits(np.zeros((20, 12)), np.zeros((20, 12)))
    assert 0.5 == pytest.approx(getattr(found, number), abs=0.02)


def test_the_toolbox_where_nothing_is_known() -> None:
    """There the toolbox's approximation is nearly certain of it, which is why it is not used."""
    same = [1 + 13 * place for place in range(12)]
    families = [same, [place for place in range(1, 145) if place not in same]]
    toolbox = GroupBMC(np.zeros((144, 20)), partitions=families).get_result()
    assert abs(toolbox.frequency_mean[0] - 0.5) > 0.4


def test_the_toolbox_where_all_is_known() -> None:
    """Where each person's pair is certain, it is the toolbox's frequency."""
    random = np.random.default_rng(3)
    at = random.integers(0, 3, (2, 14))
    before, after = (np.where(np.arange(3) == one[:, None], 0.0, -60.0) for one in at)
    logs = (before[:, :, None] + after[:, None, :]).reshape(14, 9)
    toolbox = GroupBMC(logs.T, partitions=[[1, 5, 9], [2, 3, 4, 6, 7, 8]]).get_result()
    assert toolbox.frequency_mean[0] == pytest.approx(compare_visits(before, after).same_frequency, abs=1e-6)


def test_the_same_every_time() -> None:
    """The same evidence gives the same numbers, to the last digit."""
    before, after = np.random.default_rng(5).normal(-90, 2, (2, 10, 12))
    assert compare_visits(before, after) == compare_visits(before, after)
