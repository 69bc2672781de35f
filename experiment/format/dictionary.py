"""The data dictionary, made from the tables of columns: ``python -m experiment.format.dictionary`` prints it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from experiment.format.columns import SCHEMA_VERSION, Column
from experiment.format.made_tables import MADE_TABLES
from experiment.format.tables import COLUMNS
from experiment.format.vocabulary import Table

_TYPES = {str: "text", int: "whole number", float: "number", bool: "true/false"}

_ABOUT = {
    Table.TRIALS: (
        "The trial-level CSV: `…_run-1_desc-trials_data.csv`",
        "One row for each planned trial and estimation phase. `self` is the risk for oneself, `population` the risk of "
        "others (eBR), `confidence` that in the base rate; a phase asks what its study says.",
    ),
    Table.AFTERWARDS: (
        "Memory and ratings: `…_run-1_desc-afterwards_data.csv`",
        "One row for each event and question, at the visits at which the study asks. Every row has its answer in "
        "the column of its kind, and `n/a` in the other.",
    ),
    Table.COMPREHENSION: (
        "The comprehension check: `…_run-1_desc-comprehension_data.csv`",
        "One row for each question, where the study has such a check; every attempt stands in the journal.",
    ),
}


def dictionary() -> str:
    """Write the data dictionary as a page of Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Columns"
    yield ""
    yield f"Version {SCHEMA_VERSION} of the tables. `n/a` is missing. How to read and join them:"
    yield "[analyst.md](analyst.md). Times (`…_onset_s`, `…_offset_s`, `…_end_s`) are in seconds from the start of the"
    yield "row's `launch` (`launch_started_utc`); `n/a`: not shown in that launch. The same stands beside each table,"
    yield "as JSON under the table's name (`…_data.json`, as BIDS has it). Below them stands every table that `score`, "
    yield "`quality` and `fit` make of these; `trials.csv` of `score` is the first, on one clock for each run."
    made = [(f"`{one.file}.csv` of `{one.verb}`: `{one.function}`", one.rows, one.columns) for one in MADE_TABLES]
    sections = [*((*about, COLUMNS[table]) for table, about in _ABOUT.items()), *made]
    for title, rows, of_table in sections:
        yield from ("", f"## {title}", "", rows, "", "| column | type | unit | meaning |", "|---|---|---|---|")
        for column in of_table:
            meaning = column.description.replace("|", "\\|")  # a bar would end the cell
            yield f"| `{column.name}` | {_type_of(column)} | {column.unit or ''} | {meaning} |"
    yield from ("", "## Words", "", "The words of the columns above, with what each says of its row.", "")
    yield from ("| column | word | means |", "|---|---|---|")
    columns = [column for *_, of_table in sections for column in of_table]
    for kind in dict.fromkeys(column.kind for column in columns if column.levels):
        named = dict.fromkeys(f"`{column.name}`" for column in columns if column.kind is kind)
        for n, (level, meaning) in enumerate(next(c for c in columns if c.kind is kind).levels.items()):
            yield f"| {', '.join(named) if n == 0 else ''} | `{level}` | {meaning} |"


def _type_of(column: Column) -> str:
    words = ", ".join(f"`{level}`" for level in column.levels) or _TYPES[column.kind]
    return words + (" or `n/a`" if column.may_be_missing else "")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # whatever it is redirected to
    print(dictionary(), end="")  # noqa: T201
