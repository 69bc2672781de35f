"""The CSV of what is asked after the trials: one row for each event and question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from experiment.format.columns import Column, cells_of, column, columns_of, values_of
from experiment.format.made_here import made_often
from experiment.format.trial_row import (
    EVENT_COLUMNS,
    SESSION_COLUMNS,
    AnswerColumns,
    EventColumns,
    SessionColumns,
    event_cells,
    session_cells,
)
from experiment.format.vocabulary import MEMORY, Table


@made_often
@dataclass(frozen=True, kw_only=True)
class AfterwardsPlaceColumns:
    """Which question, and where in its block."""

    question: str = column("`memory`: the base rate is recalled, in percent; every other is a rating of that name")
    trial: int = column("place of the event within the block of this question, in the order of presentation, from 1")
    disturbed: bool = column(
        "whether the window of the task lost the keyboard, was covered or hidden, or changed its size at this question"
    )


@made_often
@dataclass(frozen=True, kw_only=True)
class GivenColumns:
    """The confirmed answer, in the column of its kind."""

    memory_pct: int | None = column("recalled base rate; n/a for ratings, and for all other outcomes", "pct")
    rating: int | None = column("rating, from `minimum` to `maximum`; n/a for memory, and for all other outcomes")


_GIVEN = frozenset({"value"})
"""What a row of this table says by its kind."""


@made_often
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
        of_memory = self.place.question == MEMORY
        given = GivenColumns(
            memory_pct=self.answer.value if of_memory else None, rating=None if of_memory else self.answer.value
        )
        place = cells_of(_PLACE_COLUMNS, values_of(self.place))
        values = values_of(given) + values_of(self.answer, but_for=_GIVEN)
        return [*session_cells(self.session), *place, *event_cells(self.event), *cells_of(_ANSWER_COLUMNS, values)]


_PLACE_COLUMNS: tuple[Column, ...] = tuple(columns_of(AfterwardsPlaceColumns))

_ANSWER_COLUMNS: tuple[Column, ...] = (
    *columns_of(GivenColumns),
    *columns_of(AnswerColumns, but_for=_GIVEN),
)

COLUMNS: tuple[Column, ...] = (*SESSION_COLUMNS, *_PLACE_COLUMNS, *EVENT_COLUMNS, *_ANSWER_COLUMNS)
"""Every column, in the order of the file."""
