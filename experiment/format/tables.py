"""The tables that a session may write, and what a row of any of them can do."""

from __future__ import annotations

from typing import Protocol

from experiment.format import afterwards_row, comprehension_row, trial_row
from experiment.format.columns import Column
from experiment.format.vocabulary import Table

COLUMNS: dict[Table, tuple[Column, ...]] = {
    Table.TRIALS: trial_row.COLUMNS,
    Table.COMPREHENSION: comprehension_row.COLUMNS,
    Table.AFTERWARDS: afterwards_row.COLUMNS,
}


class Row(Protocol):
    """One line of a table."""

    @property
    def table(self) -> Table:
        """Which table it belongs to."""
        ...

    def cells(self) -> list[str]:
        """Write its cells, in the order of the table's columns."""
        ...


def header(table: Table) -> tuple[str, ...]:
    """Name the columns of a table."""
    return tuple(column.name for column in COLUMNS[table])
