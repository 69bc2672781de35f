"""The latent-belief model, fitted to many sessions at once: what was believed, learned, and how noisy answers are.

The posterior of a session is drawn from by importance: parameters are drawn about its peak, and again about the mean of
what was found there, and each counts by as much as the posterior is higher at its place than the density it was drawn
from. With two answers an event, σ and λ are only weakly told apart, so that the posterior is not normal; retest events,
whose rate is never shown, tell σ by themselves. Where the draws do not carry an interval, as of somebody who answers
with the end of the scale each time, more are made where they are missing, until they do (Raftery & Bao 2010,
Biometrics 66:1162).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from experiment.analysis.models.exact_fit import Marginal
from experiment.analysis.models.importance import (
    ENDS,
    About,
    effective_draws,
    log_mixture,
    shares,
    tail_draws,
    tail_shape,
)
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
        (sessions, draws); those of a session add up to 1. A session of fewer draws than another has some that count
        nothing.
    log_evidence
        (sessions,): natural logarithm of the probability of the answers, whatever the parameters.
    tail_draws
        (sessions,): how many effective draws the end of an interval rests on that has fewest.
    tail_shape
        (sessions,): k̂, how heavy the tail of what draws count is.
    settled
        (sessions,): whether draws carry an interval.
    """

    draws: Floats
    weights: Floats
    log_evidence: Floats
    tail_draws: Floats
    tail_shape: Floats
    settled: Flags

    @property
    def effective_draws(self) -> Floats:
        """As many draws that all count alike would say as much (Kish): 1 / sum of squares of the weights."""
        return effective_draws(self.weights)

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
            [np.interp(ENDS, below, ordered) for below, ordered in self._cumulated(values)]
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


LEAST_EFFECTIVE = 400
"""With fewer, in all or at an end of an interval, the ends are not to be trusted (Vehtari et al. 2021, of chains)."""
LARGEST_SHAPE = 0.5
"""Of k̂: above, what draws count has no variance, and no number of them is effective."""
_DRAWS, _WIDE_DRAWS, _MORE_DRAWS = 256, 256, 1024
"""Of half as many, which are as uneven in one session as in all, 95 % intervals held 94.1 (μ, τ) to 95.6 % (σ) of a
posterior of eight times as many; of these 94.7 to 95.0 (docs/models.md)."""
_ROUND_DRAWS, _ROUNDS = 512, 16
"""Of a round that is added where they do not suffice, and how many rounds there are at most."""
_NARROWEST = 1e-3
"""In units of the prior: no round is drawn from what is narrower."""
_OF_BELIEFS, _OF_SPREAD = 3, PARAMETERS.index("log_spread")
"""The first parameters say what beliefs are like. Where these scatter over the whole scale, nothing is known of their
mean and slope, and the posterior opens like a funnel that cannot be seen from its peak."""
_FLATTEST = 0.5
"""In units of the prior: the posterior is seldom wider than it."""


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
    found = []
    for session, (at, curvature) in enumerate(zip(peaks.at, peaks.curvature, strict=True)):

        def height(places: Floats, session: int = session) -> Floats:
            logs = log_likelihoods(mean + places @ factor.T, answers, session)
            return logs - 0.5 * (places**2).sum(axis=1) - 0.5 * len(PARAMETERS) * np.log(2 * np.pi)

        found.append(_enough(_drawn(height, at, curvature, times), height, factor, times))
    longest = max((len(one.heights) for one in found), default=0)
    draws, weights = np.zeros((len(found), longest, len(PARAMETERS))), np.zeros((len(found), longest))
    for session, one in enumerate(found):
        draws[session] = mean  # beyond the last draw, where nothing counts
        draws[session, : len(one.heights)] = mean + one.places @ factor.T
        weights[session, : len(one.heights)] = one.weights
    return LatentFit(
        draws,
        weights,
        log_evidence=np.array([one.log_evidence for one in found]),
        tail_draws=np.array([one.tail_draws(factor) for one in found]),
        tail_shape=np.array([tail_shape(one.weights) for one in found]),
        settled=np.array([one.suffice(factor) for one in found], dtype=np.bool_),
    )


