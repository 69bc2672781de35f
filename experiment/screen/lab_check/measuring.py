"""What is measured of the display and the machine, as figures; what they mean is judged elsewhere."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Any

from psychtoolbox import GetSecs
from pyglet import gl

from experiment.screen.lab_check.display_lines import Flips
from experiment.screen.lab_check.machine_lines import ClockReading


def flip_many(window: Any, draw: Callable[[], None], flips: int) -> Flips:
    """Flip again and again, drawing the same before each."""
    stamps = []
    for _ in range(flips):
        draw()
        stamps.append(float(window.flip()))
    return Flips(tuple(stamps))


def drawing_cost_s(draw: Callable[[], None]) -> float:
    """Measure how long it takes until a drawing is finished, the graphics processor's part included."""
    gl.glFinish()
    start_s = float(GetSecs())
    draw()
    gl.glFinish()
    return float(GetSecs()) - start_s


def read_clocks(readings: int = 50) -> ClockReading:
    """Read both clocks as close together as can be had."""
    taken = []
    for _ in range(readings):
        before = time.perf_counter()
        task_s = float(GetSecs())
        after = time.perf_counter()
        taken.append((after - before, ClockReading(task_s, (before + after) / 2, time.time())))
    return min(taken, key=lambda pair: pair[0])[1]


def clocks_apart_s() -> float:
    """Measure how far the task's clock is from the one that is never set."""
    return float(GetSecs()) - time.monotonic()


def collection_s() -> float:
    """Measure how long a collection of garbage takes."""
    start_s = time.perf_counter()
    gc.collect()
    return time.perf_counter() - start_s
