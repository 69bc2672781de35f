"""When visits are due: elapsed hours, days of the calendar, and where a moment lies against them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.config.visits import Window
from experiment.design.local_time import beginning_of, day_of, end_of, moments_of
from experiment.design.windows import span_of, timing_of
from experiment.format.vocabulary import OutsideWindow, VisitWindow
from tests.instruments.ketamine_times import INFUSIONS as ANCHORS
from tests.instruments.ketamine_times import KETAMINE, PARIS, paris

FOUR_HOURS = Window(anchor="infusion1_end", due_h=4, window_h=(3.5, 5))
A_WEEK = Window(anchor="infusion1_end", due_d=7, window_d=(6, 9))
UTC = timezone.utc
INSIDE, EARLY, LATE = VisitWindow

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda one: one.replace(tzinfo=UTC))
ZONES = st.sampled_from(["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "UTC"])
AFTER = st.floats(0, 8) | st.floats(100, 300)
"""Hours after an anchor, most of them near the ends of a window."""
PROPERTY = settings(deadline=None, derandomize=True, max_examples=200)


def shown(*moments: datetime) -> list[str]:
    """What the clock in Paris shows, with its offset."""
    return [moment.astimezone(PARIS).isoformat(timespec="minutes") for moment in moments]


@pytest.mark.parametrize(
    ("anchored", "times"),
    [
        ("2026-11-26 14:05", ["2026-11-26T17:35+01:00", "2026-11-26T18:05+01:00", "2026-11-26T19:05+01:00"]),
        ("2026-10-25 00:30", ["2026-10-25T03:00+01:00", "2026-10-25T03:30+01:00", "2026-10-25T04:30+01:00"]),
        ("2027-03-28 00:30", ["2027-03-28T05:00+02:00", "2027-03-28T05:30+02:00", "2027-03-28T06:30+02:00"]),
        ("2026-03-29 00:30", ["2026-03-29T05:00+02:00", "2026-03-29T05:30+02:00", "2026-03-29T06:30+02:00"]),
    ],
)
def test_four_hours_are_elapsed_time(anchored: str, times: list[str]) -> None:
    """3.5, 4 and 5 hours later, by the clock on the wall, which is put back or forward meanwhile."""
    span = span_of(FOUR_HOURS, paris(anchored), PARIS)
    assert times == shown(span.begins, span.due, span.ends)


@pytest.mark.parametrize(
    ("anchored", "begins", "due", "ends"),
    [
        ("2026-11-26 14:05", "2026-12-02T00:00+01:00", "2026-12-03", "2026-12-05T23:59+01:00"),
        ("2026-10-19 09:00", "2026-10-25T00:00+02:00", "2026-10-26", "2026-10-28T23:59+01:00"),
        ("2026-10-16 23:30", "2026-10-22T00:00+02:00", "2026-10-23", "2026-10-25T23:59+01:00"),
        ("2027-03-22 00:10", "2027-03-28T00:00+01:00", "2027-03-29", "2027-03-31T23:59+02:00"),
        ("2027-03-19 12:00", "2027-03-25T00:00+01:00", "2027-03-26", "2027-03-28T23:59+02:00"),
    ],
)
def test_day_seven_is_a_day_of_the_calendar(anchored: str, begins: str, due: str, ends: str) -> None:
    """From the beginning of the sixth day to the end of the ninth, also where a day has 23 or 25 hours."""
    span = span_of(A_WEEK, paris(anchored), PARIS)
    assert [begins, ends] == shown(span.begins, span.ends)
    assert due == str(day_of(span.due, PARIS))
    assert [LATE, INSIDE] == [span.place(span.ends + step * timedelta(microseconds=1)) for step in (1, 0)]


@pytest.mark.parametrize(
    ("text", "moments"),
    [
        ("2026-10-25 02:30", ["2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"]),
        ("2026-10-25 03:00", ["2026-10-25T03:00+01:00"]),
        ("2027-03-28 02:30", []),
        ("2027-03-28 03:00", ["2027-03-28T03:00+02:00"]),
        ("2027-10-31 02:00", ["2027-10-31T02:00+02:00", "2027-10-31T02:00+01:00"]),
    ],
)
def test_an_hour_that_comes_twice_or_not_at_all(text: str, moments: list[str]) -> None:
    """What a clock shows is a moment, or two in the hour that comes twice, or none in the one that is left out."""
    assert moments == shown(*moments_of(datetime.fromisoformat(text), PARIS))


@PROPERTY
@given(moment=MOMENTS, zone=ZONES.map(ZoneInfo))
def test_a_moment_is_among_those_its_clock_time_means(moment: datetime, zone: ZoneInfo) -> None:
    """Whatever a clock shows at a moment means that moment, and perhaps one other."""
    meant = moments_of(moment.astimezone(zone).replace(tzinfo=None, fold=0), zone)
    assert moment in meant
    assert 1 <= len(meant) <= 2


@PROPERTY
@given(moment=MOMENTS, zone=ZONES.map(ZoneInfo))
def test_days_follow_one_another_without_a_gap(moment: datetime, zone: ZoneInfo) -> None:
    """Each moment is in its day, and a day ends where the next one begins."""
    day = day_of(moment, zone)
    assert beginning_of(day, zone) <= moment <= end_of(day, zone)
    assert timedelta(microseconds=1) == beginning_of(day + timedelta(days=1), zone) - end_of(day, zone)


@PROPERTY
@given(anchored=MOMENTS, after=AFTER, zone=ZONES.map(ZoneInfo), in_days=st.booleans())
def test_a_place_is_what_the_figures_say(anchored: datetime, after: float, zone: ZoneInfo, in_days: bool) -> None:
    """Early, inside or late: by the elapsed minutes of the one window, by the dates of the other."""
    moment = anchored + timedelta(hours=after)
    window = A_WEEK if in_days else FOUR_HOURS
    low, high = (6, 9) if in_days else (210, 300)
    days, minutes = day_of(moment, zone) - day_of(anchored, zone), (moment - anchored) // timedelta(minutes=1)
    passed = days.days if in_days else minutes
    right = EARLY if passed < low else LATE if passed > high else INSIDE
    assert right is span_of(window, anchored, zone).place(moment)


@PROPERTY
@given(anchored=MOMENTS, later=st.integers(1, 10**6), after=AFTER, in_days=st.booleans())
def test_a_later_anchor_never_makes_a_moment_later(anchored: datetime, later: int, after: float, in_days: bool) -> None:
    """Where an anchor is corrected to a later time, no moment goes from early to inside, or from inside to late."""
    window, moment = A_WEEK if in_days else FOUR_HOURS, anchored + timedelta(hours=after)
    order = [EARLY, INSIDE, LATE]
    first, second = (
        order.index(span_of(window, at, PARIS).place(moment)) for at in (anchored, anchored + timedelta(seconds=later))
    )
    assert second <= first


@pytest.mark.parametrize(
    ("visit", "moment", "window", "hours"),
    [
        ("post4h", "2026-10-19 17:34", EARLY, 3.483),
        ("post4h", "2026-10-19 17:35", INSIDE, 3.5),
        ("post4h", "2026-10-19 19:05", INSIDE, 5.0),
        ("post4h", "2026-10-19 19:06", LATE, 5.017),
        ("day7", "2026-10-26 14:00", INSIDE, 4.0),
        ("day7", "2026-10-26 13:00", EARLY, 3.0),
        ("baseline", "2026-10-19 14:00", None, None),
        ("baseline", "2026-10-19 14:05", LATE, 0.0),
        ("baseline", "2026-10-19 16:05", LATE, 2.0),
    ],
)
def test_where_a_moment_lies(visit: str, moment: str, window: VisitWindow | None, hours: float | None) -> None:
    """A patient's visits: hours since the end of the infusion, and what they mean; a baseline is late after it."""
    timing = timing_of(KETAMINE, "patient", visit, ANCHORS, ("baseline", "post4h"), paris(moment))
    found = timing.hours_since_anchor
    assert window == timing.window
    assert hours == (None if found is None else round(found, 3))
    assert (window in (None, INSIDE)) == timing.as_it_should_be


