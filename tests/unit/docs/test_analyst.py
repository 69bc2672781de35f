"""The analyst's page: its code is run on a study that was conducted, and held against a calculation without pandas."""

from __future__ import annotations

import csv
import hashlib
import json
import math
from collections import defaultdict
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from statistics import mean, stdev
from types import NoneType
from typing import Any, get_args

import pandas as pd
import pytest

from experiment.format.tables import COLUMNS, header
from experiment.format.vocabulary import Table
from tests.instruments.study_data import TEXTS, StudyConducted, any_answer, sum_again
from tests.unit.docs.conftest import BY_HAND, CHECKSUMS, contrasts_of, run_python
from tests.unit.docs.pages import blocks

COUNTED = [
    ("KD001", "baseline", "1"),
    ("KD001", "day7", "1"),
    ("KD002", "baseline", "1"),
    ("KD004", "baseline", "1"),
    ("KD006", "baseline", "1"),
]
LEFT_OUT = [
    ("KD002", "day7", 1, "aborted"),
    ("KD003", "baseline", 1, "aborted"),
    ("KD003", "baseline", 2, "complete"),
    ("KD005", "baseline", 1, "aborted"),
]
Session = tuple[str, str, str]


def rows_of(folder: Path, ending: str, session: Session) -> list[dict[str, str]]:
    """Read a table with the csv module alone."""
    participant, visit, run = session
    place = folder / "data" / f"sub-{participant}" / f"ses-{visit}"
    file = place / f"sub-{participant}_ses-{visit}_task-beliefupdate_run-{run}_{ending}"
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def estimates(folder: Path, session: Session) -> dict[str, dict[str, int | None]]:
    """Give BR, E1, E2 and eBR of every event of a session."""
    found: dict[str, dict[str, int | None]] = defaultdict(dict)

    def number(cell: str) -> int | None:
        return None if cell == "n/a" else int(cell)

    for row in rows_of(folder, "desc-trials_data.csv", session):
        if row["practice"] == "true":
            continue
        event = found[row["event_id"]]
        event["E1" if row["phase"] == "first_estimate" else "E2"] = number(row["self_pct"])
        if row["phase"] == "first_estimate":
            event |= {"BR": int(row["base_rate_pct"]), "eBR": number(row["population_pct"])}
    for row in rows_of(folder, "desc-afterwards_data.csv", session) if session[1] == "baseline" else []:
        if row["question"] == "memory":
            found[row["event_id"]]["memory"] = number(row["memory_pct"])
    return found


def expected_scores(folder: Path, session: Session) -> dict[str, float]:
    """Score a session event by event, as the page's table of measures says it in words."""
    updates: dict[str, list[int]] = {"good": [], "bad": []}
    counts = {"EE_zero": 0, "incomplete": 0}
    optimism, errors, given = [], [], set()
    asked = rows_of(folder, "desc-comprehension_data.csv", session)
    for event in estimates(folder, session).values():
        rate, first, second, others = event["BR"], event["E1"], event["E2"], event["eBR"]
        assert rate is not None
        assert others is not None
        given |= set() if first is None else {first}
        optimism += [] if first is None else [others - first]
        errors += [abs(rate - recalled)] if (recalled := event.get("memory")) is not None else []
        counts["incomplete"] += first is None or second is None
        counts["EE_zero"] += first == rate and second is not None
        if first is not None and second is not None and first > rate:
            updates["good"].append(first - second)
        if first is not None and second is not None and first < rate:
            updates["bad"].append(second - first)
    good, bad = (mean(values) if values else math.nan for values in updates.values())
    return {
        "update_good": good,
        "update_bad": bad,
        "n_good": len(updates["good"]),
        "n_bad": len(updates["bad"]),
        "bias": good - bad,
        "optimism": mean(optimism),
        **counts,
        "one_answer": len(given) == 1,
        "memory_error": mean(errors) if errors else math.nan,
        "understood_at_once": mean(row["first_answer"] == row["right_answer"] for row in asked),
    }


