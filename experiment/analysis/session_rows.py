"""One table of sessions: its rows, held against their sheets; whatever does not agree is a problem, with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiment.analysis.as_ended import not_as_ended
from experiment.analysis.contradictions import contradictions
from experiment.analysis.problems import Problem, problem
from experiment.analysis.read_tables import FILE, LINE, read_tables
from experiment.analysis.sheets import Session, run_started
from experiment.format.cells import MISSING, encode
from experiment.format.vocabulary import Question, SessionStatus, Table
from experiment.messages import TableFault

CLOCK_COLUMNS: tuple[str, ...] = (
    *(f"{question}_onset_s" for question in Question),
    "trial_onset_s", "event_onset_s", "base_rate_onset_s", "base_rate_offset_s", "trial_end_s",
)  # fmt: skip
"""Moments: in the files on the clock of their launch, here on that of their run."""

_OF_SHEET = (
    "schema_version", "study", "participant_id", "arm", "visit", "run", "session_kind", "participant_mode",
    "list_order", "language", "window",
)  # fmt: skip


def session_rows(table: Table, sessions: Sequence[Session]) -> tuple[pd.DataFrame, list[Problem]]:
    """Read one table of sessions; what does not agree with their sheets is a problem, and left out whole."""
    had = [one for one in sessions if table in one.sheet.sidecars_sha256]
    files = [one.files.table(table) for one in had]
    read = read_tables(table, files)
    problems = [*read.problems, *_not_of_sheet(read.rows, had, files)]
    problems += _not_of_launch(read.rows, had, files, {one.file for one in problems})
    problems += _contradicting(table, read.rows, had, files, {one.file for one in problems})
    if table is Table.TRIALS:
        problems += _too_few(read.rows, had, files, {one.file for one in problems})
    problems += not_as_ended(files, [one.sums for one in had], {one.file for one in problems})
    bad = {one.file for one in problems}
    rows = read.rows[~read.rows[FILE].map(lambda number: files[number] in bad).astype(bool)]
    rows = _on_one_clock(rows, had).drop(columns=[FILE, LINE]).reset_index(drop=True)
    return rows.assign(visit=rows["visit"].astype(_visits_in_order(rows))), problems


def _not_of_sheet(rows: pd.DataFrame, sessions: Sequence[Session], files: Sequence[Path]) -> Iterator[Problem]:
    """Yield a problem for each row that is not of its session, by the first column that says so."""
    of, named = rows[FILE].to_numpy(dtype=int), np.zeros(len(rows), dtype=bool)
    for column in _OF_SHEET:
        said = np.array([_said_by(one, column) for one in sessions], dtype=object)
        expected = said[of] if len(rows) else said[:0]
        found = rows[column].astype(object).where(rows[column].notna(), MISSING).astype(str).to_numpy(dtype=object)
        for row in np.flatnonzero((found != expected) & ~named):
            named[row] = True
            yield problem(
                files[of[row]], TableFault.OF_ANOTHER, int(rows[LINE].iloc[row]), column,
                found=found[row], expected=expected[row],
            )  # fmt: skip


def _said_by(session: Session, column: str) -> str:
    value = getattr(session.sheet, "kind" if column == "session_kind" else column)
    return " ".join(value) if isinstance(value, tuple) else encode(value)


def _not_of_launch(
    rows: pd.DataFrame, sessions: Sequence[Session], files: Sequence[Path], bad: set[Path]
) -> Iterator[Problem]:
    """Yield a problem for rows whose launch did not start when they say: all moments count from there."""
    column = "launch_started_utc"
    started = {(n, one.launch): one.started_utc for n, session in enumerate(sessions) for one in session.sheet.launches}
    said = zip(rows[FILE], rows[LINE], rows["launch"], rows[column], strict=True)
    for file, line, launch, found in said:
        expected = started.get((file, launch), "no such launch")
        if found != expected and files[file] not in bad:
            yield problem(files[file], TableFault.OF_ANOTHER, int(line), column, found=found, expected=expected)


def _contradicting(
    table: Table, rows: pd.DataFrame, sessions: Sequence[Session], files: Sequence[Path], bad: set[Path]
) -> Iterator[Problem]:
    """Yield a problem for whatever cannot all be true, in files of which nothing else is said."""
    of = rows[FILE].to_numpy(dtype=int)
    good = np.array([file not in bad for file in files], dtype=bool)[of]
    complete = np.array([one.sheet.status is SessionStatus.COMPLETE for one in sessions], dtype=bool)[of]
    held = rows[good].reset_index(drop=True)
    for one in contradictions(table, held, complete[good]):
        file, line = files[held[FILE].iloc[one.row]], int(held[LINE].iloc[one.row])
        yield problem(file, one.fault, line, one.column, **one.facts)


def _too_few(
    rows: pd.DataFrame, sessions: Sequence[Session], files: Sequence[Path], bad: set[Path]
) -> Iterator[Problem]:
    counts: Counter[int] = Counter(rows[FILE].tolist())
    for number, (session, file) in enumerate(zip(sessions, files, strict=True)):
        planned = session.sheet.rows_planned
        if session.sheet.status is SessionStatus.COMPLETE and file not in bad and counts[number] != planned:
            yield problem(file, TableFault.ROWS_MISSING, found=counts[number], planned=planned)


def _on_one_clock(rows: pd.DataFrame, sessions: Sequence[Session]) -> pd.DataFrame:
    """Return the rows with all moments counted from the start of the run's first launch."""
    started_ns = _as_ns([run_started(one.sheet) for one in sessions])
    since_ns = _as_ns(rows["launch_started_utc"].tolist()) - started_ns[rows[FILE].to_numpy(dtype=int)]
    later = pd.array(since_ns / 1e9, dtype="Float64")
    moments = [name for name in CLOCK_COLUMNS if name in rows]
    moved: dict[str, pd.Series[Any]] = {name: rows[name] + later for name in moments}
    return rows.assign(**moved)


def _as_ns(moments: Sequence[object]) -> NDArray[np.int64]:
    """Return moments in nanoseconds."""
    index: pd.DatetimeIndex = pd.to_datetime(list(moments), utc=True)  # type: ignore[arg-type]
    return index.to_numpy(dtype="datetime64[ns]").astype(np.int64)


def _visits_in_order(rows: pd.DataFrame) -> pd.CategoricalDtype:
    """Return the visits in the order of the arm that has most of them."""
    number = rows.groupby("visit")["visit_number"].max().sort_values(kind="stable")
    return pd.CategoricalDtype([str(visit) for visit in number.index], ordered=True)
