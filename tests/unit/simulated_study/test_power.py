"""Power is counted over studies of answers alone, whose people are those that are assumed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiment.analysis.group_tests import tests_of as rows_of_tests
from experiment.analysis.side_by_side import SideBySide
from experiment.cli import main
from experiment.config.assumptions import Assumptions, load_assumptions
from experiment.config.load import Study, load_study
from experiment.simulated_study.answers_only import AnswersOnly
from experiment.simulated_study.power import PlannedStudies, arm_sizes, power, with_retest_events

CONFIGS = Path(__file__).resolve().parents[3] / "configs"


@cache
def study() -> Study:
    return load_study(CONFIGS / "ketamine_retest.yaml", any_screen=False)


@cache
def assumptions() -> Assumptions:
    return load_assumptions(CONFIGS / "assumptions.yaml", study().file)


@cache
def drawn() -> SideBySide:
    return AnswersOnly(study(), assumptions()).draw({"patient": 30, "control": 30}, np.random.default_rng(2))


def test_sessions_of_the_study() -> None:
    """Patients have three visits and controls two, as the study has them."""
    counts = drawn().sessions.groupby(["arm", "visit"]).size().to_dict()
    assert {
        ("patient", "baseline"): 30, ("patient", "post4h"): 30, ("patient", "day7"): 30,
        ("control", "baseline"): 30, ("control", "day7"): 30,
    } == counts  # fmt: skip


def test_retest_events() -> None:
    """Each session has the retest events of the study, whose rates are not shown."""
    assert {6} == set((~drawn().shown & ~np.isnan(drawn().rate_pct)).sum(axis=1).tolist())


def test_first_estimates() -> None:
    """First estimates have about the published mean, an input of the assumptions."""
    assert 33.1 == pytest.approx(np.nanmean(drawn().first_pct[drawn().shown]), abs=3)


def test_no_list_twice() -> None:
    """Nobody meets an event at two visits."""
    rows = drawn().sessions["participant_id"] == "patient0007"
    events = drawn().event[rows.to_numpy()][:, :40]
    assert events.size == len(np.unique(events))


def test_sizes() -> None:
    """Participants are divided among the arms as the assumptions say: 26 to 30."""
    assert {"patient": 26, "control": 30} == arm_sizes(assumptions(), study(), 56)


def test_shares_are_counted() -> None:
    """Each test has a share of all studies with its interval; how they are divided among processes changes nothing."""
    planned = PlannedStudies(study(), assumptions(), ({"patient": 5, "control": 5},), studies=6)
    one, two = power(planned), power(planned, jobs=2)
    pd.testing.assert_frame_equal(one, two)
    assert ((one["low"] <= one["share"]) & (one["share"] <= one["high"])).all()


def test_more_retest_events() -> None:
    """With more retest events a session a change of noise is known more closely, and it is said how many there were."""
    few, many = (
        power(
            PlannedStudies(
                with_retest_events(study(), trials), assumptions(), ({"patient": 12, "control": 12},), studies=4
            )
        )
        for trials in (3, 6)
    )
    width = [table[table["measure"] == "noise_sd_pct"]["half_width"].mean() for table in (few, many)]
    assert ({3}, {6}) == (set(few["retest_events"]), set(many["retest_events"]))
    assert width[1] < width[0]


def test_a_change_of_noise_is_found() -> None:
    """Where answers are noisier at the second visit, the test of noise says so, and there is none of its level."""
    pairs = drawn()
    later = ((pairs.sessions["visit"] != "baseline").to_numpy()[:, None]) & ~pairs.shown
    noisier = replace(pairs, second_pct=np.where(later, pairs.first_pct + 2 * (pairs.second_pct - pairs.first_pct),
                                                 pairs.second_pct))  # fmt: skip
    rows = [row for row in rows_of_tests(noisier) if row[1] == "noise_sd_pct"]
    assert {"change", "change_between_arms"} == {row[0] for row in rows}
    (found,) = (row for row in rows if row[2:5] == ("patient", "baseline", "day7"))
    assert found[7] > 0


def test_the_verb(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table is written, and the contrasts of arms are said."""
    assert 0 == main(["power", "--participants", "8", "--studies", "2", "--into", str(tmp_path)])
    assert "8 participants, 0 retest events, bias_pct" in capsys.readouterr().out
    assert {"share", "low", "high"} <= set(pd.read_csv(tmp_path / "power.csv").columns)
