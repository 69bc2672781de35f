"""What a system says when it refuses a file, in plain words: “Permission denied” is no fact that anybody can mend."""

from __future__ import annotations

import errno

from experiment.messages.phrases import SystemSays

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
    return known.of() if known else error.strerror or str(error)
