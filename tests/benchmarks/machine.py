"""The facts about a machine that its figures depend on; nothing that names it or its user."""

from __future__ import annotations

import os
import platform
from importlib import metadata


def machine_facts() -> dict[str, str | int | float]:
    """Say what was measured on."""
    packages = ("psychopy", "psychtoolbox", "pyglet", "numpy", "pillow")
    return {
        "cores": os.cpu_count() or 0,
        "machine": platform.machine(),
        "kernel": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        **{package: metadata.version(package) for package in packages},
        "load_per_core": round(os.getloadavg()[0] / (os.cpu_count() or 1), 2),
    }
