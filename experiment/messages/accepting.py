"""Whether somebody goes on although something is amiss: asked only where it is, so that a needless yes can be told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Accepts: TypeAlias = Callable[[], bool]


def never() -> bool:
    """Accept nothing."""
    return False


def always() -> bool:
    """Accept what is amiss."""
    return True
