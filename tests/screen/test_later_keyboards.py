"""A keyboard that comes, or comes back, after the start is heard like any other."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from experiment.layout.size import Size
from experiment.task.inputs import Input, Key, KeyPress, KeyRelease
from tests.instruments.robot import Robot
from tests.instruments.second_keyboard import SecondKeyboard

TOLERANCE_S = 0.02


@pytest.fixture
def second(screen: str) -> Iterator[SecondKeyboard]:
    keyboard = SecondKeyboard(screen)
    yield keyboard
    keyboard.close()


@pytest.fixture
def robot(screen: str) -> Iterator[Robot]:
    robot = Robot(screen, Size(1920, 1080))
    yield robot
    robot.close()


@pytest.fixture
def keyboard(screen: str) -> Iterator[object]:
    from psychtoolbox import GetSecs

    from experiment.screen.keyboard import Keyboard

    keyboard = Keyboard(GetSecs() - time.monotonic())  # stamps are those of CLOCK_MONOTONIC
    keyboard.poll(0.0)
    yield keyboard
    keyboard.close()


def heard(keyboard: object) -> list[Input]:
    time.sleep(0.1)
    return list(keyboard.poll(0.0))  # type: ignore[attr-defined]


def presses(inputs: list[Input]) -> list[Key]:
    return [given.key for given in inputs if isinstance(given, KeyPress)]


def test_a_keyboard_that_comes_later_is_heard(keyboard: object, second: SecondKeyboard) -> None:
    """Digits, Enter and Escape of a keyboard that was plugged in after the start count, once each."""
    second.plug_in()
    second.press("4", "5", "enter", "escape", "keypad 7", "letter", "shift")
    inputs = heard(keyboard)
    expected = [Key.DIGIT_4, Key.DIGIT_5, Key.ENTER, Key.ESCAPE, Key.DIGIT_7, Key.STRAY, Key.OTHER]
    assert expected == presses(inputs)
    assert expected == [given.key for given in inputs if isinstance(given, KeyRelease)]
    assert ["stray", "other"] == [given.name for given in inputs if isinstance(given, KeyPress)][-2:]


def test_its_stamps_are_those_of_the_presses(keyboard: object, second: SecondKeyboard) -> None:
    """A press has the time at which it was made, however much later it is read."""
    second.plug_in()
    before_s = time.monotonic()
    second.press("1")
    after_s = time.monotonic()
    time.sleep(0.5)
    [press] = [given for given in heard(keyboard) if isinstance(given, KeyPress)]
    assert before_s - TOLERANCE_S <= press.time_s <= after_s


def test_a_keyboard_that_comes_back_is_heard(keyboard: object, second: SecondKeyboard) -> None:
    """Pulled out and plugged in again, again and again, it is heard each time, also where it gets its old number."""
    numbers = set()
    for key in ("1", "2", "3"):
        numbers.add(second.plug_in())
        second.press(key)
        assert [Key(key)] == presses(heard(keyboard))
        second.pull_out()
        assert [] == heard(keyboard)
    assert len(numbers) < 3


def test_the_first_keyboard_goes_on(keyboard: object, robot: Robot, second: SecondKeyboard) -> None:
    """A keyboard that was there at the start is heard once, not twice, before and after another comes and goes."""
    robot.press("1")
    assert [Key.DIGIT_1] == presses(heard(keyboard))
    second.plug_in()
    robot.press("2")
    assert [Key.DIGIT_2] == presses(heard(keyboard))
    second.pull_out()
    robot.press("3")
    assert [Key.DIGIT_3] == presses(heard(keyboard))


def test_a_key_that_is_held_is_one_press(keyboard: object, second: SecondKeyboard) -> None:
    """It does not repeat on such a keyboard either."""
    second.plug_in()
    second.press("7", hold_s=1.2)
    assert [Key.DIGIT_7] == presses(heard(keyboard))


KNOWN_FROM_THE_START = """
import sys, time
from tests.instruments.second_keyboard import SecondKeyboard
second = SecondKeyboard(sys.argv[1])
number = second.plug_in()
from experiment.screen.keyboard import Keyboard
from psychtoolbox import GetSecs
from experiment.task.inputs import KeyPress
keyboard = Keyboard(GetSecs())
told = []
def listen():
    time.sleep(0.1)
    told.extend(given.key.value for given in keyboard.poll(0.0) if isinstance(given, KeyPress))
second.press("1")
listen()
second.pull_out()
listen()
again = second.plug_in()
second.press("2")
listen()
second.pull_out()
keyboard.close()
print(*told, number == again)
"""


def test_a_keyboard_of_the_start_that_falls_off(screen: str) -> None:
    """One that psychtoolbox knew is pulled out and comes back under its old number: it is heard, and all ends well."""
    line = [sys.executable, "-c", KNOWN_FROM_THE_START, screen]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60)
    assert (0, "1 2 True\n") == (done.returncode, done.stdout), done.stderr


def test_one_that_comes_back_under_its_old_number_is_said(screen: str, second: SecondKeyboard) -> None:
    """Its queue has to begin again: whoever has it is told of the number, of others not."""
    from experiment.screen.newcomers import Newcomers

    known, said = second.plug_in(), list[int]()
    newcomers = Newcomers({known}, said.append)
    second.pull_out()
    again = second.plug_in()
    time.sleep(0.1)
    newcomers.poll(lambda *_: None)
    newcomers.close()
    assert (known, [known]) == (again, said)