@pytest.mark.parametrize("session", COUNTED, ids="-".join)
def test_every_score_is_what_its_formula_says(folder: Path, page: dict[str, Any], session: Session) -> None:
    """The scores of each session are those of a calculation event by event, without pandas."""
    participant, visit, run = session
    scores = page["scores"].loc[(participant, visit, int(run))]
    assert pytest.approx(expected_scores(folder, session), nan_ok=True) == scores.to_dict()


def test_the_study_has_what_the_page_speaks_of(folder: Path) -> None:
    """The study holds all news, wrong-way updates, missing answers, an empty cell and a constant answer."""
    scores = {session: expected_scores(folder, session) for session in COUNTED}
    usual, day7 = scores[COUNTED[0]], scores[COUNTED[1]]
    assert usual["n_good"] > 0
    assert usual["n_bad"] > 0
    assert usual["EE_zero"] > 0
    assert usual["incomplete"] > 0
    assert usual["update_good"] < 0 < day7["update_good"]
    assert math.isnan(scores[COUNTED[4]]["bias"])
    assert scores[COUNTED[4]]["one_answer"] is True


def test_sessions_that_count_and_those_left_out(page: dict[str, Any]) -> None:
    """Complete sessions whose rates were new count, one for each visit; all others are named, with how they ended."""
    of = page["SESSION"]
    assert [(p, v, int(r)) for p, v, r in COUNTED] == list(page["counted"][of].itertuples(index=False, name=None))
    assert LEFT_OUT == list(page["left_out"][[*of, "status"]].itertuples(index=False, name=None))


def test_several_files_are_joined_event_by_event(folder: Path, page: dict[str, Any]) -> None:
    """A pair for each event of each session, with the estimates of just that participant, visit and run."""
    pairs = page["pairs"].set_index(page["KEY"])
    expected = {
        (participant, visit, int(run), event): values
        for participant, visit, run in COUNTED
        for event, values in estimates(folder, (participant, visit, run)).items()
    }
    assert set(expected) == set(pairs.index)
    for key, values in expected.items():
        found = pairs.loc[key, ["BR", "E1", "E2", "eBR", "memory"]].to_dict()
        assert {name: values.get(name) for name in found} == {n: None if pd.isna(v) else v for n, v in found.items()}


def test_sessions_that_were_left_out_can_be_loaded_too(folder: Path, page: dict[str, Any]) -> None:
    """All sessions together, one with a header only among them, have the types of the others, and every row."""
    sessions = page["sessions"].assign(stem=[str(folder / stem) for stem in page["sessions"]["stem"]])
    everything = page["load"](sessions, "desc-trials_data.csv")
    assert page["every_trial"].dtypes.to_dict() == everything.dtypes.to_dict()
    assert {"KD001", "KD002", "KD003", "KD004", "KD006"} == set(everything["participant_id"])
    every_session = [*COUNTED, *((p, v, str(run)) for p, v, run, _ in LEFT_OUT)]
    assert sum(len(rows_of(folder, "desc-trials_data.csv", session)) for session in every_session) == len(everything)


def test_a_header_only(folder: Path, page: dict[str, Any]) -> None:
    """A session that ended before its first trial gives a table that the page's filters can be used on."""
    file = next(folder.glob("data/sub-KD005/ses-baseline/*run-1_desc-trials_data.csv"))
    table = page["read_table"](file)
    assert (0, bool) == (len(table), table["practice"].dtype)
    assert 0 == len(table[~table["practice"]])


@pytest.mark.parametrize("table", list(Table))
def test_every_column_has_its_type(folder: Path, page: dict[str, Any], table: Table) -> None:
    """The page's lists name exactly the columns that hold text and true/false; all others are read as numbers."""
    ending = f"desc-{table}_data.csv"
    read = page["read_table"](next(folder.glob(f"data/sub-KD004/ses-baseline/*run-1_{ending}")))
    for column in COLUMNS[table]:
        kind = next(kind for kind in (get_args(column.type) or (column.type,)) if kind is not NoneType)
        wanted = "text" if issubclass(kind, (str, Enum)) else "flag" if kind is bool else "number"
        found = read[column.name]
        is_ = "flag" if found.dtype == bool else "number" if pd.api.types.is_numeric_dtype(found) else "text"
        assert wanted == is_, column.name


