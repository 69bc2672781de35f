"""Power is counted over studies of answers alone, whose people are those that are assumed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiment.analysis.group_tests import COLUMNS
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


def test_nobody_learns_a_rate_that_is_not_shown() -> None:
    """Without noise, both answers to a retest event are the same, and those to the other events are not."""
    shipped = assumptions()
    nothing = {"value": 0.0, "between_sd": 0.0, "visits_sd": 0.0}
    quiet = {
        name: getattr(shipped.people, name).model_copy(update=nothing)
        for name in ("noise_sd_pct", "rounds_to_10", "rounds_to_5")
    }
    assumed = shipped.model_copy(update={"people": shipped.people.model_copy(update=quiet)})
    found = AnswersOnly(study(), assumed).draw({"control": 5}, np.random.default_rng(2))
    there = ~np.isnan(found.first_pct) & ~np.isnan(found.second_pct)
    same = found.first_pct == found.second_pct
    assert same[there & ~found.shown].all()
    assert same[there & found.shown].mean() < 0.3


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
    planned = PlannedStudies(study(), assumptions(), ({"patient": 5, "control": 5},), studies=6, trials=False)
    one, two = power(planned), power(planned, jobs=2)
    pd.testing.assert_frame_equal(one, two)
    assert ((one["low"] <= one["share"]) & (one["share"] <= one["high"])).all()


def test_more_retest_events() -> None:
    """With more retest events a session a change of noise is known more closely, and it is said how many there were."""
    few, many = (
        power(
            PlannedStudies(
                with_retest_events(study(), trials),
                assumptions(),
                ({"patient": 12, "control": 12},),
                studies=4,
                trials=False,
            )
        )
        for trials in (3, 6)
    )
    width = [table[table["measure"] == "noise_sd_pct"]["half_width"].mean() for table in (few, many)]
    assert ({3}, {6}) == (set(few["retest_events"]), set(many["retest_events"]))
    assert width[1] < width[0]


def test_no_retest_events() -> None:
    """With 0 retest events nobody is asked twice about what is never shown."""
    without = AnswersOnly(with_retest_events(study(), 0), assumptions()).draw({"patient": 3}, np.random.default_rng(1))
    assert without.shown[without.event >= 0].all()


NAMES = ["test", "measure", "arm", "visit", "to_visit"]


@cache
def two_of_each() -> tuple[pd.DataFrame, ...]:
    """Power of eight studies of two and two, and every row of the tests of each of these studies, drawn again."""
    some = PlannedStudies(
        with_retest_events(study(), 3), assumptions(), ({"patient": 2, "control": 2},), 8, trials=False
    )
    answers = AnswersOnly(some.study, some.assumptions)
    rows = [
        row
        for number in range(8)
        for row in rows_of_tests(answers.draw(some.sizes[0], np.random.default_rng([1, 0, number])))
    ]
    each_row = pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(COLUMNS[6:], float))
    table = power(some)
    return tuple(each.fillna({"arm": "all", "visit": "all", "to_visit": "none"}) for each in (table, each_row))


def test_a_test_that_cannot_be_made() -> None:
    """A study in which a test cannot be made has found nothing: it counts all the same."""
    table, rows = two_of_each()
    of_noise, made = (
        each[(each["measure"] == "noise_sd_pct") & (each["test"] == "change_between_arms")] for each in (table, rows)
    )
    assert 0 < made["p"].notna().sum() < 8
    assert [8] == of_noise["studies"].tolist()


def test_what_has_been_found() -> None:
    """A test has found something where its p is below one in twenty: the share of all studies is told."""
    table, rows = two_of_each()
    found = rows.groupby(NAMES)["p"].agg(lambda p: (p < 1 / 20).sum() / 8)
    assert table.set_index(NAMES)["share"].to_dict() == found.to_dict()
    assert rows["p"].between(1 / 20, 1 / 10).sum() > 3  # which a tenth would take for found


def test_how_closely_something_is_known() -> None:
    """The half-width reaches from the mean estimate to an end of the interval, both on average over studies."""
    table, rows = two_of_each()
    always = rows.groupby(NAMES).filter(lambda each: each["low"].notna().all())
    means = always.groupby(NAMES)[["low", "high"]].mean()
    known = table.set_index(NAMES).loc[means.index]
    assert len(known) > 20
    assert (known["mean_estimate"] + known["half_width"]).tolist() == pytest.approx(means["high"].tolist())
    assert (known["mean_estimate"] - known["half_width"]).tolist() == pytest.approx(means["low"].tolist())


def test_planned_interactions() -> None:
    """The power of the planned interactions of trials is counted, by both classifications."""
    planned = PlannedStudies(study(), assumptions(), ({"patient": 4, "control": 3},), studies=2)
    table = power(planned)
    trials = table[table["test"].str.startswith("trials")]
    assert {
        (test, *rest)
        for test in ("trials_own", "trials_population")
        for rest in (
            ("group × visit × news", "patient - control", "baseline", "day7"),
            ("visit × news", "patient", "baseline", "post4h"),
            ("visit × news", "patient", "baseline", "day7"),
        )
    } == set(trials[["test", "measure", "arm", "visit", "to_visit"]].itertuples(index=False, name=None))


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
    """Table and figure are written, and the contrasts of arms are said, that of trials among them."""
    assert 0 == main(["power", "--participants", "8", "--studies", "1", "--into", str(tmp_path)])
    said = capsys.readouterr().out
    assert "8 participants, 0 retest events, bias_pct" in said
    assert "8 participants, 0 retest events, group × visit × news, trials_own" in said
    assert {"share", "low", "high"} <= set(pd.read_csv(tmp_path / "power.csv").columns)
    assert "patient − control, baseline → day7" in (tmp_path / "power.svg").read_text(encoding="utf-8")


def test_the_verb_without_models_of_trials(tmp_path: Path) -> None:
    """With --no-trials no mixed model is fitted; 0 is a number of retest events."""
    asked = ["--study", str(CONFIGS / "ketamine_retest.yaml"), "--retest", "0", "3", "--participants", "6"]
    assert 0 == main(["power", *asked, "--studies", "1", "--no-trials", "--into", str(tmp_path)])
    table = pd.read_csv(tmp_path / "power.csv")
    assert {0, 3} == set(table["retest_events"])
    assert not table["test"].str.startswith("trials").any()
