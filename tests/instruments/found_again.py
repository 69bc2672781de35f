"""What was put into simulated people, calculated again from the rows of raw CSVs alone.

Nothing here knows how people are simulated: there are means, variances and ratios of means, each with its standard
error. What one figure needs of the others (how rounding scatters answers, how certain people are) is as it was put in.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Rows: TypeAlias = Sequence[Mapping[str, str]]
PutIn: TypeAlias = Mapping[str, tuple[float, float]]
FIRST, SECOND = "first_estimate", "second_estimate"
_Z, _WEIGHTS = np.polynomial.hermite_e.hermegauss(31)
_NORMAL = _WEIGHTS / _WEIGHTS.sum()


@dataclass(frozen=True)
class Found:
    """A figure that came out, and its standard error."""

    found: float
    error: float


def mean_of(values: Floats) -> Found:
    """Return a mean over people."""
    return Found(float(values.mean()), float(values.std(ddof=1)) / math.sqrt(len(values)))


def share_of(count: float, asked: int, put: float) -> Found:
    """Return a share, with the binomial standard error of what was put in."""
    return Found(count / asked, math.sqrt(put * (1 - put) / asked))


def sd_of(variance: float, put: float, by_chance: float, people: int) -> Found:
    """Return an SD between people, whose means vary by chance, too; the error is that of what was put in."""
    error = (put**2 + by_chance) * math.sqrt(2 / (people - 1)) / (2 * put)
    return Found(math.sqrt(max(0.0, variance - by_chance)), error)


def ratio_of(above: Floats, below: Floats) -> Found:
    """Return the ratio of two sums over people, with the standard error of what it leaves over of each of them."""
    ratio = float(above.sum() / below.sum())
    left = above - ratio * below
    return Found(ratio, float(left.std(ddof=1)) / math.sqrt(len(left)) / abs(float(below.mean())))


def root_of(square: Found, less: float = 0.0) -> Found:
    """Return the root of a mean square, less the square of something else."""
    root = math.sqrt(max(1e-9, square.found - less))
    return Found(root, square.error / (2 * root))


def log_variance(mean: float, sd: float) -> float:
    """Return the variance of the logarithm of what is log-normal with a mean and an SD."""
    return math.log1p((sd / mean) ** 2)


class Answers:
    """The answers of people to events, as tables of people and events; NaN: none."""

    def __init__(self, rows: Rows) -> None:
        self._rows = [row for row in rows if row["practice"] == "false"]
        self.people = sorted({row["participant_id"] for row in self._rows})
        events = sorted({(int(row["base_rate_pct"]), row["base_rate_shown"], row["event_id"]) for row in self._rows})
        self._person = {name: number for number, name in enumerate(self.people)}
        self._event = {name: number for number, (_, _, name) in enumerate(events)}
        self.rate = np.array([rate for rate, _, _ in events], dtype=np.float64)
        shown = np.array([shown == "true" for _, shown, _ in events])
        self.low, self.high, self.again = shown & (self.rate < 40), shown & (self.rate > 40), ~shown

    def of(self, column: str, phase: str = FIRST, rows: Rows | None = None) -> Floats:
        """Return a column of numbers."""
        table = np.full((len(self.people), len(self.rate)), np.nan)
        for row in self._rows if rows is None else rows:
            if row[column] != "n/a" and row.get("phase", phase) == phase:
                table[self._person[row["participant_id"]], self._event[row["event_id"]]] = float(row[column])
        return table

    @cached_property
    def first(self) -> Floats:
        return self.of("self_pct")

    @cached_property
    def second(self) -> Floats:
        return self.of("self_pct", SECOND)

    @cached_property
    def population(self) -> Floats:
        return self.of("population_pct")

    def lines(self, table: Floats) -> tuple[Floats, Floats, Floats]:
        """Return of each person, of the events with rates: level at the mean rate, slope, and what a line leaves over.

        What is left over is so scaled that its mean square is no smaller for the two figures of the line.
        """
        told = ~self.again
        above = self.rate - self.rate[told].mean()
        fitted = []
        for answers in table:
            some = told & ~np.isnan(answers)
            slope, level = np.polyfit(above[some], answers[some], 1)
            left = np.where(some, answers - level - slope * above, np.nan) * math.sqrt(some.sum() / (some.sum() - 2))
            fitted.append((level, slope, left))
        levels, slopes, left_over = zip(*fitted, strict=True)
        return np.array(levels), np.array(slopes), np.array(left_over)


def rounding_variance(put: PutIn) -> float:
    """Return the mean square of what rounding adds: evenly spread over 10, 5 or 1."""
    tens, fives = put["rounds_to_10"][0], put["rounds_to_5"][0]
    return (tens * 100 + fives * 25 + (1 - tens - fives)) / 12


def noise_variance(answers: Answers) -> Found:
    """Return the variance of an answer around a belief: half the squared difference of two answers to retest events."""
    squares = (answers.first - answers.second)[:, answers.again] ** 2 / 2
    return mean_of(np.nanmean(squares[~np.isnan(squares).all(axis=1)], axis=1))


def beliefs(answers: Answers, put: PutIn) -> dict[str, Found]:
    """Levels, slopes, spreads and their correlation, of both beliefs; noise and rounding."""
    noise = noise_variance(answers)
    found = {"noise_sd_pct": root_of(noise, rounding_variance(put) + put["noise_sd_pct"][1] ** 2)}
    left = {}
    for name, table in (("belief", answers.first), ("population", answers.population)):
        levels, slopes, left[name] = answers.lines(table)
        spread = mean_of(np.nanmean(left[name] ** 2, axis=1))
        found[f"{name}_mean_pct"] = mean_of(levels)
        found[f"{name}_slope"] = mean_of(slopes)
        square = Found(spread.found - noise.found, math.hypot(spread.error, noise.error))
        found[f"{name}_spread_pct"] = root_of(square)
        by_chance = spread.found / (~np.isnan(left[name])).sum(axis=1).mean()
        between = put[f"{name}_mean_pct"][1]
        found[f"{name}_mean_pct: between"] = sd_of(levels.var(ddof=1), between, by_chance, len(levels))
    together = mean_of(np.nanmean(left["belief"] * left["population"], axis=1))
    spreads = put["belief_spread_pct"][0] * put["population_spread_pct"][0]
    found["population_shared"] = Found(together.found / spreads, together.error / spreads)
    return found | _confidence(answers, put, noise.found) | _rounding(answers)


def _confidence(answers: Answers, put: PutIn, noise: float) -> dict[str, Found]:
    table = answers.of("confidence_pct")
    levels, asked = np.nanmean(table[:, ~answers.again], axis=1), (~np.isnan(table)).sum(axis=1).mean()
    between = sd_of(levels.var(ddof=1), put["confidence_pct"][1], noise / asked, len(levels))
    return {"confidence_pct": mean_of(levels), "confidence_pct: between": between}


def _rounding(answers: Answers) -> dict[str, Found]:
    """Multiples of 10 are half of those of 5 and a tenth of all numbers; multiples of 5 are a fifth of all."""
    both = np.hstack([answers.first, answers.population])
    there = ~np.isnan(both)
    of_10, of_5 = (((both % grain == 0) & there).sum(axis=1) / there.sum(axis=1) for grain in (10, 5))
    rounded = (of_5 - 0.2) / 0.8
    tens = (of_10 - 0.1 - 0.4 * rounded) / 0.5
    return {"rounds_to_10": mean_of(tens), "rounds_to_5": mean_of(rounded - tens)}


def learning(answers: Answers, put: PutIn) -> dict[str, Found]:
    """The share of the way to the rate that answers go, after low rates (good news) and after high ones."""
    found = {}
    noise = noise_variance(answers).found
    for name, half in (("learning_good", answers.low), ("learning_bad", answers.high)):
        way, gone = _ways(answers, half)
        found[name] = ratio_of(gone, way)
        share, between = put[name]
        left = gone - share * way
        by_chance, by_people = noise * (1 + (1 - share) ** 2) / half.sum(), between**2 * way**2
        # the further the rates lie from somebody's answers, the more tells how fast they learn
        varies = 2 * np.square(by_people + by_chance).mean() + by_people.var()
        square = (float(np.square(left).mean()) - by_chance) / np.square(way).mean()
        error = math.sqrt(varies / len(left)) / (2 * between * np.square(way).mean())
        found[f"{name}: between"] = Found(math.sqrt(max(0.0, square)), error)
    return found


def _ways(answers: Answers, half: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return how far the rates lie from the first answers of each person, and how far the second ones do."""
    there = half & ~np.isnan(answers.first) & ~np.isnan(answers.second)
    way = np.where(there, answers.rate - answers.first, np.nan)
    gone = np.where(there, answers.second - answers.first, np.nan)
    return np.nanmean(way, axis=1), np.nanmean(gone, axis=1)


