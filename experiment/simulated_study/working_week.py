"""When people work: on which days and at what hours somebody is enrolled and comes for the first time, and again."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo

from experiment.virtual.chance import Chance

FIRST_DAY = date(2031, 1, 6)
"""A Monday that nobody takes for a day of a real study."""

_OPENS, _HOURS = time(8, 40), timedelta(hours=8)
"""People are enrolled and begin their visits within so much of a day."""
_DAYS, _WEEK = 5, 7
_FRIDAY = 4
_AT_ONCE = 0.4
"""So many come for their first visit on the day on which they are enrolled, if there is time."""
_WAIT, _WAITS_MIN, _WAITS_SD = timedelta(minutes=15), 25.0, 0.6
"""They wait for so long at least, and usually for so many minutes more; the SD of the logarithm of these."""
_DAYS_LATER = 2.5
"""The others come on one of the next working days, so many after the next one on average."""
_PUT_DOWN_DAYS = 2.0
"""So many days later something is put down that nobody waits for, on average."""
_CLOCK_TIME_MIN = 40
"""How far a visit is from the time of day of what it hangs on: a standard deviation."""


def enrolled_on(days: float, zone: tzinfo) -> datetime:
    """Return when somebody is enrolled who comes after so many days of the calendar: at some hour of a working day."""
    week, working = divmod(days * _DAYS / _WEEK, _DAYS)
    day = FIRST_DAY + timedelta(weeks=int(week), days=int(working))
    return datetime.combine(day, _OPENS, zone) + _HOURS * (working % 1)


def is_working(moment: datetime) -> bool:
    """Return whether it is on a working day."""
    return moment.weekday() < _DAYS


def first_visit_at(enrolled: datetime, visit: str, hours: timedelta, tomorrow: bool, chance: Chance) -> datetime:
    """Return when somebody comes for the first time: at once, or on one of the next working days.

    Parameters
    ----------
    enrolled
        When.
    visit
        Its name.
    hours
        How long this day of theirs goes on afterwards, or another one that hangs on it.
    tomorrow
        Whether something is due on the day after, which is no Saturday then.
    chance
        The participant's draws.
    """
    room = max(_HOURS - hours, _HOURS / 4)
    if chance.share("comes at once") < _AT_ONCE and not (tomorrow and enrolled.weekday() == _FRIDAY):
        waits_min = _WAITS_MIN * math.exp(_WAITS_SD * chance.normal("waits", visit))
        at = enrolled + _WAIT + timedelta(minutes=waits_min)
        if at <= _opens(enrolled) + room:
            return at
    at = _opens(enrolled) + room * chance.share("time of day", visit)
    for _ in range(1 + int(-_DAYS_LATER * math.log(chance.share("days later", visit)))):
        at = next_working(at)
    if tomorrow and at.weekday() == _FRIDAY:  # on any of the days but Friday, of the next week
        at += timedelta(days=_WEEK - _FRIDAY + int(_FRIDAY * chance.share("instead of Friday", visit)))
    return at


def next_working(moment: datetime) -> datetime:
    """Return the same time of the next working day."""
    moment += timedelta(days=1)
    while not is_working(moment):
        moment += timedelta(days=1)
    return moment


def at_other_time(moment: datetime, visit: str, chance: Chance) -> datetime:
    """Return about the same time of that day, not far beyond the hours at which people work."""
    off = timedelta(minutes=round(_CLOCK_TIME_MIN * chance.normal("clock time", visit)))
    opens = _opens(moment)
    return moment + off if opens <= moment + off <= opens + _HOURS else moment - off


def put_down_at(since: datetime, until: datetime, what: str, chance: Chance) -> datetime:
    """Return when something is put down that has come up since then: at some hour of a working day, and before that."""
    at = since + timedelta(days=-_PUT_DOWN_DAYS * math.log(chance.share("put down", what)))
    if not (is_working(at) and _opens(at) <= at <= _opens(at) + _HOURS):
        at = _opens(next_working(at)) + _HOURS * chance.share("put down at", what)
    return at if at < until else _at_work(since, until, chance.share("put down before", what))


def _at_work(since: datetime, until: datetime, share: float) -> datetime:
    """Return the moment so far into the working hours between two; with none between, so far between the two."""
    days = [_opens(since + timedelta(days=day)) for day in range((until.date() - since.date()).days + 1)]
    spans = [(max(opens, since), min(opens + _HOURS, until)) for opens in days if is_working(opens)]
    spans = [(begins, ends) for begins, ends in spans if begins < ends]
    left = share * sum((ends - begins for begins, ends in spans), timedelta())
    for begins, ends in spans:
        if left < ends - begins:
            return begins + left
        left -= ends - begins
    return since + share * (until - since)


def on_a_working_day(moments: Iterable[datetime]) -> datetime | None:
    """Return the first that is on a working day."""
    return next((moment for moment in moments if is_working(moment)), None)


def _opens(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), _OPENS, moment.tzinfo)
