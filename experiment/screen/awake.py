"""Keeps the computer awake, its screen on and its screen saver away while a session runs.

By the system's own means (``wakepy``: SetThreadExecutionState on Windows, D-Bus on Linux, caffeinate on macOS), and
under X besides by asking the server, which knows of no D-Bus. All of it ends with the program, however that ends. A
computer that cannot be kept awake is no reason to refuse a session: `check` says so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

_SAVER = "MIT-SCREEN-SAVER"
_QUERY_VERSION, _SUSPEND = 0, 5
"""Requests of the extension: <X11/extensions/saverproto.h>."""


@contextmanager
def kept_awake() -> Iterator[tuple[str, ...]]:
    """Keep the computer awake.

    Yields
    ------
    tuple of str
        By what means; none: it may fall asleep.
    """
    with ExitStack() as until_the_end:
        means = [_by_the_system(until_the_end)]
        if sys.platform.startswith("linux"):
            means.append(_by_the_server(until_the_end))
        yield tuple(name for name in means if name is not None)


def _by_the_system(until_the_end: ExitStack) -> str | None:
    """Ask the system, and tell by what means it heeds."""
    with suppress(Exception):  # whatever is wrong with a desktop, the session takes place
        from wakepy import keep  # noqa: PLC0415 (where it is not to be had, the computer may fall asleep)

        mode = until_the_end.enter_context(keep.presenting(on_fail="pass"))
        return str(mode.method) if mode.active else None
    return None


def _by_the_server(until_the_end: ExitStack) -> str | None:
    """Have the X server suspend its screen saver and the screen's power saving, for as long as it is asked to."""
    with suppress(Exception):  # the same
        from Xlib import display  # noqa: PLC0415 (only where there is X)

        connection = display.Display()
        until_the_end.callback(_closed, connection)
        opcode = connection.query_extension(_SAVER).major_opcode
        _suspend(connection, opcode)
        return "X screen saver suspended"
    return None


def _suspend(connection: Any, opcode: int) -> None:
    from Xlib.error import CatchError  # noqa: PLC0415 (only where there is X)
    from Xlib.protocol import rq  # noqa: PLC0415 (only where there is X)

    class QueryVersion(rq.ReplyRequest):  # type: ignore[misc]
        _request = rq.Struct(
            rq.Card8("opcode"), rq.Opcode(_QUERY_VERSION), rq.RequestLength(), rq.Card8("major"), rq.Card8("minor"),
            rq.Pad(2),
        )  # fmt: skip
        _reply = rq.Struct(
            rq.ReplyCode(), rq.Pad(1), rq.Card16("sequence_number"), rq.ReplyLength(), rq.Card16("major"),
            rq.Card16("minor"), rq.Pad(20),
        )  # fmt: skip

    class Suspend(rq.Request):  # type: ignore[misc]
        _request = rq.Struct(
            rq.Card8("opcode"), rq.Opcode(_SUSPEND), rq.RequestLength(), rq.Card8("suspend"), rq.Pad(3)
        )  # fmt: skip

    refused = CatchError()
    QueryVersion(display=connection.display, opcode=opcode, major=1, minor=1)
    Suspend(display=connection.display, opcode=opcode, suspend=1, onerror=refused)
    connection.sync()
    if refused.get_error():
        raise OSError("the X server knows no suspended screen saver")


def _closed(connection: Any) -> None:
    with suppress(Exception):  # the server may be gone
        connection.close()