def pulled(answers: Answers) -> dict[str, Found]:
    """The share of the way to the number on the screen, of people who learn nothing from it."""
    ways = [_ways(answers, half) for half in (answers.low, answers.high)]
    return {"anchor_pull": ratio_of(*(ways[1][at] - ways[0][at] for at in (1, 0)))}


def published_model(answers: Answers) -> dict[str, Found]:
    """S and A of the first published model: the update is S + A of the error after good news, S - A after bad news."""
    error = np.where(answers.again, np.nan, answers.first - answers.rate)
    update = (answers.first - answers.second) * np.sign(error)
    there = ~np.isnan(update)
    gone, way = (
        np.array([np.where(there & side, each, 0).sum(axis=1) for side in (error > 0, error < 0)])
        for each in (update, np.abs(error))
    )
    good, bad = gone.sum(axis=1) / way.sum(axis=1)
    of_good, of_bad = (gone - np.array([[good], [bad]]) * way) / way.mean(axis=1, keepdims=True)
    return {
        "model_scaling": Found((good + bad) / 2, mean_of((of_good + of_bad) / 2).error),
        "model_asymmetry": Found((good - bad) / 2, mean_of((of_good - of_bad) / 2).error),
    }


def since_told(answers: Answers, rows: Rows) -> Floats:
    """Return how many screens of events lie between a rate and the question what it was."""
    told = ~answers.again
    place, asked, repeats = answers.of("trial"), answers.of("trial", rows=rows), answers.of("attempt") - 1
    # five screens of each trial that shows its rate, four of a retest trial; two in the second phase; each question
    order = np.argsort(place, axis=1)
    lengths = np.where(told, 5.0, 4.0) + 3 * repeats
    ends = np.empty_like(lengths)
    np.put_along_axis(ends, order, np.cumsum(np.take_along_axis(lengths, order, axis=1), axis=1), axis=1)
    return np.asarray(ends.max(axis=1, keepdims=True) - ends + 2 * len(told) + asked)


