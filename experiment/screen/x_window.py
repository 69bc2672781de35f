"""What the X server says about a window: who has the keyboard, where the window is, and what lies over it.

On a connection of its own, so that neither PsychoPy nor psychtoolbox misses an event or sees one that is not theirs;
nothing is asked before an event has told that something may have changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from Xlib import X, Xatom
from Xlib.error import ConnectionClosedError, XError
from Xlib.ext import randr
from Xlib.protocol import event as events

from experiment.screen.window_state import Box, Happened, WindowState
from experiment.screen.x_monitors import refresh_hz
from experiment.screen.x_server import connect

_SMALLEST_PX = 10
"""Desktops keep windows of a pixel or two for their own ends: what is narrower or lower than this covers nothing."""

_PAGER = 2
"""Who asks for a window to be activated (EWMH): a pager is obeyed, where a program of its own accord may not be."""

_NOWHERE = (X.NONE, X.PointerRoot)

_WITHIN = (X.NotifyInferior, X.NotifyPointer)
"""Where the keyboard goes to a part of the window itself, or is told of because the mouse is over it."""


class XWindow:
    """One window, seen from outside.

    Parameters
    ----------
    number
        X's number of the window.
    """

    def __init__(self, number: int) -> None:
        self._server = connect()
        self._root = self._server.screen().root
        self._window = self._server.create_resource_object("window", number)
        self._obscured = self._grabbed = False
        self._root.change_attributes(event_mask=X.SubstructureNotifyMask | X.StructureNotifyMask)
        if self._server.has_extension("RANDR"):  # one of several monitors may change, and the screen as a whole not
            self._root.xrandr_select_input(randr.RRScreenChangeNotifyMask | randr.RRCrtcChangeNotifyMask)
        self._window.change_attributes(
            event_mask=X.FocusChangeMask | X.StructureNotifyMask | X.VisibilityChangeMask | X.PropertyChangeMask
        )
        self._server.sync()

    def happened(self, surely: bool = False) -> Happened:
        """Take what the server has told since the last time.

        Parameters
        ----------
        surely
            Whether everything until now counts, also what is still on its way: this asks the server and waits.
        """
        anything = lost = left = False
        for event in self._told(surely):
            anything = True
            if event.type == X.FocusOut and event.detail not in _WITHIN:
                lost, by_grab = True, event.mode == X.NotifyGrab
                self._grabbed = self._grabbed or by_grab
                left = left or not by_grab
            elif event.type == X.FocusIn and event.mode == X.NotifyUngrab:
                self._grabbed = False
            elif event.type == X.VisibilityNotify:
                self._obscured = event.state == X.VisibilityFullyObscured
            elif event.type == X.UnmapNotify and event.window == self._window:
                lost = left = True
        return Happened(anything, lost, left)

    def look(self) -> WindowState | None:
        """Ask how the window stands now; ``None``: there is no such window any more."""
        with suppress(XError, ConnectionClosedError):
            place = self._box(self._window)
            over = dict(self._over(place))
            return WindowState(
                keyboard=self._has_keyboard(),
                grabbed=self._grabbed,
                on_screen=self._on_screen(),
                obscured=self._obscured or place in over.values(),
                over=frozenset(over),
                place=place,
                monitor=self._monitor(place),
                refresh_hz=refresh_hz(self._server, place),
            )
        return None

    def take_keyboard_back(self) -> None:
        """Ask for the keyboard, and for a place in front."""
        with suppress(ConnectionClosedError):
            self._ask_for_keyboard()

    def _ask_for_keyboard(self) -> None:
        asked = events.ClientMessage(
            window=self._window,
            client_type=self._atom("_NET_ACTIVE_WINDOW"),
            data=(32, [_PAGER, X.CurrentTime, 0, 0, 0]),
        )
        self._root.send_event(asked, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
        # Where there is no window manager, or one that believes that the window has the keyboard all along.
        self._window.configure(stack_mode=X.Above)
        self._window.set_input_focus(X.RevertToParent, X.CurrentTime)
        self._server.sync()

    def close(self) -> None:
        """Leave the display."""
        with suppress(ConnectionClosedError):
            self._server.close()

    def _told(self, surely: bool) -> Iterator[Any]:
        """Take the events that are there; when the server has gone, PsychoPy's connection is what ends the session."""
        with suppress(ConnectionClosedError):
            if surely:
                self._server.sync()
            while self._server.pending_events():
                yield self._server.next_event()

    def _atom(self, name: str) -> int:
        return int(self._server.get_atom(name))

    def _box(self, window: Any) -> Box:
        size = window.get_geometry()
        corner = self._root.translate_coords(window, 0, 0)
        return Box(int(corner.x), int(corner.y), int(size.width), int(size.height))

    def _has_keyboard(self) -> bool:
        """Return whether keys go to the window.

        Where nobody has the keyboard, as without a window manager, it is the window's, and is taken.
        """
        focus = self._server.get_input_focus().focus
        if focus in _NOWHERE:
            self._window.set_input_focus(X.RevertToParent, X.CurrentTime)
            return True
        return any(window == self._window for window in self._upwards(focus)) or any(
            window == focus for window in self._upwards(self._window)
        )

    def _upwards(self, window: Any) -> Iterator[Any]:
        """Return a window and those that it lies in, up to the last before the root."""
        while window not in (X.NONE, self._root):
            yield window
            window = window.query_tree().parent

    def _on_screen(self) -> bool:
        if self._window.get_attributes().map_state != X.IsViewable:
            return False
        states = self._window.get_full_property(self._atom("_NET_WM_STATE"), Xatom.ATOM)
        return states is None or self._atom("_NET_WM_STATE_HIDDEN") not in states.value

    def _over(self, place: Box) -> Iterator[tuple[int, Box]]:
        """Return the windows that lie over this one, and what they cover of it."""
        *_, frame = self._upwards(self._window)
        children = self._root.query_tree().children  # from the lowest to the highest
        for window in children[children.index(frame) + 1 :]:
            with suppress(XError):
                attributes = window.get_attributes()
                if attributes.map_state != X.IsViewable or attributes.win_class != X.InputOutput:
                    continue
                common = self._box(window).common(place)
                if min(common.width, common.height) >= _SMALLEST_PX:
                    yield int(window.id), common

    def _monitor(self, place: Box) -> Box:
        """Return the monitor that holds most of the window; where nothing is known of monitors, the whole screen."""
        if not self._server.has_extension("RANDR"):
            return self._box(self._root)
        told = self._root.xrandr_get_monitors().monitors
        boxes = [Box(one.x, one.y, one.width_in_pixels, one.height_in_pixels) for one in told]
        return max(boxes, key=lambda box: box.common(place).area, default=self._box(self._root))
