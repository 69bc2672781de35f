"""A session, or another command, in a process of its own: started, listened to, given orders. Nothing of Qt.

It belongs to nobody's terminal and to nobody's window: whatever becomes of the launcher, it goes on. What it says to
people goes into a file, since a pipe that nobody empties would stop it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

from experiment.format.session_line import Order, Saying, order_line, read_saying
from experiment.launcher.at_once import begin

_LAST_LINES = 12


class SessionProcess:
    """A session that this program has started.

    Parameters
    ----------
    command
        How it is started.
    on_saying
        Called with what it says, in a thread of its own.
    on_end
        Called with its exit code when it is over, in that thread.

    Raises
    ------
    OSError
        If the computer can start no process now, or no thread: then none was started.
    """

    def __init__(
        self, command: Sequence[str], on_saying: Callable[[Saying], None], on_end: Callable[[int], None]
    ) -> None:
        self._on_saying, self._on_end = on_saying, on_end
        self._calling = threading.Lock()
        descriptor, self._said = _place_for_words()
        begun: SimpleQueue[subprocess.Popen[bytes] | None] = SimpleQueue()
        process = None
        try:
            self._thread = begin(lambda: self._listen(begun), "listens to the session")
            self._process = process = subprocess.Popen(
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=descriptor,
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0,
                env={**os.environ, "PYTHONUTF8": "1"},
            )
        except BaseException:
            self._remove_words()
            raise
        finally:
            begun.put(process)
            os.close(descriptor)

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it is still there."""
        return self._process.poll() is None

    def give(self, order: Order) -> bool:
        """Ask it for something; tell whether it can be reached."""
        pipe = self._process.stdin
        if pipe is None or not self.is_alive:
            return False
        try:
            pipe.write(order_line(order))
            pipe.flush()
        except (OSError, ValueError):
            return False
        return True

    def last_words(self) -> tuple[str, ...]:
        """Return the last lines that it has said to people, as far as there was room for them."""
        if self._said is None:
            return ()
        try:
            lines = self._said.read_text("utf-8", "replace").splitlines()
        except OSError:
            return ()
        return tuple(line for line in lines if line.strip())[-_LAST_LINES:]

    def let_go(self) -> None:
        """Say nothing more of it to anybody: when this returns, no call is under way."""
        with self._calling:
            self._on_saying, self._on_end = _to_nobody, _to_nobody

    def forget(self) -> None:
        """Give back what it needed, when it is over and its last words have been read."""
        self._thread.join(1.0)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._remove_words()

    def _remove_words(self) -> None:
        if self._said is not None:
            with suppress(OSError):
                self._said.unlink()

    def _listen(self, begun: SimpleQueue[subprocess.Popen[bytes] | None]) -> None:
        """Listen from the first line on: a session to which nobody listens would stand still before a full pipe."""
        process = begun.get()
        if process is None:
            return
        assert process.stdout is not None
        with suppress(ValueError, OSError):  # closed meanwhile
            for line in process.stdout:
                if (saying := read_saying(line)) is not None:
                    with self._calling:
                        self._on_saying(saying)
        code = process.wait()
        with self._calling:
            self._on_end(code)


def _place_for_words() -> tuple[int, Path | None]:
    """Open a file for what is said to people; where the disk is full nothing is kept, and the session starts."""
    try:
        descriptor, name = tempfile.mkstemp(prefix="session-", suffix=".txt")
    except OSError:
        return os.open(os.devnull, os.O_WRONLY), None
    return descriptor, Path(name)


def _to_nobody(_saying: object) -> None:
    """Say nothing."""
