"""What systems and other programs leave in the folders that they look into: nobody's data, whatever it is called."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LEFT: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (who, re.compile(names, re.IGNORECASE))
    for who, names in (
        ("a Mac", r"\.DS_Store|\.localized|Icon\r|\.Spotlight-V100|\.Trashes|\.fseventsd|\.TemporaryItems|__MACOSX"),
        ("Windows", r"Thumbs\.db|ehthumbs(_vista)?\.db|desktop\.ini|\$RECYCLE\.BIN|System Volume Information"),
        ("Linux", r"\.directory|\.Trash-[0-9]+|lost\+found|\.nfs[0-9a-f]+|\.fuse_hidden[0-9a-f]+"),
        ("a synchroniser", r"\.dropbox(\.attr)?|\.stfolder|\.stignore|\._?sync_.*\.db|\.owncloudsync\.log"),
    )
)
"""Who leaves it, and its name; not here: ``._x`` of a Mac, which only its first bytes tell from somebody's file."""

_OPEN = re.compile(r"~\$.+|\.~lock\..+#|\..+\.sw[a-p]")
"""What spreadsheets, word processors and editors put beside a file that they have open."""

_OF_A_MAC = b"\x00\x05\x16\x07"
"""What the second half of a file begins with that a Mac has put on a disk of another system (AppleDouble, RFC 1740)."""


def left_by(names: Iterable[str], content: bytes) -> str | None:
    """Return who leaves such files; ``None``: it is no such file.

    Parameters
    ----------
    names
        Of the file, and of the folders that it is in.
    content
        What it holds.
    """
    way = list(names)
    if way[-1].startswith("._") and content.startswith(_OF_A_MAC):
        return "a Mac"
    return next((who for name in reversed(way) for who, names in _LEFT if names.fullmatch(name)), None)


def tells_of_an_open_file(name: str) -> bool:
    """Return whether a name is one that a program puts beside a file that it has open, and may have left there."""
    return _OPEN.fullmatch(name) is not None
