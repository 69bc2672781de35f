"""Where a monitor is, by the number that the task gives it: other programs may number them in another order."""

from __future__ import annotations

import pyglet

from experiment.screen.window_state import Box


def place_of_monitor(number: int) -> Box | None:
    """Return where a monitor is on the desktop; ``None``: there is no such monitor.

    Parameters
    ----------
    number
        As in the file of displays, from 0.
    """
    screens = pyglet.canvas.get_display().get_screens()
    if number >= len(screens):  # the session is refused
        return None
    screen = screens[number]
    return Box(int(screen.x), int(screen.y), int(screen.width), int(screen.height))
