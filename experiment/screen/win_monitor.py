"""What Windows says of the monitor that a window is on: where it is, and which refresh rate it is set to."""

from __future__ import annotations

import ctypes
import threading
from ctypes import wintypes
from typing import Any

from experiment.messages import Reason, Refusal

_NEAREST_MONITOR, _CURRENT_MODE = 2, 0xFFFFFFFF
"""MONITOR_DEFAULTTONEAREST, ENUM_CURRENT_SETTINGS."""

_LOWEST_HZ = 2
"""0 and 1 say “as the hardware has it”, which is no rate."""

ASKED_EACH_S = 0.5


class MonitorInfo(ctypes.Structure):
    """Where a monitor is, and its name: MONITORINFOEXW."""

    _fields_ = (
        ("size", wintypes.DWORD),
        ("monitor", wintypes.RECT),
        ("work", wintypes.RECT),
        ("flags", wintypes.DWORD),
        ("device", ctypes.c_uint16 * 32),
    )


class DisplayMode(ctypes.Structure):
    """How a monitor is set: DEVMODEW, as it is for displays."""

    _fields_ = (
        ("device", ctypes.c_uint16 * 32),
        ("versions", ctypes.c_uint16 * 2),
        ("size", ctypes.c_uint16),
        ("extra", ctypes.c_uint16),
        ("fields", ctypes.c_uint32),
        ("position_and_orientation", ctypes.c_uint32 * 4),
        ("of_printers", ctypes.c_int16 * 5),
        ("form", ctypes.c_uint16 * 32),
        ("pixels_per_inch", ctypes.c_uint16),
        ("bits_per_pixel", ctypes.c_uint32),
        ("width_px", ctypes.c_uint32),
        ("height_px", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("refresh_hz", ctypes.c_uint32),
        ("colour_and_panning", ctypes.c_uint32 * 8),
    )


def monitor_of(user: Any, handle: int) -> MonitorInfo:
    """Return the monitor that holds most of a window, or is nearest to it."""
    user.MonitorFromWindow.restype = ctypes.c_void_p
    info = MonitorInfo(size=ctypes.sizeof(MonitorInfo))
    monitor = user.MonitorFromWindow(wintypes.HWND(handle), _NEAREST_MONITOR)
    user.GetMonitorInfoW(wintypes.HMONITOR(monitor), ctypes.byref(info))
    return info


class RefreshRate:
    """The rate that the monitor of a window is set to, in whole Hz: 59.94 Hz is told as 59.

    No event tells another program's windows of it, and the driver may take its time to answer: after the first time,
    which is before the first screen, it is asked in a thread of its own, and no frame waits for it.

    Parameters
    ----------
    user
        The library user32.
    handle
        Windows' number of the window.
    each_s
        How often it is asked.
    """

    def __init__(self, user: Any, handle: int, each_s: float = ASKED_EACH_S) -> None:
        self._user = user
        self._handle = handle
        self._each_s = each_s
        self._hz: float | None = None
        self._over = threading.Event()
        self.ask()
        asking = threading.Thread(target=self._go_on_asking, name="asks for the refresh rate", daemon=True)
        try:
            asking.start()
        except RuntimeError as error:
            raise Refusal(Reason.NO_THREAD, error=error) from error

    def __call__(self) -> float | None:
        """Return it as it was last told; ``None``: it never was."""
        return self._hz

    def ask(self) -> None:
        """Ask now; who gives no answer has not told of another rate."""
        mode = DisplayMode(size=ctypes.sizeof(DisplayMode))
        device = monitor_of(self._user, self._handle).device
        told = self._user.EnumDisplaySettingsW(device, wintypes.DWORD(_CURRENT_MODE), ctypes.byref(mode))
        if told and mode.refresh_hz >= _LOWEST_HZ:
            self._hz = float(mode.refresh_hz)

    def close(self) -> None:
        """Ask no more."""
        self._over.set()

    def _go_on_asking(self) -> None:
        while not self._over.wait(self._each_s):
            self.ask()
