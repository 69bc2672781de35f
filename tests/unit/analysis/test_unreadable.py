"""What is not as it was written is refused, with file, line and column; nothing is dropped in silence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from experiment.analysis import LeftOut, UnreadableData, load_sessions, load_trials, load_updates
from experiment.analysis.problems import Problem
from experiment.format.vocabulary import SessionKind
from experiment.messages import TableFault
from tests.instruments.study_data import sum_again

STEM = "sub-KD001/ses-baseline/sub-KD001_ses-baseline_task-beliefupdate_run-1"
TRIALS = f"{STEM}_desc-trials_data.csv"
SHEET = f"{STEM}_session.json"


def problems_of(data: Path) -> tuple[Problem, ...]:
    with pytest.raises(UnreadableData) as refused:
        load_trials(data)
    return refused.value.problems


def where(data: Path) -> tuple[str, int | None, str | None, TableFault]:
    """The only problem: file, line, column, fault."""
    (one,) = problems_of(data)
    return one.file.relative_to(data).as_posix(), one.line, one.column, one.fault


def edit(file: Path, old: str, new: str, count: int = 1) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, count), encoding="utf-8", newline="")


CELLS: dict[str, tuple[str, str, int, str]] = {
    "a spreadsheet has taken the point for a separator": (",0,16.667,false,", ",0,16667,false,", 2, "frame_longest_ms"),
    "a decimal comma": (",0,16.667,false,", ',0,"16,667",false,', 2, "frame_longest_ms"),
    "fewer decimals": (",0,16.667,false,", ",0,16.7,false,", 2, "frame_longest_ms"),
    "text in a number": (",6,answered,", ",six,answered,", 4, "self_pct"),
    "a number with a fraction for a whole one": (",6,answered,", ",6.0,answered,", 4, "self_pct"),
    "TRUE": (",0,1,1,true,1,", ",0,1,1,TRUE,1,", 2, "practice"),
    "another word": (",6,answered,", ",6,replied,", 4, "self_outcome"),
    "NA": (",n/a,missed,", ",NA,missed,", 6, "self_pct"),
    "nothing": (",n/a,missed,", ",,missed,", 6, "self_pct"),
    "separators of thousands": (",0,16.667,false,", ',0,"1,016.667",false,', 2, "frame_longest_ms"),
    "more than all of them": (",6,answered,", ",120,answered,", 4, "self_pct"),
    "fewer than none of them": (",6,answered,", ",-6,answered,", 4, "self_pct"),
    "more digits than a number has": (",0,1,1,true,1,", f",0,1,1,true,{'9' * 30},", 2, "attempt"),
    "missing where nothing may be": (",a_4,A,", ",n/a,A,", 4, "event_id"),
}


@pytest.mark.parametrize(("old", "new", "line", "column"), CELLS.values(), ids=list(CELLS))
def test_a_cell_that_is_written_otherwise(data: Path, old: str, new: str, line: int, column: str) -> None:
    """A cell that this program does not write so is named with its line and column."""
    edit(data / TRIALS, old, new)
    assert (TRIALS, line, column, TableFault.NOT_A_CELL) == where(data)


FILES: dict[str, tuple[Callable[[bytes], bytes], int | None, TableFault]] = {
    "empty": (lambda _: b"", None, TableFault.EMPTY),
    "a byte order mark": (lambda content: b"\xef\xbb\xbf" + content, 1, TableFault.BYTE_ORDER_MARK),
    "UTF-16": (lambda content: content.decode().encode("utf-16"), 1, TableFault.BYTE_ORDER_MARK),
    "Latin-1": (lambda content: content.decode().encode("latin-1", "replace"), 2, TableFault.NOT_UTF8),
    "Windows line ends": (lambda content: content.replace(b"\n", b"\r\n"), 1, TableFault.LINE_ENDS),
    "cut off in the last line": (lambda content: content[:-7], 16, TableFault.CUT_OFF),
    "cut off in a text": (lambda content: content[: content.index(b"sur deux")] + b"\n", 7, TableFault.QUOTES),
    "a quotation mark too many": (lambda content: content.replace(b",small,", b',"small,', 1), 2, TableFault.QUOTES),
    "Windows line ends, further down": (
        lambda content: b"".join(
            line.replace(b"\n", b"\r\n") if n > 2 else line for n, line in enumerate(content.splitlines(keepends=True))
        ),
        4,
        TableFault.LINE_ENDS,
    ),
    "tabs": (lambda content: content.replace(b",", b"\t"), 1, TableFault.WRONG_COLUMNS),
    "a column without a name": (lambda content: b"," + content, 1, TableFault.WRONG_COLUMNS),
    "semicolons": (lambda content: content.replace(b",", b";"), 1, TableFault.WRONG_COLUMNS),
    "a column renamed": (lambda content: content.replace(b"self_pct", b"estimate", 1), 1, TableFault.WRONG_COLUMNS),
    "a column that is missing": (lambda content: content.replace(b",disturbed", b"", 1), 1, TableFault.WRONG_COLUMNS),
    "a cell too many": (lambda content: content.replace(b",a_4,", b",a_4,a_4,", 1), 4, TableFault.WRONG_CELLS),
}


@pytest.mark.parametrize(("change", "line", "fault"), FILES.values(), ids=list(FILES))
def test_a_file_that_is_written_otherwise(
    data: Path, change: Callable[[bytes], bytes], line: int | None, fault: TableFault
) -> None:
    """A file that another program has saved, or that is cut, is named with the line."""
    file = data / TRIALS
    file.write_bytes(change(file.read_bytes()))
    assert (TRIALS, line, None, fault) == where(data)


def test_a_row_twice(data: Path) -> None:
    """A row that stands twice is named where it stands again."""
    file = data / TRIALS
    last = file.read_text(encoding="utf-8").splitlines()[-1]
    with file.open("a", encoding="utf-8", newline="") as grown:
        grown.write(f"{last}\n")
    assert (17, TableFault.TWICE) in {(one.line, one.fault) for one in problems_of(data)}


def test_a_row_less(data: Path) -> None:
    """A complete session with a row less than planned is named."""
    lines = (data / TRIALS).read_text(encoding="utf-8").splitlines(keepends=True)
    (data / TRIALS).write_text("".join(line for n, line in enumerate(lines) if n != 1), encoding="utf-8", newline="")
    assert (TRIALS, None, None, TableFault.ROWS_MISSING) == where(data)


def test_a_second_estimate_less(data: Path) -> None:
    """Where it is an estimate that is gone, the other one of its event is named."""
    lines = (data / TRIALS).read_text(encoding="utf-8").splitlines(keepends=True)
    (data / TRIALS).write_text("".join(lines[:-1]), encoding="utf-8", newline="")
    (one,) = problems_of(data)
    assert ("event_id", TableFault.NO_OTHER_ROW, "second_estimate") == (
        one.column,
        one.fault,
        dict(one.facts)["phase"],
    )


def test_no_table(data: Path) -> None:
    """A table that is not there is named."""
    (data / TRIALS).unlink()
    assert (TRIALS, None, None, TableFault.NO_TABLE) == where(data)


def test_the_file_of_another(data: Path) -> None:
    """A file that was put under another participant's name says whose it is."""
    (data / TRIALS).write_bytes((data / TRIALS.replace("KD001", "KD006")).read_bytes())
    assert {("participant_id", TableFault.OF_ANOTHER)} == {(one.column, one.fault) for one in problems_of(data)}


