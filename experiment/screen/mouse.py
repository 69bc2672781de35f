"""The mouse: every click and drag that the window is told of, in its order.

PsychoPy's ``Mouse`` tells where the button is when it is asked, and misses a click between two frames. Here the
window's own events are taken as they come: X and Windows keep them in a queue, so none is lost. Under X each has the
time at which the server took it in, to the millisecond and on the clock of this program; elsewhere they are stamped
when the queue is emptied, at the latest once a frame.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import Any

from psychopy import visual
from psychtoolbox import GetSecs

from experiment.screen.server_time import of_server
from experiment.task.inputs import PointerAct

LEFT = 1
"""The left button, among pyglet's; no other counts, nor does the wheel."""

_INSTANT_S = 1e-6


@dataclass(frozen=True)
class MouseEvent:
    """What the mouse did, in pixels from the top left corner."""

    time_s: float
    act: PointerAct
    x: float
    y: float


class Mouse:
    """Listens to a window's mouse.

    Parameters
    ----------
    window
        The window.
    zero_s
        The start of the launch on psychtoolbox's clock.
    """

    def __init__(self, window: visual.Window, zero_s: float) -> None:
        self._window = window
        self._zero_s = zero_s
        self._events: list[MouseEvent] = []
        self._server_ms: int | None = None
        self.stamped_by_server = sys.platform.startswith("linux")
        """Whether the window tells when an event happened; if not, that is known to a frame only."""
        if self.stamped_by_server:
            self._keep_server_times(window.winHandle)
        window.winHandle.push_handlers(
            on_mouse_press=lambda x, y, button, _keys: self._note(PointerAct.DOWN, x, y, button),
            on_mouse_drag=lambda x, y, _dx, _dy, buttons, _keys: self._note(PointerAct.MOVE, x, y, buttons),
            on_mouse_release=lambda x, y, button, _keys: self._note(PointerAct.UP, x, y, button),
        )

    def poll(self, told_by_s: float | None = None) -> list[MouseEvent]:
        """Take what the mouse did since the last time.

        Parameters
        ----------
        told_by_s
            A flip that has just been waited for: an event that has no time of its own, and is told only now, happened
            while it was waited for, and is stamped right before it.
        """
        self._window.winHandle.dispatch_events()
        events, self._events = self._events, []
        if told_by_s is None or self.stamped_by_server:
            return events
        return [replace(event, time_s=min(event.time_s, told_by_s - _INSTANT_S)) for event in events]

    @property
    def stamped(self) -> str:
        """Return how its events are stamped."""
        return "when the X server took them in" if self.stamped_by_server else "when they are told, once a frame"

    def _keep_server_times(self, handle: Any) -> None:
        """Look at the X events on their way to pyglet, which does not pass their times on."""
        from pyglet.libs.x11 import xlib  # noqa: PLC0415 (only where there is X)

        dispatch = handle.dispatch_platform_event_view

        def dispatch_with_time(event: Any) -> None:
            if event.type in (xlib.ButtonPress, xlib.ButtonRelease):
                self._server_ms = int(event.xbutton.time)
            elif event.type == xlib.MotionNotify:
                self._server_ms = int(event.xmotion.time)
            dispatch(event)
            self._server_ms = None

        handle.dispatch_platform_event_view = dispatch_with_time

    def _note(self, act: PointerAct, x: float, y: float, buttons: int) -> None:
        """Take note of an event, if the left button is the one it is about, or is down while the mouse moves."""
        if not buttons & LEFT:
            return
        height = self._window.winHandle.height
        self._events.append(MouseEvent(self._time_s(float(GetSecs())) - self._zero_s, act, x, height - 1 - y))

    def _time_s(self, now_s: float) -> float:
        """Return when the event happened that is being read now."""
        return now_s if self._server_ms is None else of_server(self._server_ms, now_s)
