"""What the clock on the laboratory's wall shows, and which moment is meant by it."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo

_LEAST = timedelta(microseconds=1)

YEARS = range(2000, 2100)
"""Days that somebody types lie in one of these."""


def moments_of(shown: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """Give the moments at which a clock in a zone shows something, in UTC.

    There is one; none in the hour that is left out in spring, and two in the hour that comes twice in autumn.
    """
    taken = (shown.replace(tzinfo=zone, fold=fold).astimezone(timezone.utc) for fold in (0, 1))
    return tuple(dict.fromkeys(one for one in taken if one.astimezone(zone).replace(tzinfo=None, fold=0) == shown))


def is_same(one: datetime | None, other: datetime | None) -> bool:
    """Return whether two moments are one: of the hour that comes twice, Python finds none like another (PEP 495)."""
    if one is None or other is None:
        return one is other
    return one.astimezone(timezone.utc) == other.astimezone(timezone.utc)


def day_of(moment: datetime, zone: tzinfo) -> date:
    """Give the day of the calendar in a zone."""
    return moment.astimezone(zone).date()


def time_of(moment: datetime, zone: tzinfo) -> str:
    """Write what the clock in a zone shows: 14:05; 02:30+01:00 where that comes twice, as the clocks are put back."""
    local = moment.astimezone(zone)
    comes_twice = len(moments_of(local.replace(tzinfo=None, fold=0), zone)) > 1
    return f"{local:%H:%M}" + (local.isoformat(timespec="minutes")[-len("+01:00") :] if comes_twice else "")


def clock_of(moment: datetime, zone: tzinfo) -> str:
    """Write the day and the time that a clock in a zone shows at a moment: 2026-11-26 14:05."""
    return f"{day_of(moment, zone)} {time_of(moment, zone)}"


def beginning_of(day: date, zone: tzinfo) -> datetime:
    """Give the first moment of a day, in UTC; it is midnight, unless that is left out."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(timezone.utc)


def end_of(day: date, zone: tzinfo) -> datetime:
    """Give the last moment of a day, in UTC."""
    return beginning_of(day + timedelta(days=1), zone) - _LEAST
