"""Whether the check's window is on the monitor that was asked for, and whether that varies its refresh."""

from __future__ import annotations

from experiment.format.check_report import CheckLine, Verdict
from experiment.format.judging import decided
from experiment.screen.window_state import Box


def monitor_line(monitor: int, asked: Box, found: Box, good: bool) -> CheckLine:
    """Judge whether the window is where it should be.

    Parameters
    ----------
    monitor
        Number of the monitor, from 0.
    asked
        The whole of it.
    found
        Where the window is.
    good
        Whether that is as it should be.
    """
    return decided(
        "monitor",
        good,
        f"the window is on monitor {monitor}, which is {asked}",
        f"the window has {found}",
        "correct screen: in configs/displays.yaml, or make the participant's monitor the first one in the system's "
        "display settings; another desktop (GNOME, Xfce) may place windows where LXDE and LXQt do not",
    )


def varying_line(may_vary: bool) -> CheckLine:
    """Judge whether the monitor has a steady refresh."""
    return decided(
        "variable refresh",
        not may_vary,
        "the monitor does not vary its refresh",
        "the monitor can vary its refresh (FreeSync, G-Sync, Adaptive-Sync)"
        if may_vary
        else "neither monitor nor driver says that it would",
        "switch it off in the monitor's menu or the graphics driver",
        otherwise=Verdict.WARN,
    )
