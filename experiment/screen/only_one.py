"""One session or check at a time on one screen and keyboard.

The key queue hears every key of the computer: two sessions would each take what is pressed for the other. The lock
belongs to what they share. Under X that is the server, whoever's account a program runs in: a selection (ICCCM, 2.1)
has one owner, and the server takes it back when the owner's connection ends, be it that the owner was killed. On
Windows it is a mutex with a name, in the session of whoever sits at the computer.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from experiment.messages import Reason, Refusal

_NAME = "_BELIEF_UPDATE_SESSION"
_ALREADY_EXISTS, _ACCESS_DENIED = 183, 5
"""What Windows says of a mutex that somebody has made, and of one that another account has made."""


@contextmanager
def only_one_here() -> Iterator[None]:
    """Hold the screen and its keyboard for this program; on macOS nothing is held.

    Raises
    ------
    Refusal
        If another session or check has them.
    """
    if sys.platform.startswith("linux"):
        with _selection():
            yield
    elif sys.platform == "win32":
        with _mutex():
            yield
    else:
        yield


@contextmanager
def _selection() -> Iterator[None]:
    from Xlib import X  # noqa: PLC0415 (only where there is X)

    from experiment.screen.x_server import connect  # noqa: PLC0415

    server = connect()
    try:
        name = server.get_atom(_NAME)
        server.grab_server()  # nobody takes it between the question and the taking
        taken = server.get_selection_owner(name) != X.NONE
        if not taken:
            owner = server.screen().root.create_window(0, 0, 1, 1, 0, 0, X.InputOnly)
            owner.set_selection_owner(name, X.CurrentTime)
        server.ungrab_server()
        server.sync()
        if taken:
            raise Refusal(Reason.DISPLAY_IN_USE)
        yield
    finally:
        _leave(server)


def _leave(server: Any) -> None:
    """Close the connection; a server that has gone has closed it already."""
    from Xlib.error import ConnectionClosedError  # noqa: PLC0415

    try:
        server.close()
    except ConnectionClosedError:
        return


@contextmanager
def _mutex() -> Iterator[None]:
    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateMutexW.restype = ctypes.c_void_p
    mutex = kernel.CreateMutexW(None, False, f"Local\\{_NAME}")
    error = ctypes.get_last_error()  # type: ignore[attr-defined,unused-ignore]
    try:
        if error in (_ALREADY_EXISTS, _ACCESS_DENIED):
            raise Refusal(Reason.DISPLAY_IN_USE)
        yield
    finally:
        if mutex:
            kernel.CloseHandle(ctypes.c_void_p(mutex))
