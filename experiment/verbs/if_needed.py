"""Options for a case that may not be there: what is given and not needed is said, not passed over in silence.

Whoever accepts something by habit would not see the day on which it matters, and whoever gives a reason believes that
it is kept. Such an option is a `Given` in the options of its verb; it is asked with `take` where the case is there, and
nowhere else. A new one is a member of `NotNeeded`, and stands in `_OPTIONS`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Container
from typing import Generic, TypeVar

from experiment.messages import NotNeeded

_T = TypeVar("_T")


class Given(Generic[_T]):
    """What was given on the command line for a case that may not be there."""

    def __init__(self, value: _T) -> None:
        self.value, self._needed = value, False

    def take(self) -> _T:
        """Return it, as the case is there."""
        self._needed = True
        return self.value

    @property
    def spare(self) -> bool:
        """Whether it was given and not needed."""
        return self.value not in (None, False) and not self._needed


_OPTIONS = {
    "accept_clock": NotNeeded.ACCEPT_CLOCK,
    "accept_display": NotNeeded.ACCEPT_DISPLAY,
    "accept_ledger": NotNeeded.ACCEPT_LEDGER,
    "accept_places": NotNeeded.ACCEPT_PLACES,
    "accept_text_scale": NotNeeded.ACCEPT_TEXT_SCALE,
    "accept_time": NotNeeded.ACCEPT_TIME,
    "accept_words": NotNeeded.ACCEPT_WORDS,
    "new": NotNeeded.NEW,
    "reason": NotNeeded.REASON,
    "study_changed": NotNeeded.STUDY_CHANGED,
    "visit_reason": NotNeeded.VISIT_REASON,
}
_ELSEWHERE_ALWAYS_NEEDED = {"reason": ("enrol", "run", "simulate")}


def mark(options: argparse.Namespace) -> None:
    """Make a `Given` of each option that is for a case which may not be there."""
    for name in _OPTIONS:
        if name in options and options.verb not in _ELSEWHERE_ALWAYS_NEEDED.get(name, ()):
            setattr(options, name, Given(getattr(options, name)))


def was_given(options: argparse.Namespace, name: str) -> bool:
    """Return whether the command line gives an option, needed or not."""
    value = getattr(options, name)
    return bool(value.value if isinstance(value, Given) else value)


def say_not_needed(options: argparse.Namespace, but_for: Container[NotNeeded] = ()) -> None:
    """Say what was given and not needed, once."""
    for name, said in _OPTIONS.items():
        given = getattr(options, name, None)
        if said not in but_for and isinstance(given, Given) and given.spare:
            print(said.say(), file=sys.stderr, flush=True)
            given.take()
