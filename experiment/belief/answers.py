"""From what somebody has in mind to the whole number they answer: noise, bounds, rounding."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from experiment.belief.news import Floats
from experiment.belief.normal import normal_between


@dataclass(frozen=True)
class Bounds:
    """The whole numbers that can be answered, in per cent."""

    minimum_pct: int
    maximum_pct: int


PUBLISHED_BOUNDS = Bounds(3, 77)
"""Khalid et al. 2025, and the original script of 2013."""


def answered_pct(in_mind_pct: ArrayLike, bounds: Bounds, grain_pct: ArrayLike = 1) -> Floats:
    """Return the answers that are given when so much is in mind: held within the bounds, then rounded.

    Who would go beyond a bound answers with the bound, whatever they round to; within, halves are rounded up.

    Parameters
    ----------
    in_mind_pct
        Belief and noise together; any shape.
    bounds
        Of the scale.
    grain_pct
        Answers are multiples of it: 1, 5, 10; a shape that broadcasts.
    """
    return answered_between(in_mind_pct, bounds.minimum_pct, bounds.maximum_pct, grain_pct)


def answer_pct(in_mind_pct: float, bounds: Bounds, grain_pct: int) -> int:
    """Return the same for a single answer, of a participant who gives one after the other."""
    lowest, highest = bounds.minimum_pct, bounds.maximum_pct
    if not lowest < in_mind_pct < highest:
        return lowest if in_mind_pct <= lowest else highest
    return min(max(math.floor(in_mind_pct / grain_pct + 0.5) * grain_pct, lowest), highest)


def answered_between(
    in_mind_pct: ArrayLike, minimum_pct: ArrayLike, maximum_pct: ArrayLike, grain_pct: ArrayLike = 1
) -> Floats:
    """Return the same where every answer may have bounds of its own; shapes that broadcast."""
    lowest, highest = np.asarray(minimum_pct, dtype=np.float64), np.asarray(maximum_pct, dtype=np.float64)
    held = np.minimum(np.maximum(np.asarray(in_mind_pct, dtype=np.float64), lowest), highest)
    grain = np.asarray(grain_pct, dtype=np.float64)
    rounded = np.minimum(np.maximum(np.floor(held / grain + 0.5) * grain, lowest), highest)
    return np.where((held == lowest) | (held == highest), held, rounded)


def answer_probability(answer_pct: ArrayLike, belief_pct: ArrayLike, noise_sd_pct: ArrayLike, bounds: Bounds) -> Floats:
    """Return how probable an answer is for somebody who believes so much, and rounds to whole numbers.

    Bounds censor: the lowest answer stands for all below it, the highest for all above.

    Parameters
    ----------
    answer_pct
        Whole numbers within the bounds; NaN: missing, which tells nothing, so that its probability is 1.
    belief_pct
        What is believed.
    noise_sd_pct
        Standard deviation of the noise; above 0. Shapes that broadcast.
    bounds
        Of the scale.
    """
    answer = np.asarray(answer_pct, dtype=np.float64)
    lower = np.where(answer <= bounds.minimum_pct, -np.inf, answer - 0.5)
    upper = np.where(answer >= bounds.maximum_pct, np.inf, answer + 0.5)
    noise, belief = np.asarray(noise_sd_pct, dtype=np.float64), np.asarray(belief_pct, dtype=np.float64)
    probability = normal_between((lower - belief) / noise, (upper - belief) / noise)
    return np.where(np.isnan(answer), 1.0, probability)
