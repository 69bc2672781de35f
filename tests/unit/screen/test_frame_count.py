"""Intervals between flips are summed up, and what lasts too long is a dropped frame."""

from __future__ import annotations

from experiment.screen.frame_count import FrameCount
from experiment.task.stage import Frames

FRAME_S = 1 / 60


def counted(*frames: float) -> FrameCount:
    """Count intervals that last so many frames."""
    count = FrameCount()
    for each in frames:
        count.add(each * FRAME_S, FRAME_S)
    return count


def test_dropped_frames() -> None:
    """An interval of three frames has dropped two; one of 1.4 is late, and has dropped none."""
    assert Frames(2, 3 * FRAME_S) == counted(1, 1.4, 3, 1).take()


def test_frames_are_counted_from_the_last_time() -> None:
    """What has been taken is not told again."""
    count = counted(3)
    count.take()
    assert Frames(0, 0.0) == count.take()


def test_the_sum_is_of_all() -> None:
    """The sum of a launch is of all intervals, whatever was taken."""
    count = counted(1, 1, 3)
    count.take()
    summed = count.summed_up()
    assert (3, 2, 50.0) == (summed.flips, summed.dropped, summed.longest_ms)


def test_intervals_by_their_length() -> None:
    """Intervals are counted by whole milliseconds."""
    assert {16: 2, 50: 1} == counted(1, 1, 3.001).summed_up().counts_by_ms
