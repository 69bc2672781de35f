"""No two starts change the packages at once, and none changes them under a program that uses them."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from typing import IO

from experiment.setup.places import ROOT, WINDOWS
from experiment.setup.programs import say

LOCK = ROOT / ".venv-lock"


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait while another start of this program sets up, or is at work with the packages that are to be changed."""
    try:
        lock = LOCK.open("a+b")
    except OSError:  # somebody else's folder: who cannot write there cannot set up either
        yield
        return
    with lock:
        if not try_lock(lock):
            say("Another start of this program is setting the computer up or is still running: this one waits for it…")
            while not try_lock(lock):
                time.sleep(0.2)
        yield


def keep_packages() -> None:
    """Let no set-up change the packages while the program that takes this one's place is running.

    Windows refuses by itself to replace what is in use.
    """
    if WINDOWS:
        return
    try:
        lock = LOCK.open("a+b")
    except OSError:  # nobody who cannot write here sets up
        return
    try_lock(lock, shared=True)
    os.set_inheritable(os.dup(lock.fileno()), True)  # the lock lasts as long as this copy is open: to the end


def try_lock(lock: IO[bytes], shared: bool = False) -> bool:
    """Lock a file for as long as it is open, if nobody else has; the system drops the lock of a killed process."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 (only there)

            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 (not on Windows)

            fcntl.flock(lock, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)  # else: a disk that knows no locks
    return True
