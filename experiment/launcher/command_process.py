"""A command in a process of its own, and what it says, line by line. Nothing of Qt."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence


def carry_out(command: Sequence[str], on_line: Callable[[str], None], on_end: Callable[[int], None]) -> None:
    """Start a command; what it says, and its exit code, come in a thread of its own.

    Raises
    ------
    OSError
        If it cannot be started.
    """
    process = subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0,
    )

    def listen() -> None:
        assert process.stdout is not None
        with process.stdout as said:
            for line in said:
                on_line(line.rstrip())
        on_end(process.wait())

    threading.Thread(target=listen, name="listens to a command", daemon=True).start()
