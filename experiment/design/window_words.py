"""The time of a visit in words: what an experimenter is told before a session, and in the list of visits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from experiment.config.visits import start_of
from experiment.design.local_time import day_of
from experiment.design.windows import Span, Timing
from experiment.format.vocabulary import VisitWindow

_MINUTE = timedelta(minutes=1)
_PLACES = {VisitWindow.INSIDE: "inside", VisitWindow.EARLY: "early, before", VisitWindow.LATE: "late, after"}


def in_words(timing: Timing) -> tuple[str, ...]:
    """Say where a moment lies: what is not as it should be, or else every window; nothing, if the visit has none."""
    lines = list(_deviations(timing))
    if lines:
        return tuple(lines)
    return tuple(_placed(span, timing) for span in timing.spans if span is not None)


def _deviations(timing: Timing) -> Iterator[str]:
    if timing.overtaken is not None:
        name, when = timing.overtaken
        yield f"{hours(timing.moment - when)} after {name}, and it comes before that"
    starts = {start_of(visit) for visit in timing.undone}
    for anchor in timing.awaited:
        if anchor not in starts:
            yield f"the time of {anchor} has not been entered"
    for _, span in timing.broken:
        if span is not None:
            yield _placed(span, timing)
    if timing.undone:
        are = "is" if len(timing.undone) == 1 else "are"
        yield f"{' and '.join(timing.undone)} {are} not done"


def _placed(span: Span, timing: Timing) -> str:
    window, since = span.window, timing.moment - span.anchored
    place = _PLACES[span.place(timing.moment)]
    if not window.in_days:
        return f"{hours(since)} after {window.anchor}: {place} {hours(window.earliest)} – {hours(window.latest)}"
    day = (day_of(timing.moment, span.zone) - day_of(span.anchored, span.zone)).days
    return f"day {day} after {window.anchor}: {place} days {window.earliest.days} – {window.latest.days}"


def hours(time: timedelta) -> str:
    """Write a time in hours and minutes: 4 h 07."""
    minutes = abs(time) // _MINUTE
    sign = "−" if time < timedelta(0) else ""
    return f"{sign}{minutes // 60} h {minutes % 60:02}"
