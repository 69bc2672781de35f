"""Files that another program has open: a spreadsheet, a virus scanner, a synchroniser.

For a moment, they are waited for; what is held for longer is said as it is, for it is neither damaged nor forbidden.
Windows refuses what another program has open, and says no more than that it is refused; a share of Windows, seen from
Linux, says that it is busy.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from experiment.messages import plainly

_T = TypeVar("_T")

_PATIENCE_S, _BETWEEN_TRIES_S = 2.0, 0.05
"""A virus scanner or a synchroniser holds a new file for a moment."""

_BUSY = {errno.EBUSY, errno.ETXTBSY}
_SHARING_VIOLATION, _LOCK_VIOLATION = 32, 33
"""What Windows says, where it says why."""


def is_held(error: OSError) -> bool:
    """Return whether a file was refused because another program has it open, as far as that can be known."""
    if error.errno in _BUSY or getattr(error, "winerror", None) in (_SHARING_VIOLATION, _LOCK_VIOLATION):
        return True
    return isinstance(error, PermissionError) and any(_may_be_had(file) for file in _files_of(error))


def refused_because(error: OSError) -> str:
    """Say why a file was refused, in plain words; of one that another program has, what the system says of it."""
    return str(error.strerror or error) if is_held(error) else plainly(error)


def patiently(do: Callable[[], _T], whatever_refuses: bool = False) -> _T:
    """Do what another program may stand in the way of for a moment.

    Parameters
    ----------
    do
        What is tried again and again for two seconds.
    whatever_refuses
        Whether it may be so, whatever the system says of the refusal.

    Raises
    ------
    OSError
        If it is refused for longer, or for another reason. On Windows a folder in the place of a file is no missing
        right, as the system has it, but a folder, as elsewhere.
    """
    until_s = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return do()
        except OSError as error:
            if not is_held(error) and _is_a_folder(error):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), error.filename) from error
            waits = is_held(error) or (whatever_refuses and isinstance(error, PermissionError))
            if not waits or time.monotonic() > until_s:
                raise
            time.sleep(_BETWEEN_TRIES_S)


def held_file(error: OSError) -> Path | None:
    """Name the file that was refused; ``None``: the system does not say."""
    return next(reversed(_files_of(error)), None)  # of a rename, the one that was to be replaced


def _is_a_folder(error: OSError) -> bool:
    """Tell whether a folder was taken for a file, of which Windows says no more than that there is no right to it."""
    windows, files = sys.platform == "win32", _files_of(error)
    return windows and isinstance(error, PermissionError) and len(files) == 1 and files[0].is_dir()


def _files_of(error: OSError) -> list[Path]:
    return [Path(os.fsdecode(name)) for name in (error.filename, error.filename2) if isinstance(name, str | bytes)]


def _may_be_had(file: Path) -> bool:
    """Tell whether the account has every right to a file that is there; Windows keeps no such rights, or says none."""
    if not os.path.isfile(file):  # noqa: PTH113 (Path.is_file fails where it may not look)
        return False
    return sys.platform == "win32" or (os.access(file, os.R_OK | os.W_OK) and os.access(file.parent, os.W_OK))
