"""The time of a visit in words: what an experimenter is told before a session, and in the list of visits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from experiment.config.visits import start_of
from experiment.design.common_time import Apart, apart
from experiment.design.local_time import clock_of, day_of
from experiment.design.windows import Span, Timing
from experiment.format.vocabulary import VisitWindow

_MINUTE = timedelta(minutes=1)


def _moment(moment: datetime, zone: tzinfo, in_days: bool) -> str:
    return str(day_of(moment, zone)) if in_days else clock_of(moment, zone)


@dataclass(frozen=True)
class WindowWords:
    """How the time of a visit is said in a language; the usual one is that of the command line.

    Parameters
    ----------
    overtaken
        With the places ``{time}`` and ``{name}``.
    not_entered, not_done, none_done
        With ``{name}``; the last of several.
    in_hours
        With ``{time}``, ``{name}``, ``{place}``, ``{earliest}`` and ``{latest}``.
    in_days
        The same, ``{day}`` in place of the time.
    apart
        With ``{earlier}`` and ``{later}``.
    from_to
        A window that is apart from another, with ``{begins}``, ``{ends}`` and ``{name}``.
    places
        Where a moment lies.
    joined
        Between the last two names of several.
    name
        How an anchor or a visit is called.
    moment
        How a moment is written, in a zone; whether its day is enough.
    """

    overtaken: str = "{time} after {name}, and it comes before that"
    not_entered: str = "the time of {name} has not been entered"
    not_done: str = "{name} is not done"
    none_done: str = "{name} are not done"
    in_hours: str = "{time} after {name}: {place} {earliest} – {latest}"
    in_days: str = "day {day} after {name}: {place} days {earliest} – {latest}"
    apart: str = "its windows share no time: {earlier}, and {later}"
    from_to: str = "{begins} – {ends} after {name}"
    places: Mapping[VisitWindow, str] = field(
        default_factory=lambda: {
            VisitWindow.INSIDE: "inside",
            VisitWindow.EARLY: "early, before",
            VisitWindow.LATE: "late, after",
        }
    )
    joined: str = " and "
    name: Callable[[str], str] = str
    moment: Callable[[datetime, tzinfo, bool], str] = _moment


_ENGLISH = WindowWords()


def in_words(timing: Timing, words: WindowWords = _ENGLISH) -> tuple[str, ...]:
    """Return where a moment lies: what is not as it should be, or else every window; nothing, if the visit has none."""
    lines = list(_deviations(timing, words))
    if lines:
        return tuple(lines)
    return tuple(_placed(span, timing, words) for span in timing.spans if span is not None)


def apart_in_words(found: Apart, words: WindowWords = _ENGLISH) -> str:
    """Say that two windows of a visit share no time, and which they are."""
    return words.apart.format(earlier=_from_to(found.earlier, words), later=_from_to(found.later, words))


def _from_to(span: Span, words: WindowWords) -> str:
    begins, ends = (words.moment(one, span.zone, span.window.in_days) for one in (span.begins, span.ends))
    return words.from_to.format(begins=begins, ends=ends, name=words.name(span.window.anchor))


def _deviations(timing: Timing, words: WindowWords) -> Iterator[str]:
    if timing.overtaken is not None:
        name, when = timing.overtaken
        yield words.overtaken.format(time=hours(timing.moment - when), name=words.name(name))
    starts = {start_of(visit) for visit in timing.undone}
    for anchor in timing.awaited:
        if anchor not in starts:
            yield words.not_entered.format(name=words.name(anchor))
    separate = apart(timing.spans)
    if separate is not None:
        yield apart_in_words(separate, words)
    for _, span in timing.broken:
        if span is not None:
            yield _placed(span, timing, words)
    if timing.undone:
        said = words.not_done if len(timing.undone) == 1 else words.none_done
        yield said.format(name=words.joined.join(map(words.name, timing.undone)))


def _placed(span: Span, timing: Timing, words: WindowWords) -> str:
    window, since = span.window, timing.moment - span.anchored
    facts = {"name": words.name(window.anchor), "place": words.places[span.place(timing.moment)]}
    if not window.in_days:
        earliest, latest = hours(window.earliest), hours(window.latest)
        return words.in_hours.format(time=hours(since), earliest=earliest, latest=latest, **facts)
    day = (day_of(timing.moment, span.zone) - day_of(span.anchored, span.zone)).days
    earliest, latest = str(window.earliest.days), str(window.latest.days)
    return words.in_days.format(day=day, earliest=earliest, latest=latest, **facts)


def hours(time: timedelta) -> str:
    """Write a time in hours and minutes: 4 h 07."""
    minutes = abs(time) // _MINUTE
    sign = "−" if time < timedelta(0) else ""
    return f"{sign}{minutes // 60} h {minutes % 60:02}"
