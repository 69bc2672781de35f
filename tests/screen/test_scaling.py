"""Scaling by the system: the program says that it counts pixels, and the check sees where the system counts otherwise.

Windows' calls are injected: what a real Windows makes of them is tried on a real PC only (docs/windows.md).
"""

from __future__ import annotations

import ctypes
from types import SimpleNamespace

import pytest

from experiment.format.check_report import Verdict
from experiment.layout.size import Size
from experiment.screen.scaling import declare, mode_size_of, scaling_line


class Calls:
    """A Windows that has some of the calls, and writes down which were made."""

    def __init__(self, **answers: int) -> None:
        self.made: list[tuple[str, object]] = []
        self.user32 = self.shcore = SimpleNamespace(**{name: self._call(name, what) for name, what in answers.items()})

    def _call(self, name: str, answer: int) -> object:
        def call(*arguments: object) -> int:
            self.made.append((name, *(getattr(one, "value", one) for one in arguments)))  # type: ignore[arg-type]
            return answer

        return call


def test_the_newest_call_is_made_alone() -> None:
    """A Windows 10 is told once that each monitor has its own scaling, by a handle as wide as an address."""
    windows = Calls(SetProcessDpiAwarenessContext=1, SetProcessDpiAwareness=0, SetProcessDPIAware=1)
    declare(windows)
    assert [("SetProcessDpiAwarenessContext", ctypes.c_void_p(-4).value)] == windows.made


@pytest.mark.parametrize(
    ("answers", "last"),
    [
        ({"SetProcessDpiAwareness": 0, "SetProcessDPIAware": 1}, ("SetProcessDpiAwareness", 2)),
        ({"SetProcessDPIAware": 1}, ("SetProcessDPIAware",)),
    ],
    ids=["Windows 8.1", "Windows 7"],
)
def test_an_older_windows_is_told_by_what_it_has(answers: dict[str, int], last: tuple[object, ...]) -> None:
    """Where the newest call is missing, an older one is made."""
    windows = Calls(**answers)
    declare(windows)
    assert [last] == windows.made


@pytest.mark.parametrize(
    ("window", "drawn", "mode", "verdict"),
    [
        (Size(1920, 1080), Size(1920, 1080), Size(1920, 1080), Verdict.PASS),
        (Size(800, 600), Size(800, 600), None, Verdict.PASS),
        (Size(1536, 864), Size(1536, 864), Size(1920, 1080), Verdict.FAIL),  # Windows at 125 %, unaware
        (Size(1440, 900), Size(2880, 1800), None, Verdict.FAIL),  # twice the pixels behind each point
    ],
)
def test_the_check_sees_scaling(window: Size, drawn: Size, mode: Size | None, verdict: Verdict) -> None:
    """Window, picture and mode must count alike; the line names all three, and where the setting is."""
    line = scaling_line(window, drawn, mode)
    assert verdict is line.verdict
    assert all(str(size) in line.found for size in (window, drawn, mode) if size)
    assert "Settings, System, Display, Scale" in line.remedy


def test_the_size_of_the_mode_is_asked_of_the_screen() -> None:
    """Width and height of the mode are those of the screen that the window is on."""
    screen = SimpleNamespace(get_mode=lambda: SimpleNamespace(width=1920, height=1080))
    assert Size(1920, 1080) == mode_size_of(SimpleNamespace(winHandle=SimpleNamespace(screen=screen)))


def test_a_screen_without_a_mode() -> None:
    """A system that tells no mode, such as X with several monitors, is not held against one."""
    screen = SimpleNamespace(get_mode=lambda: None)
    assert mode_size_of(SimpleNamespace(winHandle=SimpleNamespace(screen=screen))) is None
