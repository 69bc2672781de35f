"""Locks where the file system has none: a file that says which process holds it, and names neither host nor user.

What remains: two computers that share such a folder know nothing of each other's processes. A lock that was made on
another computer is never taken from it; after a crash there, somebody has to delete its file.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto
from pathlib import Path


class Locked(Exception):
    """Somebody else holds the lock.

    Parameters
    ----------
    path
        On what.
    by
        The file that is the lock, where it cannot be known whether its holder still lives.
    """

    def __init__(self, path: Path, by: Path | None = None) -> None:
        super().__init__(path)
        self.by = by


class _Holder(Enum):
    ALIVE = auto()
    DEAD = auto()
    UNKNOWN = auto()


@contextmanager
def hold_softly(path: Path) -> Iterator[None]:
    """Hold a file by another one beside it.

    Raises
    ------
    Locked
        If a process holds it that is alive, or may be.
    """
    holder = path.with_name(f".{path.name}.held")
    mine = _claim()
    while not _created(holder, mine):
        content = _content(holder)
        if content is None:  # given back meanwhile
            continue
        state = _state(content)
        if state is not _Holder.DEAD:
            raise Locked(path, by=holder if state is _Holder.UNKNOWN else None)
        _take_away(holder, content)
    try:
        yield
    finally:
        if _content(holder) == mine:
            holder.unlink()


def _claim() -> bytes:
    salt, process = secrets.token_hex(8), os.getpid()
    claim = {"process": process, "started": _started(process), "salt": salt}
    return json.dumps(claim | {"computer": _computer(salt), "boot": _boot(salt)}).encode()


def _created(holder: Path, content: bytes) -> bool:
    """Make the file with its content in one step, or find it made."""
    beside = holder.with_name(f"{holder.name}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        os.write(descriptor, content)
    finally:
        os.close(descriptor)
    try:
        os.link(beside, holder)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        try:
            descriptor = os.open(holder, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return False
        try:
            os.write(descriptor, content)
        finally:
            os.close(descriptor)
    finally:
        beside.unlink()
    return True


def _content(holder: Path) -> bytes | None:
    try:
        return holder.read_bytes()
    except FileNotFoundError:
        return None


def _take_away(holder: Path, content: bytes) -> None:
    """Take a dead process's lock away; of two who try, one alone has it, and never a lock made since."""
    away = holder.with_name(f"{holder.name}.{secrets.token_hex(4)}")
    with suppress(FileNotFoundError):
        holder.rename(away)
        if _content(away) != content:  # another was quicker, and what was taken is its new lock
            with suppress(OSError):
                os.link(away, holder)
        away.unlink()


def _state(content: bytes) -> _Holder:
    try:
        claim = json.loads(content)
        process, started, salt = int(claim["process"]), claim["started"], str(claim["salt"])
        computer, boot = claim["computer"], claim["boot"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return _Holder.UNKNOWN
    if computer != _computer(salt) or process <= 0:
        return _Holder.UNKNOWN
    if boot != _boot(salt):
        return _Holder.DEAD  # this computer has been started again since
    now = _started(process)
    same = started == now if None not in (started, now) else _is_there(process)
    return _Holder.ALIVE if same else _Holder.DEAD


def _is_there(process: int) -> bool:
    if sys.platform == "win32":  # the system has locks of its own there, and os.kill would end the process
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _started(process: int) -> str | None:
    """Return when a process began, in the system's own ticks: its number may have been given to another since."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return status.rpartition(")")[2].split()[19]


def _computer(salt: str) -> str:
    """Tell computers apart: only this one can say that a lock is its own."""
    for file in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        with suppress(OSError):
            return _digest(salt, Path(file).read_text(encoding="utf-8").strip())
    return _digest(salt, str(uuid.getnode()))


def _boot(salt: str) -> str | None:
    with suppress(OSError):
        return _digest(salt, Path("/proc/sys/kernel/random/boot_id").read_text(encoding="utf-8").strip())
    return None


def _digest(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt} {text}".encode()).hexdigest()[:32]
