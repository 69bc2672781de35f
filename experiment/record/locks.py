"""Locks on files: held by one process, and fallen when it dies."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from experiment.record.held_files import patiently
from experiment.record.soft_locks import Locked, hold_softly

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_NO_LOCKS_HERE = {errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
"""What a file system answers that knows no locks, such as some shares."""

_HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}

_FAR_BEYOND_THE_END = 1 << 40
"""Windows keeps others from reading what is locked; nothing is ever read there."""


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold an existing file.

    The lock is on the file, not on its name: when the file was replaced meanwhile, the new one is locked.

    Raises
    ------
    Locked
        If somebody else holds it.
    """
    while True:
        descriptor = patiently(lambda: _opened(path))
        try:
            with hold_opened(descriptor, path):
                if not _has_its_name(descriptor, path):
                    continue
                yield
                return
        finally:
            os.close(descriptor)


@contextmanager
def hold_opened(descriptor: int, path: Path) -> Iterator[None]:
    """Hold a file that is open; where its file system has no locks, by another file beside it.

    Raises
    ------
    Locked
        If somebody else holds it.
    """
    try:
        _lock(descriptor)
    except OSError as error:
        if error.errno in _HELD:
            raise Locked(path) from error
        if error.errno not in _NO_LOCKS_HERE:
            raise
        with hold_softly(path):
            yield
    else:
        try:
            yield
        finally:
            _unlock(descriptor)


def _opened(path: Path) -> int:
    no_link = getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, os.O_RDWR | no_link)  # some shares lock only what is open for writing
    except PermissionError:
        return os.open(path, os.O_RDONLY | no_link)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        place = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, _FAR_BEYOND_THE_END, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(descriptor, place, os.SEEK_SET)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _unlock(descriptor: int) -> None:
    """Let go now, and not when the file is closed: a process that is about to begin another program has it open too."""
    if sys.platform != "win32":  # there, nobody else has it open
        with suppress(OSError):  # it is closed next
            fcntl.flock(descriptor, fcntl.LOCK_UN)


def _has_its_name(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False
