"""A study as a Psych-DS dataset keeps the rules of the schema that the validator is published with.

The validator itself is JavaScript that no registry this project installs from has for Python; its rules of level
"error" are few, and each is tried here (defaultSchema.json of psychds-validator 1.5.0).
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.instruments.exported import export

NAME = re.compile(r"([a-z]+-[a-zA-Z0-9]+)(_[a-z]+-[a-zA-Z0-9]+)*_data\.(csv|tsv)")
"""fileRegex of rules.files.tabular_data.data.Datafile."""


@pytest.fixture(scope="module")
def dataset(simulated_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "psychds"
    assert 0 == export("psychds", simulated_data, folder)
    return folder


@pytest.fixture(scope="module")
def description(dataset: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((dataset / "dataset_description.json").read_bytes())
    return content


@pytest.fixture(scope="module")
def tables(dataset: Path) -> dict[Path, list[list[str]]]:
    found = {}
    for file in sorted((dataset / "data").rglob("*.*")):
        with file.open(encoding="utf-8", newline="") as lines:
            found[file] = list(csv.reader(lines, strict=True))
    return found


def test_the_description(description: dict[str, Any]) -> None:
    """It is a schema.org Dataset with a name, a description and its variables."""
    assert ("https://schema.org/", "Dataset") == (description["@context"], description["@type"])
    assert description["name"]
    assert description["description"]


def test_names_of_files(tables: dict[Path, list[list[str]]]) -> None:
    """Every file in data/ is a table with a name made of keywords, and of no other sort."""
    assert [] == [file.name for file in tables if not NAME.fullmatch(file.name)]


def test_every_column_is_a_variable_and_every_variable_a_column(
    tables: dict[Path, list[list[str]]], description: dict[str, Any]
) -> None:
    """What stands in the tables is what variableMeasured lists, each with what it means."""
    variables = description["variableMeasured"]
    assert {name for rows in tables.values() for name in rows[0]} == {one["name"] for one in variables}
    assert len({one["name"] for one in variables}) == len(variables)
    assert all(one["description"] and one["@type"] == "PropertyValue" for one in variables)


def test_rows_are_of_equal_length(tables: dict[Path, list[list[str]]]) -> None:
    """No row has more or fewer cells than its header, no column stands twice, and no line is empty."""
    for rows in tables.values():
        assert {len(rows[0])} == {len(row) for row in rows}
        assert len(set(rows[0])) == len(rows[0])


def test_tables_are_as_they_were_recorded(simulated_data: Path, tables: dict[Path, list[list[str]]]) -> None:
    """The tables of runs are those of the data, to the byte; the runs that do not count are not there."""
    copies = [file for file in tables if "desc-sessions" not in file.name]
    for file in copies:
        (original,) = simulated_data.glob(f"sub-*/ses-*/{file.name}")
        assert original.read_bytes() == file.read_bytes()
    assert copies


def test_shifted_dates(simulated_data: Path, tmp_path: Path) -> None:
    """With shifted dates only the moments differ."""
    assert 0 == export("psychds", simulated_data, tmp_path / "moved", "--shift-dates")
    file = next((tmp_path / "moved").rglob("*desc-trials_data.csv"))
    (original,) = simulated_data.glob(f"sub-*/ses-*/{file.name}")
    with file.open(encoding="utf-8", newline="") as moved, original.open(encoding="utf-8", newline="") as kept:
        pairs = list(zip(csv.DictReader(moved), csv.DictReader(kept), strict=True))
    assert all(one["launch_started_utc"][:4] < "1925" for one, _ in pairs)
    assert {"launch_started_utc"} == {name for one, other in pairs for name in one if one[name] != other[name]}
