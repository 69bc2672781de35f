"""Keeps a program from ending because a keyboard has been pulled out, under X.

Xlib's own handler of errors ends the program whenever the server refuses a request, and psychtoolbox asks for something
of the keyboard that it has lost when its queue is stopped. A refused request leaves the connection and all else as it
was, so it is passed over; the loss of the server itself is told by another handler (``display_loss``).
"""

from __future__ import annotations

import ctypes


def pass_over_x_errors() -> None:
    """Go on when the X server refuses a request.

    The handler is a function of the C library that looks at no argument and does nothing: the thread of the key queue
    may call it, and must not wait for Python there.
    """
    program = ctypes.CDLL(None)
    nothing = ctypes.cast(program.getpid, ctypes.c_void_p)
    ctypes.CDLL("libX11.so.6").XSetErrorHandler(nothing)
