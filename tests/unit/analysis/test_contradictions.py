"""Cells that are each as they are written and cannot all be true are refused, where they stand.

In most tests the checksums are made again, so that the contradiction is looked at, and not only that something changed.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from experiment.analysis import UnreadableData, load_sessions, load_trials, load_updates
from experiment.analysis.problems import Problem
from experiment.analysis.session_rows import session_rows
from experiment.analysis.sheets import find_sessions
from experiment.design.draw import Draw
from experiment.format.tables import COLUMNS
from experiment.format.vocabulary import Table
from experiment.messages import TableFault
from tests.instruments.study_data import sum_again

RUN = "sub-KD001/ses-baseline/sub-KD001_ses-baseline_task-beliefupdate_run-1"


def change(data: Path, table: Table, cells: Mapping[tuple[int, str], str]) -> None:
    """Write other cells, by line and column."""
    file = data / f"{RUN}_desc-{table}_data.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    starts = dict(zip(_line_numbers(file), rows, strict=True))
    for (line, column), cell in cells.items():
        starts[line][header.index(column)] = cell
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([header, *rows])


def _line_numbers(file: Path) -> list[int]:
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        ends = [reader.line_num for _ in reader]
    return [end + 1 for end in ends[:-1]]


def problems_of(data: Path) -> tuple[Problem, ...]:
    with pytest.raises(UnreadableData) as refused:
        load_updates(data)
    return refused.value.problems


def comprehension_problems(data: Path) -> tuple[Problem, ...]:
    return tuple(session_rows(Table.COMPREHENSION, find_sessions(data).sessions)[1])


ANSWERED, MISSED, UNCONFIRMED = 4, 6, 12
"""Lines of the trials: a first estimate that was answered, one that was missed, a second one that was not confirmed."""

IN_A_ROW: dict[str, tuple[Table, int, str, str, TableFault]] = {
    "missed, and a value": (Table.TRIALS, MISSED, "self_pct", "30", TableFault.CELLS_DISAGREE),
    "answered, and none": (Table.TRIALS, ANSWERED, "self_pct", "n/a", TableFault.CELLS_DISAGREE),
    "confirmed, and not": (Table.TRIALS, ANSWERED, "self_unconfirmed_pct", "6", TableFault.CELLS_DISAGREE),
    "no answer, and its time": (Table.TRIALS, UNCONFIRMED, "self_rt_s", "1.000000", TableFault.CELLS_DISAGREE),
    "a missed answer without a deadline": (Table.TRIALS, MISSED, "self_deadline_s", "n/a", TableFault.CELLS_DISAGREE),
    "asked in no words": (Table.TRIALS, ANSWERED, "self_words", "n/a", TableFault.CELLS_DISAGREE),
    "a time below 0": (Table.TRIALS, ANSWERED, "self_rt_s", "-0.900000", TableFault.NOT_A_CELL),
    "a count below 0": (Table.TRIALS, ANSWERED, "self_changes", "-1", TableFault.NOT_A_CELL),
    "the first input after the last": (
        Table.TRIALS, ANSWERED, "self_first_rt_s", "99.000000", TableFault.CELLS_DISAGREE,
    ),
    "practice in a block that is none": (Table.TRIALS, ANSWERED, "practice", "true", TableFault.CELLS_DISAGREE),
    "memory of a rating": (Table.AFTERWARDS, -1, "memory_pct", "40", TableFault.CELLS_DISAGREE),
    "a recalled rate off the scale": (Table.AFTERWARDS, 2, "memory_pct", "99", TableFault.NOT_ON_SCALE),
    "right at once, and not passed": (Table.COMPREHENSION, 2, "passed", "false", TableFault.CELLS_DISAGREE),
    "right at once, at the second attempt": (Table.COMPREHENSION, 2, "attempts", "2", TableFault.CELLS_DISAGREE),
}  # fmt: skip


@pytest.mark.parametrize(("table", "line", "column", "cell", "fault"), IN_A_ROW.values(), ids=list(IN_A_ROW))
def test_within_a_row(data: Path, table: Table, line: int, column: str, cell: str, fault: TableFault) -> None:
    """A cell that cannot stand in one row with another is named with line and column."""
    line = line if line > 0 else _line_numbers(data / f"{RUN}_desc-{table}_data.csv")[line]
    change(data, table, {(line, column): cell})
    sum_again(data)
    found = problems_of(data) if table is not Table.COMPREHENSION else comprehension_problems(data)
    assert (line, column, fault) in {(one.line, one.column, one.fault) for one in found}


BETWEEN_ROWS: dict[str, tuple[Mapping[tuple[int, str], str], int, str]] = {
    "two base rates": ({(ANSWERED, "base_rate_pct"): "41"}, 13, "base_rate_pct"),
    "feared and hoped for": ({(ANSWERED, "event_valence"): "favourable"}, 13, "event_valence"),
    "its words": ({(ANSWERED, "event_text"): "Another event"}, 13, "event_text"),
    "a rate that was shown, and was not": ({(13, "base_rate_shown"): "false"}, 13, "base_rate_shown"),
    "practice, with its block": ({(13, "practice"): "true", (13, "block"): "0"}, 13, "practice"),
    "two scales": ({(ANSWERED, "self_max_pct"): "90"}, ANSWERED, "self_max_pct"),
    "two places of the visit": ({(2, "visit_number"): "2"}, 3, "visit_number"),
}


@pytest.mark.parametrize(("cells", "line", "column"), BETWEEN_ROWS.values(), ids=list(BETWEEN_ROWS))
def test_between_rows(data: Path, cells: Mapping[tuple[int, str], str], line: int, column: str) -> None:
    """Rows of one event, or of one session, that say different things of it are named, beside the first of them."""
    change(data, Table.TRIALS, cells)
    sum_again(data)
    assert (line, column, TableFault.ROWS_DISAGREE) in {(one.line, one.column, one.fault) for one in problems_of(data)}


@pytest.mark.parametrize("line", [ANSWERED, 13], ids=["first", "second"])
def test_a_renamed_event(data: Path, line: int) -> None:
    """An event that is renamed in one of its rows leaves two estimates alone: both are named, and no pair is lost."""
    change(data, Table.TRIALS, {(line, "event_id"): "a_9"})
    sum_again(data)
    assert {(ANSWERED, "event_id", TableFault.NO_OTHER_ROW), (13, "event_id", TableFault.NO_OTHER_ROW)} == {
        (one.line, one.column, one.fault) for one in problems_of(data)
    }


def test_a_study_of_one_estimate(data: Path) -> None:
    """Where nobody is asked twice, no second estimate is missed."""
    file = data / f"{RUN}_desc-trials_data.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(n for n, line in enumerate(lines) if ",second_estimate," in line)
    file.write_text("".join(lines[:first]), encoding="utf-8", newline="")
    sum_again(data)
    assert [TableFault.ROWS_MISSING] == [one.fault for one in problems_of(data)]


def test_a_question_twice(data: Path) -> None:
    """A row that stands twice in what was asked afterwards is named, and not joined twice."""
    file = data / f"{RUN}_desc-afterwards_data.csv"
    with file.open("a", encoding="utf-8", newline="") as grown:
        grown.write(file.read_text(encoding="utf-8").splitlines()[-1] + "\n")
    sum_again(data)
    assert [TableFault.TWICE] == [one.fault for one in problems_of(data)]


CHANGED = {
    "a value that is as good": ({(ANSWERED, "self_pct"): "7"}, Table.TRIALS),
    "the range of every estimate": ({(line, "self_max_pct"): "90" for line in (2, 3, 4, 5, 6, 7)}, Table.TRIALS),
    "a recalled rate": ({(2, "memory_pct"): "38"}, Table.AFTERWARDS),
}


@pytest.mark.parametrize(("cells", "table"), CHANGED.values(), ids=list(CHANGED))
def test_changed_without_a_contradiction(data: Path, cells: Mapping[tuple[int, str], str], table: Table) -> None:
    """A cell that contradicts nothing, and was changed after the session had ended, has its file named."""
    if "self_max_pct" in {column for _, column in cells}:
        cells = {(line, "self_max_pct"): "90" for line in _line_numbers(data / f"{RUN}_desc-trials_data.csv")}
    change(data, table, cells)
    (one,) = problems_of(data)
    assert (f"{RUN}_desc-{table}_data.csv", TableFault.NOT_AS_ENDED) == (
        one.file.relative_to(data).as_posix(),
        one.fault,
    )
    assert "`verify`" in str(one)


def test_a_changed_sheet(data: Path) -> None:
    """A sheet that was changed after the session had ended is named: it says which runs count."""
    sheet = data / f"{RUN}_session.json"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace('"rows_planned": 13', '"rows_planned": 12'), "utf-8")
    with pytest.raises(UnreadableData) as refused:
        load_sessions(data)
    assert [(sheet, TableFault.NOT_AS_ENDED)] == [(one.file, one.fault) for one in refused.value.problems]


@pytest.mark.parametrize(("content", "fault"), [(None, TableFault.NO_TABLE), (b"no sums\n", TableFault.NO_SUMS)])
def test_no_checksums(data: Path, content: bytes | None, fault: TableFault) -> None:
    """Of a run that has ended without checksums nobody can tell whether it is as it was: they are named."""
    file = data / f"{RUN}_checksums.sha256"
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    assert [(file, fault)] == [(one.file, one.fault) for one in problems_of(data)]


def test_any_cell(data: Path, conducted: Path) -> None:
    """Whichever cell of a table that is loaded is changed to one that another row has, it is refused."""
    draw = Draw("any cell")
    for table in (Table.TRIALS, Table.AFTERWARDS):
        file = data / f"{RUN}_desc-{table}_data.csv"
        lines = _line_numbers(file)
        names = [column.name for column in COLUMNS[table]]
        for _ in range(6):
            line, column = (draw.shuffled(of)[0] for of in (lines, names))
            change(data, table, {(line, column): "true" if column == "practice" else "33"})
            if file.read_bytes() != (conducted / file.relative_to(data)).read_bytes():
                assert file in {one.file for one in problems_of(data)}
            shutil.copy(conducted / file.relative_to(data), file)
            file.chmod(0o700)


def test_what_was_recorded_is_loaded(conducted: Path) -> None:
    """Nothing in a study with missed, unconfirmed, interrupted and aborted sessions contradicts anything."""
    assert [] == load_trials(conducted, practice=True, every_run=True).attrs["problems"]
