"""What a rehearsal has left, and nobody needs: taken away as a whole."""

from __future__ import annotations

import shutil
from pathlib import Path

from experiment.record.held_files import patiently


def throw_away(folder: Path) -> None:
    """Remove a folder and all that is in it; sealed files are read-only, and Windows removes none of these.

    Raises
    ------
    OSError
        If something of it cannot be removed for two seconds.
    """
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            file.chmod(0o600)
    patiently(lambda: shutil.rmtree(folder), whatever_refuses=True)
