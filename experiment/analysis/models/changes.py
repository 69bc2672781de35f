"""Whether the model that describes people changes from one visit to another (Rigoux et al. 2014, section 2.4).

Each pair of models, one at either visit, is a model of its own; those with the same model at both are one family, all
others the other. The families are equally probable before anything is seen.

The toolbox climbs to an approximation, which is not fit for prior counts as small and as different as those of so many
pairs: of evidence that says nothing it makes a near certainty that people keep their model. Here the same question is
answered by drawing: who belongs to which pair is drawn person by person, each given those before, and draws are weighed
by what they did not foresee (sequential Monte Carlo; Chopin & Papaspiliopoulos 2020, chapter 10). The more draws, the
closer to the exact answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, logsumexp

from experiment.analysis.models.importance import effective_draws, shares
from experiment.belief.news import Floats

_DRAWS = 8_000
_SEED = 1


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
        Natural logarithms of the evidence, of shape (people, models), at either visit; at least two models.
    """
    people, models = before.shape
    pairs = (before[:, :, None] + after[:, None, :]).reshape(people, models * models)
    same = np.eye(models, dtype=bool).reshape(-1)
    prior = np.where(same, 0.5 / same.sum(), 0.5 / (~same).sum())
    likelihood = np.exp(pairs - pairs.max(axis=1, keepdims=True))
    counts, weights, differing = _drawn(likelihood, prior)
    of_same, of_others = counts[:, same].sum(axis=1), counts[:, ~same].sum(axis=1)
    equal = np.log(likelihood @ (prior / prior.sum())).sum()
    risk = float(1 / (1 + np.exp(np.clip(differing - equal, -700, 700))))
    exceedance = float(weights @ (1 - betainc(of_same, of_others, 0.5)))
    return Stability(
        same_frequency=float(weights @ (of_same / (of_same + of_others))),
        same_exceedance=exceedance,
        same_protected=exceedance * (1 - risk) + risk / 2,
        omnibus_risk=risk,
    )


def _drawn(likelihood: Floats, prior: Floats) -> tuple[Floats, Floats, float]:
    """Return counts of pairs that were drawn, (draws, pairs), their weights, and the logarithm of the evidence.

    Parameters
    ----------
    likelihood
        (people, pairs).
    prior
        Counts of the Dirichlet prior of how frequent each pair is, (pairs,).
    """
    random = np.random.default_rng(_SEED)
    counts = np.tile(prior, (_DRAWS, 1))
    log_weights, log_evidence = np.zeros(_DRAWS), 0.0
    for number, of_person in enumerate(likelihood[_most_telling_first(likelihood)]):
        joint = counts * of_person
        foreseen = joint.sum(axis=1)
        log_weights += np.log(foreseen / (prior.sum() + number))
        at = (joint.cumsum(axis=1) < (random.random(_DRAWS) * foreseen)[:, None]).sum(axis=1)
        counts[np.arange(_DRAWS), np.minimum(at, len(prior) - 1)] += 1
        weights = shares(log_weights)
        if effective_draws(weights) < _DRAWS / 2:
            log_evidence += logsumexp(log_weights) - np.log(_DRAWS)
            places = (random.random() + np.arange(_DRAWS)) / _DRAWS
            counts = counts[np.minimum(np.searchsorted(weights.cumsum(), places), _DRAWS - 1)]
            log_weights[:] = 0
    log_evidence += logsumexp(log_weights) - np.log(_DRAWS)
    return counts, shares(log_weights), float(log_evidence)


def _most_telling_first(likelihood: Floats) -> NDArray[np.intp]:
    """Order people by how few pairs they leave possible: then fewer draws go astray."""
    return np.argsort(effective_draws(likelihood / likelihood.sum(axis=1, keepdims=True)), kind="stable")
