"""What a virtual participant has in mind: beliefs about every event, the rates it was told, and what it answered."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from experiment.belief.answering import first_belief_pct, grain_pct, shared_scatter
from experiment.belief.answers import Bounds, answer_pct
from experiment.format.vocabulary import EstimationPhase, Question
from experiment.virtual.chance import Chance
from experiment.virtual.learning import Believed, Learn
from experiment.virtual.traits import Traits


@dataclass(frozen=True)
class KnownEvent:
    """An event as people know it before anything is shown: how likely it is plays a part in what they believe."""

    event_id: str
    base_rate_pct: int
    favourable: bool


@dataclass
class _Thought:
    own_pct: float
    population_pct: float
    favourable: bool
    first_pct: float | None = None
    stated_pct: float | None = None
    rate_pct: int | None = None
    told_at: int = 0
    before_eyes_pct: int | None = None


class Mind:
    """The beliefs of one participant in one run.

    Parameters
    ----------
    known
        All events that may be asked about.
    centre_pct
        The base rate of the event of which the means are believed.
    traits
        What the participant is like.
    learn
        What a rate does to a belief.
    anchored
        Whether a number before the eyes pulls every answer.
    person, run
        Draws that are the same at every visit of the participant, and those of this run.
    """

    def __init__(
        self,
        known: Mapping[str, KnownEvent],
        centre_pct: float,
        traits: Traits,
        learn: Learn,
        anchored: bool,
        person: Chance,
        run: Chance,
    ) -> None:
        self._traits, self._learn, self._anchored, self._run = traits, learn, anchored, run
        self._thoughts = _thoughts(known, traits, centre_pct, person)
        self._asked: dict[tuple[str, ...], int] = {}

    def asked_before(self, event_id: str, question: str, phase: str, times: int) -> None:
        """Have been asked so often before, in a presentation that came to nothing: the next answer has new noise."""
        self._asked[event_id, question, phase] = times

    def gave(self, event_id: str, question: Question, phase: EstimationPhase, answer_pct: int) -> None:
        """Know what was answered, and confirmed, before anything was shown: the published models start from it."""
        thought = self._thoughts[event_id]
        if phase is EstimationPhase.FIRST and question is Question.SELF and thought.rate_pct is None:
            thought.first_pct = answer_pct
        elif phase is EstimationPhase.FIRST and question is Question.POPULATION:
            thought.stated_pct = answer_pct

    def see(self, event_id: str, rate_pct: int | None, screen: int) -> None:
        """See an event, perhaps with its rate: who is told one for the first time learns from it."""
        thought = self._thoughts[event_id]
        thought.before_eyes_pct = rate_pct
        if rate_pct is None or thought.rate_pct is not None:
            return
        thought.rate_pct, thought.told_at = rate_pct, screen
        first = thought.own_pct if thought.first_pct is None else thought.first_pct
        stated = thought.population_pct if thought.stated_pct is None else thought.stated_pct
        believed = Believed(thought.own_pct, thought.population_pct, first, stated, thought.favourable)
        thought.own_pct = self._learn(believed, rate_pct)

    def certainty(self, event_id: str) -> float:
        """Return how far a belief lies from 50 %: 0 to 1."""
        return min(1.0, abs(self._thoughts[event_id].own_pct / 50 - 1))

    def estimate(
        self, event_id: str, question: Question, phase: EstimationPhase, bounds: Bounds, start: int | None
    ) -> int:
        """Answer a question of a trial; asked again, with new noise."""
        thought = self._thoughts[event_id]
        match question:
            case Question.SELF:
                in_mind = self._pulled(thought, start)
            case Question.POPULATION:
                in_mind = thought.population_pct
            case Question.CONFIDENCE:
                in_mind = self._traits.confidence_pct
        return self._answered(in_mind, self._traits.noise_sd_pct, bounds, event_id, question, phase)

    def recall(self, event_id: str, screen: int, bounds: Bounds) -> int:
        """Return what the rate of an event was: what is forgotten gives way to what one would have guessed."""
        thought = self._thoughts[event_id]
        guess = thought.population_pct
        if thought.rate_pct is not None:
            kept = math.exp(-(screen - thought.told_at) / self._traits.memory_screens)
            guess += kept * (thought.rate_pct - guess)
        return self._answered(guess, self._traits.memory_noise_sd_pct, bounds, event_id, "memory")

    def rate(self, event_id: str, question: str, minimum: int, maximum: int) -> int:
        """Rate an event on a short scale."""
        at = (minimum + maximum) / 2 + (maximum - minimum) / 4 * self._run.normal("rating", event_id, question)
        return min(maximum, max(minimum, round(at)))

    def _pulled(self, thought: _Thought, start: int | None) -> float:
        anchor = start if thought.before_eyes_pct is None else thought.before_eyes_pct
        if not self._anchored or anchor is None:
            return thought.own_pct
        return thought.own_pct + self._traits.anchor_pull * (anchor - thought.own_pct)

    def _answered(self, in_mind: float, noise_sd_pct: float, bounds: Bounds, *what: str) -> int:
        times = self._asked[what] = self._asked.get(what, 0) + 1
        noise = noise_sd_pct * self._run.normal("noise", *what, times)
        drawn = self._run.share("rounding", *what, times)
        grain = grain_pct(drawn, self._traits.rounds_to_10, self._traits.rounds_to_5)
        return answer_pct(in_mind + noise, bounds, grain)


def _thoughts(
    known: Mapping[str, KnownEvent], traits: Traits, centre_pct: float, person: Chance
) -> dict[str, _Thought]:
    above = np.array([event.base_rate_pct for event in known.values()]) - centre_pct
    own, apart = (np.array([person.normal(of, name) for name in known]) for of in ("own", "population"))
    also = shared_scatter(own, apart, traits.population_shared)
    mean, slope, spread = traits.belief_mean_pct, traits.belief_slope, traits.belief_spread_pct
    belief = first_belief_pct(mean, slope, above, spread, own)
    mean, slope, spread = traits.population_mean_pct, traits.population_slope, traits.population_spread_pct
    population = first_belief_pct(mean, slope, above, spread, also)
    return {
        event.event_id: _Thought(float(own_pct), float(others_pct), event.favourable)
        for event, own_pct, others_pct in zip(known.values(), belief, population, strict=True)
    }
