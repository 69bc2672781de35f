"""Rows of a table as arrays of shape (sessions, events), in which a short session is filled up with nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiment.analysis.by_session import BySession, Flags, floats
from experiment.belief.news import Floats


class SessionGrid:
    """The place of each row of a table: a line for each session, a column for each of its rows in their order.

    Parameters
    ----------
    rows
        Of what `experiment.analysis.load_updates` gives; any number of sessions, also none.
    """

    def __init__(self, rows: pd.DataFrame) -> None:
        self._rows = rows
        by = BySession(rows)
        self.sessions = by.sessions
        """A row for each session: whose it is."""
        self._order = np.argsort(by.codes, kind="stable")
        self._line = by.codes[self._order]
        self._column = np.arange(len(self._order)) - np.searchsorted(self._line, self._line)
        self._shape = by.n, int(self._column.max(initial=-1)) + 1

    def placed(self, values: NDArray[Any], empty: Any) -> NDArray[Any]:
        """Return values, one for each row, in their places; `empty` beyond a session's last."""
        grid = np.full(self._shape, empty, dtype=values.dtype)
        grid[self._line, self._column] = values[self._order]
        return grid

    def numbers(self, column: str) -> Floats:
        """Return a column of numbers; NaN where it is missing, and beyond a session's last row."""
        return self.placed(floats(self._rows[column]), np.nan)

    def flags(self, column: str, value: object) -> Flags:
        """Return where a column has a value."""
        return self.placed((self._rows[column] == value).to_numpy(dtype=bool, na_value=False), False)
