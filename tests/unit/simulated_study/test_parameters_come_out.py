"""What was put into a simulated study comes out of its raw CSVs, by calculations of its own.

The people are those of the shipped assumptions. Each figure is estimated from the files alone, and lies within three
standard errors of what was put in. Bounds and rounding change what is answered; so what is expected is worked out by
numerical integration here, in plain numpy. Every other figure: test_every_parameter_comes_out.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from experiment.config.assumed import AssumedNoise
from experiment.simulated_study.differing import visits_sd_of
from tests.instruments.simulated import SimulatedStudy, ketamine_retest

Floats = NDArray[np.float64]
LOW, HIGH = 3, 77
_Z, _WEIGHTS = np.polynomial.hermite_e.hermegauss(41)
NORMAL = _WEIGHTS / _WEIGHTS.sum()
"""Points and weights of the standard normal distribution."""


@pytest.fixture(scope="module")
def study() -> SimulatedStudy:
    return ketamine_retest()


@pytest.fixture(scope="module")
def rows(study: SimulatedStudy) -> list[dict[str, str]]:
    """The trials that count, of those who answer with what they have in mind."""
    return [row for row in study.rows() if row["practice"] == "false" and row["participant_mode"] == "learner"]


def put_in(study: SimulatedStudy, name: str, arm: str = "control", visit: str = "baseline") -> tuple[float, float]:
    """Say what was put in, and by how much sessions differ in it: people do, and visits of each of them."""
    assumed = study.assumptions.of("ketamine_retest", arm, visit)[name]
    if isinstance(assumed, AssumedNoise):
        of_people = 1 + (assumed.between_sd / assumed.value) ** 2
        return assumed.value, assumed.value * math.sqrt(of_people * math.exp(assumed.visits_sd**2) - 1)
    return assumed.value, math.hypot(assumed.between_sd, visits_sd_of(assumed))


def bounded(pct: Floats) -> Floats:
    return np.minimum(np.maximum(pct, LOW), HIGH)


def beliefs(study: SimulatedStudy, rates: Floats, centre: float) -> Floats:
    """Beliefs about events with these rates: a grid over people and over events of one rate, with equal weights."""
    mean, between = put_in(study, "belief_mean_pct")
    slope, spread = put_in(study, "belief_slope")[0], put_in(study, "belief_spread_pct")[0]
    at = mean + slope * (rates - centre)
    return np.clip(at[:, np.newaxis] + math.hypot(between, spread) * _Z, 0, 100)


def log_normal(mean: float, sd: float, standard: Floats) -> Floats:
    """Values of a log-normal distribution of this mean and SD, at standard normal ones."""
    log_variance = math.log(1 + (sd / mean) ** 2)
    return np.asarray(mean * np.exp(math.sqrt(log_variance) * standard - log_variance / 2))


def expected_answer(study: SimulatedStudy, believed: Floats) -> Floats:
    """The mean answer to each event, whatever the belief and the noise, of which some people have more than others."""
    few, weights = np.polynomial.hermite_e.hermegauss(9)
    noises = log_normal(*put_in(study, "noise_sd_pct"), few)
    answers = [bounded(believed[..., np.newaxis] + noise * _Z) @ NORMAL @ NORMAL for noise in noises]
    return np.average(answers, axis=0, weights=weights)


def within(put: float, found: float, standard_error: float) -> None:
    assert abs(found - put) <= 3 * standard_error, (put, found, standard_error)


def over_people(values: dict[str, list[float]], statistic: Callable[[Floats], float]) -> tuple[float, float]:
    """Give a statistic of all values, and its standard error by leaving out one participant after the other."""
    people = list(values)
    whole = statistic(np.array([value for who in people for value in values[who]]))
    without = np.array(
        [statistic(np.array([v for other in people if other != who for v in values[other]])) for who in people]
    )
    n = len(people)
    return whole, math.sqrt((n - 1) / n * float(((without - without.mean()) ** 2).sum()))


def test_noise_comes_out_of_the_retest_events(study: SimulatedStudy, rows: list[dict[str, str]]) -> None:
    """The SD of the noise, from the differences between two answers to events whose rate was never shown."""
    both: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    rates: dict[str, float] = {}
    for row in rows:
        if row["base_rate_shown"] == "false" and row["self_pct"] != "n/a":
            both[row["participant_id"], row["visit"], row["event_id"]][row["phase"]] = float(row["self_pct"])
            rates[row["event_id"]] = float(row["base_rate_pct"])
    squares: dict[str, list[float]] = defaultdict(list)
    asked = []
    for (who, _, event), pair in both.items():
        if len(pair) == 2:
            squares[who].append((pair["first_estimate"] - pair["second_estimate"]) ** 2)
            asked.append(rates[event])
    found, error = over_people(squares, lambda some: float(some.mean()))
    sds = np.arange(4.0, 30.1, 1.0)
    expected = np.array([_mean_square(study, np.array(asked), sd) for sd in sds])
    assert (np.diff(expected) > 0).all()
    estimate, upper = (float(np.interp(value, expected, sds)) for value in (found, found + error))
    within(put_in(study, "noise_sd_pct")[0], estimate, upper - estimate)


def _mean_square(study: SimulatedStudy, rates: Floats, noise_sd: float) -> float:
    """The mean squared difference of two answers to the same events, drawn by a simulation of its own."""
    draw = np.random.default_rng(5)
    many = 40_000
    mean, between = put_in(study, "belief_mean_pct")
    slope, spread = put_in(study, "belief_slope")[0], put_in(study, "belief_spread_pct")[0]
    usual, between_noises = put_in(study, "noise_sd_pct")
    noise = log_normal(noise_sd, noise_sd * between_noises / usual, draw.standard_normal(many))
    rate = draw.choice(rates, many)
    belief = mean + slope * (rate - rates.mean()) + math.hypot(between, spread) * draw.standard_normal(many)
    tens, fives = put_in(study, "rounds_to_10")[0], put_in(study, "rounds_to_5")[0]
    answers = []
    for _ in range(2):
        grain = draw.choice([10, 5, 1], many, p=[tens, fives, 1 - tens - fives])
        held = bounded(np.clip(belief, 0, 100) + noise * draw.standard_normal(many))
        inside = (held > LOW) & (held < HIGH)
        answers.append(np.where(inside, bounded(np.round(held / grain + 1e-9) * grain), held))
    return float(((answers[0] - answers[1]) ** 2).mean())


def _first(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in rows if row["phase"] == "first_estimate" and row["self_pct"] != "n/a"]


def test_beliefs_follow_the_rates_as_they_were_made_to(study: SimulatedStudy, rows: list[dict[str, str]]) -> None:
    """Mean of the first estimates, and their slope on the base rate, as expected of bounded answers."""
    first = [row for row in _first(rows) if row["base_rate_shown"] == "true"]
    rates = np.array([float(row["base_rate_pct"]) for row in first])
    answers = np.array([float(row["self_pct"]) for row in first])
    centre = float(rates.mean())
    expected = expected_answer(study, beliefs(study, np.unique(rates), centre))
    means: dict[str, list[float]] = defaultdict(list)
    slopes: dict[str, list[float]] = defaultdict(list)
    for who in {row["participant_id"] for row in first}:
        own = np.array([row["participant_id"] == who for row in first])
        means[who].append(float(answers[own].mean()))
        slopes[who].append(float(np.polyfit(rates[own], answers[own], 1)[0]))
    by_rate = dict(zip(np.unique(rates), expected, strict=True))
    modelled = np.array([by_rate[rate] for rate in rates])
    within(float(modelled.mean()), *over_people(means, lambda some: float(some.mean())))
    within(float(np.polyfit(rates, modelled, 1)[0]), *over_people(slopes, lambda some: float(some.mean())))


@pytest.mark.parametrize(
    ("arm", "visit"),
    [("control", None), *(("patient", visit) for visit in ("baseline", "post4h", "day7"))],
)
def test_learning_comes_out(study: SimulatedStudy, rows: list[dict[str, str]], arm: str, visit: str | None) -> None:
    """Both learning rates at once, from how second estimates differ from first ones at low and at high base rates."""
    pairs: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    rates: dict[str, float] = {}
    for row in rows:
        wanted = row["arm"] == arm and visit in (None, row["visit"]) and row["base_rate_shown"] == "true"
        if wanted and row["self_pct"] != "n/a":
            pairs[row["participant_id"], row["visit"], row["event_id"]][row["phase"]] = float(row["self_pct"])
            rates[row["event_id"]] = float(row["base_rate_pct"])
    kept = [(who, event, both) for (who, _, event), both in pairs.items() if len(both) == 2]
    people = sorted({who for who, _, _ in kept})
    rate = np.array([rates[event] for _, event, _ in kept])
    change = np.array([both["second_estimate"] - both["first_estimate"] for _, _, both in kept])
    whose = np.array([people.index(who) for who, _, _ in kept])
    grid = np.linspace(rate.min(), rate.max(), 12)
    believed = beliefs(study, grid, float(rate.mean()))
    before = expected_answer(study, believed)
    shares = np.arange(0.0, 0.91, 0.05)
    towards = grid[:, np.newaxis] - believed
    good, bad = (
        np.array([expected_answer(study, believed + share * np.where(side, towards, 0)) - before for share in shares])
        for side in (towards < 0, towards > 0)
    )

    def estimated(some: NDArray[np.bool_]) -> Floats:
        x, y = rate[some], change[some]
        of_good = np.array([np.interp(x, grid, one) for one in good])
        of_bad = np.array([np.interp(x, grid, one) for one in bad])
        loss = ((y - of_good[:, np.newaxis] - of_bad[np.newaxis]) ** 2).sum(axis=-1)
        return _lowest(shares, loss)

    whole = estimated(np.ones(len(rate), dtype=bool))
    without = np.array([estimated(whose != one) for one in range(len(people))])
    n = len(people)
    errors = np.sqrt((n - 1) / n * ((without - without.mean(axis=0)) ** 2).sum(axis=0))
    for number, name in enumerate(("learning_good", "learning_bad")):
        within(put_in(study, name, arm, visit or "baseline")[0], float(whole[number]), float(errors[number]))


def _lowest(shares: Floats, loss: Floats) -> Floats:
    """Find the lowest point of a smooth surface, between the points of its grid."""
    one, other = np.meshgrid(shares, shares, indexing="ij")
    terms = np.stack([np.ones_like(one), one, other, one * one, other * other, one * other], axis=-1).reshape(-1, 6)
    near = loss.ravel() <= np.quantile(loss, 0.25)
    _, a, b, aa, bb, ab = np.linalg.lstsq(terms[near], loss.ravel()[near], rcond=None)[0]
    return np.asarray(np.linalg.solve([[2 * aa, ab], [ab, 2 * bb]], [-a, -b]))


def _forty(rows: list[dict[str, str]]) -> dict[str, list[float]]:
    """Give the answers of each person to the events of one list, as many as those whose means are published had."""
    answers: dict[str, list[float]] = defaultdict(list)
    for row in _first(rows):
        if row["visit"] == "baseline" and row["base_rate_shown"] == "true":
            answers[row["participant_id"]].append(float(row["self_pct"]))
    assert max(len(some) for some in answers.values()) == 40
    return answers


def test_published_figures_that_were_fitted_are_met(rows: list[dict[str, str]]) -> None:
    """First estimates: mean 33.1, SD between people 8.0, 68.5 % multiples of 5, 43.9 % of 10, 8.6 % at 3, 3.2 at 77."""
    answers: dict[str, list[float]] = defaultdict(list)
    for row in _first(rows):
        answers[row["participant_id"]].append(float(row["self_pct"]))
    means = np.array([np.mean(some) for some in _forty(rows).values()])
    within(33.1, float(means.mean()), float(means.std(ddof=1)) / math.sqrt(len(means)))
    within(8.0, float(means.std(ddof=1)), 8.0 / math.sqrt(2 * (len(means) - 1)))
    for share, is_so in (
        (0.685, lambda some: some % 5 == 0),
        (0.439, lambda some: some % 10 == 0),
        (0.086, lambda some: some == LOW),
        (0.032, lambda some: some == HIGH),
    ):
        within(share, *over_people(answers, lambda some, is_so=is_so: float(is_so(some).mean())))
