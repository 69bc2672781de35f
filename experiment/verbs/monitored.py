"""A session that a program follows: orders on standard input, how it stands on standard output.

Whatever becomes of that program, the session goes on: nobody waits for it. Orders are read by a thread that only puts
them down; what is said is handed to another, which may stand before a full pipe for ever.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from functools import partial

from experiment.config.mistakes import StudyMistakes
from experiment.format.session_line import Saying, SessionRefused, Told, read_order, saying_line
from experiment.messages import Line, Reason, Refusal
from experiment.task.monitor import Monitor
from experiment.task.orders import Orders

_STDIN, _STDOUT = 0, 1
_READ_BYTES = 4096
_WAITING_LINES = 64
"""Who has not taken so many lines takes none: what is lost so stands in the journal."""

_GOODBYE_S = 2.0
_ARRIVES_S = 0.5
"""So long at most is waited for the line that says why a session has stopped."""


def _begin(work: Callable[[], object], name: str) -> threading.Thread:
    """Begin something beside the session.

    Raises
    ------
    Refusal
        If the computer can begin no thread now: nobody could follow the session.
    """
    thread = threading.Thread(target=work, name=name, daemon=True)
    try:
        thread.start()
    except RuntimeError as error:
        raise Refusal(Reason.NO_THREAD, error=error) from error
    return thread


class _Teller:
    """Writes lines for somebody who may be slow, hang or be gone."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lines: queue.Queue[bytes | threading.Event | None] = queue.Queue(_WAITING_LINES)
        try:
            self._thread = _begin(self._write, "tells how the session stands")
        except Refusal as no:
            with suppress(OSError):  # it is the first line: there is room for it
                os.write(descriptor, saying_line(_refused(no)))
            raise

    def say(self, saying: Saying) -> None:
        """Hand a line over; it returns at once."""
        with suppress(queue.Full):
            self._lines.put_nowait(saying_line(saying))

    def stopped(self, no: Refusal) -> None:
        """Hand over why the session cannot go on, and give that a moment to arrive."""
        arrived = threading.Event()
        with suppress(queue.Full):
            self._lines.put_nowait(saying_line(_refused(no)))
            self._lines.put_nowait(arrived)
            if self._thread.is_alive():
                arrived.wait(_ARRIVES_S)

    def close(self) -> None:
        """Give the last line a moment to arrive."""
        with suppress(queue.Full):
            self._lines.put_nowait(None)
            self._thread.join(_GOODBYE_S)

    def _write(self) -> None:
        with suppress(OSError):  # nobody reads any more
            while (line := self._lines.get()) is not None:
                if isinstance(line, threading.Event):
                    line.set()
                    continue
                while line:
                    line = line[os.write(self._descriptor, line) :]


def _read_orders(descriptor: int, orders: Orders) -> None:
    """Read orders until there is nobody left to give any; not through a file object, whose lock outlives a program."""
    rest = b""
    with suppress(OSError):
        while content := os.read(descriptor, _READ_BYTES):
            *lines, rest = (rest + content).split(b"\n")
            rest = rest[-_READ_BYTES:]
            for line in lines:
                if (order := read_order(line)) is not None:
                    orders.give(order)
    orders.no_more()


def told(line: str) -> Told:
    """Say a line to a program, so that it can be said in other words."""
    if not isinstance(line, Line):
        return Told(name="", line=line)
    return Told(name=line.message.name, line=line, facts=line.facts)


def _refused(no: Refusal) -> SessionRefused:
    what, remedy = no.reason.sentences(**no.facts)
    return SessionRefused(name=no.reason.name, what=what, remedy=remedy, facts=no.reason.shown(**no.facts))


@contextmanager
def monitored(is_monitored: bool) -> Iterator[tuple[Monitor | None, Callable[[Saying], None]]]:
    """Let a session be followed, if it is to be; what is said to people goes to standard error then.

    Yields
    ------
    tuple
        Who follows it, and what tells them something else than how the session stands.
    """
    if not is_monitored:
        yield None, lambda _saying: None
        return
    orders, teller = Orders(), _Teller(os.dup(_STDOUT))
    try:
        _begin(partial(_read_orders, os.dup(_STDIN), orders), "listens to the launcher")
        with redirect_stdout(sys.stderr):
            yield Monitor(orders, teller.say, teller.stopped), teller.say
    except Refusal as no:
        teller.say(_refused(no))
        raise
    except StudyMistakes as no:
        teller.say(SessionRefused(name="", what=str(no), remedy=""))
        raise
    finally:
        teller.close()