def test_the_lists_name_no_column_that_there_is_not(page: dict[str, Any]) -> None:
    """What the page's lists name is a column of a table."""
    assert set() == (page["TEXT"] | page["FLAGS"]) - {name for table in Table for name in header(table)}


IDS = ("0012", "12E3", "NA", "nan", "TRUE", "inf", "1.0", "2026-01-02", "é", "n a", "None", "")


@pytest.mark.parametrize("participant_id", IDS)
def test_an_id_stays_text(folder: Path, page: dict[str, Any], tmp_path: Path, participant_id: str) -> None:
    """Whatever an ID looks like, it is read as it stands in the file."""
    file = next(folder.glob("data/sub-KD001/ses-baseline/*run-1_desc-trials_data.csv"))
    other = tmp_path / "other.csv"
    other.write_text(file.read_text(encoding="utf-8").replace("KD001", participant_id), encoding="utf-8", newline="\n")
    assert {participant_id} == set(page["read_table"](other)["participant_id"])


def test_texts_come_back(page: dict[str, Any]) -> None:
    """Quotation marks, commas, new lines and accents of an event's text are as they were written."""
    texts = {text.replace("\xa0", " ").replace("\u202f", " ") for text in page["trials"]["event_text"]}
    assert {text.replace("\xa0", " ").replace("\u202f", " ") for text in TEXTS} == texts


@pytest.mark.parametrize("damage", [("true", "TRUE"), ("16.667", '"16,667"'), ("16.667", "fast")])
def test_what_a_spreadsheet_leaves_is_an_error(
    folder: Path, page: dict[str, Any], tmp_path: Path, damage: tuple[str, str]
) -> None:
    """Values as a spreadsheet writes them are never taken for others in silence, and the file is named."""
    file = next(folder.glob("data/sub-KD001/ses-baseline/*run-1_desc-trials_data.csv"))
    other = tmp_path / "other.csv"
    other.write_text(file.read_text(encoding="utf-8").replace(*damage), encoding="utf-8", newline="\n")
    with pytest.raises(ValueError, match=r"other\.csv: .*(convert|parse)"):
        page["read_table"](other)


def make_sums(data: Path) -> None:
    """Make the checksums anew, as somebody would who wants a change not to be found."""
    for file in data.rglob("*_checksums.sha256"):
        file.chmod(0o600)
    sum_again(data)


def test_a_changed_file_is_named(tmp_path: Path) -> None:
    """The block of checksums stops at a file that was changed, and at one that is gone; before, it names none."""
    study = StudyConducted(tmp_path)
    study.enrol("KD001")
    study.launch("KD001", "baseline")
    assert [] == run_python(tmp_path, CHECKSUMS)["changed"]
    folder = study.data / "sub-KD001" / "ses-baseline"
    sums = next(folder.glob("*_checksums.sha256"))
    trials, journal = next(folder.glob("*run-1_desc-trials_data.csv")), next(folder.glob("*_journal.jsonl"))
    assert hashlib.sha256(trials.read_bytes()).hexdigest() in sums.read_text(encoding="utf-8")
    trials.chmod(0o600)
    trials.write_bytes(trials.read_bytes().replace(b"A plain event", b"A plain Event"))
    journal.chmod(0o600)
    journal.unlink()
    with pytest.raises(AssertionError) as stopped:
        run_python(tmp_path, CHECKSUMS)
    assert [True, True] == [file.name in str(stopped.value) for file in (trials, journal)]


def test_a_row_that_is_gone_is_noticed(tmp_path: Path) -> None:
    """A table of a complete session with a row less is not analysed, even where the checksums were made anew."""
    study = StudyConducted(tmp_path)
    study.enrol("KD001")
    study.launch("KD001", "baseline")
    trials = next((study.data / "sub-KD001" / "ses-baseline").glob("*run-1_desc-trials_data.csv"))
    trials.chmod(0o600)
    trials.write_bytes(b"".join(trials.read_bytes().splitlines(keepends=True)[:-1]))
    with pytest.raises(AssertionError, match="changed or missing"):
        run_python(tmp_path, BY_HAND)
    make_sums(study.data)
    with pytest.raises(AssertionError, match=r"^$"):
        run_python(tmp_path, BY_HAND)


