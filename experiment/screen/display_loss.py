"""The end of the X server: Xlib then ends the process at once, and this is what is done and said before.

Xlib calls a handler when the connection breaks, in whichever thread finds out, and ends the process with ``exit`` when
the handler returns: no ``finally`` and no ``atexit`` of Python runs. So the last words are said in the handler itself.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading

from experiment.messages import Reason, Refusal
from experiment.task.stage import OnDisplayLost

_NO = 1
_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)


def _nothing_at_stake() -> Refusal:
    return Refusal(Reason.DISPLAY_WENT_AWAY)


class _LastWords:
    """What is done when the display is lost."""

    def __init__(self) -> None:
        self.action: OnDisplayLost = _nothing_at_stake
        self._only_one = threading.RLock()
        self.handler = _HANDLER(self._lost)  # kept, for Xlib only points at it

    def _lost(self, _display: int | None) -> int:
        # The key queue has a connection and a thread of its own: both lose the display at once, and one acts.
        self._only_one.acquire()
        said = Refusal(Reason.DISPLAY_WENT_AWAY)
        try:
            said = self.action()
        finally:  # whatever became of it, the process has no display and ends
            os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, f"{said}\n".encode())
            os._exit(_NO)


_last_words = _LastWords()


def watch() -> None:
    """Have the last words said if the X server goes away; where there is none, nothing is watched."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL("libX11.so.6").XSetIOErrorHandler(_last_words.handler)


def if_lost(action: OnDisplayLost | None) -> None:
    """Say what is to be done then; ``None``: nothing is at stake.

    Parameters
    ----------
    action
        It must not need the display.
    """
    _last_words.action = action or _nothing_at_stake
