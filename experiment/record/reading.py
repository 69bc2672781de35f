"""The bytes of a file: its kind and size first, so that nothing can be waited for or filled up by what lies there."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from experiment.messages import Phrase

LARGEST_BYTES = 100_000_000
"""A hundred times what a session writes."""
_MORE_BYTES = 65_536


def read_whole(path: Path) -> bytes:
    """Read a file.

    Raises
    ------
    OSError
        Also if it is no file (a link, a folder, a pipe, a device), or far too large.
    """
    if path.is_symlink():
        raise OSError(errno.ELOOP, Phrase.A_LINK.of(), str(path))
    # a pipe must not be waited for, and what stands there may be exchanged between a look and the opening
    flags = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"))
    with os.fdopen(os.open(path, flags), "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise OSError(errno.EINVAL, Phrase.NO_FILE.of(), str(path))
        if about.st_size > LARGEST_BYTES:
            raise _too_large(path)
        # No more is asked for than there is: Windows sets aside at once as much as is asked for, and a session reads
        # dozens of files. What is added meanwhile follows.
        content = file.read(about.st_size + 1)
        while more := file.read(_MORE_BYTES):
            content += more
            if len(content) > LARGEST_BYTES:
                raise _too_large(path)
        return content


def _too_large(path: Path) -> OSError:
    return OSError(errno.EFBIG, Phrase.TOO_LARGE.of(most_mb=LARGEST_BYTES // 1_000_000), str(path))
