"""What a system says when it refuses a file, in plain words: “Permission denied” is no fact that anybody can mend."""

from __future__ import annotations

import errno
from enum import Enum, unique


@unique
class SystemSays(Enum):
    """Why a disk refuses, in both languages."""

    READ_ONLY = ("its disk is read-only", "son disque est en lecture seule")
    FORBIDDEN = ("this account has no right to it", "ce compte n’en a pas le droit")
    FULL = ("its disk is full", "son disque est plein")
    SHARE_USED_UP = (
        "this account has used up its share of the disk",
        "ce compte a épuisé sa part du disque",
    )
    FAILING = ("its disk reports an error", "son disque signale une erreur")

    @property
    def en(self) -> str:
        """In English."""
        return self.value[0]

    @property
    def fr(self) -> str:
        """In French."""
        return self.value[1]


_BY_NUMBER = {
    errno.EROFS: SystemSays.READ_ONLY,
    errno.EACCES: SystemSays.FORBIDDEN,
    errno.EPERM: SystemSays.FORBIDDEN,
    errno.ENOSPC: SystemSays.FULL,
    errno.EDQUOT: SystemSays.SHARE_USED_UP,
    errno.EIO: SystemSays.FAILING,
}


_WRITE_PROTECTED = 19
"""What Windows says of a disk that can only be read (winerror.h); Python makes it a missing right."""


def is_read_only(error: OSError) -> bool:
    """Return whether a disk takes nothing from anybody."""
    return error.errno == errno.EROFS or getattr(error, "winerror", None) == _WRITE_PROTECTED


def plainly(error: OSError) -> str:
    """Say why a system has refused a file; what is rare is said as the system says it."""
    known = SystemSays.READ_ONLY if is_read_only(error) else _BY_NUMBER.get(error.errno or 0)
    return known.en if known else str(error.strerror or error)
