"""Sums over the rows of each session, for all sessions at once: their cost grows only with the number of rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiment.belief.news import Floats

SESSION = ["participant_id", "visit", "run"]
"""What finds a session."""

OF_SESSION = [*SESSION, "arm", "visit_number"]
"""What stands at the beginning of every table that has a row, or several, for each session."""

Flags = NDArray[np.bool_]

_LINE_NEEDS = 3


class BySession:
    """The rows of a table, by session.

    Parameters
    ----------
    rows
        Of any number of sessions, in any order.
    """

    def __init__(self, rows: pd.DataFrame) -> None:
        self.codes: NDArray[Any] = rows.groupby(SESSION, observed=True, sort=True).ngroup().to_numpy()
        """Number of the session of each row: in the order of participants, visits and runs."""
        self.n = int(self.codes.max(initial=-1)) + 1
        self._first = np.unique(self.codes, return_index=True)[1]
        self.sessions = rows.iloc[self._first][OF_SESSION].reset_index(drop=True)
        """A row for each session: whose it is."""

    def count(self, where: Flags) -> NDArray[np.intp]:
        """Return how many rows of each session meet a condition."""
        return np.bincount(self.codes[where], minlength=self.n)

    def total(self, values: Floats, where: Flags) -> Floats:
        """Return the sum over those rows of each session that meet a condition."""
        return np.asarray(np.bincount(self.codes[where], weights=values[where], minlength=self.n), dtype=np.float64)

    def mean(self, values: Floats, where: Flags | None = None) -> Floats:
        """Return the mean of the values that are not missing; NaN where all are."""
        there = ~np.isnan(values) if where is None else where & ~np.isnan(values)
        with np.errstate(invalid="ignore"):
            return self.total(values, there) / self.count(there)

    def line(self, x: Floats, y: Floats, where: Flags) -> tuple[Floats, Floats]:
        """Return slope and correlation of y on x; NaN unless three points, not all with one x, define them."""
        there = where & ~np.isnan(x) & ~np.isnan(y)
        x_off, y_off = (np.where(there, one - self.mean(one, there)[self.codes], 0.0) for one in (x, y))
        n, xx, xy, yy = (
            self.count(there), self.total(x_off**2, there), self.total(x_off * y_off, there), self.total(y_off**2,
            there)
        )  # fmt: skip
        sloped = (n >= _LINE_NEEDS) & self.differ(x, there)
        slope = np.divide(xy, xx, out=np.full(self.n, np.nan), where=sloped)
        related = sloped & self.differ(y, there)
        return slope, np.divide(xy, np.sqrt(xx * yy), out=np.full(self.n, np.nan), where=related)

    def through_origin(self, x: Floats, y: Floats, where: Flags) -> Floats:
        """Return the slope of the line through 0; NaN where no x tells anything."""
        there = where & ~np.isnan(x) & ~np.isnan(y)
        xx = self.total(x**2, there)
        return np.divide(self.total(x * y, there), xx, out=np.full(self.n, np.nan), where=xx > 0)

    def differ(self, values: Floats, there: Flags) -> Flags:
        """Return which sessions have more than one value; after rounding, a sum of squares need not be 0 for one."""
        codes, first = np.unique(self.codes[there], return_index=True)
        one: Any = np.zeros(self.n)
        one[codes] = values[there][first]
        return self.count(there & (values != one[self.codes])) > 0


def floats(column: pd.Series[Any]) -> Floats:
    """Return a column as numbers, NaN where it has none."""
    return column.to_numpy(dtype=np.float64, na_value=np.nan)
