"""What Windows is asked about monitors that show the same; Windows is made up here, and answers under Wine."""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass, field
from typing import Any

import pytest

from experiment.screen import mirrors, monitors, scaling, win_mirrors
from experiment.screen.win_mirrors import Mode, Path, SourceName, is_shown_twice
from experiment.screen.win_monitor import MonitorInfo
from experiment.screen.window_state import Box
from tests.instruments.made_up_windows import MadeUpFunction

LEFT, RIGHT = "\\\\.\\DISPLAY1", "\\\\.\\DISPLAY2"
ON_THE_RIGHT = Box(1920, 0, 1920, 1080)


@dataclass
class Desktop:
    """Two pictures side by side, each on the adapter and with the number that Windows has given it, and who shows them.

    Windows writes to memory as much as it is told there is room for, so that this is looked at, too.
    """

    shown: list[tuple[int, int]] = field(default_factory=lambda: [(7, 0), (7, 1)])
    failing: str = ""
    names: dict[tuple[int, int], str] = field(default_factory=lambda: {(7, 0): LEFT, (7, 1): RIGHT, (8, 1): "other"})

    def __post_init__(self) -> None:
        def at(point: Any, otherwise: int) -> int | None:
            assert 0 == otherwise
            return 1 + (point.x >= 1920) if 0 <= point.x < 3840 else None

        def info(monitor: Any, told: Any) -> int:
            assert ctypes.sizeof(MonitorInfo) == told.size
            name = (LEFT, RIGHT)[monitor - 1].encode()
            told.device[: len(name)] = list(name)
            return 1

        def sizes(which: int, paths: Any, modes: Any) -> int:
            assert 2 == which
            paths.value, modes.value = len(self.shown) + 3, 2 * len(self.shown)
            return 0

        def query(_which: int, n_paths: Any, paths: Any, n_modes: Any, modes: Any, _topology: Any) -> int:
            assert len(paths) == n_paths.value
            assert len(modes) == n_modes.value
            for path, (adapter, source) in zip(paths, self.shown, strict=False):
                path.adapter[0], path.source = adapter, source
            n_paths.value = len(self.shown)  # one may have gone meanwhile
            return 0

        def name(told: Any) -> int:
            assert (1, 84) == (told.what, told.size)
            there = self.names[told.adapter[0], told.source].encode()
            told.device[: len(there)] = list(there)
            return 0

        functions: dict[str, Any] = {
            "MonitorFromPoint": at,
            "GetMonitorInfoW": info,
            "GetDisplayConfigBufferSizes": sizes,
            "QueryDisplayConfig": query,
            "DisplayConfigGetDeviceInfo": name,
        }
        for which, does in functions.items():
            refuses = (lambda *_: 0) if which == "GetMonitorInfoW" else (lambda *_: 50)
            setattr(self, which, MadeUpFunction(refuses if which == self.failing else does))


@pytest.mark.parametrize(
    ("shown", "twice"),
    [
        ([(7, 0), (7, 1)], False),
        ([(7, 0), (7, 1), (7, 1)], True),
        ([(7, 0), (7, 0), (7, 1)], False),
        ([(7, 0), (7, 1), (8, 1)], False),
        ([(7, 0)], None),
        ([], None),
    ],
    ids=["each its own", "mirrored", "the other one is", "of another adapter", "not told of", "none"],
)
def test_who_shows_the_same(shown: list[tuple[int, int]], twice: bool | None) -> None:
    """A picture that two monitors show is mirrored, whatever is so of another, or has its number elsewhere."""
    assert twice is is_shown_twice(Desktop(shown), ON_THE_RIGHT)


def test_no_monitor_there() -> None:
    """Of a place where no monitor is nothing can be said."""
    assert is_shown_twice(Desktop(), Box(5000, 0, 100, 100)) is None


@pytest.mark.parametrize(
    "failing",
    ["GetMonitorInfoW", "GetDisplayConfigBufferSizes", "QueryDisplayConfig", "DisplayConfigGetDeviceInfo"],
)
def test_windows_that_refuses_to_say(failing: str) -> None:
    """A remote desktop, or a driver that knows no more than the basics, is no mirror, and no error."""
    assert is_shown_twice(Desktop(failing=failing), ON_THE_RIGHT) is None


def test_as_windows_lays_it_out() -> None:
    """The sizes of wingdi.h: into less room Windows would write beyond it."""
    assert [72, 64, 84] == [ctypes.sizeof(each) for each in (Path, Mode, SourceName)]


def test_scaling_is_declared_before_monitors_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for monitors first is told of pixels that are none, and can never declare it afterwards."""
    done = list[str]()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "WinDLL", lambda name: name, raising=False)
    monkeypatch.setattr(scaling, "be_aware_of_scaling", lambda: done.append("aware of scaling"))
    monkeypatch.setattr(monitors, "place_of_monitor", lambda _number: done.append("monitors") or ON_THE_RIGHT)
    monkeypatch.setattr(win_mirrors, "is_shown_twice", lambda _user, _place: done.append("mirrored") or True)
    assert mirrors.is_mirrored(1)
    assert ["aware of scaling", "monitors", "mirrored"] == done
