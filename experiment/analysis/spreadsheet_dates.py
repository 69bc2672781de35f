"""What a spreadsheet makes of a number that it takes for a date: ``01.May`` of 1.5."""

from __future__ import annotations

import re

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre", "januar", "februar", "märz", "juni", "juli", "oktober", "dezember", "enero", "febrero",
    "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre", "janv",
    "févr", "juil", "sept", "mrz",
)  # fmt: skip
_MONTH = "|".join(sorted({part for month in _MONTHS for part in (month, month[:3])}, key=len, reverse=True))
_DATE = re.compile(
    rf"[0-9]{{1,4}}[-./ ]+({_MONTH})\.?([-./ ]+[0-9]{{2,4}})?|({_MONTH})\.?[-./ ]+[0-9]{{1,4}}"
    r"|[0-9]{1,4}(?P<sign>[-./])[0-9]{1,2}(?P=sign)[0-9]{1,4}([T ].*)?|[0-9]{1,2}\.[0-9]{1,2}\.",
    re.IGNORECASE,
)


def is_a_date(cell: str) -> bool:
    """Return whether a cell is a date, as spreadsheets write them in English, French, German and Spanish."""
    return _DATE.fullmatch(cell) is not None
