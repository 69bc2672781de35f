"""The data dictionary is the table of columns in words."""

from __future__ import annotations

import re
from pathlib import Path

from experiment.format.dictionary import dictionary
from experiment.format.made_tables import MADE_TABLES
from experiment.format.tables import header
from experiment.format.vocabulary import Table

PROJECT = Path(__file__).resolve().parents[3]


def test_the_stored_dictionary_is_the_one_of_the_table() -> None:
    """docs/columns.md is what the columns say today (`python -m experiment.format.dictionary` renews it)."""
    assert dictionary() == (PROJECT / "docs" / "columns.md").read_text(encoding="utf-8")


def test_every_column_has_its_line() -> None:
    """One line for each column of each table, in the order of the files, with its type, unit and meaning."""
    rows = [line.split(" | ") for line in dictionary().partition("\n## Words")[0].split("\n") if line.startswith("| `")]
    tables = (Table.TRIALS, Table.AFTERWARDS, Table.COMPREHENSION)
    made = [column.name for one in MADE_TABLES for column in one.columns]
    assert [*(name for table in tables for name in header(table)), *made] == [row[0].strip("| `") for row in rows]
    assert {4} == {len(row) for row in rows}
    assert {5} == {len(re.findall(r"(?<!\\)\|", " | ".join(row))) for row in rows}
    assert (
        "| `self_rt_s` | number or `n/a` | s | self: from the onset flip to the confirming input (where "
        in dictionary()
    )
