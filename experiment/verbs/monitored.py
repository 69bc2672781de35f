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

from experiment.config.mistakes import StudyMistakes
from experiment.format.session_line import Saying, SessionRefused, Told, read_order, saying_line
from experiment.messages import Line, Refusal
from experiment.task.monitor import Monitor
from experiment.task.orders import Orders

_STDIN, _STDOUT = 0, 1
_READ_BYTES = 4096
_WAITING_LINES = 64
"""Who has not taken so many lines takes none: what is lost so stands in the journal."""

_GOODBYE_S = 2.0


class _Teller:
    """Writes lines for somebody who may be slow, hang or be gone."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lines: queue.Queue[bytes | None] = queue.Queue(_WAITING_LINES)
        self._thread = threading.Thread(target=self._write, name="tells how the session stands", daemon=True)
        self._thread.start()

    def say(self, saying: Saying) -> None:
        """Hand a line over; it returns at once."""
        with suppress(queue.Full):
            self._lines.put_nowait(saying_line(saying))

    def close(self) -> None:
        """Give the last line a moment to arrive."""
        with suppress(queue.Full):
            self._lines.put_nowait(None)
            self._thread.join(_GOODBYE_S)

    def _write(self) -> None:
        with suppress(OSError):  # nobody reads any more
            while (line := self._lines.get()) is not None:
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


def told(line: str) -> Told:
    """Say a line to a program, so that it can be said in other words."""
    if not isinstance(line, Line):
        return Told(name="", line=line)
    return Told(name=line.message.name, line=line, facts=line.facts)


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
    listener = threading.Thread(
        target=_read_orders, args=(os.dup(_STDIN), orders), name="listens to the launcher", daemon=True
    )
    listener.start()
    try:
        with redirect_stdout(sys.stderr):
            yield Monitor(orders, teller.say), teller.say
    except Refusal as no:
        what, remedy = no.reason.sentences(**no.facts)
        teller.say(SessionRefused(name=no.reason.name, what=what, remedy=remedy, facts=no.reason.shown(**no.facts)))
        raise
    except StudyMistakes as no:
        teller.say(SessionRefused(name="", what=str(no), remedy=""))
        raise
    finally:
        teller.close()
