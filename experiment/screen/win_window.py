"""What Windows says about a window: who has the keyboard, where the window is, and what lies over it.

Windows is asked at every look, for it tells other programs' windows nothing cheaply; each question takes some
microseconds, and the walk over the windows in front is made twice a second only, or when one of them has changed.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Iterator
from ctypes import wintypes
from typing import Any

from experiment.screen.window_state import Box, Happened, WindowState

_SMALLEST_PX = 10
"""As under X: what is narrower or lower than this covers nothing."""

_IN_FRONT, _ROOT_OWNER, _NEAREST_MONITOR, _RESTORE = 3, 3, 2, 9
_EXTENDED_STYLE, _TRANSPARENT, _CLOAKED = -20, 0x20, 14
"""GW_HWNDPREV, GA_ROOTOWNER, MONITOR_DEFAULTTONEAREST, SW_RESTORE; GWL_EXSTYLE, WS_EX_TRANSPARENT, DWMWA_CLOAKED."""

_CURRENT_MODE, _LOWEST_HZ = 0xFFFFFFFF, 2
"""ENUM_CURRENT_SETTINGS; 0 and 1 say “as the hardware has it”, which is no rate."""

_WALK_S = 0.5


class _MonitorInfo(ctypes.Structure):
    _fields_ = (
        ("size", wintypes.DWORD),
        ("monitor", wintypes.RECT),
        ("work", wintypes.RECT),
        ("flags", wintypes.DWORD),
        ("device", ctypes.c_uint16 * 32),
    )


class DisplayMode(ctypes.Structure):
    """How a monitor is set: Windows’ DEVMODEW, as it is for displays."""

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


class WinWindow:
    """One window, seen from outside.

    Parameters
    ----------
    handle
        Windows' number of it.
    user, compositor
        The libraries user32 and dwmapi.
    clock
        For the walk over the windows in front.
    """

    def __init__(self, handle: int, user: Any, compositor: Any, clock: Callable[[], float] = time.monotonic) -> None:
        self._handle = handle
        self._user = user
        self._compositor = compositor
        self._clock = clock
        self._before: tuple[object, ...] | None = None
        self._was_left = False
        self._walked_s = -float("inf")
        self._refresh_hz: float | None = None
        for function in (user.GetForegroundWindow, user.GetAncestor, user.GetWindow, user.MonitorFromWindow):
            function.restype = ctypes.c_void_p

    def is_left(self) -> None:
        """Take note that the window has lost the keyboard: for one that has it back before the next look."""
        self._was_left = True

    def happened(self, surely: bool = False) -> Happened:
        """Ask the little that is asked for every frame, and tell whether it has changed."""
        now = (self._has_keyboard(), self._on_screen(), self._in_front_of(self._handle), self._place())
        changed, self._before = now != self._before, now
        due = self._clock() - self._walked_s >= _WALK_S
        lost = self._was_left or not (now[0] and now[1])
        left, self._was_left = lost and (changed or self._was_left), False
        return Happened(anything=changed or due, lost=lost, left=left)

    def look(self) -> WindowState | None:
        """Ask how the window stands now; ``None``: there is no such window any more."""
        if not self._user.IsWindow(wintypes.HWND(self._handle)):
            return None
        self._walked_s = self._clock()
        place = self._place()
        over = dict(self._over(place))
        monitor = self._monitor()
        return WindowState(
            keyboard=self._has_keyboard(),
            grabbed=False,
            on_screen=self._on_screen(),
            obscured=place in over.values(),
            over=frozenset(over),
            place=place,
            monitor=_box(monitor.monitor),
            refresh_hz=self._refresh_of(monitor),
        )

    def take_keyboard_back(self) -> None:
        """Ask for the keyboard, and for a place in front; Windows may only make the task bar blink."""
        handle = wintypes.HWND(self._handle)
        if self._user.IsIconic(handle):
            self._user.ShowWindow(handle, _RESTORE)
        self._user.SetForegroundWindow(handle)

    def close(self) -> None:
        """There is nothing to give back."""

    def _has_keyboard(self) -> bool:
        front = self._user.GetForegroundWindow()
        return front == self._handle or (
            bool(front) and self._user.GetAncestor(wintypes.HWND(front), _ROOT_OWNER) == self._handle
        )

    def _on_screen(self) -> bool:
        handle = wintypes.HWND(self._handle)
        return bool(self._user.IsWindowVisible(handle)) and not self._user.IsIconic(handle)

    def _place(self) -> Box:
        """Return the window without its frame."""
        handle = wintypes.HWND(self._handle)
        size, corner = wintypes.RECT(), wintypes.POINT(0, 0)
        self._user.GetClientRect(handle, ctypes.byref(size))
        self._user.ClientToScreen(handle, ctypes.byref(corner))
        return Box(corner.x, corner.y, size.right, size.bottom)

    def _monitor(self) -> _MonitorInfo:
        info = _MonitorInfo(size=ctypes.sizeof(_MonitorInfo))
        monitor = self._user.MonitorFromWindow(wintypes.HWND(self._handle), _NEAREST_MONITOR)
        self._user.GetMonitorInfoW(wintypes.HMONITOR(monitor), ctypes.byref(info))
        return info

    def _refresh_of(self, monitor: _MonitorInfo) -> float | None:
        """Return the rate that a monitor is set to, in whole Hz; where Windows does not say, as it was last told.

        59.94 Hz is told as 59 and 60 Hz as 60; who gives no answer has not told of another rate.
        """
        mode = DisplayMode(size=ctypes.sizeof(DisplayMode))
        told = self._user.EnumDisplaySettingsW(monitor.device, wintypes.DWORD(_CURRENT_MODE), ctypes.byref(mode))
        if told and mode.refresh_hz >= _LOWEST_HZ:
            self._refresh_hz = float(mode.refresh_hz)
        return self._refresh_hz

    def _in_front_of(self, handle: int) -> int | None:
        found = self._user.GetWindow(wintypes.HWND(handle), _IN_FRONT)
        return None if found is None else int(found)

    def _over(self, place: Box) -> Iterator[tuple[int, Box]]:
        """Return the windows that lie over this one, and what they cover of it."""
        window = self._in_front_of(self._handle)
        while window is not None:
            if self._covers(window):
                whole = wintypes.RECT()
                self._user.GetWindowRect(wintypes.HWND(window), ctypes.byref(whole))
                common = _box(whole).common(place)
                if min(common.width, common.height) >= _SMALLEST_PX:
                    yield window, common
            window = self._in_front_of(window)

    def _covers(self, window: int) -> bool:
        """Return whether a window shows anything: many are there without being seen."""
        handle, cloaked = wintypes.HWND(window), wintypes.DWORD(0)
        if not self._user.IsWindowVisible(handle) or self._user.IsIconic(handle):
            return False
        if self._user.GetWindowLongW(handle, _EXTENDED_STYLE) & _TRANSPARENT:
            return False
        self._compositor.DwmGetWindowAttribute(handle, _CLOAKED, ctypes.byref(cloaked), ctypes.sizeof(cloaked))
        return cloaked.value == 0


def _box(rectangle: wintypes.RECT) -> Box:
    return Box(
        rectangle.left,
        rectangle.top,
        rectangle.right - rectangle.left,
        rectangle.bottom - rectangle.top,
    )
