"""What differs from visit to visit, and when visits take place, calculated again from the rows of raw CSVs alone.

School-book analysis of variance: what two halves of a visit have in common, over the visits of somebody, is by how much
visits differ; what two visits of somebody have in common, over people, is by how much people differ.
"""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import datetime
from itertools import combinations

import numpy as np

from tests.instruments.found_again import Floats, Found, log_variance, mean_of, ratio_of, root_of, share_of
from tests.instruments.found_between import in_common, root, solved, variance_of_squares
from tests.instruments.known_visits import COURSE, HIGH, LOW, PEOPLE, RETEST, VISITS, KnownVisits

ROUNDED = 1 / 12
"""The mean square of what rounding to a whole number adds."""
_PAIRS = list(combinations(range(len(VISITS)), 2))


HELD = (
    *(
        f"{name}{of}"
        for name in ("noise_sd_pct", "learning_good", "learning_bad")
        for of in ("", ": between", ": visits")
    ),
    "belief_spread_pct", "belief_spread_pct: between", "one_value",
    "visit_jitter_min", "visit_jitter_d", "days_between_participants",
)  # fmt: skip
"""What comes out."""

_OF = {"": "value", "between": "between_sd", "visits": "visits_sd"}


def changed(name: str, factor: float) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """Return people and course in which one figure is larger by a factor."""
    figure, _, of = name.partition(": ")
    people, course = {key: dict(value) for key, value in PEOPLE.items()}, dict(COURSE)
    if figure in course:
        course[figure] *= factor
    else:
        people[figure][_OF[of]] *= factor
    return people, course


def put_in(name: str) -> float:
    """Return what was put in, of what came out under a name."""
    figure, _, of = name.partition(": ")
    if figure in COURSE:
        return COURSE[figure]
    return PEOPLE[figure][_OF[of]]


def come_out(known: KnownVisits) -> dict[str, Found]:
    """Calculate everything from the rows."""
    one_value, first, second = _answers(known)
    share = COURSE["one_value"]
    return {
        "one_value": share_of(len(one_value), len(one_value) + len(first), share),
        **_noises(first, second),
        **_learning(first, second),
        **_beliefs(first, second),
        **_times(known),
    }


def same_beliefs(known: KnownVisits) -> Found:
    """Return how beliefs about the same events go together from visit to visit: 1, if they are the same."""
    _, first, second = _answers(known)
    noise = ((first - second)[:, :, _AGAIN] ** 2 / 2).mean(axis=(1, 2))
    variance = first.var(axis=2, ddof=1).mean(axis=1) - noise
    return ratio_of(_covariances(first).mean(axis=1), variance)


_AGAIN = slice(len(LOW) + len(HIGH), len(LOW) + len(HIGH) + len(RETEST))


def _answers(known: KnownVisits) -> tuple[list[str], Floats, Floats]:
    """Return who answers with one value, and the others' first and second answers: by person, visit and event."""
    given: dict[str, dict[tuple[str, str, str], float]] = defaultdict(dict)
    rates = {row["event_id"]: (row["base_rate_shown"] == "false", int(row["base_rate_pct"])) for row in known.rows}
    events = sorted(rates, key=lambda event: rates[event])
    for row in known.rows:
        given[row["participant_id"]][row["visit"], row["phase"], row["event_id"]] = float(row["self_pct"])
    one_value = [who for who, answers in given.items() if len(set(answers.values())) == 1]
    first, second = (
        np.array([
            [[answers[visit, phase, event] for event in events] for visit in VISITS]
            for who, answers in given.items() if who not in one_value
        ])
        for phase in ("first_estimate", "second_estimate")
    )  # fmt: skip
    return one_value, first, second