def test_a_file_of_another_study(data: Path) -> None:
    """A row that is of another study is named."""
    edit(data / TRIALS, "v2,small,", "v2,other,")
    assert (TRIALS, 2, "study", TableFault.OF_ANOTHER) == where(data)


OF_ROWS = {
    "a date as a spreadsheet writes it": ("launch_started_utc", "01/01/2031 09:00"),
    "the start of another launch": ("launch_started_utc", "2031-01-01T09:00:00.000+00:00"),
    "rows of another version": ("schema_version", "v1"),
    "an ID that has lost its zeros": ("participant_id", "1"),
}


@pytest.mark.parametrize(("column", "found"), OF_ROWS.values(), ids=list(OF_ROWS))
def test_rows_that_are_not_of_their_sheet(data: Path, column: str, found: str) -> None:
    """What each row says of its session is what the sheet says: else the row is named, with its column."""
    header, first, *_ = (data / TRIALS).read_text(encoding="utf-8").splitlines()
    old = first.split(",")[header.split(",").index(column)]
    edit(data / TRIALS, old, found, count=-1)
    problems = problems_of(data)
    assert {(2, column, TableFault.OF_ANOTHER)} == {(one.line, one.column, one.fault) for one in problems[:1]}
    assert {column} == {one.column for one in problems}


