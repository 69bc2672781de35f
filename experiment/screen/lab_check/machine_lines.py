"""Clock and garbage collector."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import pairwise

from experiment.format.check_report import CheckLine, Verdict
from experiment.format.judging import Limit, decided, judged
from experiment.messages import LAB

_STEP = Limit(1.0, 1.0, "ms")
_DRIFT = Limit(50.0, 50.0, "ppm")
_SAME_CLOCK_S = 1.0
_SET_MS = 100.0
_COLLECT = Limit(5.0, 15.0, "ms")

_CLOCK_REMEDY = f"start through `{LAB}`, which chooses a clock that is never set"


@dataclass(frozen=True)
class ClockReading:
    """The task's clock beside the system's most exact one, and beside the one that tells the time of day.

    On Windows `time.monotonic` has steps of 16 ms: `time.perf_counter` has not.
    """

    task_s: float
    monotonic_s: float
    wall_s: float


def clock_line(apart_s: float) -> CheckLine:
    """Judge whether the task's clock is one that nobody can set: on Linux psychtoolbox reads either kind.

    Parameters
    ----------
    apart_s
        From the clock that is never set.
    """
    good = not sys.platform.startswith("linux") or abs(apart_s) < _SAME_CLOCK_S
    found = "it is never set" if good else "it is the wall clock, and steps when that is set"
    return decided("clock", good, "a clock that is never set", found, _CLOCK_REMEDY, otherwise=Verdict.WARN)


def clock_lines(readings: list[ClockReading]) -> list[CheckLine]:
    """Judge whether the task's clock ran evenly from reading to reading, in a run of some minutes."""
    offsets = [reading.task_s - reading.monotonic_s for reading in readings]
    passed_s = readings[-1].monotonic_s - readings[0].monotonic_s
    step_ms = 1000 * max(abs(after - before) for before, after in pairwise(offsets))
    days = [reading.wall_s - reading.monotonic_s for reading in readings]
    set_ms = 1000 * max(abs(after - before) for before, after in pairwise(days))
    drift_ppm = abs(offsets[-1] - offsets[0]) / passed_s * 1e6
    return [
        judged("clock steps", step_ms, _STEP, f"at most {step_ms:.3f} ms between two readings", _CLOCK_REMEDY),
        judged("clock drift", drift_ppm, _DRIFT, f"{drift_ppm:.1f} ppm over {passed_s:.0f} s", _CLOCK_REMEDY),
        decided(
            "time of day",
            set_ms <= _SET_MS,
            f"set by no more than {_SET_MS:g} ms meanwhile",
            f"set by {set_ms:.1f} ms at most between two readings",
            "let the system settle its time before a session; response times do not depend on it, dates and times do",
            otherwise=Verdict.WARN,
        ),
    ]


def collector_line(pause_s: float) -> CheckLine:
    """Judge how long a collection of garbage takes once everything that exists is set aside."""
    pause_ms = 1000 * pause_s
    return judged(
        "collector pause", pause_ms, _COLLECT, f"{pause_ms:.2f} ms, in a fixation only", "close other programs"
    )