def test_the_first_window_that_does_not_hold_is_named() -> None:
    """Four hours after the third infusion, but ten days after the first: the second window is the broken one."""
    anchors = {**ANCHORS, "infusion3_end": paris("2026-10-29 10:00")}
    timing = timing_of(KETAMINE, "patient", "day7", anchors, ("baseline", "post4h"), paris("2026-10-29 14:00"))
    assert LATE == timing.window
    assert ["infusion1_end"] == [window.anchor for window, _ in timing.broken]
    early = timing_of(KETAMINE, "patient", "day7", anchors, ("baseline", "post4h"), paris("2026-10-29 11:00"))
    assert EARLY == early.window
    assert ["infusion3_end", "infusion1_end"] == [window.anchor for window, _ in early.broken]


def test_two_windows_may_hang_on_one_anchor() -> None:
    """Hours and days after the same infusion are two windows, each with its own times."""
    also = Window(anchor="infusion1_end", due_d=1, window_d=(1, 2))
    visits = dict(KETAMINE.visits)
    visits["post4h"] = visits["post4h"].model_copy(update={"also": also})
    study = KETAMINE.model_copy(update={"visits": visits})
    timing = timing_of(study, "patient", "post4h", ANCHORS, ("baseline",), paris("2026-10-19 18:05"))
    assert EARLY == timing.window
    assert [also] == [window for window, _ in timing.broken]


