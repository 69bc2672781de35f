"""Updates and scores come out as they do when they are worked out by hand, from the definitions alone."""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.analysis import load_updates, session_scores
from experiment.analysis.updates import measured
from experiment.format.score_columns import SCORE_COLUMNS
from tests.unit.analysis.by_definition import Trial, by_definition, pairs_of

PCT = st.one_of(st.none(), st.integers(3, 77))
TRIALS = st.lists(
    st.builds(Trial, PCT, PCT, PCT, st.integers(10, 70), st.booleans(), st.booleans(), PCT), min_size=1, max_size=14
)


def same(expected: float | None, found: object) -> bool:
    if expected is None:
        return bool(pd.isna(found))  # type: ignore[call-overload]
    return math.isclose(expected, float(found), rel_tol=1e-9, abs_tol=1e-8)  # type: ignore[arg-type]


def otherwise(sessions: list[list[Trial]]) -> list[tuple[int, str, float | None, Any]]:
    """What is not as it is by definition: run, measure, expected, found."""
    pairs = pd.concat([pairs_of(trials, run) for run, trials in enumerate(sessions, start=1)])
    scores = session_scores(measured(pairs.reset_index(drop=True))).to_dict("records")
    return [
        (run, name, value, found[name])
        for run, (one, found) in enumerate(zip(map(by_definition, sessions), scores, strict=True), start=1)
        for name, value in one.items()
        if not same(value, found[name])
    ]


@settings(max_examples=12, deadline=None)
@given(st.lists(TRIALS, min_size=1, max_size=6))
def test_scores_by_hand(sessions: list[list[Trial]]) -> None:
    """Every measure of any sessions is the one that is worked out trial by trial."""
    assert [] == otherwise(sessions)


def test_every_measure_is_worked_out() -> None:
    """No column of measures is without a calculation by hand, or without a line in the dictionary of exports."""
    measures = set(session_scores(measured(pairs_of([Trial(40, 35, 25, 30)]))).columns[5:])
    assert measures == set(by_definition([]))
    assert measures == {column.name for column in SCORE_COLUMNS}


def _random(n: int, **same_for_all: Any) -> list[Trial]:
    draw = random.Random(n)
    drawn = [(*(draw.randint(3, 77) for _ in range(3)), draw.randint(10, 70)) for _ in range(n)]
    names = ("first", "second", "population", "rate")
    return [Trial(**(dict(zip(names, one, strict=True)) | same_for_all)) for one in drawn]


AWKWARD = {
    "no good news": [Trial(10, 20, 15, rate) for rate in (20, 30, 40)],
    "no bad news": [Trial(70, 60, 50, rate) for rate in (20, 30, 40)],
    "all missed": [Trial(None, None, None, 30)] * 6,
    "first answers alone": [Trial(one.first, None, one.population, one.rate) for one in _random(6)],
    "second answers alone": [Trial(None, one.second, one.population, one.rate) for one in _random(6)],
    "one value throughout": _random(40, first=50, second=50, population=50),
    "every answer is the rate": [Trial(rate, rate + 5, rate, rate) for rate in range(10, 70, 5)],
    "favourable events": _random(40, favourable=True),
    "favourable and adverse events": _random(20, favourable=True) + _random(21),
    "all at bounds": [Trial(end, 80 - end, end, rate) for end in (3, 77) for rate in (20, 30, 45, 60)],
    "no population estimates": _random(40, population=None),
    "one good and one bad": [Trial(50, 40, 45, 30), Trial(20, 20, 45, 30)],
    "two of each, so that no line is defined": [Trial(50, 40, 5, 30), Trial(60, 40, 5, 30)]
    + [Trial(20, 30, 5, 30)] * 2,
    "one size of all errors": [Trial(50, second, 5, 30) for second in (30, 40, 50, 60)],
    "wrong-way updates": [Trial(50, 70, 40, rate) for rate in (10, 20, 70, 65)],
    "retest events alone": _random(6, shown=False),
    "certainties": [Trial(100, 90, 100, 50), Trial(0, 10, 0, 50), Trial(50, 60, 100, 40)],
    "one event": _random(1, recalled=30),
}


def test_awkward_sessions() -> None:
    """Sessions in which something is missing, constant or at an end are scored as by definition, and all in one
    table."""
    assert [] == [(list(AWKWARD)[run - 1], *rest) for run, *rest in otherwise(list(AWKWARD.values()))]


@pytest.mark.parametrize(
    ("name", "measure"),
    [("no good news", "bias_pct"), ("all missed", "update_bad_pct"), ("one value throughout", "correlation_good"),
     ("no population estimates", "residual_bias_pct"), ("every answer is the rate", "error_size_pct")],
)  # fmt: skip
def test_an_empty_cell_is_missing(name: str, measure: str) -> None:
    """What nothing stands for is missing, and not 0."""
    scores = session_scores(measured(pairs_of(AWKWARD[name])))
    assert pd.isna(scores[measure][0])


def test_an_empty_cell_is_no_bias(conducted: Path) -> None:
    """Who had bad news only has no bias, and not 0."""
    scores = session_scores(load_updates(conducted)).set_index("participant_id")
    assert pd.isna(scores.loc["KD006", "bias_pct"])


def test_the_order_of_rows_says_nothing() -> None:
    """A table that has been sorted otherwise gives the same scores."""
    rows = measured(pd.concat([pairs_of(_random(9), run) for run in (1, 2)], ignore_index=True))
    shuffled = rows.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(session_scores(rows), session_scores(shuffled))


def test_the_second_classification() -> None:
    """By eBR − BR the same move is towards the rate or away from it: E1 40, E2 35, BR 30; eBR 25 makes it bad news."""
    (row,) = measured(pairs_of([Trial(40, 35, 25, 30)])).to_dict("records")
    assert ("good", 5) == (row["news"], row["update_pct"])
    assert ("bad", -5) == (row["population_news"], row["population_update_pct"])


def test_the_bayesian_residual() -> None:
    """Odds(.3) · odds(.4) / odds(.5) = 2/7, so 22.2 are expected after 40: of an update of 5, −12.8 are left."""
    (row,) = measured(pairs_of([Trial(40, 35, 50, 30)])).to_dict("records")
    assert 5 - (40 - 100 * (2 / 7) / (1 + 2 / 7)) == pytest.approx(row["residual_pct"])
