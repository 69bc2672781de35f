"""What a loader leaves out is said, and kept beside what it gives."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import pandas as pd


class LeftOut(UserWarning):
    """Something was left out of what was loaded: how much, and why."""


def tell(table: pd.DataFrame, left_out: Sequence[str]) -> pd.DataFrame:
    """Warn of what was left out of a table, and keep it as its ``attrs["left_out"]``."""
    table.attrs["left_out"] = list(left_out)
    if left_out:
        warnings.warn("left out: " + "; ".join(left_out), LeftOut, stacklevel=3)
    return table


def counted(n: int, one: str, many: str) -> str:
    """Return a number of things, in words."""
    return f"{n} {one if n == 1 else many}"