@dataclass(frozen=True)
class _Draws:
    """Of one session, in units of the prior.

    Parameters
    ----------
    parts
        What was drawn from.
    places, heights
        The draws, and the logarithm of the posterior there, up to a constant that is the evidence.
    """

    parts: tuple[About, ...]
    places: Floats
    heights: Floats

    @cached_property
    def _logs(self) -> Floats:
        """The logarithms of what each counts."""
        return self.heights - log_mixture(self.parts, self.places)

    @cached_property
    def weights(self) -> Floats:
        """What each counts, adding up to 1."""
        return shares(self._logs)

    @property
    def log_evidence(self) -> float:
        """Natural logarithm of the mean of what they count."""
        most = self._logs.max()
        return float(most + np.log(np.exp(self._logs - most).mean()))

    def tail_draws(self, factor: Floats) -> float:
        """Return the fewest effective draws of an end of an interval; the factor is that of the prior."""
        numbers = self.places @ factor.T
        good, bad = (PARAMETERS.index(name) for name in ("learning_good", "learning_bad"))
        return tail_draws(self.weights, np.column_stack([numbers, numbers[:, good] - numbers[:, bad]]))

    def suffice(self, factor: Floats) -> bool:
        """Whether they carry an interval: enough count, in all and at each end, and none too much."""
        return (
            self.lie_where_the_posterior_is
            and bool(effective_draws(self.weights) >= LEAST_EFFECTIVE)
            and self.tail_draws(factor) >= LEAST_EFFECTIVE
        )

    @property
    def lie_where_the_posterior_is(self) -> bool:
        """Whether none counts so much that another place may have been missed."""
        return tail_shape(self.weights) <= LARGEST_SHAPE

    def with_more(self, part: About, height: Callable[[Floats], Floats]) -> _Draws:
        """Return these, and those from one distribution more."""
        more = part.places()
        return _Draws(
            (*self.parts, part), np.concatenate([self.places, more]), np.concatenate([self.heights, height(more)])
        )


def _enough(draws: _Draws, height: Callable[[Floats], Floats], factor: Floats, times: int) -> _Draws:
    """Add draws until they suffice: about the draw that counts most, as its neighbours lie.

    Before these from the prior, where a place may have been missed.
    """
    number, size = times * _ROUND_DRAWS, draws.places.shape[1]
    for turn in range(1, _ROUNDS + 1):
        if draws.suffice(factor):
            return draws
        part = About(np.zeros(size), np.eye(size), number, turn)
        if turn > 1 or draws.lie_where_the_posterior_is:
            most = draws.places[draws.weights.argmax()]
            apart = draws.places - most
            near = np.argsort((apart**2).sum(axis=1), kind="stable")[:number]
            counts = draws.weights[near] + 1 / len(draws.weights)
            spread = np.einsum("d,dp,dq->pq", counts / counts.sum(), apart[near], apart[near])
            part = About(most, np.linalg.cholesky(spread + _NARROWEST**2 * np.eye(size)), number, turn)
        draws = draws.with_more(part, height)
    return draws


def _drawn(height: Callable[[Floats], Floats], at: Floats, curvature: Floats, times: int) -> _Draws:
    """Return draws about the peak, over the whole of what beliefs may be, and about the mean of these."""
    values, directions = np.linalg.eigh(curvature)
    about_peak = About(at, directions / np.sqrt(np.maximum(values, _FLATTEST)), times * _DRAWS)
    at_peak = about_peak.root @ about_peak.root.T
    beliefs = np.arange(len(at)) < _OF_BELIEFS
    wide = About(
        np.where(beliefs & (np.arange(len(at)) != _OF_SPREAD), 0.0, at),
        np.linalg.cholesky(np.where(np.outer(~beliefs, ~beliefs), at_peak, np.diag(beliefs * 1.0))),
        times * _WIDE_DRAWS,
    )
    places = np.concatenate([about_peak.places(), wide.places()])
    first = _Draws((about_peak, wide), places, height(places))
    centre = first.weights @ places
    apart = places - centre
    # A little of the curvature's own width, lest few draws that count make a sliver of it.
    spread = 0.9 * (first.weights[:, None] * apart).T @ apart + 0.1 * at_peak
    return first.with_more(About(centre, np.linalg.cholesky(spread), times * _MORE_DRAWS), height)