def memory(answers: Answers, rows: Rows, put: PutIn) -> dict[str, Found]:
    """After how many screens a rate is forgotten, and the noise of what is recalled of it.

    What is not kept gives way to what is believed of the population, of which the population's estimate is the mean.
    """
    since = since_told(answers, rows)
    told = ~answers.again
    recalled, guess = answers.of("memory_pct", rows=rows), answers.population
    there = told & ~np.isnan(recalled) & ~np.isnan(guess)
    towards = np.sign(answers.rate - 40)
    apart = math.sqrt(log_variance(*put["memory_screens"]))

    def kept(screens: float) -> Floats:
        forgotten = screens * np.exp(apart * _Z - apart**2 / 2)
        return np.asarray(np.exp(-since[..., np.newaxis] / forgotten) @ _NORMAL)

    def too_near(screens: float) -> Floats:
        left = recalled - guess - kept(screens) * (answers.rate - guess)
        return np.asarray(np.where(there, towards * left, 0).sum(axis=1))

    low, high = 5.0, 5000.0
    for _ in range(40):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if too_near(middle).sum() > 0 else (low, middle)
    steep = (too_near(1.01 * low).mean() - too_near(low).mean()) / (0.01 * low)
    screens = Found(low, float(too_near(low).std(ddof=1)) / math.sqrt(len(answers.people)) / abs(float(steep)))
    share = kept(put["memory_screens"][0])
    left = np.where(there, recalled - guess - share * (answers.rate - guess), np.nan)
    noise, part = noise_variance(answers), float(np.nanmean((1 - share) ** 2))
    square = mean_of(np.nanmean(left**2 - (1 - share) ** 2 * noise.found, axis=1))
    square = Found(square.found, math.hypot(square.error, part * noise.error))
    return {
        "memory_screens": screens,
        "memory_noise_sd_pct": root_of(square, rounding_variance(put) + put["memory_noise_sd_pct"][1] ** 2),
    }
