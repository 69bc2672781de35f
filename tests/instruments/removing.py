"""Files that somebody removes although they are read-only: Windows lets nobody, until they may be written."""

from __future__ import annotations

import shutil
from pathlib import Path


def remove(file: Path) -> None:
    """Remove a file."""
    file.chmod(0o600)
    file.unlink()


def remove_tree(folder: Path) -> None:
    """Remove a folder and all that is in it."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            path.chmod(0o600)
    shutil.rmtree(folder)
