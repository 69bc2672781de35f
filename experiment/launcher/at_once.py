"""Work beside the window, in a thread of its own."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from threading import Thread


def begin(work: Callable[[], object], name: str) -> Thread:
    """Begin something in a thread that nobody waits for.

    Raises
    ------
    OSError
        If the computer can begin no thread now; Python says so by a `RuntimeError`, and a process that cannot be begun
        by this: they are one case to whoever is told.
    """
    thread = Thread(target=work, name=name, daemon=True)
    try:
        thread.start()
    except RuntimeError as error:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN)) from error
    return thread
