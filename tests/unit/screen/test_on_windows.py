"""What Windows alone is asked, by functions of Windows that are made up: what it says is tried on a real PC only."""

from __future__ import annotations

import ctypes
import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from experiment.messages import Reason, Refusal
from experiment.record.data_folder import WINDOWS, WINDOWS_LONG, limits
from experiment.record.elsewhere import is_of_another_computer
from experiment.screen import clocks, environment, only_one
from tests.instruments.made_up_windows import MadeUpFunction


def test_scaling_is_declared_before_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a session, or a check, asks for a display at all: afterwards Windows heeds it no more."""
    done = list[str]()
    monkeypatch.setattr(environment, "be_aware_of_scaling", lambda: done.append("aware of scaling"))
    monkeypatch.setattr(environment, "has_display", lambda: bool(done.append("display")))
    with pytest.raises(Refusal):
        environment.check_usable()
    assert ["aware of scaling", "display"] == done


@pytest.mark.parametrize(("error", "is_taken"), [(0, False), (183, True), (5, True)])
def test_one_session_at_a_keyboard(monkeypatch: pytest.MonkeyPatch, error: int, is_taken: bool) -> None:
    """A mutex that is there already, also one of another account, keeps a second session away; each is given back."""
    given_back = list[int]()
    kernel = SimpleNamespace(
        CreateMutexW=MadeUpFunction(lambda _security, _owned, _name: 7), CloseHandle=MadeUpFunction(given_back.append)
    )
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "WinDLL", lambda _name, use_last_error: kernel, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: error, raising=False)
    began = list[bool]()
    try:
        with only_one.only_one_here():
            began.append(True)
    except Refusal as refused:
        assert Reason.DISPLAY_IN_USE is refused.reason
    assert [True] * (not is_taken) == began
    assert [7] == given_back


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
