"""The CSV of what is asked after the trials: one row for each event and question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from experiment.format.columns import Column, cells_of, column, columns_of
from experiment.format.trial_row import AnswerColumns, EventColumns, SessionColumns
from experiment.format.vocabulary import AfterwardsQuestion, Table


@dataclass(frozen=True, kw_only=True)
class AfterwardsPlaceColumns:
    """Which question, and where in its block."""

    question: AfterwardsQuestion = column("memory: the base rate is recalled, in percent; the others are ratings")
    trial: int = column("place of the event within the block of this question, in the order of presentation, from 1")
    disturbed: bool = column(
        "whether the window of the task lost the keyboard, was covered or hidden, or changed its size at this question"
    )


@dataclass(frozen=True, kw_only=True)
class AfterwardsRow:
    """One row, in the order of its columns."""

    table: ClassVar[Table] = Table.AFTERWARDS

    session: SessionColumns
    place: AfterwardsPlaceColumns
    event: EventColumns
    answer: AnswerColumns

    def cells(self) -> list[str]:
        """Write the row's cells, in the order of :data:`COLUMNS`."""
        return cells_of(COLUMNS, [self.session, self.place, self.event, self.answer])


COLUMNS: tuple[Column, ...] = (
    *columns_of(SessionColumns),
    *columns_of(AfterwardsPlaceColumns),
    *columns_of(EventColumns),
    *columns_of(AnswerColumns, renamed={"value": ("answer", None)}),
)
"""Every column, in the order of the file."""
