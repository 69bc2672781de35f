"""Whether another monitor shows what the participant's shows: known before any window is open, and without PsychoPy."""

from __future__ import annotations

import ctypes
import sys

from experiment.format.check_report import CheckLine, Verdict
from experiment.format.judging import decided
from experiment.messages import Refusal
from experiment.messages.checks import OfDisplay
from experiment.screen.window_state import Box


def is_mirrored(monitor: int) -> bool | None:
    """Return whether another monitor shows the same picture, or a part of it; ``None``: nobody here can say.

    Parameters
    ----------
    monitor
        The participant's, as in the file of displays, from 0.
    """
    if sys.platform == "win32":
        return _is_mirrored_on_windows(monitor)
    if not sys.platform.startswith("linux"):
        return None
    from experiment.screen.x_monitors import is_shown_twice  # noqa: PLC0415 (only where there is X)
    from experiment.screen.x_server import connect  # noqa: PLC0415

    try:
        server = connect()
    except Refusal:
        return None
    try:
        place = _place_of(monitor)
        return None if place is None else is_shown_twice(server, place)
    finally:
        server.close()


def _place_of(monitor: int) -> Box | None:
    from experiment.screen.monitors import place_of_monitor  # noqa: PLC0415 (pyglet, which wants a display at once)

    return place_of_monitor(monitor)


def _is_mirrored_on_windows(monitor: int) -> bool | None:
    if sys.platform != "win32":
        return None
    from experiment.screen.scaling import be_aware_of_scaling  # noqa: PLC0415 (only there)
    from experiment.screen.win_mirrors import is_shown_twice  # noqa: PLC0415 (only there)

    be_aware_of_scaling()  # before anything is asked of monitors: afterwards it is too late
    place = _place_of(monitor)
    return None if place is None else is_shown_twice(ctypes.WinDLL("user32"), place)


def mirrored_line(mirrored: bool) -> CheckLine:
    """Judge whether the participant's monitor shows the task alone."""
    state = OfDisplay.SHOWN_TWICE if mirrored else OfDisplay.SHOWN_ALONE
    bar = "no other monitor shows the participant's screen"
    return decided(state, not mirrored, bar, otherwise=Verdict.WARN)
