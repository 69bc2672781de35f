"""What somebody puts down is put down when people work, also if the next thing happens soon."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from experiment.simulated_study.working_week import is_working, put_down_at
from experiment.virtual.chance import Chance

MONDAY = datetime(2031, 1, 13, 15, 30, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize("hours", [20, 24, 48, 200])
def test_at_working_hours(hours: int) -> None:
    """Whatever comes next, a withdrawal is put down before it, on a working day between 8:40 and 16:40."""
    until = MONDAY + timedelta(hours=hours)
    moments = [put_down_at(MONDAY, until, "withdrawal", Chance(1, "course", number)) for number in range(200)]
    minutes = [60 * moment.hour + moment.minute for moment in moments]
    assert all(MONDAY < moment < until and is_working(moment) for moment in moments)
    assert 520 <= min(minutes)
    assert max(minutes) <= 1000


def test_with_no_working_hours_between() -> None:
    """In the night between two visits it is put down all the same, and before the second."""
    evening = MONDAY.replace(hour=18)
    assert (
        evening < put_down_at(evening, evening + timedelta(hours=3), "withdrawal", Chance(1)) < MONDAY.replace(hour=21)
    )
