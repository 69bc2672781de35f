"""What a click can mean, whatever screen it is on and wherever it stands there."""

from __future__ import annotations

from enum import Enum


class Target(Enum):
    """A place that can be clicked, by what it does."""

    GO_ON = "go_on"
    BACK = "back"
    CONFIRM = "confirm"
    ERASE = "erase"
    END = "end"
    OPTION_1 = "option 1"
    OPTION_2 = "option 2"
    OPTION_3 = "option 3"
    OPTION_4 = "option 4"
    DIGIT_0 = "digit 0"
    DIGIT_1 = "digit 1"
    DIGIT_2 = "digit 2"
    DIGIT_3 = "digit 3"
    DIGIT_4 = "digit 4"
    DIGIT_5 = "digit 5"
    DIGIT_6 = "digit 6"
    DIGIT_7 = "digit 7"
    DIGIT_8 = "digit 8"
    DIGIT_9 = "digit 9"

    @classmethod
    def option(cls, number: int) -> Target:
        """Return one of the numbered options, from 1."""
        return cls(f"option {number}")

    @classmethod
    def digit(cls, digit: str) -> Target:
        """Return the button of a digit."""
        return cls(f"digit {digit}")