def test_a_copy_of_a_sheet_is_noticed(tmp_path: Path) -> None:
    """A second copy of a session, as synchronisers make them, is not counted as another session."""
    study = StudyConducted(tmp_path)
    study.enrol("KD001")
    study.launch("KD001", "baseline")
    sheet = next((study.data / "sub-KD001" / "ses-baseline").glob("*_session.json"))
    sheet.with_name(sheet.name.replace("run-1", "run-1-LABPC2")).write_bytes(sheet.read_bytes())
    with pytest.raises(AssertionError, match=r"^$"):
        run_python(tmp_path, BY_HAND)


def test_a_session_of_another_study_stops_the_steps(tmp_path: Path) -> None:
    """A session of another study in the folder is not let in among those that count."""
    study = StudyConducted(tmp_path)
    for participant in ("KD001", "KD002"):
        study.enrol(participant)
        study.launch(participant, "baseline")
    sheet = next((study.data / "sub-KD002" / "ses-baseline").glob("*_session.json"))
    sheet.chmod(0o600)
    sheet.write_text(json.dumps(json.loads(sheet.read_bytes()) | {"study": "other"}), encoding="utf-8", newline="\n")
    make_sums(study.data)
    with pytest.raises(AssertionError, match=r"several studies: .*'other'"):
        run_python(tmp_path, BY_HAND)
    sheet.write_bytes(sheet.read_bytes()[:-9])
    make_sums(study.data)
    with pytest.raises(ValueError, match=r"sub-KD002_ses-baseline_.*_session\.json: "):
        run_python(tmp_path, BY_HAND)


def test_rehearsals_are_never_counted(tmp_path: Path) -> None:
    """A session of another kind, should one stand in the folder, is not among those that count."""
    study = StudyConducted(tmp_path)
    for participant in ("KD001", "KD002"):
        study.enrol(participant)
        study.launch(participant, "baseline")
    sheet = next((study.data / "sub-KD002" / "ses-baseline").glob("*_session.json"))
    sheet.chmod(0o600)
    sheet.write_text(json.dumps(json.loads(sheet.read_bytes()) | {"kind": "test"}), encoding="utf-8", newline="\n")
    make_sums(study.data)
    assert ["KD001"] == list(run_python(tmp_path, BY_HAND)["counted"]["participant_id"])


def test_within_a_trial(tmp_path: Path) -> None:
    """The same code is right for a study in which both estimates belong to one trial."""
    study = StudyConducted(tmp_path, within_trial=True)
    study.enrol("KD001")
    study.launch("KD001", "baseline", any_answer)
    scores = run_python(tmp_path, BY_HAND)["scores"].loc[("KD001", "baseline", 1)]
    expected = expected_scores(tmp_path, ("KD001", "baseline", "1"))
    assert expected["n_good"] + expected["n_bad"] + expected["EE_zero"] == len(TEXTS)
    assert pytest.approx(expected, nan_ok=True) == scores.to_dict()


def test_contrasts_by_hand(larger: dict[str, Any]) -> None:
    """The paired and Welch's test of the page are the rows of the group tests."""
    ((_, code),) = [block for block in blocks("analyst.md", "python") if block[0] == "contrast"]
    names: dict[str, Any] = {"measures": larger["measures"]}
    exec(code, names)
    found = [[*one.confidence_interval(), one.pvalue] for one in (names["change"], names["between"])]
    assert contrasts_of(larger["tests"]) == [pytest.approx(one, rel=1e-9) for one in found]


def test_each_launch_has_its_own_clock(folder: Path, page: dict[str, Any]) -> None:
    """The time of day of a row is its launch's start and its own time; a resumed session has rows of two launches."""
    timed = page["timed"][page["timed"]["participant_id"] == "KD004"]
    sheet = json.loads(next(folder.glob("data/sub-KD004/ses-baseline/*_session.json")).read_bytes())
    starts = {launch["launch"]: datetime.fromisoformat(launch["started_utc"]) for launch in sheet["launches"]}
    assert {1, 2} == set(starts) == set(timed["launch"])
    for row in timed.itertuples():
        expected = starts[row.launch] + timedelta(seconds=row.trial_end_s)
        assert abs(expected - row.ended_utc) < timedelta(milliseconds=1)
    assert timed["ended_utc"].is_monotonic_increasing


