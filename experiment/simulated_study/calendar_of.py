"""When things happen to a simulated participant: anchors and visits, near the times at which they are due."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from experiment.config.assumptions import AssumedStudy
from experiment.config.study_file import StudyFile
from experiment.config.visits import Window, start_of
from experiment.design.windows import span_of
from experiment.format.vocabulary import VisitWindow
from experiment.simulated_study.working_week import (
    at_other_time,
    enrolled_on,
    first_visit_at,
    is_working,
    next_working,
    on_a_working_day,
)
from experiment.virtual.chance import Chance

_BEFORE_ANCHOR = timedelta(hours=24)
"""How long before its anchor a visit takes place that is to come before it (B22)."""
_ENTERED_MIN, _ENTERED_SD, _ENTERED_WITHIN = 8.0, 0.9, 0.8
"""So many minutes after an anchor its time is entered, usually; the SD of the logarithm; in such a share of the time
until the visit that hangs on it, at most."""
_BEFORE_VISIT = timedelta(minutes=7)
"""A visit that hangs on an anchor begins so long after it, at least."""
_BETWEEN_VISITS = timedelta(minutes=90)
_LATE, _OUTSIDE = 0.7, 0.3
"""Of the visits outside their window so many are late, and on average by such a share of its width beyond its end."""
_SAME_DAY = timedelta(hours=12)
"""What is due so long after something is due on the same day."""
_NEARBY = (0, 1, -1, 2, -2, 3, -3)
_MINUTE = timedelta(minutes=1)


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
    """Return when the participant of a number is enrolled: on a working day.

    People come in the order of their numbers, each at any time of their share of the days.
    """
    return enrolled_on((number + chance.share("enrolled on")) * assumed.days_between_participants.value, zone)


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
        windows, new = study.windows_of(arm, visit), list[str]()
        for window in _missing(windows, known):
            due = _minute_of(_anchored(window, windows, known, last))
            known[window.anchor], is_late = _put_off(due, window.anchor, assumed, chance)
            if is_late:
                planned[window.anchor] = due
            new.append(window.anchor)
        if windows:
            soonest = max(last + _BETWEEN_VISITS, *(known[window.anchor] + _BEFORE_VISIT for window in windows))
            at = max(_visit_at(windows, known, assumed, chance, visit, soonest), soonest)
        elif found:
            at = at_other_time(next_working(last), visit, chance)
        else:
            at = first_visit_at(enrolled, visit, *_after_it(study, arm), chance)
        at = _at_some_second(at, visit, chance)
        found += [_entered(anchor, known[anchor], at, chance) for anchor in new]
        late = any(window.anchor in planned for window in windows) and _keeps(windows, known | planned, at)
        known[start_of(visit)] = last = at
        found.append(Happening(at, visit=visit, late=late))
    return sorted(found, key=lambda one: one.at)


def _after_it(study: StudyFile, arm: str) -> tuple[timedelta, bool]:
    """Return how long after something else a visit is due that same day, and whether an anchor is due the day after."""
    windows = [window for visit in study.arms[arm].visits for window in study.windows_of(arm, visit)]
    hours = [window.due for window in windows if not window.in_days and window.due < _SAME_DAY]
    return max(hours, default=timedelta()), any(window.anchor in study.arms[arm].anchors for window in windows)


def _entered(anchor: str, anchored: datetime, visit_at: datetime, chance: Chance) -> Happening:
    """Return when the time of an anchor is entered: soon, as a rule, and before the visit that hangs on it."""
    after = timedelta(minutes=_ENTERED_MIN * math.exp(_ENTERED_SD * chance.normal("entered", anchor)))
    within = _ENTERED_WITHIN * (visit_at - anchored)
    if after > within:
        after = within * chance.share("entered within", anchor)
    return Happening(anchored + after, anchor=anchor, anchored=anchored)


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
    about = at_other_time(anchored, visit, chance) if window.in_days else anchored
    if chance.share("outside", visit) < assumed.outside_window.value:
        width = _OUTSIDE * (window.latest - window.earliest) / unit
        beyond = math.ceil(-width * math.log(chance.share("how far outside", visit))) * unit
        early = _working_on(_minute_of(about + window.earliest - beyond), -unit)
        late = chance.share("early or late", visit) < _LATE or early < soonest
        return _working_on(about + window.latest + beyond, unit) if late else early
    jitter = (assumed.visit_jitter_d if window.in_days else assumed.visit_jitter_min).value
    off = round(jitter * chance.normal("jitter", visit)) * unit
    zone = anchored.tzinfo
    assert zone is not None
    spans = [span_of(one, known[one.anchor], zone) for one in windows]
    begins = max(soonest, _next_minute(max(span.begins for span in spans)))
    ends = _minute_of(min(span.ends for span in spans)) - _MINUTE
    offs = (off, *(-off + n * unit for n in _NEARBY), *(off + n * unit for n in _NEARBY)) if window.in_days else (off,)
    possible = [about + min(window.latest, max(window.earliest, window.due + one)) for one in offs]
    due = on_a_working_day(one for one in possible if begins <= one <= ends) or possible[0]
    if begins > ends or begins <= due <= ends:  # after an infusion that was late, a visit may not keep both
        return due
    return (begins if due < begins else ends).astimezone(zone)


def _working_on(moment: datetime, unit: timedelta) -> datetime:
    """Return the moment, or if it is counted in days the same time of the next working day in that direction."""
    while abs(unit) > _MINUTE and not is_working(moment):
        moment += unit
    return moment


def _unit(window: Window) -> timedelta:
    return timedelta(days=1) if window.in_days else _MINUTE
