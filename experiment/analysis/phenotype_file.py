"""A file of scores that people have entered: read, and held against who takes part; every mistake with its place."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from experiment.analysis.problems import Problem, problem
from experiment.analysis.score_ranges import Range, described_ranges, of_a_visit, range_of
from experiment.analysis.spreadsheet_dates import is_a_date
from experiment.format.cells import MISSING
from experiment.format.near import as_known, near_ones
from experiment.format.score_columns import SCORE_COLUMNS
from experiment.format.session_table import SESSION_COLUMNS
from experiment.format.tables import COLUMNS
from experiment.format.update_columns import UPDATE_COLUMNS
from experiment.format.vocabulary import Sex
from experiment.messages import TableFault, plainly

PARTICIPANT, VISIT = "participant_id", "visit"

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]+")
_OTHER_SEPARATORS = MappingProxyType({";": "semicolons", "\t": "tabs"})
_OLDEST = 120
_SEXES = frozenset(map(str, Sex))
_TAKEN = frozenset(
    {
        *(column.name for table in COLUMNS.values() for column in table),
        *(column.name for columns in (SESSION_COLUMNS, SCORE_COLUMNS, UPDATE_COLUMNS) for column in columns),
        "acq_time", "duration", "group", "onset", "response_time", "session_id", "trial_type", "window_status",
    }
)  # fmt: skip
"""Names that the tables of the task have, here and in exports."""

Value = float | str | None


@dataclass(frozen=True)
class ScoreFile:
    """What a file holds: a value for each of its measures, by participant, or by participant and visit.

    Parameters
    ----------
    file
        Which.
    of_visits
        Whether its rows are of visits; otherwise of people.
    measures
        The columns that hold values.
    rows
        By participant (and visit), the values of the measures in their order; ``None`` is missing.
    """

    file: Path
    of_visits: bool
    measures: tuple[str, ...]
    rows: Mapping[tuple[str, ...], tuple[Value, ...]]


def read_score_file(file: Path, participants: Collection[str], visits: Collection[str]) -> ScoreFile | list[Problem]:
    """Read a file of scores, or return all that is wrong with it.

    Parameters
    ----------
    file
        A CSV whose first line names participant_id, visit if its scores are of visits, and the scores.
    participants, visits
        Who takes part, and which visits there are.
    """
    lines = _lines_of(file)
    if isinstance(lines, Problem):
        return [lines]
    header = [name.strip() for name in lines[0][1]] if lines else []
    found = list(_wrong_header(file, header))
    if found:
        return found
    of_visits = header[1:2] == [VISIT]
    first = 2 if of_visits else 1
    body = [(line, [cell.strip() for cell in cells]) for line, cells in lines[1:] if any(map(str.strip, cells))]
    ranges = described_ranges(file)
    if isinstance(ranges, Problem):
        return [ranges]
    problems = [*_wrong_rows(file, header, body)]
    whole = [(line, cells) for line, cells in body if len(cells) == len(header)]
    problems += _unknown(file, whole, PARTICIPANT, 0, participants, TableFault.UNKNOWN_PARTICIPANT)
    if of_visits:
        problems += _unknown(file, whole, VISIT, 1, visits, TableFault.UNKNOWN_VISIT)
    problems += _twice(file, whole, first)
    columns: list[list[Value]] = []
    for place, name in enumerate(header[first:], start=first):
        values, wrong = _values(file, name, [(line, cells[place]) for line, cells in whole])
        problems += wrong or _out_of_range(file, name, zip(whole, values, strict=True), ranges)
        columns.append(values)
    if problems:
        return sorted(problems, key=lambda one: one.line or 0)
    rows = {tuple(cells[:first]): tuple(column[n] for column in columns) for n, (_, cells) in enumerate(whole)}
    return ScoreFile(file, of_visits, tuple(header[first:]), rows)


def _lines_of(file: Path) -> list[tuple[int, list[str]]] | Problem:
    """Read the cells of each line; a byte order mark and Windows line ends, as Excel writes them, mean nothing."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return problem(file, TableFault.NOT_READ, error=plainly(error))
    except UnicodeDecodeError as error:
        return problem(file, TableFault.SCORES_NOT_UTF8, error.object.count(b"\n", 0, error.start) + 1)
    if not text.strip():
        return problem(file, TableFault.SCORES_EMPTY)
    first = text.lstrip("\r\n").splitlines()[0]
    for separator, called in _OTHER_SEPARATORS.items():
        if separator in first and "," not in first:
            return problem(file, TableFault.SCORES_SEPARATED, 1, separators=called)
    reader, start = csv.reader(io.StringIO(text, newline=""), strict=True), 1
    lines: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if cells or lines:
                lines.append((start, cells))
            start = reader.line_num + 1
    except csv.Error:
        return problem(file, TableFault.SCORES_QUOTES, start)
    return lines


