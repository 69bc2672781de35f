"""What may come in the way of a session of an hour: sleep, battery, a restart that waits, memory, a clock that drifts.

None of it makes a session impossible, so each only warns.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import psutil

from experiment.format.check_report import CheckLine, Verdict
from experiment.format.judging import decided

_Told = TypeVar("_Told")

_GIB = 2**30
_ENOUGH_MEMORY = 1.0
_MUCH_SWAP_PCT = 80.0
_UNSYNCHRONISED = 0x40
"""STA_UNSYNC, in <sys/timex.h>."""
_NOT_TOLD = (OSError, RuntimeError, ValueError, AttributeError, psutil.Error)
"""How psutil fails where a computer is without what it asks, such as the performance counters of Windows."""
_RESTART_WAITS = Path("/run/reboot-required")
_WINDOWS_RESTARTS = (
    r"SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired",
    r"SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending",
)


def preflight_lines(kept_awake: tuple[str, ...]) -> list[CheckLine]:
    """Look at everything.

    Parameters
    ----------
    kept_awake
        By what means sleep and screen saver are held off.
    """
    lines = [
        awake_line(kept_awake),
        _asked("power", psutil.sensors_battery, power_line),
        _asked("restart", _restart_waits, restart_line),
        _asked("memory", lambda: psutil.virtual_memory().available / _GIB, lambda free: memory_line(free, _swap_pct())),
    ]
    if sys.platform == "linux":
        lines.append(_asked("time server", _is_synchronised, time_line))
    return lines


def _asked(name: str, ask: Callable[[], _Told], line: Callable[[_Told], CheckLine]) -> CheckLine:
    """Judge what the system tells; one that does not tell, as some are set, is worth a look, and ends no check."""
    try:
        told = ask()
    except _NOT_TOLD as error:
        found = f"the system does not say ({error})"
        return _warned(name, False, "the system says how it is", found, "look for yourself, in the system's settings")
    return line(told)


def awake_line(means: tuple[str, ...]) -> CheckLine:
    """Return whether sleep and the screen saver can be held off."""
    return _warned(
        "awake",
        bool(means),
        "sleep, screen saver and screen-off are held off while a session runs",
        f"by: {', '.join(means)}" if means else "this computer may fall asleep in mid-session",
        "switch sleep, screen saver and screen-off off in the system's settings",
    )


def power_line(battery: object | None) -> CheckLine:
    """Return whether the computer runs on its battery.

    Parameters
    ----------
    battery
        What psutil tells of it; ``None``: there is none.
    """
    plugged = battery is None or getattr(battery, "power_plugged", None) is not False
    left = "" if battery is None else f", {getattr(battery, 'percent', 0):.0f} % left"
    return _warned(
        "power",
        plugged,
        "not on battery",
        "no battery" if battery is None else f"{'plugged in' if plugged else 'on battery'}{left}",
        "plug the power cable in: on battery the computer is slower, and may fall asleep or end in mid-session",
    )


def restart_line(waits: bool) -> CheckLine:
    """Return whether an update waits for a restart."""
    return _warned(
        "restart",
        not waits,
        "no update waits for a restart",
        "an update waits for a restart" if waits else "none waits",
        "restart the computer before the participant comes",
    )


def memory_line(free_gib: float, swap_pct: float | None) -> CheckLine:
    """Return whether there is memory enough that the computer does not stand still.

    Parameters
    ----------
    free_gib
        What programs may still have.
    swap_pct
        How much of what takes the place of memory is in use; ``None``: the system does not say.
    """
    swapped = "the system does not say" if swap_pct is None else f"{swap_pct:.0f} %"
    return _warned(
        "memory",
        free_gib >= _ENOUGH_MEMORY and (swap_pct is None or swap_pct < _MUCH_SWAP_PCT),
        f"{_ENOUGH_MEMORY:g} GiB free, less than {_MUCH_SWAP_PCT:g} % of the swap space in use",
        f"{free_gib:.1f} GiB free, swap space in use: {swapped}",
        "close other programs, or restart the computer",
    )


def time_line(synchronised: bool) -> CheckLine:
    """Return whether the time of day is kept by a time server."""
    return _warned(
        "time server",
        synchronised,
        "the time of day is kept by a time server",
        "it is kept so" if synchronised else "no time server keeps the time of day",
        "switch the synchronisation of time on in the system's settings, or look at the time of day before a session",
    )


def _warned(name: str, good: bool, bar: str, found: str, remedy: str) -> CheckLine:
    return decided(name, good, bar, found, remedy, otherwise=Verdict.WARN)


class _Timex(ctypes.Structure):
    """The beginning of ``struct timex``, with room for the rest of it."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_char * 256),
    )


def _is_synchronised() -> bool:
    """Ask the kernel; asking changes nothing."""
    timex = _Timex()
    adjtimex: Callable[..., int] = ctypes.CDLL(None).adjtimex
    return adjtimex(ctypes.byref(timex)) >= 0 and not timex.status & _UNSYNCHRONISED


def _swap_pct() -> float | None:
    try:
        swap = psutil.swap_memory()
    except _NOT_TOLD:
        return None
    return swap.percent if swap.total else 0.0


def _restart_waits() -> bool:
    if sys.platform != "win32":
        return _RESTART_WAITS.exists()
    import winreg  # noqa: PLC0415 (only there)

    for key in _WINDOWS_RESTARTS:
        try:
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key))
        except OSError:
            continue
        return True
    return False
