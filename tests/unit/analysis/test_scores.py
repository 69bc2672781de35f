"""Updates and scores come out as they do when they are worked out by hand, from the definitions alone."""

from __future__ import annotations

import math
import statistics
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.analysis import load_updates, session_scores
from experiment.analysis.updates import KEY, measured

PCT = st.one_of(st.none(), st.integers(3, 77))
TRIALS = st.lists(st.tuples(PCT, PCT, PCT, st.integers(10, 70), st.booleans(), st.booleans()), min_size=1, max_size=14)


def pairs_of(trials: list[tuple[int | None, int | None, int | None, int, bool, bool]]) -> pd.DataFrame:
    """Pairs of estimates as they are joined, before anything is worked out."""
    columns = ["first_estimate_pct", "second_estimate_pct", "population_pct", "base_rate_pct"]
    table = pd.DataFrame([trial[:4] for trial in trials], columns=columns).astype("Int64")
    return table.assign(
        **{name: "x" for name in KEY if name not in ("run", "event_id")},
        run=1, arm="patient", visit_number=1, event_id=[f"e{n}" for n in range(len(trials))],
        base_rate_shown=[trial[4] for trial in trials],
        event_valence=["favourable" if trial[5] else "adverse" for trial in trials],
        memory_pct=pd.array([None] * len(trials), dtype="Int64"),
    )  # fmt: skip


def by_hand(trials: list[tuple[int | None, int | None, int | None, int, bool, bool]]) -> dict[str, float | int | None]:
    """The measures of one session, one trial after the other (science: EE = E1 − BR; good news: EE > 0, and for
    favourable events EE < 0; update towards the base rate)."""
    updates: dict[str, list[tuple[float, float]]] = {"good": [], "bad": []}
    no_news = incomplete = retest = 0
    for first, second, _, rate, shown, favourable in trials:
        if not shown:
            retest += 1
        elif first is None or second is None:
            incomplete += 1
        elif first == rate:
            no_news += 1
        else:
            lower = rate < first
            good = lower != favourable
            updates["good" if good else "bad"].append((abs(first - rate), first - second if lower else second - first))
    means = {kind: statistics.fmean(update for _, update in of) if of else None for kind, of in updates.items()}
    bias = None if None in means.values() else means["good"] - means["bad"]  # type: ignore[operator]
    return {
        "n_good": len(updates["good"]), "n_bad": len(updates["bad"]), "n_no_news": no_news, "n_incomplete": incomplete,
        "n_retest": retest, "update_good_pct": means["good"], "update_bad_pct": means["bad"], "bias_pct": bias,
        **{f"slope_{kind}": slope(of) for kind, of in updates.items()},
    }  # fmt: skip


def slope(points: list[tuple[float, float]]) -> float | None:
    sizes = [size for size, _ in points]
    if len(points) < 3 or len(set(sizes)) == 1:
        return None
    return statistics.linear_regression(sizes, [update for _, update in points]).slope


def same(expected: float | None, found: object) -> bool:
    if expected is None:
        return bool(pd.isna(found))  # type: ignore[call-overload]
    return math.isclose(expected, float(found), abs_tol=1e-9)  # type: ignore[arg-type]


@settings(max_examples=12, deadline=None)
@given(st.lists(TRIALS, min_size=1, max_size=6))
def test_scores_by_hand(sessions: list[list[tuple[int | None, int | None, int | None, int, bool, bool]]]) -> None:
    """Counts, means, bias and slopes of any sessions are those worked out trial by trial."""
    pairs = pd.concat([pairs_of(trials).assign(run=run) for run, trials in enumerate(sessions, start=1)])
    scores = session_scores(measured(pairs.reset_index(drop=True))).to_dict("records")
    expected = [by_hand(trials) for trials in sessions]
    assert [] == [
        (run, name, found[name])
        for run, (one, found) in enumerate(zip(expected, scores, strict=True), start=1)
        for name, value in one.items()
        if not same(value, found[name])
    ]


def test_an_empty_cell_is_no_bias(conducted: Path) -> None:
    """Who had bad news only has no bias, and not 0."""
    scores = session_scores(load_updates(conducted)).set_index("participant_id")
    assert pd.isna(scores.loc["KD006", "bias_pct"])


def test_the_second_classification() -> None:
    """By eBR − BR the same move is towards the rate or away from it: E1 40, E2 35, BR 30; eBR 25 makes it bad news."""
    (row,) = measured(pairs_of([(40, 35, 25, 30, True, False)])).to_dict("records")
    assert (("good", 5), ("bad", -5)) == (
        (row["news"], row["update_pct"]), (row["population_news"], row["population_update_pct"]),
    )  # fmt: skip


def test_the_bayesian_residual() -> None:
    """Odds(.3) · odds(.4) / odds(.5) = 2/7, so 22.2 are expected after 40: of an update of 5, −12.8 are left."""
    (row,) = measured(pairs_of([(40, 35, 50, 30, True, False)])).to_dict("records")
    assert 5 - (40 - 100 * (2 / 7) / (1 + 2 / 7)) == pytest.approx(row["residual_pct"])
