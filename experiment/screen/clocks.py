"""The clocks of this computer: one that stops while it sleeps, one that goes on, and the time of day."""

from __future__ import annotations

import ctypes
import sys
import time

from experiment.task.gaps import ClockReading

_AT_ONCE_S = 0.01
_TRIES = 5


class SystemClocks:
    """Linux: CLOCK_MONOTONIC and CLOCK_BOOTTIME. Windows: unbiased interrupt time, and the ticks since the start.

    Where a system tells no other clock, only the time of day is held against the monotonic one.
    """

    def read(self) -> ClockReading:
        """Read all of them at once; again, if something came between."""
        for _ in range(_TRIES):
            before_s = _awake_s()
            reading = ClockReading(before_s, _boot_s(), time.time())
            if _awake_s() - before_s < _AT_ONCE_S:
                break
        return reading


if sys.platform == "win32":

    def _awake_s() -> float:
        """Read QueryUnbiasedInterruptTime: in 100 ns, without the time asleep."""
        time_100ns = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(time_100ns))
        return time_100ns.value / 1e7

    def _boot_s() -> float:
        """Read GetTickCount64: in milliseconds, with the time asleep."""
        ticks = ctypes.windll.kernel32.GetTickCount64
        ticks.restype = ctypes.c_ulonglong
        return int(ticks()) / 1000

elif sys.platform == "linux":

    def _awake_s() -> float:
        return time.clock_gettime(time.CLOCK_MONOTONIC)

    def _boot_s() -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME)

else:

    def _awake_s() -> float:
        return time.monotonic()

    def _boot_s() -> float:
        return time.monotonic()
