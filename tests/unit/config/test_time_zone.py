"""The clock on the laboratory's wall, where the study names no zone: that of this computer, in summer and in winter."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from experiment.config.time_zone import wall_zone
from experiment.design.local_time import clock_of, moments_of
from experiment.record.findings import shortly

PARIS = ZoneInfo("Europe/Paris")
AUTUMN = datetime(2026, 10, 25, 0, 0, tzinfo=timezone.utc)


@pytest.fixture
def in_paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set this computer to the zone of Paris."""
    if sys.platform == "win32":
        pytest.skip("Windows has one zone for all programs")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/Paris")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("in_paris")
def test_this_computers_clock_shows_what_its_zone_shows() -> None:
    """Every quarter of an hour of the night in which the clocks are put back, in summer and in winter."""
    moments = [AUTUMN + timedelta(minutes=15 * n) for n in range(-8, 24)]
    moments += [datetime(2026, month, 1, 12, tzinfo=timezone.utc) for month in range(1, 13)]
    zone = wall_zone(None)
    assert [clock_of(one, PARIS) for one in moments] == [clock_of(one, zone) for one in moments]
    assert moments == [one.astimezone(zone).astimezone(timezone.utc) for one in moments]


@pytest.mark.usefixtures("in_paris")
def test_an_hour_comes_twice_on_this_computer_too() -> None:
    """In autumn one and the same time of day is two moments, and in spring there is none."""
    twice, never = datetime(2026, 10, 25, 2, 30), datetime(2026, 3, 29, 2, 30)
    assert moments_of(twice, PARIS) == moments_of(twice, wall_zone(None))
    assert () == moments_of(never, wall_zone(None))


def test_a_moment_of_the_ledger_is_said_by_the_wall() -> None:
    """What is found in a data folder has the times that people there have seen; what is no time stays as it is."""
    assert "2026-11-26 14:05 UTC" == shortly("2026-11-26T14:05:10.123+00:00", None)
    assert "2026-11-26 23:05" == shortly("2026-11-26T14:05:10.123+00:00", ZoneInfo("Asia/Tokyo"))
    assert "yesterday" == shortly("yesterday", None)
