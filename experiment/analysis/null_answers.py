"""Second estimates as people without bias, or without learning, would give them to a session's own events and rates.

Everything is given the session's own first estimates: so which news each event was, the misses, the bounds and the
rounding are those of the session, and the null is its own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy.special import ndtr, ndtri

from experiment.analysis.noise import residual_variance
from experiment.analysis.side_by_side import SideBySide
from experiment.belief.answers import answered_between
from experiment.belief.bayes import posterior_pct
from experiment.belief.news import Floats

DRAWS = 200
"""Sets of second estimates for each session, null and noise."""


class Null(str, Enum):
    """The people who would give the second estimates."""

    NEVER_LEARNER = "never_learner"
    """The first estimate is a belief and noise; the belief never moves. What is seen is regression to the mean."""
    EQUAL_LEARNER = "equal_learner"
    """The same, but the belief goes an equal share of the way to every rate: the share with which updates are as large
    as the session's, all news together."""
    ONE_RATE = "one_rate"
    """The first estimate is the belief, and one learning rate, the session's own, holds for all news."""
    BAYESIAN = "bayesian"
    """The first estimate is the belief, and it moves by Bayes' rule; where population estimates were asked for."""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Chances:
    """The draws of sessions, of shape (sessions, events, draws): the same for every null and every noise.

    So nulls differ by what they say, and not by their draws.
    """

    belief: Floats
    noise: Floats
    beyond: Floats
    rounding: Floats


def chances_of(pairs: SideBySide, draws: int = DRAWS) -> Chances:
    """Draw for sessions: each from its own name alone, whatever else is in the table."""
    events = pairs.first_pct.shape[1]
    drawn = [np.empty((len(pairs.sessions), events, draws)) for _ in range(4)]
    names = pairs.sessions[["participant_id", "visit", "run"]].astype(str).itertuples(index=False, name=None)
    for number, name in enumerate(names):
        seed = hashlib.sha256("\n".join(("nulls", *name)).encode()).digest()
        generator = np.random.Generator(np.random.PCG64(int.from_bytes(seed[:16], "big")))
        for table in drawn[:2]:
            table[number] = generator.standard_normal((events, draws))
        for table in drawn[2:]:
            table[number] = generator.random((events, draws))
    return Chances(*drawn)


@dataclass(frozen=True)
class Grain:
    """How a session's answers are rounded: shares that are given in tens and in fives, of shape (sessions,)."""

    tens: Floats
    fives: Floats


def grain_of(pairs: SideBySide) -> Grain:
    """Return the shares that explain how many of a session's own estimates are multiples of ten, and of five.

    Of answers in whole numbers a tenth are multiples of ten by chance, and of answers in fives a half. Answers at a
    bound tell nothing.
    """
    both = np.concatenate([pairs.first_pct, pairs.second_pct], axis=1)
    lowest, highest = (np.concatenate([end, end], axis=1) for end in (pairs.minimum_pct, pairs.maximum_pct))
    inside = (both > lowest) & (both < highest)
    n = np.maximum(inside.sum(axis=1), 1)
    of_ten, of_five = ((inside & (np.nan_to_num(both) % by == 0)).sum(axis=1) / n for by in (10, 5))
    ones = np.clip((1 - of_five) / 0.8, 0, 1)
    fives = np.clip(2 * (1 - 0.9 * ones - of_ten), 0, 1 - ones)
    return Grain(1 - ones - fives, fives)


