"""What the clock on the laboratory's wall shows, and which moment is meant by it."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo

_LEAST = timedelta(microseconds=1)


def moments_of(shown: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """Give the moments at which a clock in a zone shows something, in UTC.

    There is one; none in the hour that is left out in spring, and two in the hour that comes twice in autumn.
    """
    taken = (shown.replace(tzinfo=zone, fold=fold).astimezone(timezone.utc) for fold in (0, 1))
    return tuple(dict.fromkeys(one for one in taken if one.astimezone(zone).replace(tzinfo=None, fold=0) == shown))


def day_of(moment: datetime, zone: tzinfo) -> date:
    """Give the day of the calendar in a zone."""
    return moment.astimezone(zone).date()


def beginning_of(day: date, zone: tzinfo) -> datetime:
    """Give the first moment of a day, in UTC; it is midnight, unless that is left out."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(timezone.utc)


def end_of(day: date, zone: tzinfo) -> datetime:
    """Give the last moment of a day, in UTC."""
    return beginning_of(day + timedelta(days=1), zone) - _LEAST
