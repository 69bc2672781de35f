"""The likelihood of the latent-belief model and its slope, for all trials of many sessions at once.

The model stands in `experiment.belief.latent`, whose plain formula a test holds against this one. Here it is worked out
together with its derivatives by the six parameters of each session, which the fit climbs along.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from experiment.belief.latent import GRID_PCT
from experiment.belief.news import Floats

Flags: TypeAlias = NDArray[np.bool_]

PARAMETERS = ("mean_pct", "slope", "log_spread", "learning_good", "learning_bad", "log_noise")
"""What is fitted to a session, in this order: μ, ρ, ln τ, λ_good, λ_bad, ln σ."""

AT_ONCE = 20_000
"""Cells of an array: larger ones are fetched anew from the system each time, which takes three times as long."""
LEAST = 1e-300
"""What no trial is less probable than, so that its logarithm is a number."""


@dataclass(frozen=True)
class AnsweredTwice:
    """Both answers to each event, all of shape (sessions, events); NaN: not answered, or beyond a session's last event.

    Parameters
    ----------
    first_pct, second_pct
        The answers.
    rate_pct
        Base rates; any number beyond the last event.
    centre_pct
        (sessions,): c, the mean of the rates of a session's events.
    rate_shown
        Whether the rate was shown between the answers; it is not for retest events.
    favourable
        Whether the event is to be hoped for.
    minimum_pct, maximum_pct
        (sessions,): the bounds of the scale.
    """

    first_pct: Floats
    second_pct: Floats
    rate_pct: Floats
    centre_pct: Floats
    rate_shown: Flags
    favourable: Flags
    minimum_pct: Floats
    maximum_pct: Floats

    def __getitem__(self, sessions: Flags | slice) -> AnsweredTwice:
        """Return some of the sessions."""
        return AnsweredTwice(**{field.name: getattr(self, field.name)[sessions] for field in fields(self)})


def log_likelihood(who: Floats, answers: AnsweredTwice) -> tuple[Floats, Floats]:
    """Return how probable the answers to each event are, whatever the belief, and how that changes with the parameters.

    Parameters
    ----------
    who
        `PARAMETERS` of each session, of shape (sessions, 6).
    answers
        Of as many sessions.

    Returns
    -------
    log_likelihood
        Natural logarithms, of shape (sessions, events).
    slope
        Its derivatives, of shape (sessions, events, 6).
    """
    sessions, events = answers.rate_pct.shape
    at_once = max(AT_ONCE // (max(events, 1) * len(GRID_PCT)), 1)
    each, slope = np.empty((sessions, events)), np.empty((sessions, events, len(PARAMETERS)))
    for begun in range(0, sessions, at_once):
        part = slice(begun, begun + at_once)
        each[part], slope[part] = _of_some(who[part], answers[part])
    return each, slope


def _of_some(who: Floats, answers: AnsweredTwice) -> tuple[Floats, Floats]:
    """Return the same of a few sessions."""
    mean, rho, spread, good, bad, noise = (each[:, None, None] for each in unpacked(who))
    rate = answers.rate_pct[..., None]
    above = rate - answers.centre_pct[:, None, None]
    standing = (GRID_PCT - (mean + rho * above)) / spread
    exponent = -0.5 * standing**2
    # The nearest belief counts as 1: where all lie far off (somebody who always answers the same), none would be left.
    prior = np.exp(exponent - exponent.max(axis=-1, keepdims=True))
    prior /= prior.sum(axis=-1, keepdims=True)
    towards = np.where(answers.rate_shown[..., None], rate - GRID_PCT, 0.0)
    is_good = (towards > 0) == answers.favourable[..., None]
    learned = np.where(is_good, good, bad) * towards
    bounds = answers.minimum_pct[:, None, None], answers.maximum_pct[:, None, None]
    first, _, first_by_noise = _answer(answers.first_pct[..., None], GRID_PCT, noise, *bounds)
    second, second_by_belief, second_by_noise = _answer(
        answers.second_pct[..., None], GRID_PCT + learned, noise, *bounds
    )
    joint = prior * first * second
    likelihood = np.maximum(joint.sum(axis=-1), LEAST)
    by_place = (joint * standing).sum(axis=-1) / likelihood - (prior * standing).sum(axis=-1)
    by_spread = (joint * standing**2).sum(axis=-1) / likelihood - (prior * standing**2).sum(axis=-1)
    by_learning = prior * first * second_by_belief * towards
    by_noise = (prior * (first_by_noise * second + first * second_by_noise)).sum(axis=-1) / likelihood
    slope = np.stack(
        [
            by_place / spread[..., 0],
            by_place * above[..., 0] / spread[..., 0],
            by_spread,
            np.where(is_good, by_learning, 0.0).sum(axis=-1) / likelihood,
            np.where(is_good, 0.0, by_learning).sum(axis=-1) / likelihood,
            by_noise,
        ],
        axis=-1,
    )
    return np.log(likelihood), slope


def unpacked(who: Floats) -> tuple[Floats, ...]:
    """Return μ, ρ, τ, λ_good, λ_bad and σ of each session."""
    mean, rho, log_spread, good, bad, log_noise = who.T
    return mean, rho, np.exp(log_spread), good, bad, np.exp(log_noise)


def between(lower: Floats, upper: Floats) -> Floats:
    """Return the share of a standard normal distribution between two values each."""
    # Looked at from the nearer tail, so that nothing is lost in a difference of two numbers close to 1.
    turned = lower > 0
    return np.asarray(ndtr(np.where(turned, -lower, upper)) - ndtr(np.where(turned, -upper, lower)))


def _answer(
    answer: Floats, belief: Floats, noise: Floats, minimum: Floats, maximum: Floats
) -> tuple[Floats, Floats, Floats]:
    """Return the probability of an answer, and its derivatives by the belief and by the logarithm of the noise."""
    lower = np.where(answer <= minimum, -np.inf, (answer - 0.5 - belief) / noise)
    upper = np.where(answer >= maximum, np.inf, (answer + 0.5 - belief) / noise)
    probability = between(lower, upper)
    at_lower, at_upper = _density(lower), _density(upper)
    by_belief = (at_lower - at_upper) / noise
    by_log_noise = _finite(lower) * at_lower - _finite(upper) * at_upper
    missing = np.isnan(answer)
    return (
        np.where(missing, 1.0, probability),
        np.where(missing, 0.0, by_belief),
        np.where(missing, 0.0, by_log_noise),
    )


def _density(z: Floats) -> Floats:
    return np.asarray(np.exp(-0.5 * z * z) / np.sqrt(2 * np.pi))


def _finite(z: Floats) -> Floats:
    """Return the values with 0 for infinity, where the density is 0 too."""
    return np.where(np.isinf(z), 0.0, z)
