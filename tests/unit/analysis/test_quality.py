"""The quality of sessions: each measure as it is by hand, each flag where its limit is, and nothing left out."""

from __future__ import annotations

import csv
import statistics
from itertools import groupby
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.analysis import load_quality, load_sessions
from experiment.analysis.quality import SESSION, longest_run, session_quality
from experiment.analysis.quality_checks import CHECKS, Notation, QualityCheck
from experiment.analysis.quality_in_words import flagged_lines, quality_page, study_quality
from experiment.analysis.trials import load_trials
from experiment.config.quality import Quality

LIMITS = Quality(fewest_answers=3)
NONE = Quality(
    **{
        name: None
        for name, field in Quality.model_fields.items()
        if name.endswith(("_share", "_max")) or "_min" in name
    }
)


@pytest.fixture(scope="module")
def quality(conducted: Path) -> pd.DataFrame:
    return load_quality(conducted, LIMITS).set_index(SESSION)


def by_hand(conducted: Path, participant: str, visit: str) -> dict[str, float | int | None]:
    """Describe a session with the csv module and the definitions alone."""
    (file,) = (conducted / f"sub-{participant}" / f"ses-{visit}").glob("*run-1_desc-trials_data.csv")
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["practice"] == "false"]
    outcomes = [row[f"{q}_outcome"] for row in rows for q in ("self", "population", "confidence")]
    asked = [outcome for outcome in outcomes if outcome != "not_asked"]
    first_rows = sorted((r for r in rows if r["phase"] == "first_estimate"), key=lambda r: int(r["trial_in_session"]))
    first = [int(row["self_pct"]) for row in first_rows if row["self_pct"] != "n/a"]
    times = [float(row["self_rt_s"]) for row in rows if row["self_rt_s"] != "n/a"]
    second = {r["event_id"]: r["self_pct"] for r in rows if r["phase"] == "second_estimate"}
    towards = []
    for row in first_rows:
        e1, e2, rate = row["self_pct"], second[row["event_id"]], int(row["base_rate_pct"])
        if "n/a" not in (e1, e2) and int(e1) != rate:
            towards.append((int(e1) - int(e2)) * (1 if int(e1) > rate else -1))
    ends = {int(row["self_min_pct"]) for row in first_rows} | {int(row["self_max_pct"]) for row in first_rows}
    return {
        "n_first": len(first),
        "missed_share": asked.count("missed") / len(asked),
        "unconfirmed_share": asked.count("unconfirmed") / len(asked),
        "first_sd_pct": statistics.stdev(first),
        "distinct": len(set(first)),
        "commonest_share": max(first.count(one) for one in first) / len(first),
        "longest_run": max(len(list(run)) for _, run in groupby(first)),
        "bounds_share": sum(one in ends for one in first) / len(first),
        "wrong_way_share": sum(one < 0 for one in towards) / len(towards),
        "rt_median_s": statistics.median(times),
        "rt_variation": statistics.stdev(times) / statistics.mean(times),
        "fast_share": sum(one < 0.5 for one in times) / len(times),
    }


@pytest.mark.parametrize(
    "session", [("KD001", "baseline"), ("KD001", "day7"), ("KD002", "baseline"), ("KD004", "baseline")]
)
def test_measures_by_hand(conducted: Path, quality: pd.DataFrame, session: tuple[str, str]) -> None:
    """What is said of a session is what a calculation row by row gives."""
    expected = by_hand(conducted, *session)
    assert pytest.approx(expected) == quality.loc[(*session, 1), list(expected)].to_dict()


def test_a_constant_answer_is_flagged_and_kept(quality: pd.DataFrame) -> None:
    """Who always gives one answer is flagged for it, and stands in the table like everybody."""
    flags = str(quality.loc[("KD006", "baseline", 1), "flags"]).split()
    assert {"little_spread", "few_distinct", "one_answer", "at_bounds"} <= set(flags)


def test_few_answers_are_not_judged(conducted: Path) -> None:
    """Of six answers nothing is said by figures that are of forty."""
    assert not load_quality(conducted)["flags"].fillna("").str.contains("few_distinct").any()


def test_every_run_or_those_that_count(conducted: Path) -> None:
    """The runs that count are looked at, or all; one that ended before its first trial has no figures."""
    assert 5 == len(load_quality(conducted))
    every = load_quality(conducted, every_run=True).set_index(SESSION)
    assert 9 == len(every)
    assert 0 == every.loc[("KD005", "baseline", 1), "n_first"]
    assert pd.isna(every.loc[("KD005", "baseline", 1), "missed_share"])
    assert every.loc[("KD003", "baseline", 2), "another_run"]


def changed(sessions: pd.DataFrame, **values: object) -> pd.DataFrame:
    """Change the first of the sessions."""
    row = sessions.index == 0
    return sessions.assign(**{name: sessions[name].where(~row, value) for name, value in values.items()})


