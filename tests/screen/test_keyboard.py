"""The key queue on a real X keyboard: no tap is lost, whatever the program is doing, and every key has its place."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from experiment.layout.size import Size
from experiment.task.inputs import Key, KeyPress, KeyRelease
from experiment.task.participant import Action
from tests.instruments.robot import Robot

LONG_S = 0.3


@pytest.fixture
def robot(screen: str) -> Iterator[Robot]:
    robot = Robot(screen, Size(1920, 1080))
    yield robot
    robot.close()


@pytest.fixture
def keyboard(screen: str) -> Iterator[object]:
    from psychtoolbox import GetSecs

    from experiment.screen.keyboard import Keyboard

    keyboard = Keyboard(GetSecs())
    keyboard.poll(0.0)
    yield keyboard
    keyboard.close()


def presses_after_a_stall(keyboard: object, robot: Robot, keys: list[str], hold_s: float) -> list[Key]:
    """Press keys while the program does nothing, then read the queue once."""
    typist = threading.Thread(target=robot.press, args=keys, kwargs={"hold_s": hold_s, "rest_s": 0.01})
    typist.start()
    typist.join()
    time.sleep(LONG_S)
    inputs = keyboard.poll(0.0)  # type: ignore[attr-defined]
    presses = [given.key for given in inputs if isinstance(given, KeyPress)]
    assert presses == [given.key for given in inputs if isinstance(given, KeyRelease)]
    return presses


@pytest.mark.parametrize("hold_s", [0.005, 0.03, 0.06])
def test_taps_in_a_stall(keyboard: object, robot: Robot, hold_s: float) -> None:
    """Taps that begin and end while the program is held up are all there afterwards, once each, in their order."""
    taps = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"] * 4
    assert [Key(tap) for tap in taps] == presses_after_a_stall(keyboard, robot, taps, hold_s)


def test_every_key_of_the_task(keyboard: object, robot: Robot) -> None:
    """Digit row and keypad type the same digits, both Enter keys confirm, and a letter belongs to no number."""
    keypad = [f"keypad {digit}" for digit in "0123456789"]
    others = ["enter", "keypad enter", "backspace", "space", "escape", "letter"]
    expected = [Key(digit) for digit in "0123456789"]
    expected += [Key.ENTER, Key.ENTER, Key.BACKSPACE, Key.SPACE, Key.ESCAPE, Key.STRAY]
    assert expected == presses_after_a_stall(keyboard, robot, keypad + others, hold_s=0.02)


def test_a_held_key_is_one_press(keyboard: object, robot: Robot) -> None:
    """A key that is held down does not repeat."""
    assert [Key.DIGIT_7] == presses_after_a_stall(keyboard, robot, ["7"], hold_s=1.2)


def test_keys_that_type_something_and_keys_that_do_not(keyboard: object, robot: Robot) -> None:
    """Points, signs and Delete, on the keypad too, are strays; Shift, the locks and function keys are not; none of them
    is told by its name.
    """
    stray = ["minus", "comma", "period", "slash", "keypad decimal", "keypad minus", "delete", "letter"]
    other = ["shift", "capslock", "capslock", "numlock", "numlock", "f5", "tab"]
    robot.press(*stray, *other)
    time.sleep(LONG_S)
    presses = [given for given in keyboard.poll(0.0) if isinstance(given, KeyPress)]  # type: ignore[attr-defined]
    assert [Key.STRAY] * len(stray) + [Key.OTHER] * len(other) == [given.key for given in presses]
    assert {"stray", "other"} == {given.name for given in presses}


def test_the_keys_of_every_system() -> None:
    """Under each operating system digits, confirming keys, the keypad's decimal point and modifiers are known."""
    from psychopy.hardware import keyboard as psychopys

    from experiment.screen.keyboard import meaning_of

    systems = {
        "linux": (psychopys.keyNamesLinux, 92, 51),
        "win32": (psychopys.keyNamesWin, 110, 161),
        "darwin": (psychopys.keyNamesMac, 99, 57),
    }
    for system, (names, decimal, shift) in systems.items():
        code = {name: code for code, name in names.items()}
        assert [Key(str(n)) for n in range(10)] == [meaning_of(code[str(n)], system, names) for n in range(10)]
        assert (Key.ENTER, Key.SPACE) == tuple(meaning_of(code[name], system, names) for name in ("return", "space"))
        assert Key.STRAY is meaning_of(decimal, system, names)
        assert {Key.STRAY} == {meaning_of(code[sign], system, names) for sign in ("a", "period", "comma", "minus")}
        assert Key.OTHER is meaning_of(shift, system, names)


def test_virtual_hands_press_keys_that_a_keyboard_has() -> None:
    """Every name that a virtual press is written with is one that the keyboard writes for that key."""
    from experiment.screen.keyboard import meaning_of

    for key in Key:
        did = Action(0.0, key).done(0.0)
        assert isinstance(did, KeyPress)
        if key in (Key.STRAY, Key.OTHER):
            assert key.value == did.name
        else:
            assert key is meaning_of(1, "linux", {1: did.name})


@pytest.mark.skipif(sys.platform == "win32", reason="the queue of Windows is that of all keyboards")
def test_the_queue_of_a_keyboard_that_came_back_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two keyboards, the queue of the one that was plugged in again is stopped and started, and no other."""
    from experiment.screen import keyboard, newcomers

    class Queue:
        def __init__(self, device: int) -> None:
            self.device = device

        def queue_start(self) -> None:
            done.append((self.device, "start"))

        def queue_stop(self) -> None:
            done.append((self.device, "stop"))

    done = list[tuple[int, str]]()
    came_back = list[Callable[[int], None]]()
    found = [1, 2], ["one", "two"], [{"interfaceID": 7}, {"interfaceID": 9}]
    hid = SimpleNamespace(get_keyboard_indices=lambda: found, Keyboard=Queue)
    monkeypatch.setattr(keyboard, "hid", hid)
    monkeypatch.setattr(newcomers, "Newcomers", lambda _known, begin_again: came_back.append(begin_again))
    keyboard.Keyboard(0.0)
    done.clear()
    came_back[0](9)
    assert [(2, "stop"), (2, "start")] == done
