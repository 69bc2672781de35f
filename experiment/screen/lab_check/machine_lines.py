"""Clock and garbage collector."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import pairwise

from experiment.format.check_report import CheckLine, Verdict
from experiment.format.judging import Limit, decided, judged
from experiment.messages.checks import OfMachine

_STEP = Limit(1.0, 1.0, "ms")
_DRIFT = Limit(50.0, 50.0, "ppm")
_SAME_CLOCK_S = 1.0
_SET_MS = 100.0
_COLLECT = Limit(5.0, 15.0, "ms")


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
    state = OfMachine.CLOCK_NEVER_SET if good else OfMachine.CLOCK_IS_SET
    return decided(state, good, "a clock that is never set", otherwise=Verdict.WARN)


def clock_lines(readings: list[ClockReading]) -> list[CheckLine]:
    """Judge whether the task's clock ran evenly from reading to reading, in a run of some minutes."""
    offsets = [reading.task_s - reading.monotonic_s for reading in readings]
    passed_s = readings[-1].monotonic_s - readings[0].monotonic_s
    step_ms = 1000 * max(abs(after - before) for before, after in pairwise(offsets))
    days = [reading.wall_s - reading.monotonic_s for reading in readings]
    set_ms = 1000 * max(abs(after - before) for before, after in pairwise(days))
    drift_ppm = abs(offsets[-1] - offsets[0]) / passed_s * 1e6
    return [
        judged(OfMachine.CLOCK_STEPS, step_ms, _STEP, {"step_ms": step_ms}),
        judged(OfMachine.CLOCK_DRIFT, drift_ppm, _DRIFT, {"drift_ppm": drift_ppm, "passed_s": passed_s}),
        decided(
            OfMachine.DATE_SET_MEANWHILE,
            set_ms <= _SET_MS,
            f"set by no more than {_SET_MS:g} ms meanwhile",
            {"set_ms": set_ms},
            otherwise=Verdict.WARN,
        ),
    ]


def collector_line(pause_s: float) -> CheckLine:
    """Judge how long a collection of garbage takes once everything that exists is set aside."""
    pause_ms = 1000 * pause_s
    return judged(OfMachine.COLLECTION, pause_ms, _COLLECT, {"pause_ms": pause_ms})
