"""Scaling of the display: a Windows at 125 % shows a smaller, blurred screen to programs that are unaware of it."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

from experiment.format.check_report import CheckLine
from experiment.format.judging import decided
from experiment.layout.size import Size
from experiment.messages.checks import OfDisplay

_PER_MONITOR_V2 = -4  # DPI_AWARENESS_CONTEXT_PER_MONITOR_AWARE_V2, Windows 10 from version 1703 on
_PER_MONITOR = 2  # PROCESS_PER_MONITOR_DPI_AWARE, Windows 8.1


def be_aware_of_scaling() -> None:
    """Tell Windows, before there is any window, that this program counts pixels of the screen; elsewhere do nothing.

    Whoever has said so before, such as a setting of the program's file, is left his word.
    """
    if sys.platform != "win32":
        return
    declare(ctypes.windll)


def declare(windows: Any) -> None:
    """Say it by the newest of the calls that this Windows has."""
    try:
        # a handle, and so as wide as an address: as a plain number it would be cut
        if windows.user32.SetProcessDpiAwarenessContext(ctypes.c_void_p(_PER_MONITOR_V2)):
            return
    except AttributeError:
        pass  # an older Windows
    try:
        windows.shcore.SetProcessDpiAwareness(_PER_MONITOR)
    except (AttributeError, OSError):
        windows.user32.SetProcessDPIAware()


def mode_size_of(window: Any) -> Size | None:
    """Return how many pixels the mode of the window's screen has, whatever its scaling; ``None``: it is not known."""
    mode = window.winHandle.screen.get_mode()
    return None if mode is None else Size(int(mode.width), int(mode.height))


def scaling_line(window: Size, drawn: Size, mode: Size | None) -> CheckLine:
    """Judge whether window, picture and the screen's mode count the same pixels.

    Parameters
    ----------
    window, drawn
        Size of the window as the system tells it, and of what is drawn.
    mode
        Of the screen's mode; ``None``: it is not known, or the window is not the whole screen.
    """
    sizes = {"window": window, "drawn": drawn, **({"mode": mode} if mode else {})}
    return decided(
        OfDisplay.SIZES_AND_MODE if mode else OfDisplay.SIZES,
        len(set(sizes.values())) == 1,
        "the window, what is drawn and the screen's mode count the same pixels",
        {name: str(size) for name, size in sizes.items()},
    )
