"""A simulated study comes out of the loader and the scores as it does out of its raw CSVs, by the definitions alone."""

from __future__ import annotations

import math
from collections import defaultdict

import pandas as pd
import pytest

from experiment.analysis import load_updates, session_scores
from experiment.format.vocabulary import Table
from tests.instruments.simulated import SimulatedStudy, ketamine_retest
from tests.unit.analysis.by_definition import Trial, by_definition

KEY = ("participant_id", "visit", "run", "event_id")


@pytest.fixture(scope="module")
def study() -> SimulatedStudy:
    return ketamine_retest()


@pytest.fixture(scope="module")
def updates(study: SimulatedStudy) -> pd.DataFrame:
    with pytest.warns(UserWarning, match="left out"):
        return load_updates(study.done.folder)


def _trials_of(study: SimulatedStudy) -> dict[tuple[str, str, str], list[Trial]]:
    """The trials of each run, joined by hand from the raw rows."""
    answers: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for row in study.rows():
        if row["practice"] == "false":
            key = tuple(row[name] for name in KEY)
            answers[key] |= {"rate": row["base_rate_pct"], "shown": row["base_rate_shown"]}
            answers[key][row["phase"]] = row["self_pct"]
            if row["population_outcome"] != "not_asked":
                answers[key]["population"] = row["population_pct"]
    for row in study.rows(Table.AFTERWARDS):
        if row["question"] == "memory":
            answers[tuple(row[name] for name in KEY)]["recalled"] = row["memory_pct"]
    runs: dict[tuple[str, str, str], list[Trial]] = defaultdict(list)
    for (who, visit, run, _), cells in answers.items():
        first, second, population, recalled = (
            None if cells.get(name, "n/a") == "n/a" else int(cells[name])
            for name in ("first_estimate", "second_estimate", "population", "recalled")
        )
        shown = cells["shown"] == "true"
        runs[who, visit, run].append(Trial(first, second, population, int(cells["rate"]), shown, recalled=recalled))
    return runs


def test_every_measure_of_every_session(study: SimulatedStudy, updates: pd.DataFrame) -> None:
    """All measures of all sessions that count are those worked out from the raw rows, trial by trial."""
    runs = _trials_of(study)
    scores = session_scores(updates).set_index(["participant_id", "visit", "run"])
    wrong = [
        (key, name, value, found[name])
        for key, found in scores.to_dict("index").items()
        for name, value in by_definition(runs[tuple(map(str, key))]).items()
        if not (pd.isna(found[name]) if value is None else math.isclose(value, found[name], abs_tol=1e-8))
    ]
    assert [] == wrong
    assert len(scores) > 40
