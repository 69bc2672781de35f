"""Draws that hang on what they are for, and on nothing that was drawn before."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable


class Chance:
    """A source of draws for one purpose; whoever asks for the same thing gets the same draw, in every launch.

    Parameters
    ----------
    *purpose
        Seed, study, participant, and what they are for.
    """

    def __init__(self, *purpose: str | int) -> None:
        self._digest = hashlib.sha256(_written(purpose))

    def share(self, *what: str | int) -> float:
        """Draw a number between 0 and 1, neither of which it is."""
        return _share(self._drawn(what)[:6])

    def shares(self, *what: str | int) -> Shares:
        """Draw six numbers between 0 and 1, each to 40 bits, when they are looked at."""
        return Shares(self._drawn, what)

    def normal(self, *what: str | int) -> float:
        """Draw from the standard normal distribution (Box and Muller 1958)."""
        drawn = self._drawn(what)
        return normal_of(_share(drawn[:6]), _share(drawn[6:12]))

    def _drawn(self, what: tuple[str | int, ...]) -> bytes:
        digest = self._digest.copy()
        digest.update(_written(what))
        return digest.digest()


class Shares:
    """Six numbers for one purpose: of most screens of a session none is looked at, and then none is drawn.

    Parameters
    ----------
    drawn
        Draws for a purpose.
    what
        The purpose.
    """

    __slots__ = ("_bytes", "_drawn", "_rows", "_what")

    def __init__(self, drawn: Callable[[tuple[str | int, ...]], bytes], what: tuple[str | int, ...]) -> None:
        self._drawn, self._what = drawn, what
        self._bytes = b""
        self._rows: dict[int, Shares] = {}

    def __getitem__(self, number: int) -> float:
        """Return one of them, from 0."""
        if not self._bytes:
            self._bytes = self._drawn(self._what)
        return (int.from_bytes(self._bytes[5 * number : 5 * number + 5], "big") + 0.5) / (1 << 40)

    def one_after_the_other(self, number: int) -> float:
        """Return one of a row without end: after the six, those of the same purpose with the number of their row."""
        row, number = divmod(number, 6)
        if row == 0:
            return self[number]
        if row not in self._rows:
            self._rows[row] = Shares(self._drawn, (*self._what, "row", row))
        return self._rows[row][number]

    def normal(self, number: int) -> float:
        """Make a draw from the standard normal distribution of one of them and the next."""
        return normal_of(self[number], self[number + 1])


def _written(parts: tuple[str | int, ...]) -> bytes:
    return ("/".join(map(str, parts)) + "/").encode()


def _share(drawn: bytes) -> float:
    return (int.from_bytes(drawn, "big") + 0.5) / (1 << 48)


def normal_of(radius: float, turn: float) -> float:
    """Make a draw from the standard normal distribution of two shares."""
    return math.sqrt(-2 * math.log(radius)) * math.cos(2 * math.pi * turn)
