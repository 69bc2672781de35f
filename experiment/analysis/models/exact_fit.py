"""One of the twelve models, fitted to many sessions at once; exactly, where the publication has an approximation.

Given the precision of the noise, τ = 1/σ², S and A are normal, and the evidence of the model has a closed form. τ is
then integrated out over ln τ, by the trapezoidal rule on a grid laid around its posterior. Normal and gamma prior are
independent of each other, as in the VBA toolbox, whose free energy is a bound of what is computed here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import ndtr

from experiment.analysis.models.mixtures import mixture_quantile
from experiment.analysis.models.session_arrays import SessionArrays
from experiment.belief.models import Model
from experiment.belief.news import Floats


@dataclass(frozen=True)
class Priors:
    """Prior distributions for a session; the defaults are those of Khalid et al. 2025 and of the VBA toolbox.

    Parameters
    ----------
    scaling_mean, asymmetry_mean
        Means of S and A.
    variance
        Of each; not stated in the publication, so that it is the toolbox's.
    precision_shape, precision_rate
        Of the gamma distribution of τ, which depends on the unit: updates are in percentage points.
    """

    scaling_mean: float = 1.0
    asymmetry_mean: float = 0.0
    variance: float = 1.0
    precision_shape: float = 1.0
    precision_rate: float = 1.0


PUBLISHED_PRIORS = Priors()


@dataclass(frozen=True)
class Marginal:
    """The posterior of one number, for each session: arrays of shape (sessions,).

    What a model fixes has its value, exactly, as the mean, and NaN for all else: it has no posterior.
    """

    mean: Floats
    sd: Floats
    low: Floats
    """Lower end of the central 95 % interval."""
    high: Floats


@dataclass(frozen=True)
class Fit:
    """A model fitted to each session; NaN throughout for a session that has no trial for it.

    Parameters
    ----------
    log_evidence
        Natural logarithm of the probability of the updates under the model.
    scaling, asymmetry
        S and A.
    learning_good, learning_bad
        S + A and S − A.
    noise_sd_pct
        Posterior mean of σ, in percentage points.
    mode_scaling, mode_asymmetry, mode_log_precision
        Where the joint posterior density of S, A and ln τ is highest.
    """

    log_evidence: Floats
    scaling: Marginal
    asymmetry: Marginal
    learning_good: Marginal
    learning_bad: Marginal
    noise_sd_pct: Floats
    mode_scaling: Floats
    mode_asymmetry: Floats
    mode_log_precision: Floats


_COARSE: Floats = np.asarray(np.linspace(-30.0, 12.0, 421), dtype=np.float64)
_GRID_POINTS, _GRID_HALF_WIDTH_SDS = 241, 12.0
_LEAST_SD = 0.05
"""Half a step of the coarse grid: how narrow a posterior of ln τ it can see (about 800 trials)."""
_MODE_STEPS = 200


def fit(model: Model, sessions: SessionArrays, priors: Priors = PUBLISHED_PRIORS) -> Fit:
    """Return the posterior of a model for each session, and its evidence.

    Parameters
    ----------
    model
        Which of the twelve.
    sessions
        Updates, news and evidence.
    priors
        The prior distributions.
    """
    over = OverPrecision.of(model, sessions, priors)
    nothing = over.trials == 0

    def marginal(share_of_scaling: float, share_of_asymmetry: float) -> Marginal:
        value = model.fixed_sum(share_of_scaling, share_of_asymmetry)
        if value is not None:
            nan = np.full(len(nothing), np.nan)
            return Marginal(np.where(nothing, np.nan, value), nan, nan, nan)
        means, sds = over.along(share_of_scaling, share_of_asymmetry)
        mean = (over.weights * means).sum(axis=1)
        variance = (over.weights * (sds**2 + (means - mean[:, None]) ** 2)).sum(axis=1)
        low, high = (mixture_quantile(share, over.weights, means, sds) for share in (0.025, 0.975))
        return Marginal(*(np.where(nothing, np.nan, each) for each in (mean, np.sqrt(variance), low, high)))

    mode, mode_log_precision = over.seen.mode()
    return Fit(
        log_evidence=over.log_evidence,
        scaling=marginal(1, 0),
        asymmetry=marginal(0, 1),
        learning_good=marginal(1, 1),
        learning_bad=marginal(1, -1),
        noise_sd_pct=np.where(nothing, np.nan, (over.weights * np.exp(-over.log_precision / 2)).sum(axis=1)),
        mode_scaling=np.where(nothing, np.nan, mode[:, 0]),
        mode_asymmetry=np.where(nothing, np.nan, mode[:, 1]),
        mode_log_precision=np.where(nothing, np.nan, mode_log_precision),
    )


@dataclass(frozen=True)
class OverPrecision:
    """The posterior of each session as a mixture of normal distributions of S and A, one for each precision of a grid.

    Parameters
    ----------
    seen
        The data.
    log_precision, weights
        ln τ, and how probable each is: (sessions, grid).
    log_evidence
        (sessions,); NaN for a session that has no trial for the model.
    """

    seen: _Sums
    log_precision: Floats
    weights: Floats
    log_evidence: Floats

    @classmethod
    def of(cls, model: Model, sessions: SessionArrays, priors: Priors = PUBLISHED_PRIORS) -> OverPrecision:
        """Return weights on a grid around the posterior of ln τ."""
        seen = _Sums.of(model, sessions, priors)
        around = _posterior(seen.log_joint(_COARSE))
        centre = (around * _COARSE).sum(axis=1)
        spread = np.sqrt((around * (_COARSE - centre[:, None]) ** 2).sum(axis=1))
        half_width = _GRID_HALF_WIDTH_SDS * np.maximum(spread, _LEAST_SD)[:, None]
        log_precision = centre[:, None] + half_width * np.linspace(-1.0, 1.0, _GRID_POINTS)
        log_joint = seen.log_joint(log_precision)
        step = log_precision[:, 1] - log_precision[:, 0]
        highest = log_joint.max(axis=1)
        log_evidence = highest + np.log(np.exp(log_joint - highest[:, None]).sum(axis=1) * step)
        return cls(seen, log_precision, _posterior(log_joint), np.where(seen.trials == 0, np.nan, log_evidence))

    @property
    def trials(self) -> Floats:
        """How many trials the model sees of each session, (sessions,)."""
        return self.seen.trials

    @cached_property
    def given(self) -> _GivenPrecision:
        """The normal distributions."""
        return self.seen.given(np.exp(self.log_precision))

    def along(self, share_of_scaling: float, share_of_asymmetry: float) -> tuple[Floats, Floats]:
        """Return mean and standard deviation of a sum of shares of S and A at each precision: (sessions, grid)."""
        turn = np.array([share_of_scaling, share_of_asymmetry])
        variance = np.einsum("i,stij,j->st", turn, self.given.covariances, turn)
        return self.given.means @ turn, np.sqrt(np.maximum(variance, 0.0))

    def mean(self) -> Floats:
        """Return the posterior means of S and A, (sessions, 2)."""
        return np.asarray(np.einsum("st,sti->si", self.weights, self.given.means))

    def share_below(self, share_of_scaling: float, share_of_asymmetry: float, value: Floats) -> Floats:
        """Return how probable it is that a sum of shares of S and A is below a value, (sessions,)."""
        means, sds = self.along(share_of_scaling, share_of_asymmetry)
        return np.asarray((self.weights * ndtr((value[:, None] - means) / sds)).sum(axis=1))

    def share_quieter(self, noise_sd_pct: Floats) -> Floats:
        """Return how probable it is that σ is below a value, (sessions,)."""
        below = self.weights.cumsum(axis=1) - self.weights / 2  # of ln τ, at each point of the grid
        step = self.log_precision[:, 1] - self.log_precision[:, 0]
        place = np.clip((-2 * np.log(noise_sd_pct) - self.log_precision[:, 0]) / step, 0, below.shape[1] - 1)
        left = np.minimum(place.astype(int), below.shape[1] - 2)
        session = np.arange(len(below))
        lower, upper = below[session, left], below[session, left + 1]
        return np.asarray(1 - (lower + (place - left) * (upper - lower)))

    def draws(self, number: int, random: np.random.Generator) -> tuple[Floats, Floats, Floats]:
        """Return S, A and σ drawn from the posterior, each of shape (number, sessions)."""
        sessions = np.arange(len(self.weights))
        places = random.random((number, len(sessions), 1)) < self.weights.cumsum(axis=1)
        place = places.argmax(axis=-1)
        means, covariances = self.given.means[sessions, place], self.given.covariances[sessions, place]
        values, directions = np.linalg.eigh(covariances)
        apart = np.sqrt(np.maximum(values, 0.0)) * random.standard_normal(means.shape)
        drawn = means + np.einsum("dsij,dsj->dsi", directions, apart)
        return drawn[..., 0], drawn[..., 1], np.exp(-self.log_precision[sessions, place] / 2)


def _posterior(log_joint: Floats) -> Floats:
    """Return weights over a grid of even steps, which add up to 1 for each session."""
    weights = np.exp(log_joint - log_joint.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


@dataclass(frozen=True)
class _GivenPrecision:
    means: Floats
    """(sessions, grid, 2): of S and A."""
    covariances: Floats
    """(sessions, grid, 2, 2)."""


@dataclass(frozen=True)
class _Sums:
    """All that the likelihood needs of each session: sums over its trials of what the prior means leave unexplained.

    The free ones of S and A are turned to axes on which they are independent whatever the precision: those of the
    matrix of their evidence.
    """

    priors: Priors
    prior_mean: Floats
    """(2,): of S and A; a fixed one's value."""
    axes: Floats
    """(sessions, 2, free): from the axes to S and A."""
    evidence: Floats
    """(sessions, free): sum of squared evidence along each axis."""
    towards: Floats
    """(sessions, free): sum of evidence times residual."""
    residual: Floats
    """(sessions,): sum of squared residuals."""
    trials: Floats
    """(sessions,)."""

    @classmethod
    def of(cls, model: Model, sessions: SessionArrays, priors: Priors) -> _Sums:
        x = sessions.evidence_pct[model.family]
        both = np.stack([x, sessions.news * x], axis=-1)
        free = [index for index, fixed in enumerate((model.scaling, model.asymmetry)) if fixed is None]
        fixed_or_mean = (
            (model.scaling, priors.scaling_mean),
            (model.asymmetry, priors.asymmetry_mean),
        )
        prior_mean = np.array([mean if fixed is None else fixed for fixed, mean in fixed_or_mean])
        there = ~np.isnan(x) & ~np.isnan(sessions.update_pct)
        both = np.where(there[..., None], both, 0.0)
        left = np.where(there, sessions.update_pct - both @ prior_mean, 0.0)
        design = both[..., free]
        evidence, turn = np.linalg.eigh(np.einsum("stf,stg->sfg", design, design))
        into = np.zeros((2, len(free)))
        into[free, range(len(free))] = 1.0
        return cls(
            priors=priors,
            prior_mean=prior_mean,
            axes=into @ turn,
            evidence=np.maximum(evidence, 0.0),
            towards=np.einsum("sgf,stg,st->sf", turn, design, left),
            residual=(left**2).sum(axis=1),
            trials=there.sum(axis=1).astype(np.float64),
        )

    def log_joint(self, log_precision: Floats) -> Floats:
        """Return the logarithm of evidence times prior density, per unit of ln τ: (sessions, grid)."""
        log_precision = np.broadcast_to(log_precision, (len(self.trials), log_precision.shape[-1]))
        precision = np.exp(log_precision)
        variance, shape, rate = self.priors.variance, self.priors.precision_shape, self.priors.precision_rate
        informed = variance * precision[..., None] * self.evidence[:, None, :]
        explained = (variance * precision[..., None] * self.towards[:, None, :] ** 2 / (1 + informed)).sum(axis=-1)
        likelihood = 0.5 * (
            self.trials[:, None] * (log_precision - math.log(2 * math.pi))
            - np.log1p(informed).sum(axis=-1)
            - precision * (self.residual[:, None] - explained)
        )
        prior = shape * (math.log(rate) + log_precision) - math.lgamma(shape) - rate * precision
        return np.asarray(likelihood + prior)

    def given(self, precision: Floats) -> _GivenPrecision:
        """Return mean and covariance of S and A for each precision: (sessions, grid)."""
        variance = self.priors.variance
        left = 1 + variance * precision[..., None] * self.evidence[:, None, :]
        along = variance * precision[..., None] * self.towards[:, None, :] / left
        return _GivenPrecision(
            means=self.prior_mean + np.einsum("sif,stf->sti", self.axes, along),
            covariances=np.einsum("sif,stf,sjf->stij", self.axes, variance / left, self.axes),
        )

    def mode(self) -> tuple[Floats, Floats]:
        """Climb to the highest joint density of S, A and ln τ: each in turn, given the others, in closed form."""
        precision = np.full(len(self.trials), 0.01)
        along = np.zeros_like(self.towards)
        variance, shape, rate = self.priors.variance, self.priors.precision_shape, self.priors.precision_rate
        for _ in range(_MODE_STEPS):
            along = variance * precision[:, None] * self.towards / (1 + variance * precision[:, None] * self.evidence)
            errors = self.residual - (2 * along * self.towards - along**2 * self.evidence).sum(axis=1)
            precision = (self.trials / 2 + shape) / (rate + np.maximum(errors, 0.0) / 2)
        return self.prior_mean + np.einsum("sif,sf->si", self.axes, along), np.log(precision)
