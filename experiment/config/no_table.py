"""Tables out of a spreadsheet in which no events can be told: said once, and not of each column and row."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from difflib import get_close_matches

from experiment.config.event_file import Event
from experiment.config.faults import Fault

_COLUMNS = ", ".join(
    "text_en" if key == "text" else key for key, field in Event.model_fields.items() if field.is_required()
)
_ALIKE = 0.75
"""How alike a cell is to the name of a column that it may be: strong is none, though strength is one."""
_SEVERAL = 3
"""So many columns are those of a table of events, at least."""

Said = tuple[int, Fault, dict[str, object]]


def no_table_of_events(text: str, sign: str, signs: Mapping[str, str]) -> Said | None:
    """Find out why a text is no table of events.

    Parameters
    ----------
    text
        The table.
    sign
        What seems to part the cells of its first row.
    signs
        All that may do so, and what each is called.

    Returns
    -------
    tuple or None
        The line, what is wrong, and the facts of it; ``None``: it may be one.
    """
    if not text.strip():
        return 1, Fault.TABLE_EMPTY, {"columns": _COLUMNS}
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(line.lstrip().startswith("|") for line in lines[:_SEVERAL]):
        return 1, Fault.TABLE_OF_MARKDOWN, {}
    heads = [line.split(sign)[0].strip(' "') for line in lines]
    if (
        sum(_is_like_a_name(head) for head in heads) >= _SEVERAL
        and sum(map(_is_like_a_name, lines[0].split(sign))) <= 1
    ):
        return 1, Fault.TABLE_ON_ITS_SIDE, {}
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    first = [cell.strip() for cell in next(rows)]
    if len(first) == 1 and first[0].count(sign) >= _SEVERAL:
        return 1, Fault.ROWS_IN_ONE_CELL, {"sign": signs[sign]}
    second = next((row for row in rows if any(row)), [])
    if len(first) >= _SEVERAL and len(second) == 1:
        other = max(signs, key=second[0].count)
        if second[0].count(other) >= _SEVERAL:
            return rows.line_num, Fault.ROW_PARTED_OTHERWISE, {"sign": signs[sign], "other": signs[other]}
    is_event = any(cell.isdecimal() for cell in first) and sum(map(_is_like_a_name, first)) <= 1
    if len(first) > _SEVERAL and len(second) == len(first) and is_event and sum(map(_is_like_a_name, second)) <= 1:
        return 1, Fault.COLUMNS_NOT_NAMED, {"columns": _COLUMNS}
    return None


def _is_like_a_name(cell: str) -> bool:
    names = ["text_en" if key == "text" else key for key in Event.model_fields]
    word = cell.strip().lower()
    return word in names or bool(
        get_close_matches(word, [one for one in names if len(one) > _SEVERAL], n=1, cutoff=_ALIKE)
    )
