"""One table of columns in the words of other standards: BIDS, Psych-DS, REDCap."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from experiment.format.cells import MISSING
from experiment.format.columns import Column

_UNITS = {"pct": "%"}
_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}

BIDS_FLAGS = {"true": "it is so", "false": "it is not so"}


def unit_of(column: Column) -> str | None:
    """Return the unit of a column as other standards write it; ``None``: it has none."""
    return None if column.unit is None else _UNITS.get(column.unit, column.unit)


def bids_description(column: Column) -> dict[str, object]:
    """Return the entry of a column in a BIDS dictionary: its meaning, its unit or its levels (BIDS 1.11.1)."""
    about: dict[str, object] = {"Description": column.description}
    unit = unit_of(column)
    if unit is not None:
        about["Units"] = unit
    if column.kind is bool:
        about["Levels"] = BIDS_FLAGS
    elif column.levels:
        about["Levels"] = column.levels
    return about


def property_value(name: str, columns: Iterable[Column]) -> dict[str, object]:
    """Return the schema.org PropertyValue of a variable for Psych-DS.

    Parameters
    ----------
    name
        What it is called.
    columns
        The columns of that name, of one or several tables: what they say may differ.
    """
    same = list(columns)
    about: dict[str, object] = {
        "@type": "PropertyValue",
        "name": name,
        "description": "; or: ".join(dict.fromkeys(column.description for column in same)),
    }
    unit = unit_of(same[0])
    if unit is not None:
        about["unitText"] = unit
    if same[0].levels:
        about["valueReference"] = [
            {"@type": "PropertyValue", "name": level, "description": meaning or level}
            for level, meaning in same[0].levels.items()
        ]
    return about


REDCAP_HEADER = (
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
    "Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)",
    "Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?",
    "Field Annotation",
)  # fmt: skip
"""The first line of a REDCap data dictionary."""


def redcap_field(column: Column, form: str, prefix: str = "") -> tuple[str, ...]:
    """Return the line of a field in a REDCap data dictionary.

    Parameters
    ----------
    column
        What it holds.
    form
        The instrument that it belongs to.
    prefix
        What its name begins with: names are unique in a REDCap project.
    """
    validation = {int: "integer", float: "number"}.get(column.kind, "")
    if column.name.endswith("_utc"):
        validation = "datetime_seconds_ymd"
    choices = " | ".join(f"{level}, {_label_of(level, meaning)}" for level, meaning in column.levels.items())
    kind = "radio" if choices else "truefalse" if column.kind is bool else "text"
    line = dict.fromkeys(REDCAP_HEADER, "")
    line |= {
        "Variable / Field Name": prefix + column.name,
        "Form Name": form,
        "Field Type": kind,
        "Field Label": column.description,
        "Choices, Calculations, OR Slider Labels": choices,
        "Field Note": unit_of(column) or "",
        "Text Validation Type OR Show Slider Number": validation if kind == "text" else "",
        "Field Annotation": "@READONLY",
    }
    return tuple(line.values())


def _label_of(level: str, meaning: str) -> str:
    """Return a choice in words; a letter says nothing by itself."""
    return meaning if len(level) == 1 else level.replace("_", " ")


def redcap_value(column: Column, value: object) -> str:
    """Write a value for an import into REDCap: nothing for what is missing, 1 and 0 for yes and no."""
    if value is None or value == MISSING:
        return ""
    if column.kind is bool:
        return "1" if value in (True, "true") else "0"
    return str(value.value if isinstance(value, Enum) else value)
