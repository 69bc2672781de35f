"""How one value is written in a CSV cell."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

Cell = str | int | float | bool | Enum | None

MISSING = "n/a"

READ_AS_MISSING = frozenset(
    {
        "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
        "NULL", "NaN", "None", "n/a", "nan", "null",
    }
)  # fmt: skip
"""What :func:`pandas.read_csv` takes for a missing value: no text of a study may be one of these."""


_FORMULA_SIGNS = frozenset("=+-@")
_DRESS = re.compile(r"""^[\s"'’]+""")
_CELL_ENDS = re.compile("[;\t\r\n]")
"""What ends a cell for a spreadsheet that was not told of commas: in a French Excel the semicolon."""


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet would carry out a text, or a part of it, in place of showing it.

    Spaces and quotes before the sign, and signs in their full width, make no difference to some.
    """
    parts = (_DRESS.sub("", unicodedata.normalize("NFKC", part)) for part in _CELL_ENDS.split(text))
    return any(part[:1] in _FORMULA_SIGNS for part in parts if part)


def encode(value: Cell, decimals: int | None = None) -> str:
    """Write one value: ``n/a`` for nothing, ``true``/``false``, fixed decimals for measurements.

    Parameters
    ----------
    value
        What to write.
    decimals
        Digits after the point of a float; without it, the shortest that reads back the same.
    """
    if value is None:  # the most frequent ones first: a session has tens of thousands of cells
        return MISSING
    kind = type(value)
    if kind is str or kind is int:
        return str(value)
    if kind is float:
        return str(value) if decimals is None else f"{value:.{decimals}f}"
    if kind is bool:
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value._value_)
    if isinstance(value, float) and decimals is not None:
        return f"{value:.{decimals}f}"
    return str(value)
