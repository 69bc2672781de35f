"""What keeps this program from a file though nothing is wrong with it: no right, or a disk or share that is away."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

_AWAY = {
    errno.ENODEV,
    errno.ESTALE,
    errno.ETIMEDOUT,
    errno.ENOTCONN,
    errno.EHOSTDOWN,
    errno.EHOSTUNREACH,
    errno.ENETDOWN,
    errno.ENETUNREACH,
}
"""What is said of a file on a disk that was pulled out, on a share whose computer cannot be reached, or of one that was
mounted anew.
"""

_NOBODY_KNOWS = "n/a"

_AWAY_ON_WINDOWS = {21, 51, 53, 54, 55, 59, 64, 67, 121, 433, 1167, 1231, 1232}
"""Device not ready, not connected or gone; network path not found, gone, busy, out of time or unreachable (winerror.h);
Python gives several of them the number of a file that is not there.
"""


def is_out_of_reach(error: OSError) -> bool:
    """Return whether what was refused says nothing against the file: who asks has no right to it, or it is away."""
    return is_forbidden(error) or is_away(error)


def is_forbidden(error: OSError) -> bool:
    """Return whether this account has no right to what it asked for."""
    return isinstance(error, PermissionError) and not is_away(error)


def is_away(error: OSError) -> bool:
    """Return whether the disk or share with the file cannot be reached."""
    return error.errno in _AWAY or getattr(error, "winerror", None) in _AWAY_ON_WINDOWS


def owner_of(path: Path) -> str:
    """Name the account that a file belongs to; of one that may not be looked at, that of the folder it is in."""
    if sys.platform == "win32":
        return _NOBODY_KNOWS
    for one in (path, *path.parents):
        try:
            return one.owner()
        except KeyError:  # an account of another computer
            return str(one.stat().st_uid)
        except OSError:
            continue
    return _NOBODY_KNOWS
