"""Windows of the screen tests stand on a virtual display."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from experiment.layout.size import Size
from experiment.screen.virtual_display import start_xvfb

LARGEST = Size(1920, 1080)


@pytest.fixture(scope="session")
def framebuffer_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pixels of the display can be looked at."""
    return tmp_path_factory.mktemp("framebuffer")


@pytest.fixture(scope="session")
def screen(framebuffer_folder: Path) -> str:
    """A display of 1920×1080, for all windows of a test run: PsychoPy keeps to the first it has seen.

    It ends with the test run and not before: Xlib ends a program whose display has gone.
    """
    os.environ.setdefault("PSYCH_GETSECS_CLOCK", "1")
    _, os.environ["DISPLAY"] = start_xvfb(LARGEST, framebuffer_folder)
    return os.environ["DISPLAY"]


@pytest.fixture
def open_window(screen: str) -> Iterator[Callable[[Size], object]]:
    """Open windows that are closed when the test is over."""
    from experiment.screen import window

    with ExitStack() as stack:

        def opened(size: Size) -> object:
            win = window.open_window(size)
            stack.callback(win.close)
            return win

        yield opened
