"""The dictionary beside each table says of every column what a reader must know."""

from __future__ import annotations

import json
from typing import Any

import pytest

from experiment.format.columns import Column
from experiment.format.score_columns import SCORE_COLUMNS
from experiment.format.session_table import SESSION_COLUMNS
from experiment.format.sidecar import sidecar
from experiment.format.tables import COLUMNS, header
from experiment.format.update_columns import UPDATE_COLUMNS
from experiment.format.vocabulary import Outcome, Table


@pytest.fixture(params=Table, ids=str)
def table(request: pytest.FixtureRequest) -> Table:
    return Table(request.param)


@pytest.fixture
def about(table: Table) -> dict[str, dict[str, Any]]:
    read: dict[str, dict[str, Any]] = json.loads(sidecar(table))
    return read


def test_every_column_has_its_entry(table: Table, about: dict[str, dict[str, Any]]) -> None:
    """The columns of the table, in its order, and nothing else."""
    assert list(header(table)) == list(about)


def test_every_entry_says_what_the_column_is(table: Table, about: dict[str, dict[str, Any]]) -> None:
    """Description and type stand in each; units, levels and the missing value wherever the column has such."""
    for column in COLUMNS[table]:
        found = about[column.name]
        assert column.description == found["Description"]
        assert found["Type"] in {"string", "integer", "number", "boolean"}
        assert (column.unit is not None) == ("Units" in found)
        assert list(column.levels) == list(found.get("Levels", ()))
        assert ("n/a" if column.may_be_missing else None) == found.get("MissingValue")


def test_words_of_an_enumeration_are_levels() -> None:
    """An outcome may be any of its words, and a percentage has its unit."""
    about = json.loads(sidecar(Table.TRIALS))
    assert [outcome.value for outcome in Outcome] == list(about["self_outcome"]["Levels"])
    assert ("integer", "%", "n/a") == tuple(about["self_pct"][name] for name in ("Type", "Units", "MissingValue"))


@pytest.mark.parametrize("table", Table, ids=str)
def test_every_word_of_a_column_is_explained(table: Table) -> None:
    """Whoever has a table and the file beside it alone can read there what each word means; none is only repeated."""
    unexplained = [
        (name, level)
        for name, about in json.loads(sidecar(table)).items()
        for level, meaning in about.get("Levels", {}).items()
        if len(meaning.split()) < 2 or meaning == level.replace("_", " ")
    ]
    assert [] == unexplained


@pytest.mark.parametrize(
    "columns", [SESSION_COLUMNS, UPDATE_COLUMNS, SCORE_COLUMNS], ids=["session", "update", "score"]
)
def test_every_word_of_a_table_that_is_made_is_explained(columns: tuple[Column, ...]) -> None:
    """So it is with the tables that are made for analysts, and with what exports say of their words."""
    assert [] == [
        (column.name, level)
        for column in columns
        for level, meaning in column.levels.items()
        if len(meaning.split()) < 2 or meaning == level.replace("_", " ")
    ]
