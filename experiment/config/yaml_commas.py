"""What stands in brackets and braces: a comma that parts what was one, or a sign that parts nothing."""

from __future__ import annotations

import re
from typing import Any

import yaml

from experiment.config.as_meant import UNITS_OF_NUMBERS
from experiment.config.bare_words import INTEGER

_DECIMALS = re.compile(r"([0-9]{1,2}|0{3})(?:\s*([^\W\d_]+|%))?")
"""What may stand behind a decimal comma, perhaps with a unit; [1920,1080] are two numbers."""
_NUMBER = r"[-+]?[0-9]+(?:[.][0-9]+)?"
_RANGE = re.compile(rf"({_NUMBER})\s*(\.\.\.?|to|à|a|until|bis|[-–—−/|]|\s)\s*({_NUMBER})")
"""Two numbers with anything between them but a comma."""
_SEMICOLONS = re.compile(r"[^\s;][^;]*;\s*\S.*", re.DOTALL)


def is_scalar(event: Any) -> bool:
    """Return whether an event of a parser is a word, a number or a text."""
    return isinstance(event, yaml.ScalarEvent)


def decimal_comma(text: str, before: Any, after: Any) -> dict[str, str] | None:
    """Take two entries that have a comma alone between them for a number with a decimal comma.

    Returns
    -------
    dict or None
        The number as it is written, and as it is meant; ``None``: they are two.
    """
    if not is_scalar(before) or not is_scalar(after) or INTEGER.fullmatch(before.value) is None:
        return None
    if text[before.end_mark.index : after.start_mark.index] != ",":
        return None
    decimals = _DECIMALS.fullmatch(after.value)
    if decimals is None or (decimals[2] or "%").lower() not in UNITS_OF_NUMBERS:
        return None
    return {"text": f"{before.value},{after.value}", "number": f"{before.value}.{decimals[1].replace('000', '0')}"}


def not_parted(text: str, before: Any, entry: Any) -> dict[str, str] | None:
    """Find a sign that was to part the entries of a list in brackets, where only a comma does.

    Returns
    -------
    dict or None
        The sign, and the list as it should be written; ``None``: there is none.
    """
    if not is_scalar(entry) or entry.style in ("'", '"'):
        return None
    after_comma = before is not None and text[before.end_mark.index : entry.start_mark.index] == ","
    if _SEMICOLONS.fullmatch(entry.value):
        parts = [part.strip() for part in entry.value.split(";") if part.strip()]
        written = "[first, second]" if after_comma else f"[{', '.join(parts)}]"  # which may be a decimal comma
        return {"sign": "the semicolon", "written": written}
    if (found := _RANGE.fullmatch(entry.value)) and not after_comma:
        sign = f"“{found[2]}”" if found[2].strip() else "a space"
        return {"sign": sign, "written": f"[{found[1]}, {found[3]}]"}
    return None
