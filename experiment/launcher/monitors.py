"""Where the launcher stands while a session runs: not on the participant's monitor, if there is another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle on the desktop: its left upper corner and its size, in the desktop's pixels."""

    x: int
    y: int
    width: int
    height: int

    def shared(self, other: Box) -> int:
        """Return how many pixels it has in common with another."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return max(0, across) * max(0, down)


class ParticipantsMonitor:
    """Remembers where the last session was shown: a launcher that did not start one is not told.

    Parameters
    ----------
    kept
        What was given to `keep` last; nothing, if that was never.
    keep
        Keeps it for later launchers of this computer and account.
    """

    def __init__(self, kept: str = "", keep: Callable[[str], object] = lambda _: None) -> None:
        self._keep = keep
        numbers = kept.split()
        are_four = len(numbers) == len(("x", "y", "width", "height")) and all(
            one.removeprefix("-").isdecimal() for one in numbers
        )
        self.box = Box(*map(int, numbers)) if are_four else None

    def saw(self, box: Box) -> None:
        """Remember where a session is shown."""
        self.box = box
        self._keep(f"{box.x} {box.y} {box.width} {box.height}")


def monitor_at(told: Box, monitors: Sequence[Box]) -> int:
    """Return which monitor is meant: Qt begins with the main one, the task's own library with the system's first.

    Parameters
    ----------
    told
        Where it is, by the task: in pixels of the system.
    monitors
        All of them, by Qt: where the desktop is scaled their sizes are smaller, but each begins where it does.

    Returns
    -------
    int
        Its number among them; how many there are, if it is none of them.
    """
    begins = [number for number, one in enumerate(monitors) if (one.x, one.y) == (told.x, told.y)]
    if begins:
        return begins[0]
    most = max(monitors, key=told.shared, default=told)
    return monitors.index(most) if most in monitors and most.shared(told) else len(monitors)


def place_off(window: Box, monitors: Sequence[Box], participants: int) -> Box | None:
    """Return where a window goes so that nothing of it is on the participant's monitor.

    Parameters
    ----------
    window
        Where it is, its frame included.
    monitors
        All of them; one that mirrors another stands where that stands.
    participants
        Number of the participant's, from 0.

    Returns
    -------
    Box
        On the monitor that has most of it now; ``None``: it stays, since it is elsewhere, or there is no elsewhere.
    """
    if participants >= len(monitors):
        return None
    theirs = monitors[participants]
    others = [one for one in monitors if not one.shared(theirs)]
    if not others or not window.shared(theirs):
        return None
    return within(window, max(others, key=window.shared))


def within(window: Box, there: Box) -> Box:
    """Return where a window is wholly in a place: where it is, as far as that goes, and no larger than the place."""
    width, height = min(window.width, there.width), min(window.height, there.height)
    x = min(max(window.x, there.x), there.x + there.width - width)
    y = min(max(window.y, there.y), there.y + there.height - height)
    return Box(x, y, width, height)
