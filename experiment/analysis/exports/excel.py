"""A study as one workbook, which opens right in every locale: numbers as numbers, moments as moments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter

from experiment.analysis.exports.contents import Contents
from experiment.analysis.phenotype import with_phenotype
from experiment.analysis.scores import session_scores
from experiment.format.dialects import unit_of
from experiment.format.score_columns import SCORE_COLUMNS
from experiment.format.session_table import SESSION_COLUMNS
from experiment.format.tables import COLUMNS
from experiment.format.update_columns import UPDATE_COLUMNS
from experiment.format.vocabulary import Table
from experiment.messages import Reason, Refusal

_MOST_ROWS = 1_048_576
_WIDEST = 40
_AS_IT_IS = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
"""An ID 0012 stays text, and so does a text that begins with =."""

_DESCRIBED = {
    "sessions": SESSION_COLUMNS, "scores": SCORE_COLUMNS, "updates": UPDATE_COLUMNS,
    **{str(table): COLUMNS[table] for table in Table},
}  # fmt: skip


def write_excel(contents: Contents, file: Path, progress: Callable[[int, int], None]) -> None:
    """Write a study as a workbook: a sheet for each table, and one that says what the columns are.

    Parameters
    ----------
    contents
        What is exported.
    file
        The workbook; it is not there yet.
    progress
        Told how many rows are written, and how many there are.

    Raises
    ------
    Refusal
        If a sheet cannot have so many rows.
    """
    tables = _tables(contents)
    longest = max(map(len, tables.values())) + 1
    if longest > _MOST_ROWS:
        raise Refusal(Reason.EXPORT_TOO_LONG, rows=longest, most=_MOST_ROWS)
    of_all, done = sum(map(len, tables.values())), 0
    with xlsxwriter.Workbook(str(file), {**_AS_IT_IS, "constant_memory": True}) as book:
        book.set_properties({"title": contents.title, "comments": contents.whose})
        bold, moment = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for name, table in tables.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(table.columns):
                sheet.set_column(place, place, min(_WIDEST, max(8, len(str(column)) + 2)))
                sheet.write_string(0, place, str(column), bold)
            for row, cells in enumerate(_rows(table), start=1):
                for place, cell in enumerate(cells):
                    if isinstance(cell, datetime):
                        sheet.write_datetime(row, place, cell, moment)
                    elif cell is not None:
                        sheet.write(row, place, cell)
                done += 1
                progress(done, of_all)
            if len(table):
                sheet.autofilter(0, 0, len(table), len(table.columns) - 1)


def _tables(contents: Contents) -> dict[str, pd.DataFrame]:
    scores = session_scores(contents.updates)
    tables = {
        "sessions": with_phenotype(contents.of_sessions, contents.phenotype),
        "scores": with_phenotype(scores, contents.phenotype) if len(scores) else scores,
        "updates": contents.updates,
        **{str(table): rows for table, rows in contents.rows.items()},
    }
    return {**tables, "columns": _dictionary(contents)}


def _dictionary(contents: Contents) -> pd.DataFrame:
    rows = [
        (table, column.name, unit_of(column), column.description)
        for table, columns in _DESCRIBED.items()
        for column in columns
    ]
    rows += [
        (table, column.name, unit_of(column), column.description)
        for table in ("sessions", "scores")
        for column in contents.entered
    ]
    return pd.DataFrame(rows, columns=["table", "column", "unit", "meaning"])


def _rows(table: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    columns = [_cells(table[name], str(name)) for name in table.columns]
    return zip(*columns, strict=True)


def _cells(values: pd.Series[Any], name: str) -> list[Any]:
    """Return the cells of a column: plain values, moments without a zone (a workbook knows none: they are UTC)."""
    missing = values.isna().to_numpy()
    plain = [None if absent else one for one, absent in zip(values.tolist(), missing.tolist(), strict=True)]
    if name.endswith("_utc"):
        return [None if one is None else datetime.fromisoformat(str(one)).replace(tzinfo=None) for one in plain]
    return [one.item() if isinstance(one, np.generic) else one for one in plain]
