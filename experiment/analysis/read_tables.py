"""All files of one table, read as one: every cell held against its column, every problem with its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from experiment.analysis.column_cells import as_values, expected_of, hint_about, pattern_of
from experiment.analysis.problems import Problem, problem
from experiment.format.columns import Column
from experiment.format.tables import COLUMNS
from experiment.format.vocabulary import Table
from experiment.messages import TableFault, plainly

FILE, LINE = "_file", "_line"
"""Columns of what is read that say where a row stands: number of the file in the list, and line in it."""


@dataclass(frozen=True)
class ReadTables:
    """What the files of a table hold.

    Parameters
    ----------
    rows
        The rows of all files without a problem, with typed columns; ``_file`` and ``_line`` say where each stands.
    problems
        What is wrong with the others.
    """

    rows: pd.DataFrame
    problems: tuple[Problem, ...]


def read_tables(table: Table, files: Sequence[Path]) -> ReadTables:
    """Read files of one table.

    Parameters
    ----------
    table
        Which.
    files
        Of any number of sessions.
    """
    columns = COLUMNS[table]
    lines: list[list[str]] = []
    places: list[tuple[int, int]] = []
    problems: list[Problem] = []
    for number, file in enumerate(files):
        read = list(_lines_of(file, columns))
        amiss = [line for line in read if isinstance(line, Problem)]
        problems += amiss
        for line in () if amiss else read:
            if not isinstance(line, Problem):
                places.append((number, line[0]))
                lines.append(line[1])
    names = [column.name for column in columns]
    cells = pd.DataFrame(np.array(lines, dtype=object).reshape(len(lines), len(names)), columns=names)
    place = pd.DataFrame(np.array(places, dtype=np.int64).reshape(len(places), 2), columns=[FILE, LINE])
    wrong = [one for column in columns for one in _wrong_cells(cells[column.name], place, files, column)]
    bad = {one.file for one in wrong}
    whole = ~place[FILE].map(lambda number: files[number] in bad).astype(bool)
    typed = {column.name: as_values(cells.loc[whole, column.name], column) for column in columns}
    rows = pd.concat([pd.DataFrame(typed), place[whole]], axis=1).reset_index(drop=True)
    wrong.sort(key=lambda one: (str(one.file), one.line or 0))
    return ReadTables(rows, (*problems, *wrong))


def _lines_of(file: Path, columns: tuple[Column, ...]) -> Iterator[tuple[int, list[str]] | Problem]:
    """Read a file into cells, each line with its number, or return what is wrong with it."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        yield problem(file, TableFault.NO_TABLE)
        return
    except OSError as error:
        yield problem(file, TableFault.NOT_READ, error=plainly(error))
        return
    refused = _not_as_written(file, content)
    if refused is not None:
        yield refused
        return
    reader = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    names = [column.name for column in columns]
    start = 1
    try:
        header = next(reader)
        if header != names:
            yield problem(file, TableFault.WRONG_COLUMNS, 1, what=_difference(header, names))
            return
        start = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(names):
                yield problem(file, TableFault.WRONG_CELLS, start, found=len(cells), expected=len(names))
            else:
                yield start, cells
            start = reader.line_num + 1
    except csv.Error:
        yield problem(file, TableFault.QUOTES, start)


def _not_as_written(file: Path, content: bytes) -> Problem | None:
    if not content:
        return problem(file, TableFault.EMPTY)
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return problem(file, TableFault.BYTE_ORDER_MARK, 1)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return problem(file, TableFault.NOT_UTF8, content.count(b"\n", 0, error.start) + 1)
    if b"\r" in content:
        outside = [part if n % 2 == 0 else b"\n" * part.count(b"\n") for n, part in enumerate(content.split(b'"'))]
        before, carriage_return, _ = b"".join(outside).partition(b"\r")
        if carriage_return:  # within a text, there may be one
            return problem(file, TableFault.LINE_ENDS, before.count(b"\n") + 1)
    if not content.endswith(b"\n"):
        return problem(file, TableFault.CUT_OFF, content.count(b"\n") + 1)
    return None


def _difference(header: Sequence[str], names: Sequence[str]) -> str:
    for mark, called in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(header) == 1 and mark in header[0]:
            return f"they are separated by {called}, as a spreadsheet does"
    missing = [name for name in names if name not in header]
    unknown = [name or "one that has no name" for name in header if name not in names]
    said = [f"{word} {_listed(which)}" for word, which in (("without", missing), ("with", unknown)) if which]
    return "; ".join(said) if said else "they stand in another order, or twice"


_LISTED = 5


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")


def _wrong_cells(
    cells: pd.Series[str], place: pd.DataFrame, files: Sequence[Path], column: Column
) -> Iterator[Problem]:
    """Yield a problem for cells that are not written as the column is; each kind of cell is looked at once."""
    codes, kinds = pd.factorize(cells)
    pattern = pattern_of(column)
    wrong = np.array([pattern.fullmatch(str(kind)) is None for kind in kinds], dtype=bool)
    if not wrong.any():
        return
    for row in np.flatnonzero(wrong[codes]):
        cell = str(cells.iloc[row])
        yield problem(
            files[place[FILE].iloc[row]],
            TableFault.NOT_A_CELL,
            int(place[LINE].iloc[row]),
            column.name,
            cell=cell,
            expected=expected_of(column),
            hint=hint_about(cell, column),
        )
