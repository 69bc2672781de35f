"""Names of files that every system takes as they are: data and study files are carried between them."""

from __future__ import annotations

import re

LONGEST_NAME = 255
"""Of one file or folder, on every system in use."""

_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE | re.DOTALL)
"""Windows takes these for a device, in every folder and with every ending."""

_NOWHERE = frozenset('<>:"|?*\\/')


def reserved_by_windows(name: str) -> bool:
    """Return whether Windows keeps a name for a device."""
    return _DEVICE.fullmatch(name) is not None


def is_portable(name: str) -> bool:
    """Tell whether every system takes a name as it is: Windows knows devices, and drops stops and spaces at the end."""
    return (
        0 < len(name.encode("utf-8", "surrogatepass")) <= LONGEST_NAME
        and name.isprintable()
        and not _NOWHERE & set(name)
        and name[-1] not in ". "
        and not reserved_by_windows(name)
    )
