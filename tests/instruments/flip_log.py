"""Every flip of a window, timed around the program's own stamps: what it worked before it, and when it was done.

All times are on CLOCK_MONOTONIC.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyglet

_LATE = 1.25
"""So many frames after the one before, a frame is late: by less, two of them together make no screen slip."""


@dataclass(frozen=True)
class Flip:
    """One flip.

    Parameters
    ----------
    work_s
        From the end of the flip before until everything of this frame was drawn: all that the program did for it.
    drawing_s
        For how long of that it waited for what it had ordered to be drawn.
    waited_s
        For how long of that it was ready to run, and the machine let something else run.
    ran_s
        For how long of that it ran. What is left besides, and is no drawing, it stood still: it was put to sleep, or
        the whole virtual machine was.
    swapped_s
        When the new frame was on the display.
    returned_s
        When ``Window.flip`` returned.
    """

    work_s: float
    drawing_s: float
    waited_s: float
    ran_s: float
    swapped_s: float
    returned_s: float


class FlipLog:
    """Times the flips of a window from now on; put it on after the refresh is emulated.

    Parameters
    ----------
    window
        A window of PsychoPy.
    """

    def __init__(self, window: Any) -> None:
        self.flips: list[Flip] = []
        self._flip, self._swap = window.flip, window.backend.swapBuffers
        self._queue = os.open("/proc/thread-self/schedstat", os.O_RDONLY)
        self._called_s = self._drawn_s = self._swapped_s = self._returned_s = time.monotonic()
        self._lived = self._lived_before = self._lived_s()
        window.flip, window.backend.swapBuffers = self._timed_flip, self._timed_swap

    @property
    def last(self) -> Flip:
        """The flip that was last made."""
        return self.flips[-1]

    def _timed_swap(self, flipThisFrame: bool = True) -> None:  # noqa: N803 (PsychoPy's name)
        if flipThisFrame:
            self._called_s = time.monotonic()
            pyglet.gl.glFinish()  # what has been ordered is drawn; whoever waits for the refresh does this anyway
            self._drawn_s, self._lived = time.monotonic(), self._lived_s()
        self._swap(flipThisFrame)
        self._swapped_s = time.monotonic()

    def _timed_flip(self, clearBuffer: bool = True) -> Any:  # noqa: N803 (PsychoPy's name)
        stamp = self._flip(clearBuffer)
        work_s, drawing_s = self._drawn_s - self._returned_s, self._drawn_s - self._called_s
        ran_s, waited_s = (now - before for now, before in zip(self._lived, self._lived_before, strict=True))
        self._returned_s, self._lived_before = time.monotonic(), self._lived_s()
        self.flips.append(Flip(work_s, drawing_s, waited_s, ran_s, self._swapped_s, self._returned_s))
        return stamp

    def _lived_s(self) -> tuple[float, float]:
        """Read how long this thread has run in its life, and how long it has waited for a processor."""
        ran_ns, waited_ns = os.pread(self._queue, 96, 0).split()[:2]
        return int(ran_ns) / 1e9, int(waited_ns) / 1e9


def frame_held_up(flips: Sequence[Flip], n: int, frame_s: float) -> bool:
    """Tell whether the machine held a frame up: it came late, and the program had run for less than half of it.

    Something else had the processor, the whole virtual machine stood still, or the display took its time to take the
    picture. A frame that the program decided to show, or worked too long for, is not held up.
    """
    late = flips[n].swapped_s - flips[n - 1].swapped_s > _LATE * frame_s
    return late and flips[n].ran_s < frame_s / 2
