"""A study as a BIDS dataset: the validator finds no error, and everything that was recorded stands in it."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from experiment.analysis import load_sessions, load_trials
from experiment.format.columns import columns_of
from experiment.format.trial_row import SessionColumns
from tests.instruments.exported import export


@pytest.fixture(scope="module")
def bids(simulated_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "bids"
    assert 0 == export("bids", simulated_data, folder)
    return folder


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def issues(folder: Path, cache: Path) -> list[dict[str, Any]]:
    """What the official validator finds; it needs no network."""
    validator = shutil.which("bids-validator-deno", path=str(Path(sys.executable).parent))
    assert validator, "bids-validator-deno is not installed; it is part of the extra [test]"
    env = {**os.environ, "DENO_DIR": str(cache), "DENO_NO_UPDATE_CHECK": "1"}
    # Temporary files may be in memory, below /dev, where the validator reads nothing.
    with tempfile.TemporaryDirectory(dir=None if sys.platform == "win32" else "/var/tmp") as on_disk:
        copy = shutil.copytree(folder, Path(on_disk) / "bids")
        done = subprocess.run([validator, str(copy), "--format", "json"], env=env, capture_output=True, check=False)
    assert done.stdout, done.stderr.decode(errors="replace")
    found: list[dict[str, Any]] = json.loads(done.stdout)["issues"]["issues"]
    return found


def test_the_validator_finds_no_error(bids: Path, tmp_path: Path) -> None:
    """The official validator has no error, and warns of nothing but what nobody has said: licence, authors …"""
    found = issues(bids, tmp_path)
    assert [] == [one for one in found if one["severity"] == "error"]
    unsaid = {"JSON_KEY_RECOMMENDED", "SIDECAR_KEY_RECOMMENDED", "NO_AUTHORS", "TOO_FEW_AUTHORS"}
    assert set() == {one["code"] for one in found} - unsaid


def test_every_row_is_there(simulated_data: Path, bids: Path) -> None:
    """Each file of events has the rows of its run, practice among them, in the order of their onsets."""
    trials = load_trials(simulated_data, practice=True)
    for (who, visit, run), rows in trials.groupby(["participant_id", "visit", "run"], observed=True):
        stem = f"sub-{who}_ses-{visit}_task-beliefupdate_run-{run}_events.tsv"
        found = table(bids / f"sub-{who}" / f"ses-{visit}" / "beh" / stem)
        assert ["onset", "duration", "trial_type", "response_time"] == list(found[0])[:4]
        assert sorted(rows["event_id"]) == sorted(row["event_id"] for row in found)
        onsets = [float(row["onset"]) for row in found if row["onset"] != "n/a"]
        assert sorted(onsets) == onsets
        answers = {(row["event_id"], row["trial_type"]): row["self_pct"] for row in found}
        assert answers == {
            (row["event_id"], row["phase"]): "n/a" if pd.isna(row["self_pct"]) else str(row["self_pct"])
            for row in rows.to_dict("records")
        }


def test_scores_stand_beside_sessions_and_people(simulated_data: Path, bids: Path) -> None:
    """A session has its window, hours and MADRS; a participant arm, age (89 at most) and sex."""
    sessions = load_sessions(simulated_data, phenotype=True)
    counted = sessions[sessions["use"] == "counts"]
    people = {row["participant_id"]: row for row in table(bids / "participants.tsv")}
    assert set(counted["participant_id"]) == {who.removeprefix("sub-") for who in people}
    for one in counted.to_dict("records"):
        who, visit = one["participant_id"], one["visit"]
        (row,) = [
            r for r in table(bids / f"sub-{who}" / f"sub-{who}_sessions.tsv") if r["session_id"] == f"ses-{visit}"
        ]
        assert float(one["madrs"]) == float(row["madrs"])
        assert row["window_status"] in ("inside", "early", "late", "n/a")
        assert (str(one["arm"]), min(89.0, float(one["age"]))) == (
            people[f"sub-{who}"]["group"],
            float(people[f"sub-{who}"]["age"]),
        )


def test_simulated_data_say_so(bids: Path) -> None:
    """The name of the dataset and its README say that nobody took part."""
    description = json.loads((bids / "dataset_description.json").read_text(encoding="utf-8"))
    assert "ketamine (simulated: no data of the study)" == description["Name"]
    assert "answered by a virtual participant" in (bids / "README.md").read_text(encoding="utf-8")


WHERE_ELSE = {
    "schema_version": "dataset_description.json", "participant_id": "file names", "visit": "file names",
    "run": "file names", "arm": "participants.tsv, as group", "window": "sessions.tsv, as window_status",
}  # fmt: skip


def test_nothing_about_a_session_is_lost(bids: Path) -> None:
    """Every column with which the rows of a session begin stands in its events, its line of sessions.tsv, or a name."""
    (events, *_), (sessions, *_) = (sorted(bids.rglob(f"*_{name}.tsv")) for name in ("events", "sessions"))
    there = set(table(events)[0]) | set(table(sessions)[0])
    assert set() == {column.name for column in columns_of(SessionColumns)} - there - set(WHERE_ELSE)
    row = table(sessions)[0]
    assert ("ketamine", "simulated", "learner", "1") == (
        row["study"], row["session_kind"], row["participant_mode"], row["visit_number"],
    )  # fmt: skip


def test_every_column_is_described(bids: Path) -> None:
    """The dictionaries of participants and sessions have an entry for each column, and for no other."""
    for name in ("participants", "sessions"):
        file = next(iter(sorted(bids.rglob(f"*{name}.tsv"))))
        assert set(table(file)[0]) == set(json.loads((bids / f"{name}.json").read_text(encoding="utf-8")))


def test_every_level_is_explained(bids: Path) -> None:
    """No level of a column is left without a meaning."""
    for file in sorted(bids.rglob("*.json")):
        for name, about in json.loads(file.read_text(encoding="utf-8")).items():
            levels = about.get("Levels", {}) if isinstance(about, dict) else {}
            assert [] == [f"{name}: {level}" for level, meaning in levels.items() if not meaning]


def test_shifted_dates(simulated_data: Path, tmp_path: Path) -> None:
    """All dates of a participant are moved by the same days, to before 1925; times of day and intervals stay."""
    assert 0 == export("bids", simulated_data, tmp_path / "bids", "--shift-dates")
    sessions = load_sessions(simulated_data)
    moved = set()
    for who, own in sessions[sessions["use"] == "counts"].groupby("participant_id"):
        rows = {
            row["session_id"]: row["acq_time"]
            for row in table(tmp_path / "bids" / f"sub-{who}" / f"sub-{who}_sessions.tsv")
        }
        shifts = {
            start.to_pydatetime() - datetime.fromisoformat(rows[f"ses-{visit}"])
            for visit, start in zip(own["visit"], own["started_utc"], strict=True)
        }
        (shift,) = shifts
        assert (0, 0) == (shift.seconds, shift.microseconds)
        moved.add(shift)
        assert all(datetime.fromisoformat(one).year < 1925 for one in rows.values())
    assert len(moved) > 1
    text = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "bids").rglob("*") if file.is_file())
    assert [] == [str(year) for year in set(sessions["started_utc"].dt.year) if f"{year}-" in text]
