"""Model selection over a group gives what groupBMC gives, a port of the VBA toolbox by another hand.

Whether people keep their model is not worked out as there: see test_changes.py.
"""

from __future__ import annotations

import numpy as np
import pytest
from groupBMC.groupBMC import GroupBMC

from experiment.analysis.models.comparison import compare
from experiment.belief.news import Floats

GROUPS = {
    "one model for most": (12, 4, 3.0),
    "chance": (9, 5, 0.0),
    "twelve models": (28, 12, 4.0),
    "one person": (1, 3, 1.0),
    "far apart": (15, 3, 60.0),
}


def evidence(people: int, models: int, by: float, seed: int = 1) -> Floats:
    """Logarithms in which two thirds of people are best described by the second model, the others by the first."""
    random = np.random.default_rng(seed)
    logs = random.normal(-120, 1.5, (people, models))
    logs[:, 1] += np.where(np.arange(people) % 3 < 2, by, 0)
    logs[:, 0] += np.where(np.arange(people) % 3 < 2, 0, by)
    return np.asarray(logs)


def by_toolbox(logs: Floats, families: list[list[int]] | None = None) -> GroupBMC:
    """Let the port go on for as long as ours does."""
    return GroupBMC(logs.T, partitions=families, max_iter=10_000, min_iter=300, tolerance=1e-12)


@pytest.mark.parametrize("name", GROUPS)
def test_frequencies_and_exceedance(name: str) -> None:
    """Expected frequencies, memberships, and exceedance probabilities, plain and protected, are the toolbox's."""
    logs = evidence(*GROUPS[name])
    ours, theirs = compare(logs), by_toolbox(logs).get_result()
    assert theirs.frequency_mean == pytest.approx(ours.frequency, abs=1e-6)
    assert theirs.attribution.T == pytest.approx(ours.belongs, abs=1e-5)
    assert theirs.exceedance_probability == pytest.approx(ours.exceedance, abs=1e-5)
    assert theirs.protected_exceedance_probability == pytest.approx(ours.protected, abs=1e-5)


@pytest.mark.parametrize("name", GROUPS)
def test_omnibus_risk(name: str) -> None:
    """The probability that all models are equally frequent is the toolbox's."""
    logs = evidence(*GROUPS[name])
    theirs = by_toolbox(logs)
    assert 1 / (1 + np.exp(theirs.F1() - theirs.F0())) == pytest.approx(compare(logs).omnibus_risk, abs=1e-6)
