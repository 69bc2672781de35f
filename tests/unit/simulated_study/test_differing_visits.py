"""People are otherwise from visit to visit by as much as is assumed, in whole studies and in those of answers alone."""

from __future__ import annotations

import math

import numpy as np
import pytest

from experiment.analysis.group_tests import tests_of as rows_of_tests
from experiment.config.assumptions import Assumptions, load_assumptions
from experiment.config.load import load_study
from experiment.simulated_study.answers_only import AnswersOnly
from experiment.simulated_study.people import traits_of
from experiment.virtual.chance import Chance
from tests.instruments.simulated import ASSUMED
from tests.instruments.small_study import PROJECT

PEOPLE = [Chance(1, f"P{number}") for number in range(1500)]


@pytest.fixture(scope="module")
def assumed() -> Assumptions:
    return load_assumptions(ASSUMED)


def drawn(assumed: Assumptions, name: str, visit: str) -> np.ndarray:  # type: ignore[type-arg]
    of_people = {**assumed.of("ketamine", "control", "baseline")}
    return np.array([getattr(traits_of(of_people, person, visit), name) for person in PEOPLE])


def test_learning(assumed: Assumptions) -> None:
    """The learning rate of one person differs from visit to visit by the SD that the file says, and people by more."""
    learning = assumed.people.learning_good
    first, last = (drawn(assumed, "learning_good", visit) for visit in ("baseline", "day7"))
    assert (last - first).std() == pytest.approx(math.sqrt(2) * learning.visits_sd, rel=0.08)
    assert first.std() == pytest.approx(math.hypot(learning.between_sd, learning.visits_sd), rel=0.08)


def test_noise(assumed: Assumptions) -> None:
    """The noise differs from visit to visit by factors, and its mean over people stays what is put in."""
    noise = assumed.people.noise_sd_pct
    first, last = (drawn(assumed, "noise_sd_pct", visit) for visit in ("baseline", "day7"))
    assert np.log(last / first).std() == pytest.approx(math.sqrt(2) * noise.visits_sd, rel=0.08)
    assert first.mean() == pytest.approx(noise.value, rel=0.06)


def test_no_trait_else(assumed: Assumptions) -> None:
    """Who fears much at one visit fears as much at the other."""
    assert (drawn(assumed, "belief_mean_pct", "baseline") == drawn(assumed, "belief_mean_pct", "day7")).all()


def test_power_of_a_change_knows_it() -> None:
    """In studies of answers alone a change is less certain where people differ in how they change."""
    study = load_study(PROJECT / "configs" / "ketamine.yaml", any_screen=False)
    shipped = load_assumptions(ASSUMED, study.file)
    people = shipped.people
    same, differing = (
        shipped.model_copy(update={
            "arms": {},
            "people": people.model_copy(update={
                name: getattr(people, name).model_copy(update={"visits_sd": sd})
                for name in ("learning_good", "learning_bad")
            }),
        })
        for sd in (0.001, 0.3)  # not 0: so the same is drawn for both, and they differ in this alone
    )  # fmt: skip
    errors = []
    for assumptions in (same, differing):
        pairs = AnswersOnly(study, assumptions).draw({"patient": 60, "control": 2}, np.random.default_rng(3))
        (row,) = [
            row for row in rows_of_tests(pairs)
            if row[:5] == ("change", "bias_pct", "patient", "baseline", "post4h")
        ]  # fmt: skip
        errors.append(row[8] - row[7])
    assert errors[1] > 1.1 * errors[0]
