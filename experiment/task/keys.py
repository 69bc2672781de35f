"""Keys as the task understands them, wherever on the keyboard they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Key(Enum):
    """A key with a meaning; the digits of the digit row and of the keypad are the same keys."""

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
    OTHER = "other"

    @property
    def is_digit(self) -> bool:
        """Whether the key types a digit."""
        return self.value.isdigit()


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
        What the keyboard calls it; nothing that tells one key without a meaning from another.
    """

    time_s: float
    key: Key
    name: str
