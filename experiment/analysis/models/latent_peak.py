"""The most probable parameters of the latent-belief model, of many sessions at once, and how the posterior bends there.

From here `experiment.analysis.models.latent_fit` draws; the peak alone is not the posterior. Priors are weak, and the
same for good and for bad news.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from experiment.analysis.models.latent_likelihood import PARAMETERS, AnsweredTwice, Flags, log_likelihood
from experiment.belief.news import Floats


@dataclass(frozen=True)
class LatentPriors:
    """Normal priors of `PARAMETERS`: assumed, and weak beside a session of 40 events.

    Parameters
    ----------
    means, sds
        Of μ (points), ρ, ln τ (points), λ_good, λ_bad, ln σ (points).
    learning_correlation
        Of λ_good and λ_bad. Without it, the one of which a session says less is drawn further towards the prior mean,
        and people who learn alike from both seem not to: it makes the difference, not each, what is drawn towards 0.
    """

    means: tuple[float, ...] = (35.0, 0.3, float(np.log(15.0)), 0.4, 0.4, float(np.log(8.0)))
    sds: tuple[float, ...] = (20.0, 0.5, 0.7, 0.5, 0.5, 0.7)
    learning_correlation: float = 0.8

    @property
    def factor(self) -> Floats:
        """The lower triangular root of the covariance."""
        correlation = np.eye(len(PARAMETERS))
        good, bad = PARAMETERS.index("learning_good"), PARAMETERS.index("learning_bad")
        correlation[good, bad] = correlation[bad, good] = self.learning_correlation
        return np.asarray(np.linalg.cholesky(correlation * np.outer(self.sds, self.sds)))


WEAK_PRIORS = LatentPriors()


_STEPS, _LAST_STEPS = 60, 12
_SETTLED = 1e-6
"""What a full step promises to gain in log posterior when the climb is over."""
_APART = 1e-4
"""In units of the prior: how far apart slopes are taken for the curvature."""


@dataclass(frozen=True)
class Peaks:
    """Where the climb of each session has ended, in units of the prior: 0 is its mean, and it is round.

    Parameters
    ----------
    at
        (sessions, 6).
    curvature
        Minus the second derivatives of the log posterior there, (sessions, 6, 6).
    """

    at: Floats
    curvature: Floats


def latent_peaks(answers: AnsweredTwice, priors: LatentPriors) -> Peaks:
    """Climb the posterior of each session.

    Parameters
    ----------
    answers
        Both answers to each event.
    priors
        The prior distributions.
    """
    hill = _Hill(answers, np.array(priors.means), priors.factor)
    at = np.zeros((len(answers.first_pct), len(PARAMETERS)))
    _climb(hill, at, _STEPS, _from_single_events)
    _climb(hill, at, _LAST_STEPS, _from_differences)
    return Peaks(at, hill.curvature(at))


@dataclass(frozen=True)
class _Hill:
    """The log posterior of each session, over parameters in units of the prior: 0 is its mean, and it is round.

    Parameters
    ----------
    answers
        The data.
    mean, factor
        Of the prior.
    """

    answers: AnsweredTwice
    mean: Floats
    factor: Floats

    def at(self, at: Floats) -> tuple[Floats, Floats, Floats]:
        """Return height, slope, and the slopes that single events have, which the prior is not part of."""
        each, by_parameter = log_likelihood(self.mean + at @ self.factor.T, self.answers)
        per_event = by_parameter @ self.factor
        return each.sum(axis=1) - 0.5 * (at**2).sum(axis=1), per_event.sum(axis=1) - at, per_event

    def curvature(self, at: Floats) -> Floats:
        """Return minus the second derivatives, from differences of slopes."""
        rows = []
        for index in range(len(PARAMETERS)):
            apart = np.zeros(len(PARAMETERS))
            apart[index] = _APART
            rows.append((self.at(at - apart)[1] - self.at(at + apart)[1]) / (2 * _APART))
        curvature = np.stack(rows, axis=1)
        return np.asarray((curvature + curvature.transpose(0, 2, 1)) / 2)

    def __getitem__(self, sessions: Flags) -> _Hill:
        """Return the hills of some sessions."""
        return _Hill(self.answers[sessions], self.mean, self.factor)


Curvature: TypeAlias = Callable[[_Hill, Floats, Floats], Floats]
"""Of hills, at places, given the slopes of single events there: matrices that have no negative direction."""


def _from_single_events(_hill: _Hill, _at: Floats, per_event: Floats) -> Floats:
    """Estimate the curvature by the slopes of single events (Berndt, Hall, Hall & Hausman 1974): cheap, and rough."""
    return np.asarray(np.einsum("sep,seq->spq", per_event, per_event) + np.eye(len(PARAMETERS)))


def _from_differences(hill: _Hill, at: Floats, _per_event: Floats) -> Floats:
    """Return the curvature from differences of slopes, turned round where it bends the wrong way."""
    values, directions = np.linalg.eigh(hill.curvature(at))
    return np.asarray(np.einsum("spi,si,sqi->spq", directions, np.maximum(np.abs(values), 1e-3), directions))


def _climb(hill: _Hill, at: Floats, steps: int, curvature_of: Curvature) -> None:
    """Move each session's place uphill until a full step would gain nothing more (Levenberg & Marquardt)."""
    damping = np.full(len(at), 0.1)
    height, slope, per_event = hill.at(at)
    curvature = curvature_of(hill, at, per_event)
    for _ in range(steps):
        climbing = np.einsum("sp,sp->s", slope, _solved(curvature, slope)) > _SETTLED
        if not climbing.any():
            return
        places, part = np.flatnonzero(climbing), hill[climbing]
        diagonal = np.einsum("spp->sp", curvature[places])[:, :, None] * np.eye(len(PARAMETERS))
        damped = curvature[places] + damping[places][:, None, None] * diagonal
        tried = at[places] + _solved(damped, slope[places])
        reached, new_slope, new_per_event = part.at(tried)
        better = reached > height[places]
        damping[places] = np.where(better, damping[places] / 5, damping[places] * 5)
        moved = places[better]
        at[moved], height[moved] = tried[better], reached[better]
        slope[moved], per_event[moved] = new_slope[better], new_per_event[better]
        curvature[moved] = curvature_of(part[better], at[moved], per_event[moved])


def _solved(matrices: Floats, vectors: Floats) -> Floats:
    return np.asarray(np.linalg.solve(matrices, vectors[..., None])[..., 0])
