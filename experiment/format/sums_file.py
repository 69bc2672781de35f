"""The file of checksums of an ended run, as ``sha256sum`` reads it: a line a file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from experiment.format.path_names import stays_within

_LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)\n")


def sums_text(sums: Mapping[str, str]) -> bytes:
    """Write checksums, by the name of each file in the folder of the session."""
    return "".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode()


def read_sums(content: bytes) -> dict[str, str] | None:
    """Read checksums; ``None``: these are none."""
    text = content.decode("utf-8", errors="replace")
    found = {match[2]: match[1] for match in _LINE.finditer(text)}
    return found if sums_text(found) == content and all(map(stays_within, found)) else None
