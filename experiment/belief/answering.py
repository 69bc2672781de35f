"""How people come to their answers: what they believe before anything is shown, and what they make of a belief."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from experiment.belief.answers import Bounds, answered_pct
from experiment.belief.news import Floats


def first_belief_pct(
    mean_pct: ArrayLike, slope: ArrayLike, above_pct: ArrayLike, spread_pct: ArrayLike, scatter: ArrayLike
) -> Floats:
    """Return what is believed of events before their rates are shown: a probability, so that it ends at 0 and 100.

    Parameters
    ----------
    mean_pct
        What is believed of an event of the mean base rate.
    slope
        By how much beliefs rise with the base rate, in points a point.
    above_pct
        How far each base rate lies above their mean.
    spread_pct
        Standard deviation of beliefs about events of one base rate.
    scatter
        How many of these each belief lies off. Shapes that broadcast.
    """
    mean, rise, above, spread, off = (
        np.asarray(one, dtype=np.float64) for one in (mean_pct, slope, above_pct, spread_pct, scatter)
    )
    return np.asarray(np.clip(mean + rise * above + spread * off, 0, 100))


def shared_scatter(scatter: ArrayLike, apart: ArrayLike, shared: float) -> Floats:
    """Return a scatter that correlates with another so much, and else is `apart`."""
    one, other = np.asarray(scatter, dtype=np.float64), np.asarray(apart, dtype=np.float64)
    return np.asarray(shared * one + np.sqrt(1 - shared**2) * other)


def rounding_pct(drawn: ArrayLike, to_10: float, to_5: float) -> Floats:
    """Return what answers are rounded to: 10 for the lowest of numbers drawn from 0 to 1, 5 for the next, then 1."""
    drawn = np.asarray(drawn, dtype=np.float64)
    return np.where(drawn < to_10, 10.0, np.where(drawn < to_10 + to_5, 5.0, 1.0))


def grain_pct(drawn: float, to_10: float, to_5: float) -> int:
    """Return the same for a single answer, of a participant who gives one after the other."""
    return 10 if drawn < to_10 else 5 if drawn < to_10 + to_5 else 1


@dataclass(frozen=True)
class Habits:
    """How somebody answers.

    Parameters
    ----------
    rounds_to_10, rounds_to_5
        Share of answers that are rounded so.
    leaves_out
        Share of answers that are missing.
    bounds
        Of the scale.
    """

    rounds_to_10: float
    rounds_to_5: float
    leaves_out: float
    bounds: Bounds

    def answers_pct(self, in_mind_pct: Floats, noise_sd_pct: ArrayLike, random: np.random.Generator) -> Floats:
        """Return the answers of somebody who has so much in mind; NaN: missing.

        Parameters
        ----------
        in_mind_pct
            Beliefs; any shape.
        noise_sd_pct
            Standard deviation of the noise; a shape that broadcasts.
        random
            Where chance comes from.
        """
        grain = rounding_pct(random.random(in_mind_pct.shape), self.rounds_to_10, self.rounds_to_5)
        noise = np.asarray(noise_sd_pct, dtype=np.float64) * random.standard_normal(in_mind_pct.shape)
        answers = answered_pct(in_mind_pct + noise, self.bounds, grain)
        return np.where(random.random(in_mind_pct.shape) < self.leaves_out, np.nan, answers)