def _noises(first: Floats, second: Floats) -> dict[str, Found]:
    """Of the noise of answers, by which factors visits of somebody differ, and people."""
    squares = ((first - second)[:, :, _AGAIN] ** 2 / 2).mean(axis=2) - ROUNDED
    logs = np.log(np.maximum(squares, ROUNDED)) / 2
    # the logarithm of a mean square of n draws varies by trigamma(n / 2), and half of it by a quarter of that
    by_chance = (math.pi**2 / 6 - sum(1 / k**2 for k in range(1, len(RETEST) // 2))) / 4
    mean, between, visits = PEOPLE["noise_sd_pct"].values()
    together = _of_people(logs, log_variance(mean, between))
    people = solved(together, lambda sd: log_variance(mean, sd), between)
    within = float(logs.var(axis=1, ddof=1).mean())
    error = (visits**2 + by_chance) / math.sqrt(len(logs))  # of a variance with two degrees of freedom from each person
    found = mean_of(squares.mean(axis=1))
    scale = math.exp(log_variance(mean, between) + visits**2) ** 0.5  # of the root of the mean square, to the mean
    level = root_of(found)
    return {
        "noise_sd_pct": Found(level.found / scale, level.error / scale),
        "noise_sd_pct: between": people,
        "noise_sd_pct: visits": Found(math.sqrt(max(0.0, within - by_chance)), error / (2 * visits)),
    }


def _learning(first: Floats, second: Floats) -> dict[str, Found]:
    """Of both learning rates their mean, and by how much people and visits of each of them differ."""
    found = {}
    for name, begin, rates in (("learning_good", 0, LOW), ("learning_bad", len(LOW), HIGH)):
        way, gone = (
            np.array(rates) - first[:, :, begin : begin + len(rates)],
            (second - first)[:, :, begin : begin + len(rates)],
        )
        whole = gone.sum(axis=2) / way.sum(axis=2)
        halves = [gone[:, :, half::2].sum(axis=2) / way[:, :, half::2].sum(axis=2) for half in (0, 1)]
        _, between, visits = PEOPLE[name].values()
        found |= {
            name: mean_of(whole.mean(axis=1)),
            f"{name}: between": root(_of_people(whole, between**2), between),
            f"{name}: visits": root(_of_visits(*halves, visits**2), visits),
        }
    return found


def _of_people(table: Floats, put: float) -> Found:
    """Return what visits of one person have in common, over people, with the standard error of what was put in."""
    people, visits = table.shape
    apart = table - table.mean(axis=0)
    found = np.mean([(apart[:, one] * apart[:, other]).sum() / (people - 1) for one, other in _PAIRS])
    within = float(table.var(axis=1, ddof=1).mean()) / visits
    error = math.sqrt(2 / (people - 1) * (put + within) ** 2 + 2 / (people * (visits - 1)) * within**2)
    return Found(float(found), error)


def _of_visits(one: Floats, other: Floats, put: float) -> Found:
    """Return what two halves of a visit have in common, over the visits of each person, with the standard error."""
    halves = [half - half.mean(axis=1, keepdims=True) for half in (one, other)]
    freedom = one.shape[0] * (one.shape[1] - 1)
    found = float((halves[0] * halves[1]).sum()) / freedom
    by_chance = [max(0.0, float(np.square(half).sum()) / freedom - found) for half in halves]
    error = math.sqrt(((put + by_chance[0]) * (put + by_chance[1]) + put**2) / freedom)
    return Found(found, error)


def _covariances(first: Floats) -> Floats:
    """Return how first answers to the same events go together, of each person and each pair of visits."""
    apart = first - first.mean(axis=2, keepdims=True)
    each = [(apart[:, one] * apart[:, other]).sum(axis=1) / (first.shape[2] - 1) for one, other in _PAIRS]
    return np.stack(each, axis=1)


def _beliefs(first: Floats, _second: Floats) -> dict[str, Found]:
    """How far the beliefs of somebody lie apart, whatever the noise, and by how much people differ in that."""
    mean, between = PEOPLE["belief_spread_pct"].values()
    together = mean_of(_covariances(first).mean(axis=1))
    halves = [_covariances(first[:, :, half::2]).mean(axis=1) for half in (0, 1)]
    square = in_common(*halves, variance_of_squares(mean, between))
    return {
        "belief_spread_pct": root_of(together, between**2),
        "belief_spread_pct: between": solved(square, lambda sd: variance_of_squares(mean, sd), between),
    }


def _times(known: KnownVisits) -> dict[str, Found]:
    """How far visits are off their times, and how many days lie between participants."""
    began = {
        (row["participant_id"], row["visit"]): datetime.fromisoformat(row["launch_started_utc"]) for row in known.rows
    }
    people, anchored = sorted(known.anchored), known.anchored
    after = [(began[who, "post4h"] - anchored[who]).total_seconds() / 60 for who in people]
    before = [(anchored[who] - began[who, "baseline"]).total_seconds() / 60 for who in people]
    days = [(began[who, "day7"].date() - anchored[who].date()).days for who in people]
    put = COURSE["visit_jitter_min"], COURSE["visit_jitter_d"]
    seconds = 1 / 12  # a visit begins at any second of a minute, and what is off is rounded to minutes or days
    minutes = (np.var(after, ddof=1) + np.var(before, ddof=1)) / 2 - seconds - ROUNDED
    enrolled = np.array([began[who, "baseline"].timestamp() / 86400 for who in people])
    place = np.arange(len(people)) - (len(people) - 1) / 2
    slope = float(place @ enrolled / (place @ place))
    left = enrolled - enrolled.mean() - slope * place
    return {
        "visit_jitter_min": Found(math.sqrt(minutes), put[0] / math.sqrt(4 * (len(people) - 1))),
        "visit_jitter_d": Found(math.sqrt(np.var(days, ddof=1) - ROUNDED), put[1] / math.sqrt(2 * (len(people) - 1))),
        "days_between_participants": Found(slope, float(left.std(ddof=2)) / math.sqrt(place @ place)),
    }
