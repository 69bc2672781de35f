"""What the last finished set-up wrote: where and for which Python ``.venv`` is, and what is installed in it."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from experiment.setup.places import ROOT
from experiment.setup.system_packages import SYSTEM_PACKAGES, TEST_PACKAGES

STAMP = "lab-stamp.json"  # written when an installation is whole


def read_stamp(path: Path) -> dict[str, Any]:
    """Read what the last finished set-up wrote; nothing if there was none or it was cut short."""
    try:
        stamp = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def is_set_up(found: dict[str, Any], extras: set[str], as_installed: bool) -> bool:
    """Return whether what the stamp says is enough."""
    fits = found.get("home") == home() and extras <= set(found["extras"])
    return fits and (as_installed or found["files"] == wanted())


def home() -> list[object]:
    """Return where and for which Python ``.venv`` is: elsewhere, and with another, it does not work."""
    return [str(ROOT), sys.base_prefix, *sys.version_info[:2]]


def wanted() -> str:
    """Return the digest of all that says what is to be installed."""
    files = [(ROOT / name).read_bytes().replace(b"\r\n", b"\n") for name in ("pyproject.toml", "requirements.txt")]
    names = "\n".join((*SYSTEM_PACKAGES, *TEST_PACKAGES))
    return hashlib.sha256(b"".join([*files, names.encode()])).hexdigest()