@pytest.mark.parametrize(
    ("known", "awaited"),
    [((), ("infusion3_end", "infusion1_end")), (("infusion3_end",), ("infusion1_end",))],
)
def test_nobody_can_say_without_the_anchor(known: tuple[str, ...], awaited: tuple[str, ...]) -> None:
    """Where the time of an anchor was not entered, the window is not known, and a reason is needed."""
    anchors = {name: ANCHORS[name] for name in known}
    timing = timing_of(KETAMINE, "patient", "day7", anchors, ("baseline", "post4h"), paris("2026-10-26 14:00"))
    assert timing.window is None
    assert awaited == timing.awaited
    assert not timing.as_it_should_be


def test_earlier_visits_that_are_not_done_are_named() -> None:
    """A visit before whose earlier ones are done needs a reason, also within its window."""
    timing = timing_of(KETAMINE, "patient", "day7", ANCHORS, ("post4h",), paris("2026-10-26 14:00"))
    assert INSIDE == timing.window
    assert ("baseline",) == timing.undone
    assert not timing.as_it_should_be


def test_what_a_window_does_outside() -> None:
    """The broken window says whether a reason is asked or the visit refused; without a broken one it is asked."""
    refusing = FOUR_HOURS.model_copy(update={"outside": OutsideWindow.REFUSE})
    visits = dict(KETAMINE.visits)
    visits["post4h"] = visits["post4h"].model_copy(update={"after": refusing})
    study = KETAMINE.model_copy(update={"visits": visits})
    late = timing_of(study, "patient", "post4h", ANCHORS, ("baseline",), paris("2026-10-19 20:05"))
    assert OutsideWindow.REFUSE is late.outside
    undone = replace(late, moment=paris("2026-10-19 18:05"), undone=("baseline",))
    assert OutsideWindow.ASK == undone.outside
    assert not undone.as_it_should_be


def test_one_window_that_refuses_is_enough() -> None:
    """Early for the first window, which asks, and late for the second, which refuses: it is refused."""
    visits = dict(KETAMINE.visits)
    also = A_WEEK.model_copy(update={"outside": OutsideWindow.REFUSE})
    visits["day7"] = visits["day7"].model_copy(update={"also": also})
    study = KETAMINE.model_copy(update={"visits": visits})
    anchors = {**ANCHORS, "infusion3_end": paris("2026-10-29 10:00")}
    timing = timing_of(study, "patient", "day7", anchors, ("baseline", "post4h"), paris("2026-10-29 11:00"))
    assert (EARLY, OutsideWindow.REFUSE) == (timing.window, timing.outside)


def test_an_anchor_is_entered_to_the_minute() -> None:
    """The last minute of a window of hours is in it to its end, and the one before the first is not."""
    span = span_of(FOUR_HOURS, paris("2026-11-26 14:05"), PARIS)
    seconds = {"17:34:59": EARLY, "17:35:00": INSIDE, "19:05:59": INSIDE, "19:06:00": LATE}
    assert seconds == {clock: span.place(paris(f"2026-11-26 {clock}")) for clock in seconds}


def test_controls_come_a_week_after_their_baseline() -> None:
    """The start of a visit is an anchor without being entered."""
    start = {"baseline_start": paris("2026-10-19 18:00")}
    moments = [paris(text) for text in ("2026-10-24 23:59", "2026-10-25 00:00", "2026-10-28 23:59", "2026-10-29 00:00")]
    timings = [timing_of(KETAMINE, "control", "day7", start, ("baseline",), moment) for moment in moments]
    assert [EARLY, INSIDE, INSIDE, LATE] == [timing.window for timing in timings]
