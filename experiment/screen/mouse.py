"""The mouse: every click and drag that the window is told of, in its order.

PsychoPy's ``Mouse`` tells where the button is when it is asked, and misses a click between two frames. Here the
window's own events are taken as they come: X and Windows keep them in a queue, so none is lost; they are stamped when
the queue is emptied, at the latest once a frame.
"""

from __future__ import annotations

from dataclasses import dataclass

from psychopy import visual
from psychtoolbox import GetSecs

from experiment.task.inputs import PointerAct


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
        window.winHandle.push_handlers(
            on_mouse_press=lambda x, y, *_: self._note(PointerAct.DOWN, x, y),
            on_mouse_drag=lambda x, y, *_: self._note(PointerAct.MOVE, x, y),
            on_mouse_release=lambda x, y, *_: self._note(PointerAct.UP, x, y),
        )

    def poll(self) -> list[MouseEvent]:
        """Take what the mouse did since the last time."""
        self._window.winHandle.dispatch_events()
        events, self._events = self._events, []
        return events

    def _note(self, act: PointerAct, x: float, y: float) -> None:
        height = self._window.winHandle.height
        self._events.append(MouseEvent(float(GetSecs()) - self._zero_s, act, x, height - 1 - y))
