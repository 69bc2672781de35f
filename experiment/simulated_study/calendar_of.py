"""When things happen to a simulated participant: anchors and visits, near the times at which they are due."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from experiment.config.assumptions import AssumedStudy
from experiment.config.study_file import StudyFile
from experiment.config.visits import Window, start_of
from experiment.design.windows import span_of
from experiment.format.vocabulary import VisitWindow
from experiment.virtual.chance import Chance

FIRST_DAY = date(2031, 1, 6)
"""A Monday that nobody takes for a day of a real study."""

_MORNING = time(9, 0)
_MORNINGS = timedelta(minutes=30)
"""Within so much of nine o'clock somebody is enrolled."""
_THURSDAY = 3
"""Nobody is enrolled on a Friday: a visit may follow the next day."""
_BEFORE_ANCHOR = timedelta(hours=24)
"""How long before its anchor a visit takes place that is to come before it (B22)."""
_ENTERED_AFTER = timedelta(minutes=6)
"""When the time of an anchor is entered."""
_ENTERED_BEFORE = timedelta(minutes=7)
"""A visit that hangs on an anchor begins so long after it, at least."""
_BETWEEN_VISITS = timedelta(minutes=90)
_LATE, _OUTSIDE = 0.7, 0.3
"""Of the visits outside their window so many are late, and by such a share of its width beyond its end."""
_CLOCK_TIME_MIN = 40
"""How far a visit that is due on a day is from the time of day of its anchor: a standard deviation."""
_NONE, _MINUTE = timedelta(), timedelta(minutes=1)


@dataclass(frozen=True)
class Happening:
    """A moment in the life of a study.

    Parameters
    ----------
    at
        When.
    visit, anchor
        Which visit takes place, or which anchor is entered.
    anchored
        When that anchor was.
    late
        Whether what the visit hangs on came late, and the visit would have kept its windows if it had not.
    """

    at: datetime
    visit: str | None = None
    anchor: str | None = None
    anchored: datetime | None = None
    late: bool = False


def enrolled_at(number: int, assumed: AssumedStudy, zone: tzinfo, chance: Chance) -> datetime:
    """Return when the participant of a number is enrolled: on a working morning.

    People come in the order of their numbers, each at any time of their share of the days.
    """
    days = (number + chance.share("enrolled on")) * assumed.days_between_participants.value
    day = FIRST_DAY + timedelta(days=int(days))
    if day.weekday() > _THURSDAY:
        day += timedelta(days=7 - day.weekday())
    return datetime.combine(day, _MORNING, zone) + _MORNINGS * chance.share("enrolled at")


def happenings(
    study: StudyFile, arm: str, assumed: AssumedStudy, enrolled: datetime, chance: Chance
) -> list[Happening]:
    """Return what happens to a participant, in the order of time.

    A visit that hangs on several anchors of which one is known has the others at such times that it is due by all.

    Parameters
    ----------
    study, arm
        Whose visits.
    assumed
        By how much things are off.
    enrolled
        When.
    chance
        The participant's draws.
    """
    known: dict[str, datetime] = {}
    planned: dict[str, datetime] = {}
    found: list[Happening] = []
    last = enrolled
    for visit in study.arms[arm].visits:
        windows = study.windows_of(arm, visit)
        for window in _missing(windows, known):
            due = _minute_of(_anchored(window, windows, known, last))
            known[window.anchor], is_late = _put_off(due, window.anchor, assumed, chance)
            anchored = known[window.anchor]
            if is_late:
                planned[window.anchor] = due
            entered = _at_some_second(anchored + _ENTERED_AFTER, window.anchor, chance)
            found.append(Happening(entered, anchor=window.anchor, anchored=anchored))
        if windows:
            soonest = max(last + _BETWEEN_VISITS, *(known[window.anchor] + _ENTERED_BEFORE for window in windows))
            at = max(_visit_at(windows, known, assumed, chance, visit, soonest), soonest)
        else:
            wait_min = 15 + abs(assumed.visit_jitter_min.value * chance.normal("jitter", visit))
            at = last + timedelta(minutes=round(wait_min)) + (timedelta(days=1) if found else _NONE)
        at = _at_some_second(at, visit, chance)
        late = any(window.anchor in planned for window in windows) and _keeps(windows, known | planned, at)
        known[start_of(visit)] = last = at
        found.append(Happening(at, visit=visit, late=late))
    return sorted(found, key=lambda one: one.at)


