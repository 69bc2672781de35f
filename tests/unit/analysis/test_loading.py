"""What is loaded is what was written: types, order, one clock, which runs count, and what is said of the rest."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from experiment.analysis import LeftOut, load_sessions, load_trials, load_updates, session_scores
from experiment.format.ledger import DifferenceAccepted
from experiment.layout.views import PageView
from experiment.record.ledger import enter
from experiment.record.storage import Disk
from tests.instruments.removing import remove_tree
from tests.instruments.study_data import StudyConducted


def written(conducted: Path, stem: str) -> list[dict[str, str]]:
    """A table as a plain reader of CSVs has it."""
    (file,) = conducted.glob(f"**/{stem}_desc-trials_data.csv")
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_which_run_counts(conducted: Path) -> None:
    """Of each visit the first complete run counts whose rates had not been seen; the others say why they do not."""
    sessions = load_sessions(conducted)
    assert {
        ("KD001", "baseline", 1): "counts",
        ("KD001", "day7", 1): "counts",
        ("KD002", "baseline", 1): "counts",
        ("KD002", "day7", 1): "ended_early",
        ("KD003", "baseline", 1): "ended_early",
        ("KD003", "baseline", 2): "rates_seen",
        ("KD004", "baseline", 1): "counts",
        ("KD005", "baseline", 1): "ended_early",
        ("KD006", "baseline", 1): "counts",
    } == dict(
        zip(
            sessions[["participant_id", "visit", "run"]].itertuples(index=False, name=None),
            sessions["use"],
            strict=True,
        )
    )


def test_every_cell(conducted: Path) -> None:
    """Every cell of a session is loaded as it was written."""
    rows = written(conducted, "sub-KD001_ses-baseline_task-beliefupdate_run-1")
    loaded = load_trials(conducted, practice=True)
    mine = loaded[(loaded["participant_id"] == "KD001") & (loaded["visit"] == "baseline")]
    as_cells = [
        {name: _cell(value, rows[number][name]) for name, value in row.items()}
        for number, row in enumerate(mine.to_dict("records"))
    ]
    assert rows == as_cells


def _cell(value: object, like: str) -> str:
    if pd.isna(value):
        return "n/a"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.{len(like.partition('.')[2])}f}"
    return str(value)


def test_types(conducted: Path) -> None:
    """Whole numbers, times, flags, words and visits have their types, also where values are missing."""
    trials = load_trials(conducted)
    assert {
        "self_pct": "Int64",
        "self_rt_s": "Float64",
        "disturbed": "boolean",
        "participant_id": "string",
        "self_outcome": "category",
        "visit": "category",
    } == {
        name: str(trials[name].dtype)
        for name in ("self_pct", "self_rt_s", "disturbed", "participant_id", "self_outcome", "visit")
    }


def test_visits_in_order(conducted: Path) -> None:
    """Visits are ordered as they follow one another."""
    visits = load_trials(conducted)["visit"].cat
    assert visits.ordered
    assert ["baseline", "day7"] == list(visits.categories)


def test_one_clock(conducted: Path) -> None:
    """In a run that was resumed an hour later, moments of the second launch lie an hour after those of the first."""
    loaded = load_trials(conducted)
    mine = loaded[loaded["participant_id"] == "KD004"].reset_index(drop=True)
    every = written(conducted, "sub-KD004_ses-baseline_task-beliefupdate_run-1")
    rows = [row for row in every if row["practice"] == "false"]
    later = [float(mine["trial_end_s"][n]) - float(row["trial_end_s"]) for n, row in enumerate(rows)]
    assert {"1": 0.0, "2": 3600.0} == {row["launch"]: round(one, 6) for row, one in zip(rows, later, strict=True)}


def test_it_says_what_is_left_out(conducted: Path) -> None:
    """Practice and the runs that do not count are left out, and it is said how many, and why."""
    with pytest.warns(LeftOut) as said:
        load_trials(conducted)
    assert (
        "left out: 1 run (the rates had been seen in an earlier run); 3 runs (ended early); 5 rows of practice"
    ) == str(said[0].message)


def test_a_session_that_is_gone_is_said(data: Path) -> None:
    """A session that the ledger knows, and of which nothing is in the folder, is not missed in silence."""
    remove_tree(data / "sub-KD006")
    said = "1 run (known to the ledger, and not in this folder)"
    assert said in load_updates(data).attrs["left_out"]
    assert said in load_sessions(data).attrs["left_out"]


def test_a_session_whose_absence_was_accepted(data: Path) -> None:
    """Nor is one that is gone said, of which somebody has confirmed that."""
    remove_tree(data / "sub-KD006")
    enter(
        Disk(),
        data,
        lambda due: DifferenceAccepted(
            n=due.n, utc="2026-11-24T10:00:00.000+00:00", before=due.before, participant_id="KD006", visit="baseline",
            task="beliefupdate", run=1, what="missing",
        ),
    )  # fmt: skip
    assert [] == load_sessions(data).attrs["left_out"]


def test_every_run(conducted: Path) -> None:
    """Asked for every run and practice, nothing is left out."""
    assert [] == load_trials(conducted, practice=True, every_run=True).attrs["left_out"]


def test_a_pair_for_each_event(conducted: Path) -> None:
    """There is one row for each participant, visit and event."""
    updates = load_updates(conducted)
    assert 5 * 6 == len(updates.drop_duplicates(["participant_id", "visit", "event_id"])) == len(updates)


def test_why_pairs_are_no_updates(conducted: Path) -> None:
    """A missed estimate, an unconfirmed one and one that is the base rate give no update; each says why."""
    updates = load_updates(conducted)
    mine = updates[(updates["participant_id"] == "KD001") & (updates["visit"] == "baseline")]
    reasons = mine.dropna(subset=["excluded"]).set_index("event_id")["excluded"]
    assert {"a_0": "first_missing", "a_1": "second_missing", "a_2": "no_news"} == dict(reasons)


def test_a_study_of_which_nothing_counts(tmp_path: Path) -> None:
    """Where no run counts yet, tables without rows are loaded, and scored."""
    study = StudyConducted(tmp_path)
    study.enrol("KD001", "patient")
    study.launch("KD001", "baseline", ends_at=lambda view: isinstance(view, PageView))
    updates = load_updates(study.data)
    assert (0, 0) == (len(updates), len(session_scores(updates)))
