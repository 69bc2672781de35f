"""How a command ends."""

from __future__ import annotations

from experiment.launcher.acting import WRONG_USAGE

__all__ = ["DONE", "NO", "WRONG_USAGE"]

DONE, NO = 0, 1
"""Done; the answer is no."""
