"""A day and a time of day as somebody types them from a paper record: understood whole, or not at all."""

from __future__ import annotations

import re
from datetime import date, time

_TIME = re.compile(r"(?P<hour>\d{1,2}) ?[:hH.,] ?(?P<minute>\d{2})|(?P<hours>\d{1,2})(?P<minutes>\d{2})", re.ASCII)
_DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"|(?P<d>\d{1,2})(?P<sign>[/. -])(?P<m>\d{1,2})(?:(?P=sign)(?P<y>\d{4}))?",
    re.ASCII,
)


def typed_time(text: str) -> time | None:
    """Read a time of day, as 14:05, 14h05, 14.05 or 1405; ``None``: it is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return time(int(found["hour"] or found["hours"]), int(found["minute"] or found["minutes"]))
    except ValueError:
        return None


def typed_day(text: str, today: date) -> date | None:
    """Read a day, as 26/11/2026, 26.11.2026, 26/11 or 2026-11-26; ``None``: it is none.

    Parameters
    ----------
    today
        A day without a year is one of this year.
    """
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    year = int(found["year"] or found["y"] or today.year)
    try:
        return date(year, int(found["month"] or found["m"]), int(found["day"] or found["d"]))
    except ValueError:
        return None
