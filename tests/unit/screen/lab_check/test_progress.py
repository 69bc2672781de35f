"""How long a check takes and how far it is, as its pages say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.screen.lab_check.duration_lines import tries_of
from experiment.screen.lab_check.progress import PAGE_S, Progress, about


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (5, "Half a minute"),
        (60, "About a minute"),
        (89, "About a minute"),
        (130, "About 2 minutes"),
        (900, "About 15 minutes"),
    ],
)
def test_a_time_as_one_says_it(seconds: float, said: str) -> None:
    """Minutes, rounded."""
    assert said == about(seconds)


def test_a_thorough_check_of_the_ketamine_study() -> None:
    """Its durations 25 times each: as long as they are, with a page at each duration and at each minute."""
    durations_s = [0.5, 1.0, 2.0, 4.0, 8.0]
    times = [tries_of(duration_s, float("inf")) for duration_s in durations_s]
    progress = Progress(durations_s, times, 30.0)
    assert 25 * sum(durations_s) + 5 * PAGE_S == progress.takes_s
    first, last = progress.pages[0].text, progress.pages[-1].text
    assert "1 of 5" in first
    assert "About 7 minutes left" in first
    assert "5 of 5" in last
    assert "minutes" not in last
    assert progress.pages[0] == progress.page(0, 0)
    assert progress.page(4, 1) is None


@given(durations_s=st.lists(st.floats(0.02, 120), max_size=9), within_s=st.sampled_from([12.0, float("inf")]))
def test_the_time_that_is_left_only_falls(durations_s: list[float], within_s: float) -> None:
    """From page to page less is left, every duration begins with a page, and there are few more than minutes."""
    times = [tries_of(duration_s, within_s) for duration_s in durations_s]
    progress = Progress(durations_s, times, 0.0)
    left = [int(found[1]) if (found := re.search(r"About ([0-9]+) min", page.text)) else 1 for page in progress.pages]
    assert left == sorted(left, reverse=True)
    assert all(progress.page(turn, 0) for turn in range(len(times)))
    assert len(left) <= len(times) + progress.takes_s / 60 + 2
