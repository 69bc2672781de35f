"""How the task's window stands: what the system says of it, in the terms of no system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from experiment.format.vocabulary import PauseReason


@dataclass(frozen=True)
class Box:
    """A rectangle on the screen, in pixels."""

    left: int
    top: int
    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}×{self.height} pixels at {self.left}, {self.top}"

    @property
    def area(self) -> int:
        """How many pixels it has."""
        return self.width * self.height

    def common(self, other: Box) -> Box:
        """Return what two rectangles have in common; without extent where that is nothing."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right = min(self.left + self.width, other.left + other.width)
        bottom = min(self.top + self.height, other.top + other.height)
        return Box(left, top, max(0, right - left), max(0, bottom - top))


@dataclass(frozen=True)
class WindowState:
    """How a window stands at one moment.

    Parameters
    ----------
    keyboard
        Whether keys go to it, but for a grab.
    grabbed
        Whether another program has all keys for the time being, as a lock screen or an open menu does.
    on_screen
        Whether it is there, and not minimised.
    obscured
        Whether nothing of it can be seen.
    over
        The windows that lie over it, if only in part.
    place, monitor
        Where it is and how large, and the monitor that it is on.
    refresh_hz
        Of that monitor, as it is set; ``None``: the system does not say.
    """

    keyboard: bool
    grabbed: bool
    on_screen: bool
    obscured: bool
    over: frozenset[int]
    place: Box
    monitor: Box
    refresh_hz: float | None

    @property
    def deaf(self) -> bool:
        """Whether keys are not meant for it: they go elsewhere, or nobody sees what they answer."""
        return not self.keyboard or self.grabbed or not self.on_screen or self.obscured

    def amiss(self, before: WindowState) -> frozenset[PauseReason]:
        """Return what is not as it was at the beginning; a grab is for the watch to judge, by its length."""
        other_size = (self.place, self.monitor) != (before.place, before.monitor)
        found = {
            PauseReason.SIZE_CHANGED: self.on_screen and other_size,
            PauseReason.REFRESH_CHANGED: self.on_screen and not other_size and self.refresh_hz != before.refresh_hz,
            PauseReason.HIDDEN: not self.on_screen,
            PauseReason.COVERED: self.on_screen and (self.obscured or bool(self.over - before.over)),
            PauseReason.KEYBOARD_LOST: not self.keyboard,
        }
        return frozenset(reason for reason, is_so in found.items() if is_so)


@dataclass(frozen=True)
class Happened:
    """What has been told since the last time.

    Parameters
    ----------
    anything
        Whether the window may stand otherwise now.
    lost
        Whether it was without the keyboard or off the screen, if only for a moment.
    left
        Whether that was more than a grab: the keyboard went to another window, or this one went off the screen.
    """

    anything: bool
    lost: bool
    left: bool


class SeenWindow(Protocol):
    """The task's window, as the system sees it."""

    def happened(self, surely: bool = False) -> Happened:
        """Take what the system has told since the last time."""
        ...

    def look(self) -> WindowState | None:
        """Ask how the window stands now; ``None``: there is no such window any more."""
        ...

    def take_keyboard_back(self) -> None:
        """Ask for the keyboard, and for a place in front."""
        ...

    def close(self) -> None:
        """Look no more."""
        ...
