"""How large screens and type may be: standard library only, as the command line reads both."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST_TEXT_SCALE = 2.0
"""Type is never asked to be larger than so many times the usual size."""


@dataclass(frozen=True)
class Size:
    """Of a screen, in pixels."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}×{self.height}"
