"""The CSV of the comprehension check: one row for each question, when it has been answered for the last time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from experiment.format.columns import Column, cells_of, column, columns_of, values_of
from experiment.format.trial_row import SESSION_COLUMNS, SessionColumns, session_cells
from experiment.format.vocabulary import Table


@dataclass(frozen=True, kw_only=True)
class ComprehensionColumns:
    """A question and how it went."""

    question: str = column("name of the question in the file of texts")
    right_answer: int = column("number of the right answer, from 1")
    first_answer: int = column("number of the answer that was given first")
    attempts: int = column("how many answers were given: until the right one, or as many as were allowed")
    passed: bool = column("whether the last answer was right")
    onset_s: float | None = column(
        "flip that first showed the question, at the last attempt; n/a if that was in an earlier launch", "s"
    )
    rt_s: float | None = column("from that flip to the confirming press; n/a as before", "s")
    disturbed: bool = column(
        "whether the window of the task lost the keyboard, was covered or hidden, or changed its size at this question"
    )


@dataclass(frozen=True, kw_only=True)
class ComprehensionRow:
    """One row, in the order of its columns."""

    table: ClassVar[Table] = Table.COMPREHENSION

    session: SessionColumns
    check: ComprehensionColumns

    def cells(self) -> list[str]:
        """Write the row's cells, in the order of :data:`COLUMNS`."""
        return [*session_cells(self.session), *cells_of(_OF_THE_ROW, values_of(self.check))]


_OF_THE_ROW: tuple[Column, ...] = tuple(columns_of(ComprehensionColumns))

COLUMNS: tuple[Column, ...] = (*SESSION_COLUMNS, *_OF_THE_ROW)
"""Every column, in the order of the file."""
