"""Codes and names that somebody's software reads as something else: a number, a date, a missing value.

Whoever loads a table with `pandas.read_csv`, R's ``read.csv``, readr, data.table or a spreadsheet must find each name
as it was given. (0012 becomes 12, 12E3 becomes 12000, NA is missing, MAR01 is a day in March, CON cannot be a file.)
Capitals make no difference here: some readers look at them, others do not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from experiment.messages import Phrase

_MONTHS = (
    "jan|janv|january|janvier|feb|fev|fevr|february|fevrier|mar|mars|march|apr|avr|april|avril|may|mai|jun|june|juin|"
    "jul|juil|july|juillet|aug|aou|aout|august|sep|sept|september|septembre|oct|october|octobre|"
    "nov|november|novembre|dec|december|decembre"
)

WAYS: Mapping[Phrase, str] = {
    Phrase.NUMBER: "[0-9]+([ed][0-9]+)?i?|0x[0-9a-f]+(p[0-9]+)?|0b[01]+|0o[0-7]+|inf|infinity",
    Phrase.MISSING_VALUE: "na|nan|null|none|nil",
    Phrase.TRUE_OR_FALSE: "true|false|t|f|vrai|faux",
    Phrase.DATE_OR_TIME: f"[0-9]{{1,2}}({_MONTHS})([0-9]{{2}}([0-9]{{2}})?)?|({_MONTHS})([0-9]{{1,2}}|[0-9]{{4}})|"
    "[0-9]{8}t[0-9]{4}([0-9]{2})?z?|[0-9]{1,2}(am|pm)",
    Phrase.DEVICE_OF_WINDOWS: "con|prn|aux|nul|com[0-9]|lpt[0-9]",
}
"""Regular expressions, in small letters, of what is read as something else, by what it is read as."""

_COMPILED = {otherwise: re.compile(pattern, re.IGNORECASE | re.ASCII) for otherwise, pattern in WAYS.items()}


def read_otherwise(text: str) -> str | None:
    """Say as what a name would be read by some software; ``None``: as the name that it is."""
    return next((otherwise.of() for otherwise, pattern in _COMPILED.items() if pattern.fullmatch(text)), None)
