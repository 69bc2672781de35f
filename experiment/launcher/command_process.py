"""A command in a process of its own, and what it says, line by line. Nothing of Qt."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence


class CommandProcess:
    """A command that this program has started.

    Parameters
    ----------
    command
        As it would be typed.
    on_line
        Called with each line that it says, in a thread of its own.
    on_end
        Called with its exit code, in that thread.

    Raises
    ------
    OSError
        If it cannot be started.
    """

    def __init__(self, command: Sequence[str], on_line: Callable[[str], None], on_end: Callable[[int], None]) -> None:
        self._on_line, self._on_end = on_line, on_end
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0,
        )
        self._thread = threading.Thread(target=self._listen, name="listens to a command", daemon=True)
        self._thread.start()

    def join(self) -> None:
        """Wait for the thread that has listened, when the command is over."""
        self._thread.join()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as said:
            for line in said:
                self._on_line(line.rstrip())
        self._on_end(self._process.wait())
