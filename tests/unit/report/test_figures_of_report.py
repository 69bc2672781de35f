"""What stands in the page is what the tables of scores say."""

from __future__ import annotations

import statistics
from collections.abc import Callable

import pandas as pd
import pytest

from experiment.report.study_data import StudyData
from tests.unit.report.reading import Element, by_id, table_named


def written(value: float, decimals: int = 1) -> str:
    return f"{value:.{decimals}f}".replace("-", "−")


def test_updates_by_arm_and_visit(page: Element, study: StudyData) -> None:
    """n, mean and SD of updates and bias are those of the scores of the sessions."""
    names = {"update, good news": "update_good_pct", "update, bad news": "update_bad_pct", "bias": "bias_pct"}
    _, *rows = table_named(page, "Updates and bias by arm and visit")
    scores = study.scores.to_dict("records")
    for arm, visit, measure, n, mean, sd, *_ in rows:
        values = [
            float(one[names[measure]])
            for one in scores
            if (one["arm"], one["visit"]) == (arm, visit) and pd.notna(one[names[measure]])
        ]
        expected = [str(len(values)), written(statistics.fmean(values)) if values else "–",
                    written(statistics.stdev(values)) if len(values) > 1 else "–"]  # fmt: skip
        assert expected == [n, mean, sd]
    assert 3 * len({(one["arm"], one["visit"]) for one in scores}) == len(rows)


def test_nulls_beside_the_bias(page: Element, study: StudyData) -> None:
    """Beside the bias of patients at the baseline stand the means of their nulls at the least and the most noise."""
    row = next(
        one for one in table_named(page, "Updates and bias by arm") if ["patient", "baseline", "bias"] == one[:3]
    )
    nulls = study.nulls
    here = nulls[(nulls["arm"] == "patient") & (nulls["visit"] == "baseline") & (nulls["measure"] == "bias_pct")]
    of_null = {name: here[here["null"] == name] for name in ("never_learner", "equal_learner")}
    expected = []
    for rows in of_null.values():
        ends = sorted(rows.loc[rows["noise"] == noise, "null_mean"].mean() for noise in ("stated_5", "stated_20"))
        expected.append(f"[{written(ends[0])}, {written(ends[1])}]")
    assert expected == row[-2:]


def test_flags_of_a_session(page: Element, study: StudyData) -> None:
    """The row of a session names what it is flagged for."""
    flagged = study.quality[study.quality["flags"] == "window"]
    assert [("KD001", "day7")] == list(zip(flagged["participant_id"], flagged["visit"], strict=True))
    assert "not at its time" in by_id(page, "session-KD001-day7-1").text


def test_the_row_of_a_session(page: Element, study: StudyData) -> None:
    """The row of a session has its own scores; one that does not count has none, and says why."""
    rows = {str(row["id"]): [cell.text for cell in row.all("th", "td")] for row in by_id(page, "sessions").all("tr")}
    score = study.scores.set_index(["participant_id", "visit"]).loc[("KD001", "baseline")]
    expected = [str(score["n_good"]), str(score["n_bad"]), written(score["update_good_pct"]),
                written(score["update_bad_pct"]), written(score["bias_pct"])]  # fmt: skip
    assert expected == rows["session-KD001-baseline-1"][3:8]
    assert ["ended early", "–", "–", "–", "–", "–"] == rows["session-KD003-baseline-1"][2:8]


def test_counts_of_the_methods(page: Element, study: StudyData) -> None:
    """The paragraph of methods counts participants, sessions and pairs as the tables do."""
    said = by_id(page, "methods").text
    pairs = study.updates
    assert "6 participants (5 patient, 1 control) were enrolled; 6 had at least one session" in said
    assert f"{len(study.runs)} sessions were begun" in said
    assert f"Of {len(pairs)} pairs of estimates {pairs['excluded'].isna().sum()} " in said


def test_what_the_methods_name(page: Element) -> None:
    """The paragraph of methods names whatever was asked after the trials, and all that updates were held against."""
    said = by_id(page, "methods").text
    named = (
        "the base rate of each event was recalled", "vividness of each event was rated from 1 to 6",
        "News was classified a second time", "that Bayes’ rule expects", "Memory error is",
        "200 sets of second estimates for each null", "people who learn alike from all news", "noise-robust asymmetry",
        "twelve models of Khalid et al. (2025)", "mixed models of single updates",
    )  # fmt: skip
    assert [] == [one for one in named if one not in said]


MISSING: dict[str, Callable[[Element], bool]] = {
    "a visit that never was": lambda page: "KD003, day7: no session" in page.text,
    "a visit that was ended early": lambda page: "KD002, day7: run 1 ended early (participant wish)" in page.text,
}


@pytest.mark.parametrize("holds", MISSING.values(), ids=list(MISSING))
def test_what_is_missing(page: Element, holds: Callable[[Element], bool]) -> None:
    """A visit without a run that counts is named, with what there is instead."""
    assert holds(by_id(page, "who"))
