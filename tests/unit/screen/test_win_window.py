"""What Windows is asked about the window; Windows itself is made up here, and was tried under Wine."""

from __future__ import annotations

import ctypes
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import pytest

from experiment.format.vocabulary import PauseReason
from experiment.screen.win_monitor import DisplayMode, RefreshRate
from experiment.screen.win_window import WinWindow
from experiment.screen.window_state import Box, WindowState
from tests.instruments.made_up_windows import MadeUpFunction

TASK, CHAT, NOTE = 10, 11, 12
MONITOR = "\\\\.\\DISPLAY2"
_CLOAKED = {99}


@dataclass
class Desktop:
    """Windows, from the front to the back, with where each is."""

    front: int | None = TASK
    order: list[int] = field(default_factory=lambda: [TASK])
    boxes: dict[int, Box] = field(default_factory=lambda: {TASK: Box(0, 0, 1920, 1080)})
    minimised: set[int] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    rates_hz: dict[str, int] = field(default_factory=lambda: {MONITOR: 144, "\\\\.\\DISPLAY1": 60})

    def __post_init__(self) -> None:
        def fill(rectangle: Any, left: int, top: int, right: int, bottom: int) -> None:
            rectangle.left, rectangle.top, rectangle.right, rectangle.bottom = left, top, right, bottom

        def client(handle: int, rectangle: Any) -> None:
            fill(rectangle, 0, 0, self.boxes[handle].width, self.boxes[handle].height)

        def corner(handle: int, point: Any) -> None:
            point.x, point.y = self.boxes[handle].left, self.boxes[handle].top

        def whole(handle: int, rectangle: Any) -> None:
            box = self.boxes[handle]
            fill(rectangle, box.left, box.top, box.left + box.width, box.top + box.height)

        def before(handle: int, _which: int) -> int | None:
            place = self.order.index(handle)
            return self.order[place - 1] if place else None

        def monitor(_monitor: int, info: Any) -> None:
            fill(info.monitor, 0, 0, 1920, 1080)
            info.device[: len(MONITOR)] = list(MONITOR.encode())

        def mode(device: Any, which: int, told: Any) -> int:
            name = bytes(device).decode("utf-16-le").rstrip("\0")
            assert 220 == told.size, "Windows writes as much as it is told there is room for"
            assert 0xFFFFFFFF == which, "Windows writes as much as it is told there is room for"
            told.refresh_hz = self.rates_hz.get(name, 0)
            return int(name in self.rates_hz)

        functions: dict[str, Any] = {
            "GetForegroundWindow": lambda: self.front,
            "GetAncestor": lambda handle, _which: handle,
            "GetWindow": before,
            "MonitorFromWindow": lambda _handle, _which: 1,
            "GetMonitorInfoW": monitor,
            "EnumDisplaySettingsW": mode,
            "IsWindow": lambda handle: handle in self.order,
            "IsWindowVisible": lambda handle: handle in self.order,
            "IsIconic": lambda handle: handle in self.minimised,
            "GetClientRect": client,
            "ClientToScreen": corner,
            "GetWindowRect": whole,
            "GetWindowLongW": lambda _handle, _what: 0,
            "ShowWindow": lambda _handle, _how: self.asked.append("restore"),
            "SetForegroundWindow": lambda _handle: self.asked.append("front"),
            "DwmGetWindowAttribute": lambda handle, _what, told, _size: setattr(told, "value", int(handle in _CLOAKED)),
        }
        for name, does in functions.items():
            setattr(self, name, MadeUpFunction(does))


def seen(desktop: Desktop, rate: RefreshRate | None = None) -> tuple[WinWindow, WindowState]:
    window = WinWindow(TASK, desktop, desktop, rate or asked_by_hand(desktop), clock=lambda: 0.0)
    window.happened()
    before = window.look()
    assert before is not None
    return window, before


def asked_by_hand(desktop: Desktop) -> RefreshRate:
    rate = RefreshRate(desktop, TASK)
    rate.close()
    return rate


def amiss(window: WinWindow, before: WindowState) -> frozenset[PauseReason]:
    now = window.look()
    assert now is not None
    return now.amiss(before)


def test_nothing_has_happened() -> None:
    """As long as nothing changes nothing is amiss, and no walk over other windows is asked for."""
    window, before = seen(Desktop())
    told = window.happened()
    assert not told.anything
    assert not told.lost
    assert not told.left
    assert frozenset() == amiss(window, before)