def _minute_of(moment: datetime) -> datetime:
    """Return the full minute before a moment: to the minute people write down when something was."""
    return moment.replace(second=0, microsecond=0)


def _next_minute(moment: datetime) -> datetime:
    """Return the first full minute that is not before a moment."""
    minute = _minute_of(moment)
    return minute if minute == moment else minute + _MINUTE


def _at_some_second(moment: datetime, what: str, chance: Chance) -> datetime:
    """Return a moment within the minute that begins then, or next: nothing begins on the full minute."""
    return _next_minute(moment) + _MINUTE * chance.share("second", what)


def _keeps(windows: tuple[Window, ...], anchors: Mapping[str, datetime], at: datetime) -> bool:
    """Return whether a visit keeps all its windows, counted from these times."""
    spans = [span_of(one, anchors[one.anchor], zone) for one in windows if (zone := anchors[one.anchor].tzinfo)]
    return all(span.place(at) is VisitWindow.INSIDE for span in spans)


def _put_off(due: datetime, anchor: str, assumed: AssumedStudy, chance: Chance) -> tuple[datetime, bool]:
    """Return when an anchor that is due at a time really comes, and whether that is late."""
    if chance.share("late", anchor) >= assumed.infusion_late.value:
        return due + timedelta(minutes=round(assumed.visit_jitter_min.value * chance.normal("anchor", anchor))), False
    late_min = -assumed.infusion_late_min.value * math.log(chance.share("how late", anchor))
    return due + timedelta(minutes=round(late_min)), True


def _missing(windows: tuple[Window, ...], known: Mapping[str, datetime]) -> list[Window]:
    """Return the windows whose anchor has still to come, each anchor once."""
    missing = {window.anchor: window for window in windows if window.anchor not in known}
    return list(missing.values())


def _anchored(window: Window, windows: tuple[Window, ...], known: Mapping[str, datetime], last: datetime) -> datetime:
    """Return when an anchor should be, so that the visit is due by all its windows."""
    others = [one for one in windows if one.anchor in known]
    if not others:
        return last + _BEFORE_ANCHOR
    other = others[0]
    due = known[other.anchor] + other.due
    return due if other.in_days else due - window.due  # a day has room for the anchor and the visit after it


def _visit_at(
    windows: tuple[Window, ...],
    known: Mapping[str, datetime],
    assumed: AssumedStudy,
    chance: Chance,
    visit: str,
    soonest: datetime,
) -> datetime:
    """Return when a visit takes place: off its time, within all its windows, unless it is one that misses them."""
    window = next((one for one in windows if not one.in_days), windows[0])
    unit, anchored = _unit(window), known[window.anchor]
    minutes = round(_CLOCK_TIME_MIN * chance.normal("clock time", visit)) if window.in_days else 0
    about = anchored + timedelta(minutes=minutes)
    if chance.share("outside", visit) < assumed.outside_window.value:
        beyond = max(unit, math.ceil(_OUTSIDE * (window.latest - window.earliest) / unit) * unit)
        early = _minute_of(anchored + window.earliest - beyond)
        late = chance.share("early or late", visit) < _LATE or early < soonest
        return (anchored + window.latest + beyond) if late else early
    jitter = (assumed.visit_jitter_d if window.in_days else assumed.visit_jitter_min).value
    off = round(jitter * chance.normal("jitter", visit)) * unit
    due = about + min(window.latest, max(window.earliest, window.due + off))
    zone = anchored.tzinfo
    assert zone is not None
    spans = [span_of(one, known[one.anchor], zone) for one in windows]
    begins = _next_minute(max(span.begins for span in spans))
    ends = _minute_of(min(span.ends for span in spans)) - _MINUTE
    if begins > ends or begins <= due <= ends:  # after an infusion that was late, a visit may not keep both
        return due
    return (begins if due < begins else ends).astimezone(zone)


def _unit(window: Window) -> timedelta:
    return timedelta(days=1) if window.in_days else _MINUTE
