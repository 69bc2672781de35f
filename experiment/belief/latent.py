"""A belief that nobody sees, and two noisy answers: the model in which asking twice gives two numbers.

For each event there is a belief B ~ N(μ + ρ·(BR − c), τ²). The first answer is E1 = round(bound(B + ε₁)); the base rate
moves the belief to B′ = B + λ·(BR − B), with λ_good where the rate is good news to the belief and λ_bad where bad; the
second answer is E2 = round(bound(B′ + ε₂)), ε ~ N(0, σ²). Where the rate is never shown, B′ = B. The published
twelve take the first answer for the belief (σ = 0); whoever never learns (λ = 0) looks to them like somebody who does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from experiment.belief.answers import Bounds, answer_probability
from experiment.belief.news import Floats

GRID_PCT: Floats = np.arange(101, dtype=np.float64)
"""Where beliefs are looked for: a belief is a probability."""


@dataclass(frozen=True)
class LatentBelief:
    """What somebody is like; each a number, or an array that broadcasts against trials: (sessions, 1) for one each.

    Parameters
    ----------
    mean_pct
        μ: what is believed of an event whose base rate is the centre.
    slope
        ρ: by how much beliefs rise from one base rate to another, in points a point.
    centre_pct
        c: the mean of the base rates.
    spread_pct
        τ: standard deviation of beliefs about events of one base rate; above 0.
    learning_good, learning_bad
        λ: the share of the way to the rate that is gone, after good and after bad news; 0: nothing is learned.
    noise_sd_pct
        σ: standard deviation of the noise of an answer; above 0.
    """

    mean_pct: ArrayLike
    slope: ArrayLike
    centre_pct: ArrayLike
    spread_pct: ArrayLike
    learning_good: ArrayLike
    learning_bad: ArrayLike
    noise_sd_pct: ArrayLike

    def expected_belief_pct(self, base_rate_pct: ArrayLike) -> Floats:
        """Return what is believed on average of events with these base rates."""
        above = np.asarray(base_rate_pct, dtype=np.float64) - np.asarray(self.centre_pct, dtype=np.float64)
        return np.asarray(self.mean_pct, dtype=np.float64) + np.asarray(self.slope, dtype=np.float64) * above


def moved_belief_pct(
    belief_pct: ArrayLike,
    base_rate_pct: ArrayLike,
    learning_good: ArrayLike,
    learning_bad: ArrayLike,
    favourable: ArrayLike = False,
) -> Floats:
    """Return what is believed when the base rate has been seen.

    Parameters
    ----------
    belief_pct
        What was believed before.
    base_rate_pct
        The rate.
    learning_good, learning_bad
        λ for rates that are good news to the belief, and for those that are bad news.
    favourable
        Whether the event is to be hoped for: then a higher rate is good news. Shapes that broadcast.
    """
    belief = np.asarray(belief_pct, dtype=np.float64)
    towards = np.asarray(base_rate_pct, dtype=np.float64) - belief
    good = np.where(np.asarray(favourable, dtype=bool), towards > 0, towards < 0)
    return belief + np.where(good, learning_good, learning_bad) * towards


def moved_pct(
    belief_pct: float, base_rate_pct: float, learning_good: float, learning_bad: float, favourable: bool
) -> float:
    """Return the same for a single belief, of a participant who is told one rate after the other."""
    towards = base_rate_pct - belief_pct
    good = towards > 0 if favourable else towards < 0
    return belief_pct + (learning_good if good else learning_bad) * towards


def trial_likelihood(
    first_pct: ArrayLike,
    second_pct: ArrayLike,
    base_rate_pct: ArrayLike,
    who: LatentBelief,
    bounds: Bounds,
    rate_shown: ArrayLike = True,
    favourable: ArrayLike = False,
) -> Floats:
    """Return how probable both answers of each trial are, whatever the belief: one integral over it, on a grid.

    Parameters
    ----------
    first_pct, second_pct
        Whole numbers within the bounds; NaN: missing.
    base_rate_pct
        The rates.
    who
        The parameters.
    bounds
        Of the scale.
    rate_shown
        False for retest events: nothing moves the belief, and what differs is noise.
    favourable
        Whether the event is to be hoped for.

    Returns
    -------
    array
        Of the shape to which all of these broadcast.
    """
    rate = _with_grid(base_rate_pct)
    spread, noise = _with_grid(who.spread_pct), _with_grid(who.noise_sd_pct)
    exponent = -0.5 * ((GRID_PCT - _with_grid(who.expected_belief_pct(base_rate_pct))) / spread) ** 2
    weight = np.exp(exponent - exponent.max(axis=-1, keepdims=True))  # the nearest belief is possible, however far
    learned = moved_belief_pct(
        GRID_PCT, rate, _with_grid(who.learning_good), _with_grid(who.learning_bad), _with_grid(favourable)
    )
    after = np.where(_with_grid(rate_shown), learned, GRID_PCT)
    first = answer_probability(_with_grid(first_pct), GRID_PCT, noise, bounds)
    second = answer_probability(_with_grid(second_pct), after, noise, bounds)
    return np.asarray((weight * first * second).sum(axis=-1) / weight.sum(axis=-1))


def _with_grid(values: ArrayLike) -> NDArray[Any]:
    """Return values with a last axis of length 1, to broadcast against the grid."""
    return np.asarray(values)[..., np.newaxis]
