"""A display that waits for nothing is told from one that waits and is late, each with its own remedy."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from experiment.config.display_file import ExpectedDisplay
from experiment.format.refresh import FASTEST_REFRESH_HZ, SLOWEST_REFRESH_HZ
from experiment.messages import Reason
from experiment.screen.pacing import Pacing, pacing_of, period_s, uneven_pct
from tests.instruments.paces import busy, refusal_of, window_of

RATES = st.floats(50, 360)


def unpaced(seed: int) -> list[float]:
    """The intervals of a display that waits for nothing, on a computer that is slow and uneven: 59 flips per second."""
    draw = random.Random(seed)
    return [draw.uniform(0.002, 0.032) for _ in range(240)]


@given(RATES, st.booleans(), st.integers(0, 10**6))
def test_a_display_that_waits_is_paced(hertz: float, known: bool, seed: int) -> None:
    """With a few late frames, whether anybody says its rate or not."""
    intervals = busy(hertz, seed, late_share=0.05)
    assert Pacing.PACED is pacing_of(intervals, hertz if known else None)


@given(RATES, st.integers(0, 10**6), st.floats(0.35, 0.45))
def test_a_busy_display_is_unsteady_where_its_rate_is_known(hertz: float, seed: int, late_share: float) -> None:
    """However many frames are late, it is not said to wait for nothing."""
    assert Pacing.UNPACED is not pacing_of(busy(hertz, seed, late_share), hertz)


@given(st.floats(50, 144), st.integers(0, 10**6))
def test_a_busy_display_is_unsteady_where_nobody_says_its_rate(hertz: float, seed: int) -> None:
    """Its late frames are late by whole refreshes."""
    intervals = busy(hertz, seed)
    expected = Pacing.PACED if uneven_pct(intervals) <= 20 else Pacing.UNSTEADY
    assert expected is pacing_of(intervals, None)


@given(st.sampled_from([60.0, None]), st.integers(0, 10**6))
def test_a_slow_display_that_waits_for_nothing_is_unpaced(known_hz: float | None, seed: int) -> None:
    """As many flips per second as a display of 60 Hz do not make it one."""
    assert Pacing.UNPACED is pacing_of(unpaced(seed), known_hz)


@given(st.floats(550, 3000), st.sampled_from([60.0, 144.0, 480.0, 500.0, None]))
def test_what_is_faster_than_any_display_is_unpaced(hertz: float, known_hz: float | None) -> None:
    """Hundreds of flips per second, however even, are no display's."""
    assert Pacing.UNPACED is pacing_of([1 / hertz] * 120, known_hz)


@given(st.floats(SLOWEST_REFRESH_HZ, FASTEST_REFRESH_HZ))
def test_whatever_rate_a_display_may_be_given_is_not_refused(hertz: float) -> None:
    """A display that has the rate of its entry is a display, up to the fastest that can be written there."""
    display = ExpectedDisplay(refresh_hz=hertz)
    assert Pacing.PACED is pacing_of([1 / hertz] * 120, display.refresh_hz)


def test_the_limits_are_the_same() -> None:
    """What cannot be written into the file of displays is no refresh rate either."""
    for hertz in (SLOWEST_REFRESH_HZ - 1, FASTEST_REFRESH_HZ + 1):
        with pytest.raises(ValidationError):
            ExpectedDisplay(refresh_hz=hertz)


def test_a_busy_start_is_measured_again(screen: str) -> None:
    """A computer that is busy when the window opens, and then is not, has its refresh measured when it is not."""
    from experiment.screen.window import measure_refresh_until_steady

    refresh = measure_refresh_until_steady(window_of(busy(60, 1) + [1 / 60] * 2000), 60.0)  # type: ignore[arg-type]
    assert (Pacing.PACED, pytest.approx(1 / 60)) == (refresh.pacing, refresh.frame_s)


@pytest.mark.parametrize(
    ("intervals", "reason"),
    [(busy(60, 1), Reason.DISPLAY_UNSTEADY), (unpaced(1), Reason.DISPLAY_NOT_SYNCHRONISED)],
)
def test_each_has_its_own_sentence(screen: str, intervals: list[float], reason: Reason) -> None:
    """A study session is refused on both; only one of them is about vertical synchronisation."""
    assert reason is refusal_of(intervals).reason


def test_the_check_says_one_thing_of_an_unpaced_display(screen: str) -> None:
    """Its line says what to switch, and advises no other rate or duration."""
    from experiment.screen.lab_check.display_lines import Flips, unpaced_line

    stamps = [0.002 * n for n in range(100)]
    line = unpaced_line(Flips(tuple(stamps)), 60.0)
    assert line is not None
    assert "500 flips per second" in line.found
    assert "G-Sync" in line.remedy
    assert unpaced_line(Flips(tuple(n / 60 for n in range(100))), 60.0) is None


@given(RATES, st.integers(0, 10**6), st.sets(st.integers(0, 120), max_size=8), st.sets(st.integers(1, 119), max_size=8))
def test_the_period_is_that_of_most_flips(hertz: float, seed: int, late: set[int], lost: set[int]) -> None:
    """A few stamps that come late, the first and the last among them, and refreshes that are lost, change nothing."""
    draw, refresh, stamps_s = random.Random(seed), 0, []
    for n in range(121):
        refresh += 1 + (n in lost)
        stamps_s.append((refresh + draw.uniform(0.2, 0.9) * (n in late)) / hertz + draw.gauss(0.0, 3e-5))
    assert 1 / hertz == pytest.approx(period_s(stamps_s), rel=5e-4)
