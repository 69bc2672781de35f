"""What a base rate does to a belief: the latent learner, who never learns, Bayes, and the twelve published models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from experiment.belief.bayes import posterior_pct
from experiment.belief.latent import moved_pct
from experiment.belief.models import MODELS, Model, evidence_pct, expected_update_pct, second_pct
from experiment.belief.news import estimation_error, news
from experiment.format.made_here import made_often
from experiment.format.vocabulary import ParticipantMode
from experiment.virtual.traits import Traits


@made_often
@dataclass(frozen=True)
class Believed:
    """What somebody believes of an event when they are told its rate, in per cent.

    Parameters
    ----------
    own_pct, population_pct
        Beliefs about one's own risk and the population's.
    first_pct, stated_pct
        What was answered to the two questions; the belief, where nothing was.
    favourable
        Whether the event is to be hoped for.
    """

    own_pct: float
    population_pct: float
    first_pct: float
    stated_pct: float
    favourable: bool


Learn: TypeAlias = Callable[[Believed, int], float]
"""From what is believed, and the rate, to what is believed of one's own risk afterwards."""


def learning_of(mode: ParticipantMode, traits: Traits) -> Learn:
    """Return how the participant of a mode learns."""
    match mode:
        case ParticipantMode.NEVER_LEARNER | ParticipantMode.ANCHORED:
            return lambda believed, _rate: believed.own_pct
        case ParticipantMode.EQUAL_LEARNER:
            mean = (traits.learning_good + traits.learning_bad) / 2
            return lambda believed, rate: _moved(believed, rate, mean, mean)
        case ParticipantMode.BAYESIAN:
            return lambda believed, rate: float(posterior_pct(believed.own_pct, believed.population_pct, rate))
        case _ if mode.model is not None:
            model = MODELS[mode.model - 1]
            return lambda believed, rate: _by_model(believed, rate, model, traits)
        case _:
            return lambda believed, rate: _moved(believed, rate, traits.learning_good, traits.learning_bad)


def _moved(believed: Believed, rate: int, good: float, bad: float) -> float:
    return moved_pct(believed.own_pct, rate, good, bad, believed.favourable)


def _by_model(believed: Believed, rate: int, model: Model, traits: Traits) -> float:
    """Go from the first answer, which the published models take for the belief."""
    first, error = believed.first_pct, estimation_error(believed.first_pct, rate)
    scaling = traits.model_scaling if model.scaling is None else model.scaling
    asymmetry = traits.model_asymmetry if model.asymmetry is None else model.asymmetry
    evidence = evidence_pct(model.family, first, rate, believed.stated_pct)
    expected = expected_update_pct(evidence, news(error, believed.favourable), scaling, asymmetry)
    return float(second_pct(first, error, expected))
