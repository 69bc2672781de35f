"""People of whom all is known, and what they answer: by the latent-belief model, or by one of the published twelve."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from experiment.analysis.models.latent_likelihood import AnsweredTwice
from experiment.analysis.models.latent_recovery import Answerers, answers_of
from experiment.analysis.models.recovery import (
    ASSUMED_ASYMMETRY_SD,
    ASSUMED_SCALING_SD,
    PUBLISHED_ASYMMETRY,
    PUBLISHED_SCALING,
)
from experiment.analysis.models.session_arrays import SessionArrays
from experiment.belief.answers import answered_between
from experiment.belief.models import Family, Model, evidence_pct, expected_update_pct, second_pct
from experiment.belief.news import Floats, estimation_error, news, update

ASSUMED_NOISE_LOG_SD = 0.25
"""People differ by factors in the noise of their answers; assumed."""
_POPULATION_MEAN_PCT, _POPULATION_SLOPE, _POPULATION_SPREAD_PCT, _SHARED = 37.1, 0.5, 14.0, 0.6
"""What is believed of others, as configs/assumptions.yaml has it (the mean: Thies 2018; the others are assumed)."""


@dataclass(frozen=True)
class People:
    """Who is made; arrays of shape (people,).

    Parameters
    ----------
    scaling, asymmetry
        S and A: the learning rates are S + A after good news and S − A after bad.
    noise_sd_pct
        σ: of each answer to the latent-belief model, of an update to the published ones.
    """

    scaling: Floats
    asymmetry: Floats
    noise_sd_pct: Floats

    @classmethod
    def who_differ(cls, people: int, noise_sd_pct: float, random: np.random.Generator) -> People:
        """Draw people about the published means (K25), with spreads and noise that are assumed."""
        return cls(
            random.normal(PUBLISHED_SCALING, ASSUMED_SCALING_SD, people),
            random.normal(PUBLISHED_ASYMMETRY, ASSUMED_ASYMMETRY_SD, people),
            noise_sd_pct * np.exp(ASSUMED_NOISE_LOG_SD * random.standard_normal(people)),
        )

    @classmethod
    def who_never_learn(cls, people: int, noise_sd_pct: float, random: np.random.Generator) -> People:
        """Draw people whose beliefs never move."""
        noise = noise_sd_pct * np.exp(ASSUMED_NOISE_LOG_SD * random.standard_normal(people))
        return cls(np.zeros(people), np.zeros(people), noise)


@dataclass(frozen=True)
class Answers:
    """What people have answered.

    Parameters
    ----------
    twice
        Both answers to each event.
    population_pct
        What they think of others, (people, events).
    """

    twice: AnsweredTwice
    population_pct: Floats

    @property
    def updates(self) -> SessionArrays:
        """What the published models see of them."""
        first = np.where(self.twice.rate_shown, self.twice.first_pct, np.nan)
        error = estimation_error(first, self.twice.rate_pct)
        return SessionArrays(
            {family: evidence_pct(family, first, self.twice.rate_pct, self.population_pct) for family in Family},
            news(error).astype(np.float64),
            update(first, self.twice.second_pct, error),
        )


def by_latent_belief(people: People, retest_events: int, random: np.random.Generator) -> Answers:
    """Return answers to 40 events, and to retest events, by the latent-belief model."""
    who = Answerers(0.0, 0.0, 0.0, retest_events)  # these stand in the arrays
    twice = answers_of(
        who, (people.scaling + people.asymmetry)[:, None], (people.scaling - people.asymmetry)[:, None],
        people.noise_sd_pct[:, None], random,
    )  # fmt: skip
    above = twice.rate_pct - twice.centre_pct[:, None]
    own = twice.first_pct - who.belief_mean_pct - who.belief_slope * above
    own /= np.hypot(who.belief_spread_pct, people.noise_sd_pct)[:, None]
    apart = _SHARED * own + np.sqrt(1 - _SHARED**2) * random.standard_normal(own.shape)
    population = _POPULATION_MEAN_PCT + _POPULATION_SLOPE * above + _POPULATION_SPREAD_PCT * apart
    return Answers(twice, _answered(population, twice))


def by_published(model: Model, people: People, random: np.random.Generator) -> Answers:
    """Return first answers of that kind too, and second ones by a published model.

    They are whole numbers within the bounds, as all answers are: so no published model makes quite the data that it
    assumes.
    """
    first = by_latent_belief(people, 0, random)
    s = people.scaling if model.scaling is None else np.full_like(people.scaling, model.scaling)
    a = people.asymmetry if model.asymmetry is None else np.full_like(people.asymmetry, model.asymmetry)
    seen = first.updates
    expected = expected_update_pct(seen.evidence_pct[model.family], seen.news, s[:, None], a[:, None])
    made = expected + people.noise_sd_pct[:, None] * random.standard_normal(expected.shape)
    twice = first.twice
    second = second_pct(twice.first_pct, estimation_error(twice.first_pct, twice.rate_pct), made)
    return replace(first, twice=replace(twice, second_pct=_answered(second, twice)))


def _answered(in_mind_pct: Floats, twice: AnsweredTwice) -> Floats:
    return answered_between(in_mind_pct, twice.minimum_pct[:, None], twice.maximum_pct[:, None])
