"""What Windows says of monitors that show the same picture: several paths from one source (wingdi.h, winuser.h)."""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import Any

from experiment.screen.win_monitor import MonitorInfo
from experiment.screen.window_state import Box

_ACTIVE_PATHS, _SOURCE_NAME, _NO_OTHER_MONITOR = 2, 1, 0
"""QDC_ONLY_ACTIVE_PATHS, DISPLAYCONFIG_DEVICE_INFO_GET_SOURCE_NAME, MONITOR_DEFAULTTONULL."""


class Path(ctypes.Structure):
    """From a picture to a monitor that shows it: DISPLAYCONFIG_PATH_INFO."""

    _fields_ = (
        ("adapter", ctypes.c_uint32 * 2),
        ("source", ctypes.c_uint32),
        ("of_source", ctypes.c_uint32 * 2),
        ("of_target", ctypes.c_uint32 * 12),
        ("flags", ctypes.c_uint32),
    )


class Mode(ctypes.Structure):
    """Room for a DISPLAYCONFIG_MODE_INFO, which is not looked at."""

    _fields_ = (("content", ctypes.c_uint64 * 8),)


class SourceName(ctypes.Structure):
    """By which name windows know a picture: DISPLAYCONFIG_SOURCE_DEVICE_NAME."""

    _fields_ = (
        ("what", ctypes.c_uint32),
        ("size", ctypes.c_uint32),
        ("adapter", ctypes.c_uint32 * 2),
        ("source", ctypes.c_uint32),
        ("device", ctypes.c_uint16 * 32),
    )


def is_shown_twice(user: Any, place: Box) -> bool | None:
    """Return whether several monitors show what is at a place of the desktop; ``None``: Windows does not say.

    Parameters
    ----------
    user
        The library user32.
    place
        Where the participant's monitor is.
    """
    device = _device_at(user, place)
    paths = _active_paths(user)
    if device is None or paths is None:
        return None
    showing = sum(_name_of(user, path) == device for path in paths)
    return showing > 1 if showing else None


def _device_at(user: Any, place: Box) -> bytes | None:
    middle = wintypes.POINT(place.left + place.width // 2, place.top + place.height // 2)
    user.MonitorFromPoint.restype = ctypes.c_void_p
    monitor = user.MonitorFromPoint(middle, wintypes.DWORD(_NO_OTHER_MONITOR))
    info = MonitorInfo(size=ctypes.sizeof(MonitorInfo))
    if not monitor or not user.GetMonitorInfoW(wintypes.HMONITOR(monitor), ctypes.byref(info)):
        return None
    return bytes(info.device)


def _active_paths(user: Any) -> list[Path] | None:
    n_paths, n_modes = ctypes.c_uint32(0), ctypes.c_uint32(0)
    which = wintypes.DWORD(_ACTIVE_PATHS)
    if user.GetDisplayConfigBufferSizes(which, ctypes.byref(n_paths), ctypes.byref(n_modes)) != 0:
        return None
    paths, modes = (Path * n_paths.value)(), (Mode * n_modes.value)()
    failed = user.QueryDisplayConfig(which, ctypes.byref(n_paths), paths, ctypes.byref(n_modes), modes, None)
    return None if failed else list(paths[: n_paths.value])


def _name_of(user: Any, path: Path) -> bytes:
    name = SourceName(what=_SOURCE_NAME, size=ctypes.sizeof(SourceName), adapter=path.adapter, source=path.source)
    failed = user.DisplayConfigGetDeviceInfo(ctypes.byref(name))
    return b"" if failed else bytes(name.device)
