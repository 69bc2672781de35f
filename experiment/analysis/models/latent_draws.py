"""How probable the answers of a session are for many parameters of the latent-belief model at once, without slopes.

The same likelihood as `experiment.analysis.models.latent_likelihood` has, with whose it agrees (tested), for thousands
of parameters in the time in which that one does a hundred.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from experiment.analysis.models.latent_likelihood import AT_ONCE, LEAST, AnsweredTwice, Flags, between, unpacked
from experiment.belief.latent import GRID_PCT
from experiment.belief.news import Floats

_SMOOTH_PCT = 2.0
"""From this noise on, the normal density hardly bends within a point, and its series is as good as its integral."""


def log_likelihoods(who: Floats, answers: AnsweredTwice, session: int) -> Floats:
    """Return the natural logarithm of the probability of all answers of a session.

    Parameters
    ----------
    who
        `PARAMETERS`, of shape (draws, 6).
    answers
        Of many sessions.
    session
        Which of them.
    """
    answered = ~np.isnan(answers.first_pct[session]) | ~np.isnan(answers.second_pct[session])
    of_one = _Session(
        answers.first_pct[session, answered, None],
        answers.second_pct[session, answered, None],
        answers.rate_pct[session, answered, None],
        float(answers.centre_pct[session]),
        answers.rate_shown[session, answered, None],
        answers.favourable[session, answered, None],
        (float(answers.minimum_pct[session]), float(answers.maximum_pct[session])),
    )
    at_once = max(AT_ONCE // max(answered.sum() * len(GRID_PCT), 1), 1)
    found = np.zeros(len(who))
    smooth = who[:, 5] >= np.log(_SMOOTH_PCT)
    for kind in (smooth, ~smooth):
        places = np.flatnonzero(kind)
        for begun in range(0, len(places), at_once):
            part = places[begun : begun + at_once]
            found[part] = of_one.log_likelihood(who[part])
    return found


class _Session:
    """The answers of one session; arrays of shape (events, 1)."""

    def __init__(
        self, first: Floats, second: Floats, rate: Floats, centre: float, shown: Flags, favourable: Flags,
        bounds: tuple[float, float],
    ) -> None:  # fmt: skip
        self._first, self._second, self._bounds = first, second, bounds
        self._above = rate - centre
        self._towards = np.where(shown, rate - GRID_PCT, 0.0)
        self._is_good = (self._towards > 0) == favourable

    def log_likelihood(self, who: Floats) -> Floats:
        """Return it for each of some parameters, all of whose noises are either small or not."""
        mean, rho, spread, good, bad, noise = (each[:, None, None] for each in unpacked(who))
        exponent = -0.5 * ((GRID_PCT - (mean + rho * self._above)) / spread) ** 2
        prior = np.exp(exponent - exponent.max(axis=-1, keepdims=True))
        after = GRID_PCT + np.where(self._is_good, good, bad) * self._towards
        answered = self._probability(self._first, GRID_PCT[None, None, :], noise)
        answered *= self._probability(self._second, after, noise)
        likelihood = np.einsum("deb,deb->de", prior, answered) / prior.sum(axis=-1)
        return np.asarray(np.log(np.maximum(likelihood, LEAST)).sum(axis=1))

    def _probability(self, answer: Floats, belief: Floats, noise: Floats) -> Floats:
        """Return how probable an answer is, of shape (draws, events, grid)."""
        minimum, maximum = self._bounds
        if len(noise) and noise.min() >= _SMOOTH_PCT * (1 - 1e-9):
            probability = _within_a_point((answer - belief) / noise, noise)
        else:
            probability = between((answer - 0.5 - belief) / noise, (answer + 0.5 - belief) / noise)
        belief = np.broadcast_to(belief, probability.shape)
        low, high = (answer <= minimum)[:, 0], (answer >= maximum)[:, 0]
        probability[:, low] = ndtr((answer[low] + 0.5 - belief[:, low]) / noise)
        probability[:, high] = ndtr((belief[:, high] - answer[high] + 0.5) / noise)
        probability[:, np.isnan(answer)[:, 0]] = 1.0
        return np.asarray(probability)


def _within_a_point(z: Floats, noise: Floats) -> Floats:
    """Return the share of a normal distribution between half a point to either side, by the series of the density."""
    width = 1 / noise
    square = z * z
    density = np.exp(-0.5 * square)
    density *= width / np.sqrt(2 * np.pi)
    density *= (
        1 - width**2 / 24 + width**4 / 640 + square * (width**2 / 24 - width**4 / 320 + square * (width**4 / 1920))
    )
    return np.asarray(density)