@pytest.mark.parametrize("front", [CHAT, None])
def test_another_window_in_front(front: int | None) -> None:
    """A chat window, or the lock screen, which is nobody's window, has the keyboard."""
    desktop = Desktop()
    window, before = seen(desktop)
    desktop.front = front
    told = window.happened()
    assert told.anything
    assert told.lost
    assert told.left
    assert {PauseReason.KEYBOARD_LOST} == amiss(window, before)


def test_the_keyboard_lost_and_found_between_two_looks() -> None:
    """What the window was told of is not forgotten when it has the keyboard back by then."""
    window, _ = seen(Desktop())
    window.is_left()
    told = window.happened()
    assert told.lost
    assert told.left
    assert not window.happened().lost


def test_covered_minimised_and_of_another_size() -> None:
    """A note in front, a minimised window and another size are each told for what they are."""
    desktop = Desktop()
    window, before = seen(desktop)
    desktop.order, desktop.boxes[NOTE] = [NOTE, TASK], Box(1600, 900, 300, 100)
    assert {PauseReason.COVERED} == amiss(window, before)
    desktop.boxes[NOTE] = Box(2000, 0, 300, 100)
    assert frozenset() == amiss(window, before), "it is on another monitor"
    desktop.minimised.add(TASK)
    assert {PauseReason.HIDDEN} == amiss(window, before)
    window.take_keyboard_back()
    assert ["restore", "front"] == desktop.asked
    desktop.minimised.clear()
    desktop.boxes[TASK] = Box(0, 0, 1280, 720)
    assert {PauseReason.SIZE_CHANGED} == amiss(window, before)


def test_a_window_that_only_seems_to_be_there() -> None:
    """Windows keeps cloaked windows in front that nobody sees."""
    desktop = Desktop(order=[99, TASK])
    desktop.boxes[99] = Box(0, 0, 1920, 1080)
    window, before = seen(desktop)
    assert frozenset() == before.over
    assert not before.obscured
    desktop.order = []
    assert window.look() is None


def test_another_refresh_rate_while_the_size_stays() -> None:
    """The rate of the window's own monitor is held against that of the beginning, and so again when it is set back."""
    desktop = Desktop()
    rate = asked_by_hand(desktop)
    window, before = seen(desktop, rate)
    assert 144.0 == before.refresh_hz
    desktop.rates_hz[MONITOR] = 60
    rate.ask()
    assert {PauseReason.REFRESH_CHANGED} == amiss(window, before)
    desktop.rates_hz[MONITOR] = 144
    rate.ask()
    assert frozenset() == amiss(window, before)


@pytest.mark.parametrize("told_hz", [None, 0, 1])
def test_no_answer_is_no_other_rate(told_hz: int | None) -> None:
    """Windows that refuses to say, or says "as the hardware has it", interrupts nobody."""
    desktop = Desktop()
    rate = asked_by_hand(desktop)
    window, before = seen(desktop, rate)
    desktop.rates_hz = {} if told_hz is None else {MONITOR: told_hz}
    rate.ask()
    assert frozenset() == amiss(window, before)


def test_the_rate_is_asked_again_and_again_until_the_window_is_closed() -> None:
    """Another rate is told without any frame waiting for the answer, and nobody asks for a window that is gone."""
    desktop = Desktop()
    others = set(threading.enumerate())
    rate = RefreshRate(desktop, TASK, each_s=0.001)
    (asking,) = set(threading.enumerate()) - others
    window, before = seen(desktop, rate)
    desktop.rates_hz[MONITOR] = 60
    end_s = time.monotonic() + 10
    while rate() != 60.0 and time.monotonic() < end_s:
        time.sleep(0.001)
    assert {PauseReason.REFRESH_CHANGED} == amiss(window, before)
    window.close()
    asking.join(10)
    assert not asking.is_alive()


def test_a_look_is_due_twice_a_second() -> None:
    """Also when nothing else tells that anything has changed, as when only the rate has."""
    now_s = [0.0]
    desktop = Desktop()
    window = WinWindow(TASK, desktop, desktop, asked_by_hand(desktop), clock=lambda: now_s[0])
    window.happened()
    window.look()
    now_s[0] = 0.4
    assert not window.happened().anything
    now_s[0] = 0.5
    assert window.happened().anything


def test_a_mode_of_the_display_is_as_windows_lays_it_out() -> None:
    """DEVMODEW has 220 bytes, and the rate stands at 184 (wingdi.h)."""
    assert 220 == ctypes.sizeof(DisplayMode)
    assert 184 == DisplayMode.refresh_hz.offset
