"""What comes between a clock and what it measures: a sleep, a clock that is set, a program that stands still.

The clock of flips and keys stands still while a computer sleeps, so that a response over a sleep would look quick. And
a program that is frozen as a whole stamps at the thaw whatever was pressed meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

BRIDGED_S = 0.25
"""A look at the key queue that comes so late finds true stamps: they are made by a thread of its own. Of a longer wait
nobody can tell whether that thread was running, so that stamps of that time are not to be relied on."""

SETTLING_S = 0.1
"""So long after a standstill stamps may still be those of the thaw; no hand answers what it has just begun to see so
soon."""

PAUSE_AFTER_S = 2.0
"""A participant notices a screen that stood still for so long."""

_SLEPT_S = 0.1
_SET_S = 1.0
_DRIFT = 0.001
"""No sound clocks part by more than this share of the time that passes."""


@dataclass(frozen=True)
class Standstill:
    """A program did nothing between two moments."""

    from_s: float
    to_s: float

    def spoils(self, stamp_s: float) -> bool:
        """Return whether a stamp may be that of the thaw in place of its own."""
        return self.from_s <= stamp_s < self.to_s + SETTLING_S

    @property
    def is_long(self) -> bool:
        """Whether it asks for a pause."""
        return self.to_s - self.from_s >= PAUSE_AFTER_S


@dataclass(frozen=True)
class ClockJump:
    """The clocks of a computer have parted.

    Parameters
    ----------
    slept_s
        How long the computer slept.
    set_s
        By how much the wall clock was put forward, or went on while everything else stood still; back if negative.
    """

    slept_s: float
    set_s: float


@dataclass(frozen=True)
class Gaps:
    """What came between since the last call."""

    standstills: tuple[Standstill, ...] = ()
    jump: ClockJump | None = None


NO_GAPS = Gaps()


@dataclass(frozen=True)
class ClockReading:
    """Three clocks of a computer at one moment.

    Parameters
    ----------
    awake_s
        One that stands still while the computer sleeps.
    boot_s
        One that goes on meanwhile.
    wall_s
        The time of day.
    """

    awake_s: float
    boot_s: float
    wall_s: float


class Clocks(Protocol):
    """The clocks of a computer."""

    def read(self) -> ClockReading:
        """Read all of them at once."""
        ...


class ClockWatch:
    """Holds clocks against each other.

    Parameters
    ----------
    clocks
        The clocks.
    """

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks
        self._last = clocks.read()

    def jump(self) -> ClockJump | None:
        """Return whether they have parted since the last call."""
        last, now = self._last, self._clocks.read()
        self._last = now
        awake_s, boot_s, wall_s = now.awake_s - last.awake_s, now.boot_s - last.boot_s, now.wall_s - last.wall_s
        slept_s, set_s = boot_s - awake_s, wall_s - boot_s
        slept = slept_s > _SLEPT_S + _DRIFT * abs(boot_s)
        was_set = abs(set_s) > _SET_S + _DRIFT * abs(boot_s)
        if not slept and not was_set:
            return None
        return ClockJump(slept_s if slept else 0.0, set_s if was_set else 0.0)
