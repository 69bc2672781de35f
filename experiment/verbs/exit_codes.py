"""How a command ends."""

from __future__ import annotations

DONE, NO, WRONG_USAGE = 0, 1, 2
"""Done; the answer is no; the command was not understood."""
