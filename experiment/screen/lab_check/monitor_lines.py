"""Whether the check's window is on the monitor that was asked for, and whether that varies its refresh."""

from __future__ import annotations

from experiment.format.check_report import CheckLine, Verdict
from experiment.format.judging import decided
from experiment.messages.checks import OfDisplay
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
        OfDisplay.WINDOW_AT,
        good,
        f"the window is on monitor {monitor}, which is {asked}",
        {"size": f"{found.width}×{found.height}", "corner": f"{found.left}, {found.top}"},
    )


def varying_line(may_vary: bool) -> CheckLine:
    """Judge whether the monitor has a steady refresh."""
    return decided(
        OfDisplay.MAY_VARY if may_vary else OfDisplay.STEADY,
        not may_vary,
        "the monitor does not vary its refresh",
        otherwise=Verdict.WARN,
    )
