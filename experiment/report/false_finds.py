"""What stands beside a p in the report: how often such a test finds something where there is nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from experiment.analysis.null_rates import AT_MOST_BY_CHANCE, NULL_COLUMNS

FOUND = "found where there is nothing"
"""The head of the column."""
NOT_COUNTED = "not counted"
"""What stands there where no null study was made of a test."""
_FAR_BEYOND = 1.5
"""So many times the largest share of other people, and a long tail is worth a word."""


def found_in_nulls(row: Mapping[object, object]) -> str:
    """Return in which shares of null studies the test of a row has found something: least to most.

    Parameters
    ----------
    row
        Of a table that has `NULL_COLUMNS`.
    """
    least, most, skewed = (row[name] for name in NULL_COLUMNS)
    if pd.isna(least):  # type: ignore[call-overload]
        return NOT_COUNTED
    limit = max(AT_MOST_BY_CHANCE, _FAR_BEYOND * float(most))  # type: ignore[arg-type]
    by_skew_alone = float(skewed) > limit  # type: ignore[arg-type]
    ends = [f"{one:.2f}".removeprefix("0") for one in (least, most, skewed)]
    return f"{ends[0]}–{ends[1]}{f'; long tail {ends[2]}' if by_skew_alone else ''}"
