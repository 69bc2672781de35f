"""Where disks and shares are mounted on this computer, and where they should be: as Linux has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

MOUNTED = Path("/proc/self/mountinfo")
MEANT = Path("/etc/fstab")
"""What the system writes, and what it is told; other systems have nothing of the kind."""


def mounted() -> list[tuple[Path, str]]:
    """List where something is mounted, and what kind of file system it is, the latest last (proc_pid_mountinfo(5))."""
    found = []
    for line in _lines(MOUNTED):
        before, _, after = line.partition(" - ")
        found.append((_place(before.split()[4]), after.split()[0]))
    return found


def mounted_places() -> set[Path]:
    """List where something is mounted, be it only a folder of the same disk: `os.path.ismount` sees other disks."""
    return {place for place, _ in mounted()}


def meant_for_a_disk() -> set[Path]:
    """List the places at which the system is told to mount something, if not at once (fstab(5))."""
    fields = (line.split() for line in _lines(MEANT) if not line.lstrip().startswith("#"))
    return {_place(field[1]) for field in fields if len(field) > 1 and field[1].startswith("/")}


def _lines(table: Path) -> Iterator[str]:
    try:
        yield from table.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return


def _place(written: str) -> Path:
    """Read a path in which spaces are written as numbers."""
    return Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), written))
