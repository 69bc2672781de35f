"""What a participant does with the hands, as the task understands it: keys and the mouse."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from experiment.format.made_here import made_often
from experiment.layout.targets import Target

_DIGITS = frozenset("0123456789")


class Key(Enum):
    """A key with a meaning; the digits of the digit row and of the keypad are the same keys.

    ``STRAY`` is every key that types something that belongs to no whole number: letters, signs, points and commas.
    ``OTHER`` is every key that types nothing: Shift, Ctrl, the function keys.
    """

    DIGIT_0 = "0"
    DIGIT_1 = "1"
    DIGIT_2 = "2"
    DIGIT_3 = "3"
    DIGIT_4 = "4"
    DIGIT_5 = "5"
    DIGIT_6 = "6"
    DIGIT_7 = "7"
    DIGIT_8 = "8"
    DIGIT_9 = "9"
    BACKSPACE = "backspace"
    ENTER = "enter"
    SPACE = "space"
    ESCAPE = "escape"
    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    HOME = "home"
    END = "end"
    STRAY = "stray"
    OTHER = "other"

    @property
    def is_digit(self) -> bool:
        """Whether the key types a digit."""
        return self._value_ in _DIGITS

    __hash__ = object.__hash__  # there is one of each: what is looked up by keys need not hash their names

    @property
    def confirms(self) -> bool:
        """Whether the key confirms an answer and goes on, on every screen but one: Enter can end a paused session."""
        return self is Key.SPACE or self is Key.ENTER


@made_often
@dataclass(frozen=True)
class KeyPress:
    """A key that went down.

    Parameters
    ----------
    time_s
        When, by its own time stamp, in seconds from the start of the launch.
    key
        What it means to the task.
    name
        What the keyboard calls it.
    """

    time_s: float
    key: Key
    name: str


@made_often
@dataclass(frozen=True)
class KeyRelease:
    """A key that went up again.

    Parameters
    ----------
    time_s
        When, by its own time stamp.
    key
        What it means to the task.
    name
        What the keyboard calls it.
    """

    time_s: float
    key: Key
    name: str


class PointerAct(Enum):
    """What the mouse did."""

    DOWN = "down"
    MOVE = "move"
    UP = "up"


@made_often
@dataclass(frozen=True)
class Pointer:
    """The mouse, on a track or dragged beyond it, or on something that can be clicked.

    Parameters
    ----------
    time_s
        When.
    act
        What it did.
    share
        Where along the track: 0 at its left end, 1 at its right; ``None``: not on the track, when the button went down.
    target
        What the button went down on.
    """

    time_s: float
    act: PointerAct
    share: float | None
    target: Target | None = None


Input: TypeAlias = KeyPress | KeyRelease | Pointer


_KEYS = {
    Target.GO_ON: Key.SPACE,
    Target.BACK: Key.LEFT,
    Target.CONFIRM: Key.ENTER,
    Target.ERASE: Key.BACKSPACE,
    **{Target.option(number): Key(str(number)) for number in range(1, 5)},
    **{Target.digit(digit): Key(digit) for digit in "0123456789"},
}


def as_key(given: Input) -> Input:
    """Take a click for the key that does the same; all else stays what it is.

    A click counts when the button goes down, as a key does; where it comes up again does not matter.
    """
    if not isinstance(given, Pointer) or given.target is None or given.act is not PointerAct.DOWN:
        return given
    key = _KEYS.get(given.target)
    return given if key is None else KeyPress(given.time_s, key, given.target._value_)
