"""Where the window is, held against where it should be: not every window manager puts it where it was asked to."""

from __future__ import annotations

from psychopy import visual

from experiment.format.check_report import CheckLine
from experiment.messages import Phrase
from experiment.screen.lab_check.monitor_lines import monitor_line, varying_line
from experiment.screen.mirrors import is_mirrored, mirrored_line
from experiment.screen.seen_window import look_at, look_at_monitor
from experiment.screen.window_state import Box


def asked_of(window: visual.Window) -> Box:
    """Return where a window that has the whole screen was asked to be: on all of its monitor."""
    screen = window.winHandle.screen
    return Box(int(screen.x), int(screen.y), int(screen.width), int(screen.height))


def found_at(window: visual.Window) -> Box:
    """Ask the system where the window is, and how large."""
    standing = look_at(window)
    if standing is not None:
        return standing.place
    handle = window.winHandle
    return Box(*(int(n) for n in (*handle.get_location(), *handle.get_size())))


def misplaced(window: visual.Window, monitor: int) -> tuple[str, str] | None:
    """Return where a window that has the whole screen should be, and where it is; ``None``: it is there.

    Parameters
    ----------
    monitor
        Its number, from 0.
    """
    asked, found = asked_of(window), found_at(window)
    if found == asked:
        return None
    return Phrase.WINDOW_ON_MONITOR.of(monitor=monitor, place=asked), Phrase.ONE_AT.of(place=found)


def monitor_lines(window: visual.Window, monitor: int, whole_screen: bool) -> list[CheckLine]:
    """Judge whether the window is on the monitor that was asked for, which shows it alone and at a steady refresh.

    Parameters
    ----------
    monitor
        Its number, from 0.
    whole_screen
        Whether it was asked to cover it.
    """
    asked, found = asked_of(window), found_at(window)
    good = found == asked if whole_screen else found.common(asked) == found
    where = monitor_line(monitor, asked, found, good)
    facts = look_at_monitor(window)
    if facts is None:  # Windows does not say of a monitor whether its refresh may vary
        mirrored = is_mirrored(monitor)
        return [where] if mirrored is None else [where, mirrored_line(mirrored)]
    return [
        where,
        mirrored_line(facts.mirrored),
        varying_line(facts.may_vary),
    ]