class NullAnswers:
    """Sets of second estimates under a null.

    Parameters
    ----------
    pairs
        The sessions.
    draws
        How many sets.
    """

    def __init__(self, pairs: SideBySide, draws: int = DRAWS) -> None:
        self._pairs, self._chances, self._grain = pairs, chances_of(pairs, draws), grain_of(pairs)
        given = pairs.learned_from
        self._first, self._rate = np.where(given, pairs.first_pct, 0.0), np.where(given, pairs.rate_pct, 0.0)
        self._given = given
        self._variance, self._expected = self._of_first()
        error = np.where(given, self._first - self._rate, 0.0)
        self._squares = np.maximum((error**2).sum(axis=1), 1e-9)
        self._error = error
        second = np.where(given, pairs.second_pct, 0.0)
        self._shift = (error * (self._first - second)).sum(axis=1) / self._squares

    def moved_pct(self, null: Null, noise_sd_pct: Floats) -> Floats:
        """Return E1 − E2 under a null, of shape (sessions, events, draws); 0 where there is no pair.

        Parameters
        ----------
        null
            Which.
        noise_sd_pct
            σ of each session.
        """
        noise = noise_sd_pct[:, None, None]
        second = self._answered(self._in_mind(null, noise_sd_pct) + noise * self._chances.noise)
        return np.where(self._given[..., None], self._first[..., None] - second, 0.0)

    def _in_mind(self, null: Null, noise_sd_pct: Floats) -> Floats:
        match null:
            case Null.NEVER_LEARNER:
                return self._belief(noise_sd_pct)[0]
            case Null.EQUAL_LEARNER:
                belief, kept = self._belief(noise_sd_pct)
                expected = self._expected + kept[:, None] * (self._first - self._expected)
                unlearned = (self._error * (self._first - expected)).sum(axis=1) / self._squares
                with np.errstate(divide="ignore", invalid="ignore"):
                    share = np.nan_to_num((self._shift - unlearned) / (1 - unlearned))
                return belief + np.clip(share, 0, 1)[:, None, None] * (self._rate[..., None] - belief)
            case Null.ONE_RATE:
                share = np.clip(self._shift, 0, 1)[:, None]
                return (self._first + share * (self._rate - self._first))[..., None]
            case Null.BAYESIAN:
                population = np.where(np.isnan(self._pairs.population_pct), self._first, self._pairs.population_pct)
                return posterior_pct(self._first, population, self._rate)[..., None]

    def _of_first(self) -> tuple[Floats, Floats]:
        """Return how first estimates scatter around what their rates say of them, and what those say."""
        given, n = self._given, np.maximum(self._given.sum(axis=1), 1)[:, None]
        variance, _ = residual_variance(self._first, [self._rate], given)
        rate_off = np.where(given, self._rate - self._rate.sum(axis=1, keepdims=True) / n, 0.0)
        mean = self._first.sum(axis=1, keepdims=True) / n
        slope = (rate_off * self._first).sum(axis=1) / np.maximum((rate_off**2).sum(axis=1), 1e-9)
        return np.nan_to_num(variance), mean + slope[:, None] * rate_off

    def _belief(self, noise_sd_pct: Floats) -> tuple[Floats, Floats]:
        """Draw what is believed, given the first estimate: nearer to what is usual, the noisier the answers are.

        Returns the beliefs, and which share of the distance from the usual they keep.
        """
        variance = np.maximum(self._variance, 1e-9)
        kept = np.clip(1 - noise_sd_pct**2 / variance, 0, 1)
        left = np.sqrt(kept * np.minimum(noise_sd_pct**2, variance))
        first = self._before_the_bounds(np.sqrt(variance))
        usual = self._expected[..., None]
        belief = usual + kept[:, None, None] * (first - usual) + left[:, None, None] * self._chances.belief
        return np.clip(belief, 0, 100), kept

    def _before_the_bounds(self, spread: Floats) -> Floats:
        """Return first estimates as if the scale had no bounds: at one, they are drawn from what lies beyond."""
        usual, spread = self._expected[..., None], spread[:, None, None]
        lowest, highest = (end[..., None] for end in (self._pairs.minimum_pct, self._pairs.maximum_pct))
        first = np.broadcast_to(self._first[..., None], self._chances.beyond.shape)
        at_low, at_high = self._first[..., None] <= lowest, self._first[..., None] >= highest
        if not (at_low | at_high)[self._given].any():
            return first
        below = usual + spread * ndtri(self._chances.beyond * np.maximum(ndtr((lowest + 0.5 - usual) / spread), 1e-12))
        above = usual - spread * ndtri(self._chances.beyond * np.maximum(ndtr((usual - highest + 0.5) / spread), 1e-12))
        return np.where(at_low, below, np.where(at_high, above, first))

    def _answered(self, in_mind: Floats) -> Floats:
        """Hold answers within the bounds, and round them as the session's are."""
        lowest, highest = (np.nan_to_num(end)[..., None] for end in (self._pairs.minimum_pct, self._pairs.maximum_pct))
        tens, fives = self._grain.tens[:, None, None], self._grain.fives[:, None, None]
        rounding = self._chances.rounding
        grain = np.where(rounding < tens, 10.0, np.where(rounding < tens + fives, 5.0, 1.0))
        return answered_between(in_mind, lowest, highest, grain)
