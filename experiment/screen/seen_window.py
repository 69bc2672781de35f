"""The task's window as the system sees it, where there is somebody to ask."""

from __future__ import annotations

import ctypes
import sys
import time
from typing import TYPE_CHECKING

from experiment.screen.window_state import SeenWindow, WindowState
from experiment.screen.window_watch import WindowWatch

if TYPE_CHECKING:
    from psychopy import visual

    from experiment.screen.x_monitors import MonitorFacts

_PATIENCE_S = 2.0
"""How long a window manager may take to give a new window the keyboard."""

_EACH_S = 0.05


def watch_window(window: visual.Window, now_s: float) -> WindowWatch | None:
    """Watch a window as it stands now, once it has the keyboard; ``None``: nothing is known of windows here.

    Parameters
    ----------
    now_s
        On the clock of the inputs.
    """
    seen = seen_window(window)
    if seen is None:
        return None
    _have_keyboard(seen)
    return WindowWatch(seen, now_s)


def seen_window(window: visual.Window) -> SeenWindow | None:
    """Find the window where the system keeps it."""
    if sys.platform.startswith("linux"):
        from experiment.screen.x_window import XWindow  # noqa: PLC0415 (only where there is X)

        return XWindow(int(window.winHandle._window))
    if sys.platform == "win32":
        from experiment.screen.win_monitor import RefreshRate  # noqa: PLC0415 (only on Windows)
        from experiment.screen.win_window import WinWindow  # noqa: PLC0415

        handle, user = int(window.winHandle._hwnd), ctypes.WinDLL("user32")
        seen = WinWindow(handle, user, ctypes.WinDLL("dwmapi"), RefreshRate(user, handle))
        window.winHandle.push_handlers(on_deactivate=seen.is_left)
        return seen
    return None


def look_at(window: visual.Window) -> WindowState | None:
    """Ask once how a window stands; ``None``: nothing is known of windows here."""
    seen = seen_window(window)
    if seen is None:
        return None
    try:
        return seen.look()
    finally:
        seen.close()


def look_at_monitor(window: visual.Window) -> MonitorFacts | None:
    """Ask about the monitor that a window is on; ``None``: nothing is known of monitors here."""
    standing = look_at(window)
    if standing is None or not sys.platform.startswith("linux"):
        return None
    from experiment.screen.x_monitors import facts_of_monitor  # noqa: PLC0415 (only where there is X)

    return facts_of_monitor(int(window.winHandle._window), standing.place)


def _have_keyboard(seen: SeenWindow) -> None:
    """Wait until the window has the keyboard, asking for it; where that is refused, the session begins with a pause."""
    end_s = time.monotonic() + _PATIENCE_S
    asked = False
    while time.monotonic() < end_s:
        seen.happened(surely=True)
        standing = seen.look()
        if standing is None or not standing.deaf:
            return
        if not asked:
            seen.take_keyboard_back()
            asked = True
        time.sleep(_EACH_S)
