"""What may come in the way of a session of an hour: sleep, battery, a restart that waits, memory, a clock that drifts.

None of it makes a session impossible, so each only warns.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import psutil

from experiment.format.check_report import CheckLine, Fact, Verdict
from experiment.format.judging import decided
from experiment.messages.checks import OfMachine

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
        _asked(OfMachine.POWER_NOT_TOLD, psutil.sensors_battery, power_line),
        _asked(OfMachine.RESTART_NOT_TOLD, _restart_waits, restart_line),
        _asked(
            OfMachine.MEMORY_NOT_TOLD,
            lambda: psutil.virtual_memory().available / _GIB,
            lambda free: memory_line(free, _swap_pct()),
        ),
    ]
    if sys.platform == "linux":
        lines.append(_asked(OfMachine.TIME_SERVER_NOT_TOLD, _is_synchronised, time_line))
    return lines


def _asked(not_told: OfMachine, ask: Callable[[], _Told], line: Callable[[_Told], CheckLine]) -> CheckLine:
    """Judge what the system tells; one that does not tell, as some are set, is worth a look, and ends no check."""
    try:
        told = ask()
    except _NOT_TOLD as error:
        return _warned(not_told, False, "the system says how it is", {"error": str(error)})
    return line(told)


def awake_line(means: tuple[str, ...]) -> CheckLine:
    """Return whether sleep and the screen saver can be held off."""
    return _warned(
        OfMachine.KEPT_AWAKE if means else OfMachine.MAY_SLEEP,
        bool(means),
        "sleep, screen saver and screen-off are held off while a session runs",
        {"means": ", ".join(means)} if means else None,
    )


def power_line(battery: object | None) -> CheckLine:
    """Return whether the computer runs on its battery.

    Parameters
    ----------
    battery
        What psutil tells of it; ``None``: there is none.
    """
    if battery is None:
        return _warned(OfMachine.NO_BATTERY, True, "not on battery")
    plugged = getattr(battery, "power_plugged", None) is not False
    state = OfMachine.PLUGGED_IN if plugged else OfMachine.ON_BATTERY
    return _warned(state, plugged, "not on battery", {"left_pct": getattr(battery, "percent", 0)})


def restart_line(waits: bool) -> CheckLine:
    """Return whether an update waits for a restart."""
    state = OfMachine.RESTART_WAITS if waits else OfMachine.NO_RESTART_WAITS
    return _warned(state, not waits, "no update waits for a restart")


def memory_line(free_gib: float, swap_pct: float | None) -> CheckLine:
    """Return whether there is memory enough that the computer does not stand still.

    Parameters
    ----------
    free_gib
        What programs may still have.
    swap_pct
        How much of what takes the place of memory is in use; ``None``: the system does not say.
    """
    facts: dict[str, Fact] = {"free_gib": free_gib}
    return _warned(
        OfMachine.MEMORY_WITHOUT_SWAP if swap_pct is None else OfMachine.MEMORY_FREE,
        free_gib >= _ENOUGH_MEMORY and (swap_pct is None or swap_pct < _MUCH_SWAP_PCT),
        f"{_ENOUGH_MEMORY:g} GiB free, less than {_MUCH_SWAP_PCT:g} % of the swap space in use",
        facts if swap_pct is None else {**facts, "swap_pct": swap_pct},
    )


def time_line(synchronised: bool) -> CheckLine:
    """Return whether the time of day is kept by a time server."""
    state = OfMachine.TIME_KEPT if synchronised else OfMachine.TIME_NOT_KEPT
    return _warned(state, synchronised, "the time of day is kept by a time server")


def _warned(state: OfMachine, good: bool, bar: str, facts: Mapping[str, Fact] | None = None) -> CheckLine:
    return decided(state, good, bar, facts, otherwise=Verdict.WARN)


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
