"""The time of day, as everything that is written down takes it.

A simulated study has a calendar of its own: it stands in the clock's place while its sessions run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timezone
from typing import TypeAlias

WallClock: TypeAlias = Callable[[], datetime]
"""Tells the time, with its offset from UTC."""


def _of_this_computer() -> datetime:
    return datetime.now(timezone.utc)


_CLOCK: ContextVar[WallClock] = ContextVar("wall clock", default=_of_this_computer)


def now() -> datetime:
    """Return the time of day."""
    return _CLOCK.get()()


@contextmanager
def in_place_of_the_clock(clock: WallClock) -> Iterator[None]:
    """Have the time of day told by another clock."""
    before = _CLOCK.set(clock)
    try:
        yield
    finally:
        _CLOCK.reset(before)
