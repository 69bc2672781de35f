"""What each virtual participant believes once it has been told a rate: the published rules, worked out here.

Rules: Khalid et al. 2025 (eqs v–xviii; personal relevance in its normalised form), Shah et al. 2016 (Bayes).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from experiment.belief.answers import Bounds
from experiment.config.assumptions import load_assumptions
from experiment.format.vocabulary import EstimationPhase, ParticipantMode, Question
from experiment.simulated_study.people import traits_of
from experiment.virtual.chance import Chance
from experiment.virtual.learning import Believed, learning_of
from experiment.virtual.mind import KnownEvent, Mind
from experiment.virtual.traits import Traits
from tests.instruments.simulated import ASSUMED

GOOD, BAD, SCALING, ASYMMETRY = 0.6, 0.2, 0.45, 0.15
OWN, POPULATION, FIRST, STATED = 44.0, 52.0, 40.0, 50.0
SITUATIONS = list(product([20, 60, 40], [False, True]))
"""A rate below, above and at the first answer, of an event to be feared and of one to be hoped for."""


@pytest.fixture(scope="module")
def traits() -> Traits:
    assumed = load_assumptions(ASSUMED).of("ketamine", "patient", "baseline")
    somebody = traits_of(assumed, Chance(1, "somebody"), "baseline")
    learning = {"learning_good": GOOD, "learning_bad": BAD}
    return replace(somebody, **learning, model_scaling=SCALING, model_asymmetry=ASYMMETRY)


def believed_after(mode: ParticipantMode, traits: Traits, rate: int, favourable: bool, **other: float) -> float:
    known = {"own_pct": OWN, "population_pct": POPULATION, "first_pct": FIRST, "stated_pct": STATED, **other}
    return learning_of(mode, traits)(Believed(**known, favourable=favourable), rate)


def is_good(believed: float, rate: int, favourable: bool) -> bool:
    return (rate > believed) if favourable else (rate < believed)


def by_bayes(own: float, population: float, rate: float) -> float:
    odds = (rate / (100 - rate)) * (own / (100 - own)) / (population / (100 - population))
    return 100 * odds / (1 + odds)


def by_model(number: int, first: float, stated: float, rate: int, favourable: bool) -> float:
    """Say where a published model has the second estimate."""
    if first == rate:
        return first
    towards = 1 if rate > first else -1
    apart = (stated - first) / (stated - 1) if first < stated else (first - stated) / (99 - stated)
    family, fixed = divmod(number - 1, 4)
    size = abs(rate - first)
    evidence = (size, size * (1 - apart), towards * (by_bayes(first, stated, rate) - first))[family]
    scaling, asymmetry = (1.0 if fixed >= 2 else SCALING), (0.0 if fixed % 2 else ASYMMETRY)
    news = 1 if is_good(first, rate, favourable) else -1
    return first + towards * (scaling + news * asymmetry) * evidence


@pytest.mark.parametrize("mode", [ParticipantMode.NEVER_LEARNER, ParticipantMode.ANCHORED])
@pytest.mark.parametrize(("rate", "favourable"), SITUATIONS)
def test_who_never_learns_believes_as_before(
    traits: Traits, mode: ParticipantMode, rate: int, favourable: bool
) -> None:
    """No rate moves the belief of never-learners and of the anchored."""
    assert OWN == believed_after(mode, traits, rate, favourable)


@pytest.mark.parametrize("mode", [ParticipantMode.LEARNER, ParticipantMode.QUITTER])
@pytest.mark.parametrize(("rate", "favourable"), SITUATIONS)
def test_a_learner_goes_further_after_good_news(
    traits: Traits, mode: ParticipantMode, rate: int, favourable: bool
) -> None:
    """A belief goes the one share of the way to the rate after good news, and the other after bad news."""
    share = GOOD if is_good(OWN, rate, favourable) else BAD
    assert OWN + share * (rate - OWN) == pytest.approx(believed_after(mode, traits, rate, favourable))


@pytest.mark.parametrize(("rate", "favourable"), SITUATIONS)
def test_an_equal_learner_goes_as_far_after_either(traits: Traits, rate: int, favourable: bool) -> None:
    """A belief goes the mean of the two shares, whatever the news."""
    moved = believed_after(ParticipantMode.EQUAL_LEARNER, traits, rate, favourable)
    assert OWN + (GOOD + BAD) / 2 * (rate - OWN) == pytest.approx(moved)


@pytest.mark.parametrize(("rate", "favourable"), SITUATIONS)
def test_the_bayesian_keeps_what_sets_them_apart(traits: Traits, rate: int, favourable: bool) -> None:
    """The odds of the belief keep their ratio to those of the population, which are now the rate's."""
    moved = believed_after(ParticipantMode.BAYESIAN, traits, rate, favourable)
    assert by_bayes(OWN, POPULATION, rate) == pytest.approx(moved)


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize(("rate", "favourable"), SITUATIONS)
@pytest.mark.parametrize(("first", "stated"), [(40.0, 50.0), (40.0, 30.0), (70.0, 12.0)])
def test_whoever_follows_a_model_goes_where_it_says(
    traits: Traits, number: int, rate: int, favourable: bool, first: float, stated: float
) -> None:
    """Each of the twelve starts from the first answer and goes as far as its equation says."""
    mode = ParticipantMode(f"model-{number}")
    moved = believed_after(mode, traits, rate, favourable, first_pct=first, stated_pct=stated)
    assert by_model(number, first, stated, rate, favourable) == pytest.approx(moved)


def test_whether_an_answer_is_rounded_is_drawn_for_each(traits: Traits) -> None:
    """Without noise, half of the answers are what is believed and half a multiple of 5: at either time, for itself."""
    quiet = replace(traits, noise_sd_pct=0.0, rounds_to_10=0.0, rounds_to_5=0.5)
    known = {f"event {n}": KnownEvent(f"event {n}", 40, favourable=False) for n in range(400)}
    unmoved = learning_of(ParticipantMode.NEVER_LEARNER, quiet)
    mind = Mind(known, 40.0, quiet, unmoved, False, Chance(1, "somebody"), Chance(1, "a run"))
    bounds = Bounds(0, 100)
    both = [
        [mind.estimate(name, Question.SELF, phase, bounds, None) for phase in EstimationPhase] for name in known
    ]  # fmt: skip
    same = sum(first == second for first, second in both) / len(both)
    # a fifth of what is believed is a multiple of 5 anyhow; of the rest half are rounded at both times, or at neither
    assert abs(same - 0.6) < 4 * (0.6 * 0.4 / len(both)) ** 0.5
