"""Which model describes a group: random-effects Bayesian model selection, in which people may differ in their model.

Stephan et al. 2009 (NeuroImage 46:1004): each person has one of the models; how frequent each is in the population has
a Dirichlet prior. Rigoux et al. 2014 (NeuroImage 84:971): the risk that all are equally frequent and the differences
are chance, and exceedance probabilities that take it into account.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, gammainc, gammaln, xlogy

from experiment.belief.news import Floats

_STEPS, _SETTLED = 10_000, 1e-10


@dataclass(frozen=True)
class Comparison:
    """What a group says about models; each of shape (models,) unless said otherwise.

    Parameters
    ----------
    counts
        Parameters of the posterior Dirichlet distribution: prior counts and people.
    frequency
        Expected share of the population that has each model.
    exceedance
        Probability that a model is more frequent than any other.
    protected
        The same, if all may be equally frequent.
    omnibus_risk
        Probability that all are equally frequent: one number.
    belongs
        (people, models): probability that somebody has a model.
    """

    counts: Floats
    frequency: Floats
    exceedance: Floats
    protected: Floats
    omnibus_risk: float
    belongs: Floats


def compare(log_evidence: Floats) -> Comparison:
    """Compare models over a group.

    Parameters
    ----------
    log_evidence
        Natural logarithms, of shape (people, models).
    """
    models = log_evidence.shape[1]
    prior = np.full(models, 1 / models)  # counts of the Dirichlet prior, as the VBA toolbox has them
    differing, counts, belongs = _climbed(log_evidence, prior)
    risk = _omnibus_risk(log_evidence, differing)
    exceedance = exceedance_probabilities(counts)
    return Comparison(
        counts=counts,
        frequency=counts / counts.sum(),
        exceedance=exceedance,
        protected=exceedance * (1 - risk) + risk / models,
        omnibus_risk=risk,
        belongs=belongs,
    )


def _shares(logarithms: Floats) -> Floats:
    shares = np.exp(logarithms - logarithms.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _climbed(log_evidence: Floats, prior: Floats) -> tuple[float, Floats, Floats]:
    """Return the free energy that is reached from the prior, the counts, and who belongs to which model."""
    counts = prior
    belongs = np.zeros_like(log_evidence)
    for _ in range(_STEPS):
        belongs = _shares(log_evidence + digamma(counts))
        before, counts = counts, prior + belongs.sum(axis=0)
        if np.abs(counts - before).max() < _SETTLED:
            break
    expected_log = digamma(counts) - digamma(counts.sum())
    entropy = -xlogy(belongs, belongs).sum()
    free_energy = (belongs * (log_evidence + expected_log)).sum() + entropy - _divergence(counts, prior)
    return float(free_energy), counts, belongs


def _omnibus_risk(log_evidence: Floats, differing: float) -> float:
    """Return the probability that all are equally frequent.

    Rigoux et al. 2014, eq. 3, from the free energies of both views.
    """
    highest = log_evidence.max(axis=1, keepdims=True)
    equal = (highest[:, 0] + np.log(np.exp(log_evidence - highest).mean(axis=1))).sum()
    return float(1 / (1 + np.exp(np.clip(differing - equal, -700, 700))))


def _divergence(counts: Floats, prior: Floats) -> float:
    """Return the Kullback–Leibler divergence of one Dirichlet distribution from another."""
    expected_log = digamma(counts) - digamma(counts.sum())
    norm = gammaln(counts.sum()) - gammaln(counts).sum() - gammaln(prior.sum()) + gammaln(prior).sum()
    return float(norm + ((counts - prior) * expected_log).sum())


_LOWEST_LOG, _POINTS = -250.0, 20_001
_NEVER = -1e5
"""Logarithm of a probability that is 0 beside all others, and yet a number."""


def exceedance_probabilities(counts: Floats) -> Floats:
    """Return how probable it is that each share of a Dirichlet distribution is the largest.

    Shares are to one another as independent gamma variables are: the probability is one integral over the value of the
    largest, by the trapezoidal rule on its logarithm. Nothing is drawn at random.

    Parameters
    ----------
    counts
        Parameters of the distribution, of shape (models,).
    """
    highest_log = np.log(counts.max() + 40 * np.sqrt(counts.max()) + 40)
    logs = np.linspace(_LOWEST_LOG, highest_log, _POINTS)
    values = np.exp(logs)
    density = np.exp(counts[:, None] * logs - values - gammaln(counts)[:, None])
    with np.errstate(divide="ignore"):
        below = np.maximum(np.log(gammainc(counts[:, None], values)), _NEVER)
    all_others = below.sum(axis=0) - below
    probability = (density * np.exp(all_others)).sum(axis=1) * (logs[1] - logs[0])
    return np.asarray(probability / probability.sum())