def test_an_answer_that_is_not_on_the_scale(data: Path) -> None:
    """An estimate below the least that could be answered is named."""
    edit(data / TRIALS, ",6,answered,", ",1,answered,")
    assert (TRIALS, 4, "self_pct", TableFault.NOT_ON_SCALE) == where(data)


def test_an_unconfirmed_value_may_be_off_the_scale(data: Path) -> None:
    """What was typed and never confirmed stands in the data as it was, beyond the most that could be answered."""
    edit(data / TRIALS, ",unconfirmed,4,", ",unconfirmed,120,")
    sum_again(data)
    assert 120 == load_trials(data)["self_unconfirmed_pct"].max()


def test_a_table_without_its_sheet(data: Path) -> None:
    """A session whose sheet is gone is not left out in silence: each of its tables is named."""
    (data / SHEET).unlink()
    assert {TableFault.SHEET_GONE} == {one.fault for one in problems_of(data)}
    assert TRIALS in {one.file.relative_to(data).as_posix() for one in problems_of(data)}


COPIES = {
    "of a participant": ("sub-KD001", "sub-KD001 (1)"),
    "of a visit": ("sub-KD001/ses-baseline", "sub-KD001/ses-baseline - Copy"),
    "under another participant": ("sub-KD001", "sub-KD099"),
    "of a table": (TRIALS, TRIALS.replace(".csv", " (1).csv")),
    "of a sheet": (SHEET, SHEET.replace(".json", "-LABPC2.json")),
}


@pytest.mark.parametrize(("original", "copy"), COPIES.values(), ids=list(COPIES))
def test_a_session_twice(data: Path, original: str, copy: str) -> None:
    """A second copy of a session, or of one of its files, is named; with keep_going the original alone is loaded."""
    usual = load_updates(data)
    if (data / original).is_dir():
        shutil.copytree(data / original, data / copy)
    else:
        shutil.copy(data / original, data / copy)
    problems = problems_of(data)
    assert {True} == {one.file.is_relative_to(data / copy) for one in problems}
    assert {TableFault.A_COPY, TableFault.OF_ANOTHER} >= {one.fault for one in problems}
    assert len(usual) == len(load_updates(data, keep_going=True))


def test_a_session_of_another_study(data: Path) -> None:
    """Among the sessions of a study one of another is named; with keep_going the others are loaded."""
    edit(data / SHEET, '"study": "small"', '"study": "other"')
    assert (SHEET, None, "study", TableFault.OTHER_STUDY) == where(data)
    assert ("KD001", "baseline") not in set(
        load_updates(data, keep_going=True)[["participant_id", "visit"]].itertuples(index=False, name=None)
    )


def test_another_version(data: Path) -> None:
    """A sheet of another version is refused."""
    edit(data / SHEET, '"schema_version": "v2"', '"schema_version": "v3"')
    assert (SHEET, None, None, TableFault.OTHER_VERSION) == where(data)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"run": 1}', b"\xff"], ids=repr)
def test_no_sheet(data: Path, content: bytes) -> None:
    """What is no sheet is named."""
    (data / SHEET).write_bytes(content)
    assert (SHEET, None, None, TableFault.NO_SHEET) == where(data)


def test_a_sheet_under_another_name(data: Path) -> None:
    """A copy of a sheet under another run's name is named."""
    copy = data / SHEET.replace("run-1", "run-2")
    copy.write_bytes((data / SHEET).read_bytes())
    first = problems_of(data)[0]
    assert (copy.name, TableFault.OF_ANOTHER) == (first.file.name, first.fault)


def test_several_studies(data: Path) -> None:
    """Sessions of two studies, as many of each, are not loaded as one."""
    for number, sheet in enumerate(sorted(data.glob("**/*_session.json"))):
        if number < 2:
            edit(sheet, '"study": "small"', f'"study": "other{number}"')
        else:
            sheet.unlink()
    assert TableFault.SEVERAL_STUDIES is problems_of(data)[0].fault


def test_several_kinds(data: Path) -> None:
    """Sessions of two kinds, none of the study, are not loaded as one."""
    for number, sheet in enumerate(sorted(data.glob("**/*_session.json"))):
        edit(sheet, '"kind": "study"', '"kind": "test"' if number else '"kind": "demo"')
    assert TableFault.SEVERAL_KINDS is problems_of(data)[0].fault


