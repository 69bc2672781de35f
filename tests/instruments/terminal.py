"""Somebody who sits at a terminal."""

from __future__ import annotations

import io
import sys

import pytest


class Terminal(io.StringIO):
    """A keyboard or a screen at which somebody sits."""

    def isatty(self) -> bool:
        return True


def sit_down(monkeypatch: pytest.MonkeyPatch, *lines: str) -> Terminal:
    """Type lines on a terminal; what is said there is returned as it comes."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))
    monkeypatch.setattr(sys, "stderr", screen)
    return screen
