"""The data dictionary, made from the table of columns: ``python -m experiment.format.dictionary`` prints it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from types import NoneType
from typing import get_args

from experiment.format.trial_row import COLUMNS, SCHEMA_VERSION, Column

_TYPES = {str: "text", int: "whole number", float: "number", bool: "true/false"}


def dictionary() -> str:
    """Write the data dictionary as a page of Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Columns of the trial-level CSV"
    yield ""
    yield f"Version {SCHEMA_VERSION} of the table. One row for each planned trial and estimation phase."
    yield "`n/a` is missing. Times are in seconds from the start of the launch whose UTC start is in session.json."
    yield ""
    yield "| column | type | unit | meaning |"
    yield "|---|---|---|---|"
    for column in COLUMNS:
        yield f"| `{column.name}` | {_type_of(column)} | {column.unit or ''} | {column.description} |"


def _type_of(column: Column) -> str:
    kinds = [kind for kind in (get_args(column.type) or (column.type,)) if kind is not NoneType]
    kind = kinds[0]
    words = (
        ", ".join(f"`{word.value}`" for word in kind)
        if isinstance(kind, type) and issubclass(kind, Enum)
        else _TYPES[kind]
    )
    return words + (" or `n/a`" if NoneType in get_args(column.type) else "")


if __name__ == "__main__":
    print(dictionary(), end="")  # noqa: T201
