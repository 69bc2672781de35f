"""The cells of a table that is exported: written as the recorder writes them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiment.format.cells import MISSING


def written(values: pd.Series[Any], decimals: int | None = None) -> list[str]:
    """Return the values of a column as text: ``n/a`` for missing, ``true``/``false``, whole numbers without a point.

    Parameters
    ----------
    values
        Of a column of the loaders.
    decimals
        Digits after the point; without it, the shortest that reads back the same.
    """
    missing = values.isna().to_numpy()
    if values.dtype == "boolean":
        said = np.where(values.fillna(False).to_numpy(dtype=bool), "true", "false").tolist()
    elif pd.api.types.is_float_dtype(values.dtype):
        numbers = values.to_numpy(dtype=np.float64, na_value=np.nan).tolist()
        said = [f"{one:.{decimals}f}" if decimals is not None else f"{one:.12g}" for one in numbers]
    else:
        said = [str(one) for one in values.tolist()]
    return [MISSING if absent else one for one, absent in zip(said, missing.tolist(), strict=True)]


def write_rows(file: Path, header: Sequence[str], rows: Iterable[Sequence[str]], tabs: bool = False) -> None:
    """Write a table: UTF-8, a line each; of a TSV no cell has a tab or a line end.

    Parameters
    ----------
    tabs
        As a TSV (BIDS): cells are not quoted, and white space within them becomes one blank.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as lines:
        if tabs:
            for row in (header, *rows):
                lines.write("\t".join(" ".join(cell.split()) or MISSING for cell in row) + "\n")
        else:
            csv.writer(lines, lineterminator="\n").writerows([header, *rows])
