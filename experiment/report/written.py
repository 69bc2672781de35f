"""How figures are written in the report."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd

NOTHING = "–"
"""What stands where there is no figure."""
MINUS = "\N{MINUS SIGN}"


def number(value: Any, decimals: int = 1) -> str:
    """Return a measurement as text, or that there is none."""
    return NOTHING if pd.isna(value) else f"{float(value):.{decimals}f}".replace("-", MINUS)


def whole(value: Any) -> str:
    """Return a count as text, or that there is none."""
    return NOTHING if pd.isna(value) else f"{int(value)}".replace("-", MINUS)


def share(part: float, of: float) -> str:
    """Return a share in percent, or that there is none."""
    return NOTHING if not of else f"{100 * part / of:.1f} %"


def interval(low: Any, high: Any, decimals: int = 1) -> str:
    """Return an interval as text."""
    return NOTHING if pd.isna(low) or pd.isna(high) else f"[{number(low, decimals)}, {number(high, decimals)}]"


def p_value(value: Any) -> str:
    """Return the p of a test as text, or that there is none."""
    if pd.isna(value):
        return NOTHING
    return "< .001" if float(value) < 0.001 else f"{float(value):.3f}".lstrip("0")


def counted(n: int, one: str, many: str) -> str:
    """Return a number of things, in words."""
    return f"{n} {one if n == 1 else many}"


def day(moment: datetime | None) -> str:
    """Return the day of a moment, in UTC."""
    return NOTHING if moment is None else moment.strftime("%Y-%m-%d")


def minute(moment: datetime | None) -> str:
    """Return a moment to the minute, in UTC."""
    return NOTHING if moment is None else moment.strftime("%Y-%m-%d %H:%M")


def words(name: str) -> str:
    """Return a word of the data as people write it."""
    return name.replace("_", " ").replace("-", " ")