def test_one_of_several_kinds(data: Path) -> None:
    """Which kind is meant can be said, as text too; without a word, it is the study's."""
    edit(data / SHEET, '"kind": "study"', '"kind": "test"')
    sum_again(data)
    kinds: tuple[Any, ...] = (SessionKind.TEST, "test", None)
    loaded = [load_sessions(data, kind=kind) for kind in kinds]
    assert [("KD001", "baseline"), ("KD001", "baseline"), ("KD001", "day7")] == [
        tuple(table.loc[0, ["participant_id", "visit"]]) for table in loaded
    ]


def test_a_kind_that_there_is_not(data: Path) -> None:
    """A kind that there is not loads nothing, rather than an empty table."""
    kind: Any = "rehearsal"
    with pytest.raises(ValueError, match="rehearsal"):
        load_sessions(data, kind=kind)


def test_no_sessions(tmp_path: Path) -> None:
    """A folder without sessions is refused."""
    assert TableFault.NO_SESSIONS is problems_of(tmp_path)[0].fault


@pytest.mark.parametrize("place", ["sub-KD001", "sub-KD001/ses-baseline", ".."], ids=["part", "visit", "above"])
def test_the_wrong_folder(data: Path, place: str) -> None:
    """Pointed at a part of a data folder, or at what it stands in, the loader names the folder that is meant."""
    with pytest.raises(UnreadableData) as refused:
        load_updates(data / place)
    (one,) = refused.value.problems
    assert (TableFault.SESSIONS_ELSEWHERE, {"where": str(data.resolve())}) == (one.fault, dict(one.facts))


def test_keep_going_says_what_it_leaves_out(data: Path) -> None:
    """With keep_going the other sessions are loaded, and it is said that a file is not."""
    (data / TRIALS).unlink()
    with pytest.warns(LeftOut, match="1 file that cannot be read"):
        loaded = load_updates(data, keep_going=True)
    assert [("KD001", "day7"), ("KD002", "baseline"), ("KD004", "baseline"), ("KD006", "baseline")] == list(
        dict.fromkeys(zip(loaded["participant_id"], loaded["visit"], strict=True))
    )


def test_a_run_whose_trials_cannot_be_read_does_not_count(data: Path) -> None:
    """With keep_going, `use` has a word of its own for it, and those are named `counts` that updates are there of."""
    usual = load_sessions(data)
    (data / TRIALS).write_bytes((data / TRIALS).read_bytes()[:-20])
    sessions, updates = load_sessions(data, keep_going=True), load_updates(data, keep_going=True)
    key = ["participant_id", "visit"]
    assert set(updates[key].astype(str).itertuples(index=False, name=None)) == set(
        sessions.loc[sessions["use"] == "counts", key].itertuples(index=False, name=None)
    )
    changed = sessions[sessions["use"].astype(str) != usual["use"].astype(str)]
    assert [("KD001", "baseline", 1, "unreadable")] == list(
        changed[[*key, "run", "use"]].itertuples(index=False, name=None)
    )
    assert "1 run (its trials cannot be read)" in updates.attrs["left_out"]
    assert [TRIALS] == [one.file.relative_to(data).as_posix() for one in sessions.attrs["problems"]]


def test_every_problem_at_once(data: Path) -> None:
    """Problems of several files are told together."""
    (data / TRIALS).unlink()
    (data / TRIALS.replace("KD001", "KD006")).write_bytes(b"")
    assert [TableFault.NO_TABLE, TableFault.EMPTY] == [one.fault for one in problems_of(data)]


def test_a_problem_as_a_line(data: Path) -> None:
    """A problem is one line: file, line, column, what it is, what would be right."""
    edit(data / TRIALS, ",0,16.667,false,", ',0,"16,667",false,')
    (one,) = problems_of(data)
    assert (
        f"{data / TRIALS}:2:frame_longest_ms: “16,667” is not a number with 3 decimals and a decimal point (a decimal "
        "comma); take the file back from the lab PC or a backup; `verify` names whatever else is not as it was recorded"
    ) == str(one)


def test_what_is_wrong_in_every_row_is_said_once(data: Path) -> None:
    """What comes again and again in a column is one line, with how often it comes."""
    edit(data / TRIALS, ",patient,", ",control,", count=-1)
    with pytest.raises(UnreadableData) as refused:
        load_trials(data)
    (line,) = str(refused.value).splitlines()
    assert "arm: it says control where the session's sheet says patient" in line
    assert line.endswith("(so too in 12 more lines)")
