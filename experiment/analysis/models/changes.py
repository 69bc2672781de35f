"""Whether the model that describes people changes from one visit to another (Rigoux et al. 2014, section 2.4).

Each pair of models, one at either visit, is a model of its own; those with the same model at both are one family, all
others the other. The families are equally probable before anything is seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc

from experiment.analysis.models.comparison import compare
from experiment.belief.news import Floats


@dataclass(frozen=True)
class Stability:
    """Whether people keep their model.

    Parameters
    ----------
    same_frequency
        Expected share of people who have the same model at both visits.
    same_exceedance
        Probability that they are more than half.
    same_protected
        The same, if both families may be equally frequent.
    omnibus_risk
        Probability of that, and that the pairs of a family are equally frequent.
    """

    same_frequency: float
    same_exceedance: float
    same_protected: float
    omnibus_risk: float


def compare_visits(before: Floats, after: Floats) -> Stability:
    """Compare the models of the same people at two visits.

    Parameters
    ----------
    before, after
        Natural logarithms of the evidence, of shape (people, models), at one visit and at the other.
    """
    people, models = before.shape
    pairs = (before[:, :, None] + after[:, None, :]).reshape(people, models * models)
    same = np.eye(models, dtype=bool).reshape(-1)
    prior = np.where(same, 0.5 / same.sum(), 0.5 / (~same).sum())
    found = compare(pairs, prior)
    of_same, of_others = found.counts[same].sum(), found.counts[~same].sum()
    exceedance = float(1 - betainc(of_same, of_others, 0.5))
    return Stability(
        same_frequency=float(found.frequency[same].sum()),
        same_exceedance=exceedance,
        same_protected=exceedance * (1 - found.omnibus_risk) + found.omnibus_risk / 2,
        omnibus_risk=found.omnibus_risk,
    )
