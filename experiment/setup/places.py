"""Where the project is, and where its Python packages are."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = sys.platform == "win32"
VENV = ROOT / ".venv"


def venv_program(name: str) -> Path:
    """Return the path of a program in ``.venv``."""
    return ROOT / ".venv" / "Scripts" / f"{name}.exe" if WINDOWS else ROOT / ".venv" / "bin" / name
