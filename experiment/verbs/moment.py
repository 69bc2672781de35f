"""Times as somebody reads them off a clock and types them, and which moment is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from experiment.design.local_time import YEARS, clock_of, day_of, moments_of, time_of
from experiment.messages import Reason, Refusal, Usage
from experiment.verbs.typed import wrong


@dataclass(frozen=True)
class ClockTime:
    """A time of day as somebody reads it off a clock.

    Parameters
    ----------
    clock
        What the clock shows.
    day
        On which day; ``None``: today.
    offset
        From UTC; ``None``: that of the laboratory.
    """

    clock: time
    day: date | None = None
    offset: timezone | None = None


_TIME = re.compile(
    r"(?:(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:T| +))?"
    r"(?P<hour>[0-9]{1,2}) ?[:hH] ?(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r" ?(?:(?P<utc>[Zz])|(?P<sign>[+-])(?P<hours>[0-9]{2}):?(?P<minutes>[0-5][0-9]))?"
)


def clock_time(text: str) -> ClockTime:
    """Read a time, as 14:05, 14h05, 2026-11-26 14:05 or 2026-11-26T14:05+01:00."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise wrong(Usage.NOT_A_TIME, text=text)
    try:
        clock = time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
        day = date.fromisoformat(found["day"]) if found["day"] else None
        east = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
        offset = timezone(-east if found["sign"] == "-" else east) if found["utc"] or found["sign"] else None
    except ValueError as error:
        raise wrong(Usage.NOT_A_TIME, text=text) from error
    if day is not None and day.year not in YEARS:
        raise wrong(Usage.NOT_A_YEAR, text=text, first=YEARS[0], last=YEARS[-1])
    if offset is not None and day is None:
        raise wrong(Usage.NOT_A_TIME, text=text)
    return ClockTime(clock, day, offset)


def moment_meant(typed: ClockTime, zone: tzinfo, today: datetime) -> datetime:
    """Return the moment, with the offset that the clock in a zone has then.

    Raises
    ------
    Refusal
        If the clock showed that time twice, or never, or does not have the offset that was typed; UTC is always meant.
    """
    shown = datetime.combine(typed.day or day_of(today, zone), typed.clock)
    if typed.offset is not None:
        moment = shown.replace(tzinfo=typed.offset)
        here = moment.astimezone(zone)
        if isinstance(zone, ZoneInfo) and moment.utcoffset() and moment.utcoffset() != here.utcoffset():
            offset, here_shown = str(typed.offset).removeprefix("UTC"), here.isoformat(timespec="minutes")
            raise Refusal(
                Reason.TIME_OF_ANOTHER_ZONE, time=shown.isoformat(" ", "minutes"), offset=offset, here=here_shown
            )
        return here
    meant = [moment.astimezone(zone) for moment in moments_of(shown, zone)]
    time_shown = shown.isoformat(" ", "minutes")
    if not meant:
        example = shown.replace(tzinfo=zone).astimezone(timezone.utc).astimezone(zone).isoformat(timespec="minutes")
        raise Refusal(Reason.TIME_LEFT_OUT, time=time_shown, example=example)
    if len(meant) > 1:
        first, second = (moment.isoformat(timespec="minutes") for moment in meant)
        raise Refusal(Reason.TIME_TWICE, time=time_shown, first=first, second=second)
    return meant[0]


def shortly(one: datetime, in_days: bool, today: datetime, zone: tzinfo) -> str:
    """Write a time as short as it is clear: the day alone, the time alone if it is today, or both."""
    if in_days:
        return str(day_of(one, zone))
    return time_of(one, zone) if day_of(one, zone) == day_of(today, zone) else clock_of(one, zone)
