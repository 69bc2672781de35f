"""How figures are written in the report."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd

NOTHING = "–"
"""What stands where there is no figure."""
MINUS = "\N{MINUS SIGN}"


def number(value: Any, decimals: int = 1) -> str:
    """Write a measurement, or that there is none."""
    return NOTHING if pd.isna(value) else f"{float(value):.{decimals}f}".replace("-", MINUS)


def whole(value: Any) -> str:
    """Write a count, or that there is none."""
    return NOTHING if pd.isna(value) else f"{int(value)}".replace("-", MINUS)


def share(part: float, of: float) -> str:
    """Write a share in percent, or that there is none."""
    return NOTHING if not of else f"{100 * part / of:.1f} %"


def interval(low: Any, high: Any, decimals: int = 1) -> str:
    """Write from where to where."""
    return NOTHING if pd.isna(low) or pd.isna(high) else f"[{number(low, decimals)}, {number(high, decimals)}]"


def counted(n: int, one: str, many: str) -> str:
    """Write a number of things."""
    return f"{n} {one if n == 1 else many}"


def day(moment: datetime | None) -> str:
    """Write the day of a moment, in UTC."""
    return NOTHING if moment is None else moment.strftime("%Y-%m-%d")


def minute(moment: datetime | None) -> str:
    """Write a moment to the minute, in UTC."""
    return NOTHING if moment is None else moment.strftime("%Y-%m-%d %H:%M")


def words(name: str) -> str:
    """Write a word of the data as people do."""
    return name.replace("_", " ").replace("-", " ")
