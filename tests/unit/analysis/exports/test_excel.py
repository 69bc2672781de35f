"""A study as a workbook: numbers are numbers, moments are moments, and IDs and texts stay as they are."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from experiment.analysis import load_sessions, load_trials, load_updates
from tests.instruments.exported import export


@pytest.fixture(scope="module")
def sheets(conducted: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    file = tmp_path_factory.mktemp("exported") / "study.xlsx"
    assert 0 == export("excel", conducted, file, "--study", str(conducted.parent / "study.yaml"))
    book = openpyxl.load_workbook(file)
    read = {}
    for sheet in book:
        header, *rows = sheet.iter_rows(values_only=True)
        read[sheet.title] = [dict(zip(map(str, header), row, strict=True)) for row in rows]
    return read


def test_each_table_has_a_sheet(conducted: Path, sheets: dict[str, list[dict[str, Any]]]) -> None:
    """Sessions, measures, updates and rows are all there, and what each column is."""
    assert ["sessions", "scores", "updates", "trials", "afterwards", "comprehension", "columns"] == list(sheets)
    assert len(load_updates(conducted)) == len(sheets["updates"])
    assert len(load_trials(conducted, practice=True)) == len(sheets["trials"])


def test_what_is_a_number_is_a_number(conducted: Path, sheets: dict[str, list[dict[str, Any]]]) -> None:
    """Figures are figures whatever the decimal sign of the reader is, flags are flags, what is missing is empty."""
    trials = load_trials(conducted, practice=True)
    found = [row["self_rt_s"] for row in sheets["trials"]]
    assert trials["self_rt_s"].astype(object).where(trials["self_rt_s"].notna(), None).tolist() == found
    assert {bool} == {type(row["practice"]) for row in sheets["trials"]}
    assert {str} == {type(row["participant_id"]) for row in sheets["trials"]}


def test_what_is_a_moment_is_a_moment(conducted: Path, sheets: dict[str, list[dict[str, Any]]]) -> None:
    """Starts are moments, in UTC."""
    every = load_sessions(conducted)
    expected = [one.to_pydatetime().replace(tzinfo=None) for one in every[every["use"] == "counts"]["started_utc"]]
    assert expected == [row["started_utc"] for row in sheets["sessions"]]
    assert {datetime} == {type(row["launch_started_utc"]) for row in sheets["trials"]}


def test_shifted_dates(conducted: Path, tmp_path: Path) -> None:
    """A workbook can hold dates that are shifted."""
    study = str(conducted.parent / "study.yaml")
    assert 0 == export("excel", conducted, tmp_path / "moved.xlsx", "--study", study, "--shift-dates")
    header, first, *_ = openpyxl.load_workbook(tmp_path / "moved.xlsx")["sessions"].iter_rows(values_only=True)
    assert 1905 <= first[header.index("started_utc")].year < 1925


def test_every_column_is_explained(sheets: dict[str, list[dict[str, Any]]]) -> None:
    """The sheet of columns says what each column of the recorded tables, sessions and updates is."""
    said = {(row["table"], row["column"]) for row in sheets["columns"]}
    for name in ("sessions", "updates", "trials", "afterwards", "comprehension"):
        assert set() == {(name, column) for column in sheets[name][0]} - said
    assert set() == {column for table, column in said if table == "scores"} - set(sheets["scores"][0])
