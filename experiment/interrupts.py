"""Ctrl-C at any moment of a command, and what the system asks for that ends it likewise.

Standard library only, and readable for Python 3.8: it is there when nothing else is.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType


class Interrupts:
    """What becomes of Ctrl-C.

    It is remembered while modules are imported, since libraries make errors of their own of it; then it stops the
    command; and at the end it is ignored, for nothing is left to be stopped.
    """

    def __init__(self) -> None:
        self.stopped, self._hold, self._came = False, False, False

    def begin(self, came: Sequence[int] = ()) -> None:
        """Remember it, from here on, until it is let through; also if it has come already."""
        self.stopped, self._hold = False, True
        if threading.current_thread() is not threading.main_thread() or _is_ignored():
            return
        signal.signal(signal.SIGINT, self._handle)
        self._came = self._came or bool(came)
        if sys.platform != "win32":  # lab.py holds it back until this program can take it
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})

    def hold(self) -> bool:
        """Remember it for a while; tell whether that was so already."""
        before, self._hold = self._hold, True
        return before

    def let_through(self) -> None:
        """Let it stop the command, also if it came meanwhile."""
        self._hold = False
        if self._came:
            self._raise()

    def end(self) -> None:
        """Ignore it: what is left is done in a moment."""
        self._hold = True
        if signal.getsignal(signal.SIGINT) == self._handle:
            signal.signal(signal.SIGINT, signal.SIG_IGN)

    def come(self) -> None:
        """Let it come: remember it, or stop the command."""
        if self._hold:
            self._came = True
        else:
            self._raise()

    def _handle(self, _number: int, _frame: FrameType | None) -> None:
        self.come()

    def _raise(self) -> None:
        self._came, self.stopped = False, True
        raise KeyboardInterrupt


def _is_ignored() -> bool:
    return signal.getsignal(signal.SIGINT) == signal.SIG_IGN


INTERRUPTS = Interrupts()


@contextmanager
def importing() -> Iterator[None]:
    """Keep Ctrl-C back while modules are imported."""
    before = INTERRUPTS.hold()
    try:
        yield
    finally:
        if not before:
            INTERRUPTS.let_through()


@contextmanager
def stopped_by_the_system() -> Iterator[None]:
    """Let a terminal that is closed, and a system that shuts down, stop a command as Ctrl-C does; once.

    Both ask more than once, and what the command puts in order by then must not be stopped. Whatever is ignored from
    the start, as under `nohup`, stays so.
    """
    known = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    in_main = threading.current_thread() is threading.main_thread()
    mine = [number for number in known if in_main and signal.getsignal(number) is signal.SIG_DFL]

    came = False

    def once(_number: int, _frame: FrameType | None) -> None:
        nonlocal came
        if not came:
            came = True
            INTERRUPTS.come()

    for number in mine:
        signal.signal(number, once)
    try:
        yield
    finally:
        if not came:  # else what comes now would end the command before it has said so
            for number in mine:
                signal.signal(number, signal.SIG_DFL)