COURSE: dict[str, dict[str, object]] = {
    "window": {"window": "late"},
    "another_run": {"run": 2},
    "study_files": {"study_fingerprint": "0" * 64},
    "emulated_display": {"emulated_display": True},
    "pauses": {"pauses": 4},
    "frames_lost": {"frames": 1000, "frames_dropped": 2},
}


@pytest.mark.parametrize("flag", COURSE)
def test_the_course_of_a_session(conducted: Path, flag: str) -> None:
    """What the sheet says of a session flags it, and no other: its time, its run, its study files, display, pauses."""
    every = load_sessions(conducted)
    sessions = every[every["use"] == "counts"].assign(window_reason=pd.NA).reset_index(drop=True)
    sessions = sessions.iloc[::-1].reset_index(drop=True)  # the first of the study is not the one that is changed
    trials = load_trials(conducted)
    before = session_quality(trials, sessions, NONE)["flags"].fillna("")
    after = session_quality(trials, changed(sessions, **COURSE[flag]), Quality(**{**NONE.model_dump(), **_limit(flag)}))
    assert [flag, *before[1:]] == after["flags"].fillna("").tolist()


def _limit(flag: str) -> dict[str, object]:
    check = next(one for one in CHECKS if one.flag == flag)
    return {} if check.limit is None else {check.limit: Quality.model_fields[check.limit].default}


@pytest.mark.parametrize("check", [one for one in CHECKS if one.limit], ids=lambda check: check.flag)
def test_each_limit(check: QualityCheck) -> None:
    """A figure at its limit is not flagged, one beyond is; a missing one is not; without a limit nothing is."""
    limit = check.limit_in(Quality())
    assert limit is not None
    beyond = limit - 0.001 if check.flagged_below else limit + 0.001
    table = pd.DataFrame({check.measure: pd.array([limit, beyond, None], dtype="Float64"), "n_first": 40})
    assert [False, True, False] == check.flagged(table, Quality()).tolist()
    assert not check.flagged(table, NONE).any()


def test_every_limit_has_its_check() -> None:
    """Each threshold of a study file flags something, or says what is counted."""
    used = {check.limit for check in CHECKS if check.limit}
    assert {"fewest_answers", "anticipation_s", "fast_s", "slow_s"} == set(Quality.model_fields) - used


@given(st.lists(st.integers(3, 6), max_size=30))
def test_the_longest_run(answers: list[int]) -> None:
    """The same answer in a row is counted as one would by hand."""
    expected = max((len(list(run)) for _, run in groupby(answers)), default=0)
    assert expected == longest_run(np.array(answers, dtype=np.float64))


def test_the_study_as_a_whole(conducted: Path) -> None:
    """For each check the study has how its sessions are spread, and how many are flagged."""
    quality = load_quality(conducted, LIMITS)
    table = study_quality(quality, LIMITS).set_index("flag")
    assert [check.flag for check in CHECKS] == list(table.index)
    assert (5, 11) == (table.loc["few_distinct", "n"], table.loc["little_spread", "limit"])
    assert quality["n_flags"].sum() == table["n_flagged"].sum()
    assert quality["distinct"].median() == table.loc["few_distinct", "median"]


def test_in_words(conducted: Path) -> None:
    """A flagged session has a line with each figure beside its limit; every check has a line of the study."""
    quality = load_quality(conducted, LIMITS)
    lines = list(flagged_lines(quality, LIMITS))
    constant = next(line for line in lines if line.startswith("KD002 baseline run 1: "))
    assert "different first estimates: 1 (≥ 7)" in constant
    assert "commonest first estimate: 100 % (≤ 55 %)" in constant
    page = list(quality_page(quality, LIMITS))
    assert len(CHECKS) + 2 + len(lines) == len(page)
    assert all(len(line) <= 100 for line in page[: len(CHECKS) + 1])


def test_yes_and_no_in_words(conducted: Path) -> None:
    """What is so or not so has no figures."""
    checks = [one for one in CHECKS if one.notation is Notation.YES_NO]
    rows = study_quality(load_quality(conducted, LIMITS), LIMITS).set_index("flag")
    assert rows.loc[[one.flag for one in checks], ["limit", "median", "lowest", "highest"]].isna().all(axis=None)


@pytest.mark.parametrize("check", [one for one in CHECKS if one.limit], ids=lambda check: check.flag)
@pytest.mark.parametrize("beyond", [0.4, 0.004, 0.00004])
def test_a_flagged_figure_never_looks_like_its_limit(check: QualityCheck, beyond: float) -> None:
    """However little a figure lies beyond its limit, it is written with as many digits as show that."""
    limits = Quality()
    limit = check.limit_in(limits)
    assert limit is not None
    step = max(1.0, beyond) if check.notation is Notation.NUMBER else beyond * (limit or 1)
    said = check.beside_limit(limit - step if check.flagged_below else limit + step, limits)
    figure, _, other = said.removesuffix(")").partition(" (")
    assert figure != other.lstrip("≤≥ ")
