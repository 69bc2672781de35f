"""What Windows alone is asked, by functions of Windows that are made up: what it says is tried on a real PC only."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
import time
from pathlib import Path, PureWindowsPath
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from experiment.messages import Reason, Refusal
from experiment.record import elsewhere
from experiment.record.data_folder import WINDOWS, WINDOWS_LONG, limits
from experiment.record.elsewhere import is_of_another_computer
from experiment.screen import clocks, environment, only_one, scaling, seen_window, win_monitor, win_window
from tests.instruments.made_up_windows import MadeUpFunction


def test_scaling_is_declared_before_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a session, or a check, asks for a display at all: afterwards Windows heeds it no more."""
    done = list[str]()
    monkeypatch.setattr(environment, "be_aware_of_scaling", lambda: done.append("aware of scaling"))
    monkeypatch.setattr(environment, "has_display", lambda: bool(done.append("display")))
    with pytest.raises(Refusal):
        environment.check_usable()
    assert ["aware of scaling", "display"] == done


def test_scaling_is_declared_to_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is to be declared before a window is there is declared to the libraries of this computer."""
    told = list[object]()
    user = SimpleNamespace(SetProcessDpiAwarenessContext=MadeUpFunction(lambda context: told.append(context) or True))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user), raising=False)
    scaling.be_aware_of_scaling()
    assert [ctypes.c_void_p(-4).value] == told


class Mutexes:
    """The mutexes of a Windows: by their names, and each with who has made it.

    Parameters
    ----------
    of_another_account
        Whether those that are there were made by another account.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, of_another_account: bool = False) -> None:
        self.given_back = list[int]()
        self._there = dict[str, int]()
        self._refusal = 5 if of_another_account else 183
        self._error = 0
        self._tells = False
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(ctypes, "WinDLL", self._load, raising=False)
        monkeypatch.setattr(ctypes, "get_last_error", lambda: self._error if self._tells else 0, raising=False)

    def _load(self, _name: str, use_last_error: bool = False) -> SimpleNamespace:
        self._tells = use_last_error  # without it, ctypes keeps no error for whoever asks
        return SimpleNamespace(CreateMutexW=MadeUpFunction(self._make), CloseHandle=MadeUpFunction(self._close))

    def _make(self, _security: object, _owned: object, name: str) -> int:
        self._error = self._refusal if name in self._there else 0
        self._there.setdefault(name, 0)
        self._there[name] += 1
        return 7

    def _close(self, handle: int) -> None:
        self.given_back.append(handle)


@pytest.mark.parametrize("of_another_account", [False, True])
def test_one_session_at_a_keyboard(monkeypatch: pytest.MonkeyPatch, of_another_account: bool) -> None:
    """A mutex that is there already, also one of another account, keeps a second session away; each is given back."""
    mutexes = Mutexes(monkeypatch, of_another_account)
    with only_one.only_one_here(), pytest.raises(Refusal) as refused, only_one.only_one_here():
        pytest.fail("two sessions at a time")
    assert Reason.DISPLAY_IN_USE is refused.value.reason
    assert [7, 7] == mutexes.given_back


def test_who_leaves_the_window_is_told_to_its_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows tells the window when another one is chosen, and the window tells whoever watches it."""
    left, handlers = list[bool](), dict[str, Any]()
    seen = SimpleNamespace(is_left=lambda: left.append(True))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "WinDLL", lambda name: name, raising=False)
    monkeypatch.setattr(win_window, "WinWindow", lambda *_: seen)
    monkeypatch.setattr(win_monitor, "RefreshRate", lambda *_: None)
    window = SimpleNamespace(winHandle=SimpleNamespace(_hwnd=3, push_handlers=lambda **given: handlers.update(given)))
    assert seen is seen_window.seen_window(window)
    handlers["on_deactivate"]()
    assert [True] == left


@pytest.mark.parametrize(
    ("folder", "is_away"),
    [
        (r"\\server\share\study", True),
        (r"\\?\UNC\server\share\study", True),
        (r"C:\study", False),
        (r"\\?\C:\study", False),
    ],
)
def test_a_share_without_a_letter(monkeypatch: pytest.MonkeyPatch, folder: str, is_away: bool) -> None:
    """A folder that is named by its server is another computer's, whatever Windows says of drives."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os.path, "realpath", lambda _path: folder)
    monkeypatch.setattr(elsewhere, "Path", PureWindowsPath)
    windows = SimpleNamespace(kernel32=SimpleNamespace(GetDriveTypeW=lambda _drive: 3))
    monkeypatch.setattr(ctypes, "windll", windows, raising=False)
    assert is_away is is_of_another_computer(Path("study"))


@pytest.mark.parametrize(("kind", "is_away"), [(4, True), (3, False), (2, False)])
def test_a_letter_that_is_a_network_drive(monkeypatch: pytest.MonkeyPatch, kind: int, is_away: bool) -> None:
    """Windows says of a drive whether its disk is another computer's."""
    asked = list[object]()

    def kind_of(drive: object) -> int:
        asked.append(drive)
        return kind

    monkeypatch.setattr(sys, "platform", "win32")
    windows = SimpleNamespace(kernel32=SimpleNamespace(GetDriveTypeW=MadeUpFunction(kind_of)))
    monkeypatch.setattr(ctypes, "windll", windows, raising=False)
    assert is_away is is_of_another_computer(Path("study"))
    assert [Path.cwd().anchor] == asked


@pytest.mark.parametrize("allowed", [True, False, None])
def test_paths_as_long_as_an_administrator_allows(monkeypatch: pytest.MonkeyPatch, allowed: bool | None) -> None:
    """Long paths are used where the registry says that they may be, and nowhere else."""

    class Key:
        def __enter__(self) -> Key:
            return self

        def __exit__(self, *_: object) -> None:
            """Do nothing."""

    def value(_key: Key, name: str) -> tuple[int, int]:
        if allowed is None or name != "LongPathsEnabled":
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return int(allowed), 4

    registry = ModuleType("winreg")
    registry.__dict__.update(HKEY_LOCAL_MACHINE=2, OpenKey=lambda *_: Key(), QueryValueEx=value)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", registry)
    assert (WINDOWS_LONG if allowed else WINDOWS) == limits()


def test_the_clocks_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time awake is told in tenths of a microsecond, time since the start in milliseconds; both are read as seconds."""

    def awake(time_100ns: object) -> None:
        time_100ns.value = 36_000 * 10**7  # type: ignore[attr-defined]

    ticks = MadeUpFunction(lambda: 36_030_500)
    kernel = SimpleNamespace(QueryUnbiasedInterruptTime=MadeUpFunction(awake), GetTickCount64=ticks)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(time, "time", lambda: 1.0)
    told = importlib.util.spec_from_file_location("clocks_of_windows", clocks.__file__)
    assert told is not None
    assert told.loader is not None
    of_windows = importlib.util.module_from_spec(told)
    told.loader.exec_module(of_windows)
    reading = of_windows.SystemClocks().read()
    assert (36_000.0, 36_030.5, 1.0) == (reading.awake_s, reading.boot_s, reading.wall_s)
    assert ctypes.c_ulonglong is ticks.restype