def test_what_a_reviewer_excludes_is_dropped(page: dict[str, Any]) -> None:
    """The merge of the page takes the session that its review marks out of the updates, and no other."""
    of = page["SESSION"]
    every, kept = (set(page[name][of].astype(str).itertuples(index=False, name=None)) for name in ("updates", "kept"))
    assert {("KD001", "baseline", "1")} == every - kept
    assert page["updates"].dtypes.to_dict() == page["kept"].dtypes.to_dict()
    assert page["updates"].attrs["left_out"] == page["kept"].attrs["left_out"]


def test_the_counts_of_pairs_add_up(page: dict[str, Any]) -> None:
    """Every pair is in one count alone, step by step as in the short way, and both have the same counts."""
    scores, measures = page["scores"], page["measures"].astype({"visit": str}).set_index(page["SESSION"])
    counts = scores[["n_good", "n_bad", "EE_zero", "incomplete"]]
    same = measures[["n_good", "n_bad", "n_no_news", "n_incomplete"]].loc[counts.index]
    assert counts.to_numpy().tolist() == same.to_numpy(dtype=int).tolist()
    assert page["pairs"].groupby(page["SESSION"]).size().loc[counts.index].tolist() == counts.sum(axis=1).tolist()


def test_visits_are_in_their_order(larger: dict[str, Any]) -> None:
    """The figures by group have the visits as they follow one another, and not by letter."""
    ((_, code),) = [block for block in blocks("analyst.md", "python") if "in_order" in block[1]]
    names = {name: larger[name] for name in ("measures", "nulls")}
    names = {name: of[~((of["arm"] == "control") & (of["visit"] == "post4h"))].copy() for name, of in names.items()}
    second = (names["measures"]["arm"] == "control") & (names["measures"]["visit"] == "day7")
    names["measures"].loc[second, "visit_number"] = 2  # theirs is the second, as it is in a real study
    names["measures"] = names["measures"].sort_values("arm", kind="stable")  # and whoever came first is a control
    exec(code, names)
    found = list(names["groups"].index.droplevel("measure").unique())  # type: ignore[attr-defined]
    assert VISITS_IN_ORDER == found


VISITS_IN_ORDER = [("control", "baseline"), ("control", "day7")]
VISITS_IN_ORDER += [("patient", visit) for visit in ("baseline", "post4h", "day7")]


STUDENTS_T = {1: 12.7062, 2: 4.30265, 3: 3.18245}
"""Quantiles .975 by degrees of freedom, from a table."""
SHOWN = {"update_good_pct": "update_good", "update_bad_pct": "update_bad", "bias_pct": "bias"}


def test_updates_by_group_and_visit(folder: Path, page: dict[str, Any]) -> None:
    """Means and intervals over participants are those of a calculation session by session, with their nulls beside."""
    groups: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for session in COUNTED:
        arm, scores = "control" if session[0] == "KD002" else "patient", expected_scores(folder, session)
        for measure, name in SHOWN.items():
            if not math.isnan(scores[name]):
                groups[arm, session[1], measure].append(scores[name])
    nulls: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for row in page["nulls"].to_dict("records"):
        nulls[row["arm"], row["visit"], row["measure"], row["null"], row["noise"]].append(row["null_mean"])
    assert set(groups) == set(page["groups"].index)
    assert {1} < {len(values) for values in groups.values()}
    for group, values in groups.items():
        found, n = page["groups"].loc[group], len(values)
        half = STUDENTS_T[n - 1] * stdev(values) / math.sqrt(n) if n > 1 else math.nan
        expected = [n, mean(values), mean(values) - half, mean(values) + half]
        assert pytest.approx(expected, rel=1e-4, nan_ok=True) == found[["n", "mean", "low", "high"]].tolist()
        for null in ("never_learner", "equal_learner"):
            ends = [mean(nulls[(*group, null, noise)]) for noise in ("stated_5", "stated_20")]
            assert pytest.approx(ends) == found[[f"{null}_least", f"{null}_most"]].tolist()
