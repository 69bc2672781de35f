"""What several windows of a visit share: a table written by hand from the rules, and any windows by brute force."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from experiment.config.visits import Window
from experiment.design.local_time import clock_of, day_of
from experiment.design.schedule import Scheduled, scheduled
from experiment.design.windows import Timing, span_of, timing_of
from experiment.format.vocabulary import VisitStanding
from tests.instruments.ketamine_times import KETAMINE, PARIS, paris

FIRST = "10 11:00"
"""The end of the first infusion, on 10 November 2026: days 6 to 9 are the 16th to the 19th, day 7 is the 17th."""

# fmt: off
TABLE: dict[str | None, tuple[str, dict[str, str]]] = {
    None: ("", {"10 12:00": "awaiting", "16 00:00": "awaiting", "19 23:59": "awaiting", "20 00:00": "late"}),
    "17 10:00": (  # as planned
        "2026-11-17 13:30 – 2026-11-17 15:00, 2026-11-17 14:00",
        {"17 13:29": "later", "17 13:30": "due", "17 14:00": "due", "17 14:01": "overdue", "17 15:00": "overdue",
         "17 15:01": "late"},
    ),
    "21 10:00": (  # two days too late
        "apart",
        {"21 10:00": "late", "21 13:30": "late", "21 14:00": "late", "21 15:01": "late", "22 00:00": "late"},
    ),
    "12 10:00": (  # four days too soon
        "apart", {"12 10:00": "late", "12 14:00": "late", "16 00:00": "late", "17 12:00": "late", "20 00:00": "late"},
    ),
    "15 20:15": (  # 23:45 to 01:15, and the 16th begins in between
        "2026-11-16 00:00 – 2026-11-16 01:15, 2026-11-16 00:15",
        {"15 23:50": "later", "16 00:00": "due", "16 00:15": "due", "16 00:16": "overdue", "16 01:16": "late"},
    ),
    "15 19:00": (  # 22:30 to 00:00, a minute of which is on the 16th
        "2026-11-16 00:00 – 2026-11-16 00:00, 2026-11-16 00:00",
        {"15 23:59": "later", "16 00:00": "due", "16 00:01": "late"},
    ),
    "15 18:59": ("apart", {"15 18:59": "late", "15 23:59": "late", "16 00:00": "late"}),  # a minute sooner: none is
    "19 20:15": (  # 23:45 to 01:15, and the 19th ends in between
        "2026-11-19 23:45 – 2026-11-19 23:59, 2026-11-19 23:59",
        {"19 23:44": "later", "19 23:45": "due", "19 23:59": "due", "20 00:00": "late"},
    ),
}
"""By the end of the third infusion: what the windows of day 7 share and when it is due, and where it stands when."""
# fmt: on


def day7(third: str | None, moment: str) -> Scheduled:
    """Day 7 of a patient, both earlier visits done."""
    anchors = {"infusion1_end": paris(f"2026-11-{FIRST}")}
    if third is not None:
        anchors["infusion3_end"] = paris(f"2026-11-{third}")
    timing = timing_of(KETAMINE, "patient", "day7", anchors, ("baseline", "post4h"), paris(f"2026-11-{moment}"))
    return scheduled(timing, None, withdrawn=False)


@pytest.mark.parametrize("third", TABLE)
def test_the_table(third: str | None) -> None:
    """Day 7 stands where the rules say, and its time is what both windows share, or none."""
    shared, changes = TABLE[third]
    assert changes == {moment: str(day7(third, moment).standing) for moment in changes}
    found = day7(third, next(iter(changes)))
    if found.begins is None or found.due is None or found.ends is None:
        assert shared == ("apart" if found.apart else "")
        return
    begins, due, ends = (clock_of(one, PARIS) for one in (found.begins, found.due, found.ends))
    assert shared == f"{begins} – {ends}, {due}"
    assert found.apart is None
    assert not found.in_days


HOURS = st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(1, 20)).map(
    lambda one: Window(anchor="a", due_h=one[0] + one[1], window_h=(one[0], one[0] + one[1] + one[2]))
)
DAYS = st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(1, 3)).map(
    lambda one: Window(anchor="b", due_d=one[0] + one[1], window_d=(one[0], one[0] + one[1] + one[2]))
)
ANCHORED = st.datetimes(datetime(2026, 10, 15), datetime(2026, 11, 10), timezones=st.just(ZoneInfo("UTC")))
NEAR = st.sampled_from([-86400, -3600, -60, -1, 0, 1, 59, 60, 61, 3600, 86400]).map(lambda s: timedelta(seconds=s))
SHUT = Window(anchor="b", due_d=0, window_d=(0, 1))
FOUR = Window(anchor="a", due_h=4, window_h=(3.5, 5))


def is_inside(window: Window, anchored: datetime, moment: datetime) -> bool:
    """Whether a window holds a moment, by its figures: whole minutes that have passed, or days of the calendar."""
    if window.in_days:
        passed = (day_of(moment, PARIS) - day_of(anchored, PARIS)).days
        return window.earliest.days <= passed <= window.latest.days
    return window.earliest <= (moment - anchored) // timedelta(minutes=1) * timedelta(minutes=1) <= window.latest


@settings(deadline=None, derandomize=True, max_examples=80)
@given(
    windows=st.lists(st.tuples(HOURS | DAYS, ANCHORED), min_size=1, max_size=3),
    near=NEAR,
    at=st.integers(0, 5),
    is_awaited=st.booleans(),
)
@example(  # the last minute of a window of hours reaches into the next day
    windows=[(FOUR, paris("2026-11-10 18:59:30")), (SHUT, paris("2026-11-11 12:00"))],
    near=timedelta(0),
    at=2,
    is_awaited=False,
)
def test_any_windows(windows: list[tuple[Window, datetime]], near: timedelta, at: int, is_awaited: bool) -> None:
    """A visit is due where all its windows hold, later if they will, and late if they never will again; its time never
    ends before it begins, and it is due in it."""
    spans = [span_of(window, anchored, PARIS) for window, anchored in windows]
    edges = [edge for span in spans for edge in (span.begins, span.ends)]
    moment = edges[at % len(edges)] + near
    awaited = (FOUR,) if is_awaited else ()
    timing = Timing(
        "day7", moment, (*(window for window, _ in windows), *awaited), (*spans, *(None for _ in awaited)), None, ()
    )
    found = scheduled(timing, None, withdrawn=False)

    def in_all(one: datetime) -> bool:
        return all(is_inside(window, anchored, one) for window, anchored in windows)

    begin = [span.begins for span in spans]
    will_be = any(in_all(one) for one in begin if one >= moment)
    assert any(map(in_all, begin)) == (found.apart is None)
    if in_all(moment) and not is_awaited:
        assert found.due is not None
        assert (VisitStanding.OVERDUE if moment > found.due else VisitStanding.DUE) is found.standing
    elif in_all(moment) or will_be:
        assert (VisitStanding.AWAITING if is_awaited else VisitStanding.LATER) is found.standing
    else:
        assert VisitStanding.LATE is found.standing
    if found.apart is not None:
        assert found.begins is None
        assert found.apart.earlier.ends < found.apart.later.begins
    elif found.begins is not None and found.due is not None and found.ends is not None:
        assert found.begins <= found.due <= found.ends
        assert in_all(found.begins)
        if found.begins <= spans[0].due <= found.ends:
            assert spans[0].due == found.due
