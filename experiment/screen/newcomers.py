"""Keyboards that come, or come back, after the start: under X, where psychtoolbox looks for keyboards once only.

Beside psychtoolbox's queues, a connection of our own listens to whatever any keyboard does, and passes on what comes
from those that psychtoolbox does not know. A keyboard that is plugged in again often gets its old number: whether
psychtoolbox's queue still hears it then is the server's affair, so that it is told to begin again.

The server stamps each event as it takes it in, and keeps it: nothing is lost however long a frame takes. A stamp is to
the millisecond, where psychtoolbox's is to the tenth of one.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from psychtoolbox import GetSecs
from Xlib import display
from Xlib.error import ConnectionClosedError
from Xlib.ext import xinput

from experiment.screen.server_time import of_server

_ADDED = 1 << 2
"""XISlaveAdded, in <X11/extensions/XI2.h>."""

_RAW_EVENT = struct.Struct("<HIIH")
"""Of xXIRawEvent, in <X11/extensions/XI2proto.h>: master, server's time, keycode, and the device it comes from."""

WentDown = Callable[[float, int, bool], None]
"""Told of a key: when, its keycode under X, and whether it went down."""


class Newcomers:
    """Listens to the keyboards that psychtoolbox does not know.

    Parameters
    ----------
    known
        The numbers of those it knows, as the X server counts them.
    came_back
        Told of the number of one of those that has been plugged in again.
    """

    def __init__(self, known: set[int], came_back: Callable[[int], None]) -> None:
        self._known = known
        self._came_back = came_back
        self._down: set[tuple[int, int]] = set()
        self._closed = False
        self._display = display.Display()
        # A client that asks for 2.1 or later is told which device a key belongs to, also during a grab.
        xinput.XIQueryVersion(
            display=self._display.display,
            opcode=self._display.display.get_extension_major(xinput.extname),
            major_version=2,
            minor_version=2,
        )
        self._display.screen().root.xinput_select_events(
            [
                (xinput.AllMasterDevices, xinput.RawKeyPressMask | xinput.RawKeyReleaseMask),
                (xinput.AllDevices, xinput.HierarchyChangedMask),
            ]
        )
        self._display.sync()

    def poll(self, tell: WentDown) -> None:
        """Tell of everything that their keys did since the last time; without a server there is nothing to be told."""
        try:
            while not self._closed and self._display.pending_events():
                self._take(self._display.next_event(), tell)
        except ConnectionClosedError:
            self._closed = True

    def close(self) -> None:
        """Stop listening."""
        if not self._closed:
            self._closed = True
            self._display.close()

    def _take(self, event: Any, tell: WentDown) -> None:
        kind = getattr(event, "evtype", None)
        if kind == xinput.HierarchyChanged:
            for device in event.data.info:
                if device.flags & _ADDED and device.deviceid in self._known:
                    self._came_back(device.deviceid)
        elif kind in (xinput.RawKeyPress, xinput.RawKeyRelease):
            _, server_ms, keycode, source = _RAW_EVENT.unpack_from(event.data)
            if source not in self._known:
                self._key(source, keycode, server_ms, kind == xinput.RawKeyPress, tell)

    def _key(self, source: int, keycode: int, server_ms: int, pressed: bool, tell: WentDown) -> None:
        """Pass a key on; one that is held goes down once."""
        key = (source, keycode)
        if pressed != (key in self._down):
            self._down ^= {key}
            tell(of_server(server_ms, float(GetSecs())), keycode, pressed)
