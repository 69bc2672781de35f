"""What may stand in the cells of a column, exactly as the recorder writes it, and the values that they are.

A spreadsheet that has opened a file and saved it writes ``16667`` for ``16.667``, ``TRUE`` for ``true`` or a decimal
comma: each is another number to whoever is not told. So a cell is held against the one way in which it is written.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

import numpy as np
import pandas as pd

from experiment.format.cells import MISSING
from experiment.format.columns import Column

_PERCENT = "pct"
_OF_EITHER_SIGN = (None, "h")
"""Units of columns that may be below 0: a visit may come hours before what its window hangs on; no screen does."""


def _is_share(column: Column) -> bool:
    """Return whether its values end at 0 and 100: what was typed and never confirmed may lie anywhere."""
    return column.unit == _PERCENT and "unconfirmed" not in column.name


def pattern_of(column: Column) -> re.Pattern[str]:
    """Return what every cell of a column matches in full."""
    return re.compile(f"{_value(column)}|{re.escape(MISSING)}" if column.may_be_missing else _value(column), re.DOTALL)


def _value(column: Column) -> str:
    if issubclass(column.kind, Enum):
        return "|".join(map(re.escape, column.levels))
    if column.kind is bool:
        return "true|false"
    if column.kind is int:
        return "100|[0-9]{1,2}" if _is_share(column) else "[0-9]{1,15}"  # all are counts, places, or on a scale from 0
    if column.kind is float:
        sign = "-?" if column.unit in _OF_EITHER_SIGN else ""
        return sign + (r"[0-9]+(\.[0-9]+)?" if column.decimals is None else rf"[0-9]+\.[0-9]{{{column.decimals}}}")
    return f"(?!{re.escape(MISSING)}$).+"


def expected_of(column: Column) -> str:
    """Return what may stand in a cell, in words."""
    if issubclass(column.kind, Enum):
        said = "one of " + ", ".join(column.levels)
    elif column.kind is bool:
        said = "true or false"
    elif column.kind is int:
        said = "a whole number" + (" from 0 to 100" if _is_share(column) else "")
    elif column.kind is float:
        said = "a number" + ("" if column.decimals is None else f" with {column.decimals} decimals and a decimal point")
    else:
        said = "text"
    return said + (f", or {MISSING}" if column.may_be_missing else "")


def hint_about(cell: str, column: Column) -> str:
    """Return what has probably happened to a cell, in words."""
    if column.kind in (int, float) and re.fullmatch(pattern_of(column), cell.removeprefix("-")):
        return " (it is below 0)"
    if column.kind is float and re.fullmatch(r"-?[0-9]+,[0-9]+", cell):
        return " (a decimal comma)"
    if column.kind is float and column.decimals and re.fullmatch(r"-?[0-9]+", cell):
        return " (a spreadsheet may have taken the decimal point for a separator of thousands)"
    if column.kind in (int, float) and re.fullmatch(r"-?[0-9]{1,3}([,.'’ \u00a0\u202f][0-9]{3})+([.,][0-9]+)?", cell):
        return " (with separators of thousands)"
    if cell.lower() in {"true", "false", "vrai", "faux", "wahr", "falsch"}:
        return " (as a spreadsheet writes it)"
    return ""


def as_values(cells: pd.Series[Any], column: Column) -> pd.Series[Any]:
    """Return the values of cells that match: Int64, Float64, boolean, string or category, missing as missing."""
    words = cells.to_numpy(dtype=object)
    missing = words == MISSING
    there = words.copy()
    there[missing] = None
    values: Any
    if issubclass(column.kind, Enum):
        values = pd.Categorical(there, categories=list(column.levels))
    elif column.kind is bool:
        values = pd.arrays.BooleanArray(words == "true", missing)
    elif column.kind is int:
        values = pd.arrays.IntegerArray(np.where(missing, "0", words).astype(np.int64), missing)
    elif column.kind is float:
        values = pd.arrays.FloatingArray(np.where(missing, "nan", words).astype(np.float64), missing)
    else:
        values = pd.array(there, dtype="string")
    return pd.Series(values, index=cells.index, name=column.name)
