"""What stands beside a p in the report: how often such a test finds something where there is nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from experiment.analysis.null_rates import NOISIER_AT_MOST_BY_CHANCE, NULL_COLUMNS, SKEWED_AT_MOST_BY_CHANCE

FOUND = "found where there is nothing"
"""The head of the column."""
NOT_COUNTED = "not counted"
"""What stands there where no null study was made of a test."""
_FAR_BEYOND = 1.5
"""So many times the largest share of other people, and a change of noise, or a long tail, is worth a word."""


def found_in_nulls(row: Mapping[object, object]) -> str:
    """Return in which shares of null studies the test of a row has found something: least to most.

    Where a change of noise between visits, or a long tail of beliefs, makes far more of it, that stands there too.

    Parameters
    ----------
    row
        Of a table that has `NULL_COLUMNS`.
    """
    least, most, noisier, skewed = (row[name] for name in NULL_COLUMNS)
    if pd.isna(least):  # type: ignore[call-overload]
        return NOT_COUNTED
    beyond = "".join(
        f"; {called} {_written(share)}"
        for called, share, by_chance in (
            ("noise changes", noisier, NOISIER_AT_MOST_BY_CHANCE), ("long tail", skewed, SKEWED_AT_MOST_BY_CHANCE),
        )
        if float(share) > max(by_chance, _FAR_BEYOND * float(most))  # type: ignore[arg-type]
    )  # fmt: skip
    return f"{_written(least)}–{_written(most)}{beyond}"


def _written(share: object) -> str:
    return f"{share:.2f}".removeprefix("0")
