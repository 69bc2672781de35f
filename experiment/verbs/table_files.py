"""Tables as CSVs for programs that know no Python: `n/a` for missing, `true` and `false`, as in the data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from experiment.format.cells import MISSING
from experiment.format.made_tables import MADE_TABLES
from experiment.messages import Reason, Refusal, plainly, visible


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Make a folder for tables, and refuse in a sentence if it or they cannot be written.

    Raises
    ------
    Refusal
        With what the system says.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise Refusal(Reason.SCORES_NOT_WRITTEN, folder=folder, error=plainly(error)) from error


def write_table(table: pd.DataFrame, file: Path) -> None:
    """Write a table as a CSV; one that is made for analysts has all its columns, also if it has no row."""
    made = next((one for one in MADE_TABLES if one.file == file.stem), None)
    if made is not None and table.empty:
        table = table.reindex(columns=list(dict.fromkeys([*(one.name for one in made.columns), *table.columns])))
    flags = {str(name): table[name].map({True: "true", False: "false"}) for name in table.select_dtypes("boolean")}
    table.assign(**flags).to_csv(file, index=False, na_rep=MISSING, encoding="utf-8", lineterminator="\n")


def visible_lines(text: str) -> str:
    """Make every line of a text fit for a terminal."""
    return "\n".join(visible(line) for line in text.splitlines())
