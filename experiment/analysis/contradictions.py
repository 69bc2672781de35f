"""Cells that are each as they are written, and cannot all be true: within a row, and between the rows of a session.

What is looked for follows from how rows are made (``task.projection``): an answer is there if the question was
answered, an event is the same in all its rows, and whoever gave a second estimate had given a first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiment.analysis.read_tables import FILE, LINE
from experiment.format.cells import MISSING, encode
from experiment.format.trial_row import EVENT_COLUMNS, AnswerColumns, columns_of_question
from experiment.format.vocabulary import MEMORY, EstimationPhase, Outcome, Question, Table
from experiment.messages import TableFault

Rows = NDArray[np.bool_]


@dataclass(frozen=True)
class Contradiction:
    """A cell that contradicts others.

    Parameters
    ----------
    row
        Its place in the table that was read.
    column
        Its column; ``None``: the row as a whole.
    fault
        Which message.
    facts
        What fills its places.
    """

    row: int
    column: str | None
    fault: TableFault
    facts: Mapping[str, object]


def contradictions(table: Table, rows: pd.DataFrame, ended: Rows) -> Iterator[Contradiction]:
    """Yield whatever in the rows of a table cannot all be true.

    Parameters
    ----------
    table
        Which.
    rows
        Of any number of sessions, with typed columns.
    ended
        Whether each row is of a session that is complete, so that none of its rows is still to come.
    """
    if rows.empty:  # and pandas 2, which Python 3.10 has, finds no groups in nothing
        return
    yield from _twice(table, rows)
    match table:
        case Table.TRIALS:
            for question in Question:
                names = {of: column.name for of, column in columns_of_question(question).items()}
                yield from _of_answers(rows, names)
                yield from _alike(rows, [FILE], [names[of] for of in _OF_SCALE], "question")
            yield from _alike(rows, [FILE], ["visit_number", "hours_since_anchor"], "session")
            yield from _alike(rows, [FILE, "event_id"], [*_OF_EVENT, "practice"], "event")
            yield from _practice(rows)
            yield from _never_shown(rows)
            yield from _without_the_other(rows, ended)
        case Table.AFTERWARDS:
            yield from _alike(rows, [FILE, "event_id"], _OF_EVENT, "event")
            yield from _afterwards(rows)
        case Table.COMPREHENSION:
            yield from _passed(rows)


_ROW_OF = {
    Table.TRIALS: ["phase", "event_id"],
    Table.AFTERWARDS: ["question", "event_id"],
    Table.COMPREHENSION: ["question"],
}
"""What there is one row of in each session."""

_OF_EVENT = [column.name for column in EVENT_COLUMNS if column.name not in ("event_id", "rate_seen_before")]
"""What is the same in all rows of an event; between two of them its rate may have been seen."""

_OF_SCALE = ("minimum", "maximum", "input")

_THERE = {
    Outcome.ANSWERED: ("value", "input", "minimum", "maximum", "words"),
    Outcome.UNCONFIRMED: ("unconfirmed", "input", "minimum", "maximum", "deadline_s", "words"),
    Outcome.MISSED: ("input", "minimum", "maximum", "deadline_s", "words"),
    Outcome.NOT_ASKED: (),
}
"""What a row has, if its question ended so."""

_NOT_THERE = {
    Outcome.ANSWERED: ("unconfirmed",),
    Outcome.UNCONFIRMED: ("value", "rt_s"),
    Outcome.MISSED: ("value", "unconfirmed", "rt_s"),
    Outcome.NOT_ASKED: (
        *(item.name for item in fields(AnswerColumns) if item.name != "outcome"),
        "deadline_s",
        "words",
    ),
}
"""What a row has not."""


def _of_answers(rows: pd.DataFrame, names: Mapping[str, str]) -> Iterator[Contradiction]:
    """Hold what a row says of an answer against how its question ended."""
    ended_as = rows[names["outcome"]].astype(str).to_numpy(dtype=object)
    for outcome in Outcome:
        of = ended_as == outcome.value
        for parts, wanted in ((_THERE[outcome], True), (_NOT_THERE[outcome], False)):
            for column in (names[part] for part in parts if part in names):
                wrong = of & (_there(rows[column]) != wanted)
                yield from _disagreeing(rows, wrong, column, names["outcome"])
    value, low, high = (rows[names[part]] for part in ("value", "minimum", "maximum"))
    for row in _where((value < low) | (value > high)):
        facts = {"found": value.iloc[row], "low": low.iloc[row], "high": high.iloc[row]}
        yield Contradiction(row, names["value"], TableFault.NOT_ON_SCALE, facts)
    first, confirmed = names["first_rt_s"], names["rt_s"]
    yield from _disagreeing(rows, rows[first] > rows[confirmed], first, confirmed)


def _afterwards(rows: pd.DataFrame) -> Iterator[Contradiction]:
    """Hold answers after the trials against their question: a base rate that was recalled, or a rating."""
    recalled = (rows["question"] == MEMORY).to_numpy(dtype=bool)
    names = {item.name: item.name for item in fields(AnswerColumns) if item.name != "value"}
    for of, value, other in ((recalled, "memory_pct", "rating"), (~recalled, "rating", "memory_pct")):
        for found in _of_answers(rows[of], {**names, "value": value}):
            yield Contradiction(int(np.flatnonzero(of)[found.row]), found.column, found.fault, found.facts)
        yield from _disagreeing(rows, of & _there(rows[other]), other, "question")
    yield from _alike(rows, [FILE, "question"], _OF_SCALE, "question")


def _passed(rows: pd.DataFrame) -> Iterator[Contradiction]:
    """Who chose rightly at first was asked once, and passed."""
    at_once = (rows["first_answer"] == rows["right_answer"]).to_numpy(dtype=bool)
    once, passed = (rows["attempts"] == 1).to_numpy(dtype=bool), rows["passed"].to_numpy(dtype=bool)
    yield from _disagreeing(rows, at_once & ~once, "attempts", "first_answer")
    yield from _disagreeing(rows, once & (at_once != passed), "passed", "first_answer")
    yield from _disagreeing(rows, rows["attempts"] < 1, "attempts", "first_answer")


def _practice(rows: pd.DataFrame) -> Iterator[Contradiction]:
    """Block 0, and no other, is practice."""
    yield from _disagreeing(rows, rows["practice"] != (rows["block"] == 0), "practice", "block")


def _never_shown(rows: pd.DataFrame) -> Iterator[Contradiction]:
    """No screen shows the rate of an event whose rate is not shown."""
    hidden = ~rows["base_rate_shown"].to_numpy(dtype=bool)
    for column in ("base_rate_onset_s", "base_rate_offset_s"):
        yield from _disagreeing(rows, hidden & _there(rows[column]), column, "base_rate_shown")
    again = "base_rate_shown_again"
    yield from _disagreeing(rows, hidden & rows[again].to_numpy(dtype=bool), again, "base_rate_shown")


def _without_the_other(rows: pd.DataFrame, ended: Rows) -> Iterator[Contradiction]:
    """Each event has a first estimate, and a second, where the session asks for such and came to its end."""
    counted = ~rows["practice"].to_numpy(dtype=bool)
    phase = rows["phase"].astype(str).to_numpy(dtype=object)
    file = rows[FILE].to_numpy(dtype=int)
    twice = np.isin(file, file[counted & (phase == EstimationPhase.SECOND.value)])  # a study may have but one estimate
    event, _ = pd.factorize(pd.MultiIndex.from_frame(rows[[FILE, "event_id"]]))
    for of, other, due in (
        (EstimationPhase.SECOND, EstimationPhase.FIRST, counted),
        (EstimationPhase.FIRST, EstimationPhase.SECOND, counted & ended & twice),
    ):
        alone = due & (phase == of.value) & ~np.isin(event, event[phase == other.value])
        for row in _where(alone):
            facts = {"event": rows["event_id"].iloc[row], "phase": other.value}
            yield Contradiction(row, "event_id", TableFault.NO_OTHER_ROW, facts)


def _twice(table: Table, rows: pd.DataFrame) -> Iterator[Contradiction]:
    key = _ROW_OF[table]
    for row in _where(rows.duplicated([FILE, *key])):
        what = ", ".join(str(rows[name].iloc[row]) for name in key)
        yield Contradiction(row, None, TableFault.TWICE, {"what": what})


def _alike(rows: pd.DataFrame, group: list[str], columns: Sequence[str], same: str) -> Iterator[Contradiction]:
    """Hold each cell of a group of rows against the first of them that says anything."""
    group_of, _ = pd.factorize(pd.MultiIndex.from_frame(rows[group]) if len(group) > 1 else rows[group[0]])
    for column in columns:
        says, _ = pd.factorize(rows[column])  # -1: nothing
        there = np.flatnonzero(says >= 0)
        _, at = np.unique(group_of[there], return_index=True)
        first = np.full(len(rows), -1)
        first[group_of[there[at]]] = there[at]  # by group
        for row in there[says[there] != says[first[group_of[there]]]]:
            before = first[group_of[row]]
            facts = {
                "found": _cell(rows, row, column), "there": int(rows[LINE].iloc[before]), "same": same,
                "expected": _cell(rows, before, column),
            }  # fmt: skip
            yield Contradiction(int(row), column, TableFault.ROWS_DISAGREE, facts)


def _disagreeing(rows: pd.DataFrame, wrong: Any, column: str, other: str) -> Iterator[Contradiction]:
    for row in _where(wrong):
        facts = {"cell": _cell(rows, row, column), "other": other, "beside": _cell(rows, row, other)}
        yield Contradiction(row, column, TableFault.CELLS_DISAGREE, facts)


def _where(wrong: Any) -> list[int]:
    return [int(row) for row in np.flatnonzero(pd.Series(wrong).fillna(False).to_numpy(dtype=bool))]


def _there(cells: pd.Series[Any]) -> Rows:
    return cells.notna().to_numpy(dtype=bool)


def _cell(rows: pd.DataFrame, row: int, column: str) -> str:
    value = rows[column].iloc[row]
    if pd.isna(value):
        return MISSING
    return encode(bool(value)) if isinstance(value, (bool, np.bool_)) else str(value)
