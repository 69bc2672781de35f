"""The latent-belief model, fitted to many sessions at once: what was believed, learned, and how noisy answers are.

The posterior of a session is drawn from by importance: parameters are drawn about its peak, and again about the mean of
what was found there, and each counts by as much as the posterior is higher at its place than the density it was drawn
from. With two answers an event, σ and λ are only weakly told apart, so that the posterior is not normal; retest events,
whose rate is never shown, tell σ by themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import gammaln, ndtri
from scipy.stats import chi2, qmc

from experiment.analysis.models.exact_fit import Marginal
from experiment.analysis.models.latent_draws import log_likelihoods
from experiment.analysis.models.latent_likelihood import PARAMETERS, AnsweredTwice, Flags
from experiment.analysis.models.latent_peak import WEAK_PRIORS, LatentPriors, latent_peaks
from experiment.belief.news import Floats


@dataclass(frozen=True)
class LatentFit:
    """The posterior of each session's parameters: draws, and what each counts.

    Parameters
    ----------
    draws
        `PARAMETERS`, of shape (sessions, draws, 6).
    weights
        (sessions, draws); those of a session add up to 1.
    log_evidence
        (sessions,): natural logarithm of the probability of the answers, whatever the parameters.
    """

    draws: Floats
    weights: Floats
    log_evidence: Floats

    @property
    def effective_draws(self) -> Floats:
        """As many draws that all count alike would say as much (Kish): 1 / sum of squares of the weights."""
        return np.asarray(1 / (self.weights**2).sum(axis=1))

    @property
    def settled(self) -> Flags:
        """Whether there are enough of them for an interval."""
        return np.asarray(self.effective_draws >= LEAST_EFFECTIVE)

    @property
    def mean(self) -> Floats:
        """Posterior means of `PARAMETERS`, (sessions, 6)."""
        return np.asarray(np.einsum("sd,sdp->sp", self.weights, self.draws))

    def parameter(self, name: str) -> Floats:
        """Return the draws of one of `PARAMETERS`: (sessions, draws)."""
        return self.draws[..., PARAMETERS.index(name)]

    def asymmetry(self) -> Floats:
        """Return the draws of λ_good − λ_bad."""
        return self.parameter("learning_good") - self.parameter("learning_bad")

    def noise_sd_pct(self) -> Floats:
        """Return the draws of σ."""
        return np.exp(self.parameter("log_noise"))

    def marginal(self, values: Floats) -> Marginal:
        """Return mean, SD and central 95 % of what is given for each draw."""
        mean = (self.weights * values).sum(axis=1)
        sd = np.sqrt((self.weights * (values - mean[:, None]) ** 2).sum(axis=1))
        low, high = np.array(
            [np.interp([0.025, 0.975], below, ordered) for below, ordered in self._cumulated(values)]
        ).reshape(-1, 2).T  # fmt: skip
        return Marginal(mean, sd, low, high)

    def share_below(self, values: Floats, place: Floats) -> Floats:
        """Return how much of the posterior lies below a place, of shape (sessions,), by the curve of `marginal`."""
        each = zip(self._cumulated(values), place, strict=True)
        return np.array([np.interp(at, ordered, below, left=0.0, right=1.0) for (below, ordered), at in each])

    def drawn(self, random: np.random.Generator) -> Floats:
        """Return one draw of `PARAMETERS` for each session, each as often as it counts."""
        chosen = (random.random((len(self.weights), 1)) < self.weights.cumsum(axis=1)).argmax(axis=1)
        return self.draws[np.arange(len(chosen)), chosen]

    def _cumulated(self, values: Floats) -> list[tuple[Floats, Floats]]:
        """Return of each session how much of the posterior lies below each draw, half of itself included, in order."""
        curves = []
        for weights, each in zip(self.weights, values, strict=True):
            order = np.argsort(each, kind="stable")
            curves.append((weights[order].cumsum() - 0.5 * weights[order], each[order]))
        return curves


LEAST_EFFECTIVE = 100
"""With fewer, the ends of intervals are not to be trusted."""
_DRAWS, _WIDE_DRAWS, _MORE_DRAWS = 256, 256, 1024
"""Of half as many, which are as uneven in one session as in all, 95 % intervals held 94.1 (μ, τ) to 95.6 % (σ) of a
posterior of eight times as many; of these 94.7 to 95.0 (docs/models.md)."""
_FREEDOM = 8.0
"""Of the t distributions that are drawn from: their tails are longer than those of the posterior, whose prior is
normal, so that no draw counts without bound."""
_OF_BELIEFS, _OF_SPREAD = 3, PARAMETERS.index("log_spread")
"""The first parameters say what beliefs are like. Where these scatter over the whole scale, nothing is known of their
mean and slope, and the posterior opens like a funnel that cannot be seen from its peak."""
_FLATTEST = 0.5
"""In units of the prior: the posterior is seldom wider than it."""
_SEED = 20251126


def fit_latent(answers: AnsweredTwice, priors: LatentPriors = WEAK_PRIORS, times: int = 1) -> LatentFit:
    """Fit the model to each session; what comes out does not depend on the sessions beside it.

    Parameters
    ----------
    answers
        Both answers to each event.
    priors
        The prior distributions.
    times
        How many times as many draws as usual, for whoever asks whether these are enough.
    """
    peaks = latent_peaks(answers, priors)
    mean, factor = np.array(priors.means), priors.factor
    sessions, draws = len(peaks.at), times * (_DRAWS + _WIDE_DRAWS + _MORE_DRAWS)
    found = np.empty((sessions, draws, len(PARAMETERS)))
    weights, log_evidence = np.empty((sessions, draws)), np.empty(sessions)
    for session, (at, curvature) in enumerate(zip(peaks.at, peaks.curvature, strict=True)):

        def height(places: Floats, session: int = session) -> Floats:
            logs = log_likelihoods(mean + places @ factor.T, answers, session)
            return logs - 0.5 * (places**2).sum(axis=1) - 0.5 * len(PARAMETERS) * np.log(2 * np.pi)

        places, logs = _drawn(height, at, curvature, times)
        most = logs.max()
        relative = np.exp(logs - most)
        found[session] = mean + places @ factor.T
        weights[session] = relative / relative.sum()
        log_evidence[session] = most + np.log(relative.mean())
    return LatentFit(found, weights, log_evidence)


def _drawn(height: Callable[[Floats], Floats], at: Floats, curvature: Floats, times: int) -> tuple[Floats, Floats]:
    """Return places, in units of the prior, and the logarithms of what each counts."""
    values, directions = np.linalg.eigh(curvature)
    about_peak = _About(at, directions / np.sqrt(np.maximum(values, _FLATTEST)), times * _DRAWS)
    at_peak = about_peak.root @ about_peak.root.T
    beliefs = np.arange(len(at)) < _OF_BELIEFS
    wide = _About(
        np.where(beliefs & (np.arange(len(at)) != _OF_SPREAD), 0.0, at),
        np.linalg.cholesky(np.where(np.outer(~beliefs, ~beliefs), at_peak, np.diag(beliefs * 1.0))),
        times * _WIDE_DRAWS,
    )
    places = np.concatenate([about_peak.places(), wide.places()])
    heights = height(places)
    logs = heights - _log_mixture([about_peak, wide], places)
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    centre = weights @ places
    apart = places - centre
    # A little of the curvature's own width, lest few draws that count make a sliver of it.
    spread = 0.9 * (weights[:, None] * apart).T @ apart + 0.1 * at_peak
    about_mean = _About(centre, np.linalg.cholesky(spread), times * _MORE_DRAWS)
    more = about_mean.places()
    places, heights = np.concatenate([places, more]), np.concatenate([heights, height(more)])
    return places, heights - _log_mixture([about_peak, wide, about_mean], places)


def _log_mixture(parts: list[_About], places: Floats) -> Floats:
    """Return the logarithm of the density of all draws together."""
    whole = sum(part.number for part in parts)
    logs = [part.log_density(places) + np.log(part.number / whole) for part in parts]
    return np.asarray(np.logaddexp.reduce(logs, axis=0))


@dataclass(frozen=True)
class _About:
    """A t distribution about a place; `root` times its transpose is its scale."""

    place: Floats
    root: Floats
    number: int
    """How many draws are made."""

    def places(self) -> Floats:
        """Return the draws."""
        return np.asarray(self.place + _spread_evenly(self.number) @ self.root.T)

    def log_density(self, places: Floats) -> Floats:
        """Return the natural logarithm of the density at some places."""
        size = len(self.place)
        away = np.linalg.solve(self.root, (places - self.place).T)
        constant = gammaln((_FREEDOM + size) / 2) - gammaln(_FREEDOM / 2) - 0.5 * size * np.log(_FREEDOM * np.pi)
        constant -= np.linalg.slogdet(self.root)[1]
        return np.asarray(constant - 0.5 * (_FREEDOM + size) * np.log1p((away**2).sum(axis=0) / _FREEDOM))


@cache
def _spread_evenly(number: int) -> Floats:
    """Return the same draws each time, spread more evenly than by chance (Sobol's sequence, scrambled)."""
    uniform = qmc.Sobol(len(PARAMETERS) + 1, seed=_SEED).random(number)
    normal = ndtri(np.clip(uniform[:, :-1], 1e-12, 1 - 1e-12))
    return np.asarray(normal * np.sqrt(_FREEDOM / chi2.ppf(uniform[:, -1:], _FREEDOM)))
