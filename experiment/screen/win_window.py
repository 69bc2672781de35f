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

from experiment.screen.win_monitor import RefreshRate, monitor_of
from experiment.screen.window_state import Box, Happened, WindowState

_SMALLEST_PX = 10
"""As under X: what is narrower or lower than this covers nothing."""

_IN_FRONT, _ROOT_OWNER, _RESTORE = 3, 3, 9
_EXTENDED_STYLE, _TRANSPARENT, _CLOAKED = -20, 0x20, 14
"""GW_HWNDPREV, GA_ROOTOWNER, SW_RESTORE; GWL_EXSTYLE, WS_EX_TRANSPARENT, DWMWA_CLOAKED."""

_WALK_S = 0.5


class WinWindow:
    """One window, seen from outside.

    Parameters
    ----------
    handle
        Windows' number of it.
    user, compositor
        The libraries user32 and dwmapi.
    rate
        Of the monitor that the window is on.
    clock
        For the walk over the windows in front.
    """

    def __init__(
        self,
        handle: int,
        user: Any,
        compositor: Any,
        rate: RefreshRate,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._handle = handle
        self._user = user
        self._compositor = compositor
        self._rate = rate
        self._clock = clock
        self._before: tuple[object, ...] | None = None
        self._was_left = False
        self._walked_s = -float("inf")
        for function in (user.GetForegroundWindow, user.GetAncestor, user.GetWindow):
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
        return WindowState(
            keyboard=self._has_keyboard(),
            grabbed=False,
            on_screen=self._on_screen(),
            obscured=place in over.values(),
            over=frozenset(over),
            place=place,
            monitor=_box(monitor_of(self._user, self._handle).monitor),
            refresh_hz=self._rate(),
        )

    def take_keyboard_back(self) -> None:
        """Ask for the keyboard, and for a place in front; Windows may only make the task bar blink."""
        handle = wintypes.HWND(self._handle)
        if self._user.IsIconic(handle):
            self._user.ShowWindow(handle, _RESTORE)
        self._user.SetForegroundWindow(handle)

    def close(self) -> None:
        """Ask no more."""
        self._rate.close()

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
