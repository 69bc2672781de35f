"""Every table that `score`, `quality` and `fit` write has its columns on the page of columns, and no other."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from experiment.format.made_tables import MADE_TABLES, MadeTable
from tests.unit.docs.conftest import ENTERED

BEFORE_SCORES = ["participant_id", "visit", "run", "arm", "visit_number"]


def test_every_table_is_there(folder: Path) -> None:
    """However little there is of a study, there is a table of each kind, and none that the page does not know."""
    assert {one.file for one in MADE_TABLES} | {"trials"} == {file.stem for file in (folder / "scores").glob("*.csv")}


@pytest.mark.parametrize("made", MADE_TABLES, ids=lambda made: made.file)
def test_the_columns_are_those_of_the_page(folder: Path, made: MadeTable) -> None:
    """The columns of a table are those that are described, in the files' order but of scores, and what was entered."""
    with (folder / "scores" / f"{made.file}.csv").open(encoding="utf-8", newline="") as lines:
        header = next(csv.reader(lines))
    entered = [name for text in ENTERED.values() for name in text.splitlines()[0].split(",")]
    declared = [one.name for one in made.columns]
    if made.file == "scores":
        assert BEFORE_SCORES == header[:5]
        assert sorted(declared) == sorted(set(header[5:]) - set(entered))
    else:
        assert declared == [name for name in header if name in declared or name not in entered]


@pytest.mark.parametrize("made", MADE_TABLES, ids=lambda made: made.file)
def test_the_cells_are_what_the_page_says(folder: Path, made: MadeTable) -> None:
    """What never is missing is there in every row, flags are flags, and numbers numbers."""
    with (folder / "scores" / f"{made.file}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for column in made.columns:
        cells = {row[column.name] for row in rows}
        assert column.may_be_missing or "n/a" not in cells, column.name
        there = cells - {"n/a"}
        if column.kind is bool:
            assert {"true", "false"} >= there, column.name
        elif column.kind in (int, float):
            assert len(there) == len([float(cell) for cell in there]), column.name
            assert column.kind is float or {True} >= {float(cell).is_integer() for cell in there}, column.name
