"""A day and a time of day as they are typed are understood whole, or not at all."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.launcher.typed_time import typed_day, typed_time

TODAY = date(2026, 11, 26)


@given(
    st.times().map(lambda one: one.replace(second=0, microsecond=0)), st.sampled_from([":", "h", "H", ".", " h ", ""])
)
def test_every_time_of_day_is_read(shown: time, sign: str) -> None:
    """With whatever sign people put between hour and minute, and with none."""
    assert shown == typed_time(f"{shown.hour:02}{sign}{shown.minute:02}")


@pytest.mark.parametrize(
    "text", ["", "14", "24:00", "14:60", "14:5", "141830:05", "2:05 pm", "-1:05", "14:05:30", "١٤:٠٥"]
)
def test_what_is_no_time_is_none(text: str) -> None:
    """Nothing is cut out of it, and no part of it is guessed."""
    assert typed_time(text) is None


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d"])
)
def test_every_day_is_read(shown: date, written: str) -> None:
    """Day before month, or as the standard has it."""
    assert shown == typed_day(shown.strftime(written), TODAY)


def test_a_day_without_a_year_is_of_this_year() -> None:
    """A paper record seldom has one."""
    assert date(2026, 11, 25) == typed_day("25/11", TODAY)


@pytest.mark.parametrize("text", ["", "31/11/2026", "11/26/2026", "26/11-2026", "26/11/26", "26", "0/1/2026"])
def test_what_is_no_day_is_none(text: str) -> None:
    """Month and day are not turned round, and no century is guessed."""
    assert typed_day(text, TODAY) is None
