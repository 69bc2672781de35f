"""A computer whose keyboard cannot be listened to, for one reason or another."""

from __future__ import annotations

import os
from pathlib import Path

TROUBLES = {
    "dies": "hid.Keyboard.queue_start = lambda _: os.abort()",
    "fails": "def fail(_): raise Exception('no XInput')\nhid.Keyboard.queue_start = fail",
    "none": "hid.get_keyboard_indices = lambda: ([], [], [])",
}
"""What is wrong with psychtoolbox's keyboards."""


def troubled(folder: Path, trouble: str) -> dict[str, str]:
    """Make an environment in which every Python has a key queue with some trouble."""
    site = folder / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(f"import os\nfrom psychtoolbox import hid\n{TROUBLES[trouble]}\n")
    return {**os.environ, "PYTHONPATH": str(site)}