def _wrong_header(file: Path, header: Sequence[str]) -> Iterator[Problem]:
    if header[:1] != [PARTICIPANT] or len(header) < (3 if header[1:2] == [VISIT] else 2):
        yield problem(file, TableFault.SCORES_HEADER, 1, found=", ".join(header))
        return
    for name, n in Counter(header).items():
        if n > 1:
            yield problem(file, TableFault.SCORES_COLUMN_TWICE, 1, name)
        elif name == VISIT and header[1] != VISIT:
            yield problem(file, TableFault.SCORES_HEADER, 1, found=", ".join(header))
        elif not _NAME.fullmatch(name):
            yield problem(file, TableFault.SCORES_COLUMN_NAME, 1, name or None, name=name)
        elif name in _TAKEN - {PARTICIPANT, VISIT}:
            yield problem(file, TableFault.SCORES_COLUMN_TAKEN, 1, name)
        elif VISIT not in header and name != PARTICIPANT and of_a_visit(name, file.stem):
            yield problem(file, TableFault.SCORES_WITHOUT_VISIT, 1, name, name=name)


def _wrong_rows(file: Path, header: Sequence[str], body: Sequence[tuple[int, list[str]]]) -> Iterator[Problem]:
    for line, cells in body:
        if len(cells) != len(header):
            yield problem(file, TableFault.SCORES_CELLS, line, found=len(cells), expected=len(header))


def _unknown(
    file: Path, rows: Sequence[tuple[int, list[str]]], column: str, place: int, known: Collection[str],
    fault: TableFault,
) -> Iterator[Problem]:  # fmt: skip
    for line, cells in rows:
        if cells[place] not in known:
            yield problem(file, fault, line, column, found=cells[place], meant=_meant(cells[place], known))


def _meant(found: str, known: Collection[str]) -> str:
    near = [one for one in (as_known(found, known), *near_ones(found, known)) if one in known]
    if near:
        return f"did you mean {near[0]}?"
    some = sorted(known)
    return f"there are {', '.join(some[:8])}{' …' if len(some) > 8 else ''}"


def _twice(file: Path, rows: Sequence[tuple[int, list[str]]], first: int) -> Iterator[Problem]:
    lines: dict[tuple[str, ...], int] = {}
    for line, cells in rows:
        who = tuple(cells[:first])
        if who in lines:
            yield problem(file, TableFault.SCORES_TWICE, line, PARTICIPANT, who=" at ".join(who), first=lines[who])
        lines.setdefault(who, line)


def _out_of_range(
    file: Path, name: str, values: Iterable[tuple[tuple[int, list[str]], Value]], described: Mapping[str, Range]
) -> Iterator[Problem]:
    """Yield a problem for each number that its scale does not have."""
    ends = range_of(name, described)
    for (line, _), value in values:
        if ends is not None and isinstance(value, float) and not ends.holds(value):
            yield problem(
                file, TableFault.SCORES_OUT_OF_RANGE, line, name, cell=f"{value:g}", name=name, ends=ends,
                description=file.with_suffix(".json").name,
            )  # fmt: skip


def _values(file: Path, name: str, cells: Sequence[tuple[int, str]]) -> tuple[list[Value], list[Problem]]:
    """Read a column: of numbers, or, if none of its cells is one, of words."""
    given = [(line, None if cell in ("", MISSING) else cell) for line, cell in cells]
    if name == "sex":
        wrong = [
            problem(file, TableFault.SCORES_NOT_ONE_OF, line, name, cell=cell, known=", ".join(map(str, Sex)))
            for line, cell in given
            if cell is not None and cell not in _SEXES
        ]
        return [cell for _, cell in given], wrong
    dates = [
        problem(file, TableFault.SCORES_A_DATE, line, name, cell=cell)
        for line, cell in given
        if cell is not None and is_a_date(cell)
    ]
    if dates:
        return [None] * len(given), dates
    of_numbers = name == "age" or any(cell is not None and _NUMBER.fullmatch(cell) for _, cell in given)
    commas = [cell for _, cell in given if cell is not None and _DECIMAL_COMMA.fullmatch(cell)]
    if not of_numbers and not commas:
        return [cell for _, cell in given], []
    values: list[Value] = []
    wrong = []
    for line, cell in given:
        if cell is not None and not _NUMBER.fullmatch(cell):
            wrong.append(_no_number(file, name, line, cell))
            values.append(None)
            continue
        value = None if cell is None else float(cell)
        if name == "age" and value is not None and not 0 <= value <= _OLDEST:
            wrong.append(problem(file, TableFault.SCORES_NOT_AN_AGE, line, name, cell=cell, oldest=_OLDEST))
        values.append(value)
    return values, wrong


def _no_number(file: Path, name: str, line: int, cell: str) -> Problem:
    """Return what is wrong with a cell of a column of numbers, whatever the other cells of it are."""
    if _DECIMAL_COMMA.fullmatch(cell):
        return problem(file, TableFault.SCORES_DECIMAL_COMMA, line, name, cell=cell, number=cell.replace(",", "."))
    if name == "age":
        return problem(file, TableFault.SCORES_NOT_AN_AGE, line, name, cell=cell, oldest=_OLDEST)
    return problem(file, TableFault.SCORES_NOT_A_NUMBER, line, name, cell=cell)
