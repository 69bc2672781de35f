"""Numbers as hands type them, and how a person reads what was typed."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from experiment.task.inputs import Key

CONFIRM = (Key.ENTER, Key.SPACE)


TYPING = [*(Key(str(digit)) for digit in range(10)), Key.BACKSPACE, Key.STRAY, Key.OTHER, *CONFIRM]


BOUNDS = st.tuples(st.integers(0, 100), st.integers(0, 100)).filter(lambda bounds: bounds[0] < bounds[1])


RANGE = (3, 77)


def keys(line: str) -> list[Key]:
    """Read a line such as ``45⏎``: digits, ⏎, ⌫, and anything else for a key that belongs to no number."""
    names = {"⏎": Key.ENTER, "⌫": Key.BACKSPACE, "␣": Key.SPACE}
    return [Key(sign) if sign.isdigit() else names.get(sign, Key.STRAY) for sign in line]


@dataclass
class Reader:
    """A person who reads the keys from a sheet of paper: what number do they make, if any?"""

    low: int
    high: int
    written: str = ""
    struck_out: bool = False
    number: int | None = None

    def read(self, key: Key) -> None:
        if self.number is not None or key is Key.OTHER:
            return
        if key is Key.BACKSPACE:
            legible = self.written.isdigit() and len(self.written.lstrip("0")) <= len(str(self.high))
            self.written = self.shown[:-1] if legible else ""
            self.struck_out = False
        elif key in CONFIRM:
            if self.written.isdigit() and int(self.written) in range(self.low, self.high + 1):
                self.number = int(self.written)
            elif not self.legible:
                self.written = ""
            else:
                self.struck_out = bool(self.written)
        elif self.struck_out and key is not Key.STRAY:
            self.written, self.struck_out = key.value, False
        else:
            self.written += "." if key is Key.STRAY else key.value
            self.struck_out = False

    @property
    def legible(self) -> bool:
        return not self.written.strip("0123456789") and len(self.written.lstrip("0")) <= len(str(self.high))

    @property
    def shown(self) -> str:
        """What of it can stand in the entry."""
        return self.written[-len(str(self.high)) :] if self.legible else ""
