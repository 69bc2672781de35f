"""The data dictionary beside a table: a JSON file of its name, as BIDS has it, made from the table of columns."""

from __future__ import annotations

import json
from functools import cache

from experiment.format.cells import MISSING
from experiment.format.columns import Column
from experiment.format.tables import COLUMNS
from experiment.format.vocabulary import Table

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
_UNITS = {"pct": "%"}


@cache
def sidecar(table: Table) -> bytes:
    """Write the dictionary of a table: what each column means, its type, its unit, its levels and what is missing."""
    columns = {column.name: _about(column) for column in COLUMNS[table]}
    return (json.dumps(columns, indent=2, ensure_ascii=False) + "\n").encode()


def _about(column: Column) -> dict[str, object]:
    about: dict[str, object] = {"Description": column.description, "Type": _TYPES.get(column.kind, "string")}
    if column.unit is not None:
        about["Units"] = _UNITS.get(column.unit, column.unit)
    if column.levels:
        about["Levels"] = column.levels
    if column.may_be_missing:
        about["MissingValue"] = MISSING
    return about
