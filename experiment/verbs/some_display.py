"""A display for pictures and demonstrations: the one there is, or a virtual one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from experiment.layout.size import Size
from experiment.screen.virtual_display import virtual_display

VIRTUAL_SCREEN = Size(1280, 720)


@contextmanager
def some_display(size: Size | None) -> Iterator[Size | None]:
    """Use the display there is, or make a virtual one; yield the size of the window, if it has one of its own."""
    if not sys.platform.startswith("linux") or os.environ.get("DISPLAY"):
        yield size
        return
    size = size or VIRTUAL_SCREEN
    with virtual_display(size):
        print(f"There is no display here: this runs on a virtual one ({size}).")
        yield size
