"""A second keyboard that is plugged in, and pulled out, while a program runs: a master of its own with an XTEST device.

It is what ``xinput create-master`` makes. Its keys are pressed by a client that is told to belong to it.
"""

from __future__ import annotations

import struct
import time

from Xlib import X, display
from Xlib.ext import xinput, xtest
from Xlib.protocol import rq

from tests.instruments.robot import PLACES

# <X11/extensions/XI2.h>
_ADD_MASTER, _REMOVE_MASTER, _FLOATING = 1, 2, 2


class _ChangeHierarchy(rq.Request):  # type: ignore[misc]
    _request = rq.Struct(
        rq.Card8("opcode"), rq.Opcode(43), rq.RequestLength(), rq.Card8("changes"), rq.Pad(3), rq.Binary("what")
    )


class _SetClientPointer(rq.Request):  # type: ignore[misc]
    _request = rq.Struct(
        rq.Card8("opcode"), rq.Opcode(44), rq.RequestLength(), rq.Card32("window"), rq.Card16("pointer"), rq.Pad(2)
    )


class SecondKeyboard:
    """A keyboard that can be plugged in and pulled out.

    Parameters
    ----------
    name
        Of the display.
    """

    def __init__(self, name: str) -> None:
        self._display = display.Display(name)
        self._opcode = self._display.display.get_extension_major(xinput.extname)
        self._pointer: int | None = None

    def plug_in(self) -> int:
        """Plug it in, and tell which number its device has."""
        called = b"second"
        padded = called + b"\0" * (-len(called) % 4)
        self._change(struct.pack("<HHHBB", _ADD_MASTER, 2 + len(padded) // 4, len(called), 1, 1) + padded)
        devices = {(device.name, device.use): device for device in self._devices()}
        self._pointer = devices["second pointer", xinput.MasterPointer].deviceid
        _SetClientPointer(display=self._display.display, opcode=self._opcode, window=0, pointer=self._pointer)
        self._display.sync()
        return int(devices["second XTEST keyboard", xinput.SlaveKeyboard].deviceid)

    def press(self, *keys: str, hold_s: float = 0.03, rest_s: float = 0.02) -> None:
        """Press its keys one after the other."""
        for key in keys:
            for kind, after_s in ((X.KeyPress, hold_s), (X.KeyRelease, rest_s)):
                xtest.fake_input(self._display, kind, PLACES[key])
                self._display.sync()
                time.sleep(after_s)

    def pull_out(self) -> None:
        """Pull it out."""
        self._change(struct.pack("<HHHBBHH", _REMOVE_MASTER, 3, self._pointer, _FLOATING, 0, 0, 0))
        self._pointer = None

    def close(self) -> None:
        """Pull it out, if it is in."""
        if self._pointer is not None:
            self.pull_out()
        self._display.close()

    def _devices(self) -> list[rq.DictWrapper]:
        return list(self._display.xinput_query_device(xinput.AllDevices).devices)

    def _change(self, what: bytes) -> None:
        _ChangeHierarchy(display=self._display.display, opcode=self._opcode, changes=1, what=what)
        self._display.sync()
        time.sleep(0.1)  # until every client has been told
