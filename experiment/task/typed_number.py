"""A whole number as hands type it: what typed answers and sliders have in common.

What stands in the entry is what is shown, and what can be confirmed is what stands there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from experiment.format.vocabulary import AnsweredBy
from experiment.layout.views import Notice
from experiment.task.carry_over import Ended
from experiment.task.replacing import replace

_N = TypeVar("_N", bound="TypedNumber")


@dataclass(frozen=True, kw_only=True)
class TypedNumber:
    """The digits of a number, and what has become of them.

    A digit is put behind those that stand there; zeros at the front give way. A number is refused when it is confirmed
    and is not in range: it stays to be seen, Backspace corrects it, and the next digit begins a new one. It is spoiled
    by a key that belongs to no whole number (7 . 5, 30-40) and by a digit too many (555): then nothing stands any more,
    and whatever is typed belongs to it, until Backspace or an attempt to confirm ends it. So no number is ever made
    of the rest of another.

    Parameters
    ----------
    minimum, maximum
        What can be confirmed.
    digits
        What stands in the entry.
    refused
        The next digit begins a new number.
    spoiled
        Nothing that is typed counts.
    notice
        What the participant is told.
    gestures
        How many numbers were begun, and whatever else the hands did that put a value there, each once.
    first_input_s
        Time stamp of the first digit, arrow or click.
    used
        What the hands did that with.
    ended
        How the answer before it ended, with the digits that were typed on since.
    """

    minimum: int
    maximum: int
    digits: str = ""
    refused: bool = False
    spoiled: bool = False
    notice: Notice | None = None
    gestures: int = 0
    first_input_s: float | None = None
    used: frozenset[AnsweredBy] = frozenset()
    ended: Ended | None = None

    @property
    def number(self) -> int | None:
        """What stands in the entry, as a number."""
        return int(self.digits) if self.digits else None

    @property
    def number_in_range(self) -> int | None:
        """The same, if it can be confirmed."""
        return self.number if self.number is not None and self.minimum <= self.number <= self.maximum else None

    @property
    def by(self) -> AnsweredBy | None:
        """What the hands used, in a word; ``None``: nothing."""
        return AnsweredBy.MIXED if len(self.used) > 1 else next(iter(self.used), None)

    @property
    def full(self) -> bool:
        """Whether as many digits stand there as the largest number has."""
        return len(self.digits) == len(str(self.maximum))

    @property
    def pending_until_s(self) -> float | None:
        """When the answer is complete by itself if nothing more is done; ``None``: never."""
        return None

    def at(self: _N, _time_s: float) -> _N:
        """Let go on whatever goes on by itself, up to a moment."""
        return self

    def pending_on(self: _N, _until_s: float) -> _N:
        """Be complete by itself later; only what is pending can be."""
        return self

    def begun(self: _N, _onset_s: float, ended: Ended | None) -> _N:
        """Stand on the screen, after another answer."""
        return self if ended is self.ended else replace(self, ended=ended)

    def typed(self: _N, digit: str, time_s: float) -> _N:
        """Take a digit."""
        if self.spoiled:
            return self
        if self.refused or not self.digits:
            begun = self.used_by(AnsweredBy.DIGITS, time_s)
            return replace(begun, digits=digit, refused=False, notice=None)
        if not self.full:
            return replace(self, digits=self.digits + digit, notice=None)
        if self.digits[0] == "0":
            return replace(self, digits=self.digits[1:] + digit, notice=None)
        return self.overfilled()

    def used_by(self: _N, hand: AnsweredBy, time_s: float) -> _N:
        """Count what a hand does as one gesture, however many values come of it."""
        first_s = time_s if self.first_input_s is None else self.first_input_s
        return replace(self, gestures=self.gestures + 1, first_input_s=first_s, used=self.used | {hand})

    def overfilled(self: _N) -> _N:
        """Take a digit too many."""
        return replace(self, digits="", refused=False, spoiled=True, notice=Notice.OUT_OF_RANGE)

    def strayed(self: _N) -> _N:
        """Take a key that belongs to no whole number."""
        return replace(self, digits="", refused=False, spoiled=True, notice=Notice.NOT_WHOLE)

    def taken_back(self: _N) -> _N:
        """Take the last digit back, or all of a spoiled number."""
        if self.spoiled:
            return self.emptied()
        return replace(self, digits=self.digits[:-1], refused=False, notice=None) if self.digits else self

    def emptied(self: _N) -> _N:
        """Begin anew."""
        if not self.digits and not self.refused and not self.spoiled and self.notice is None:
            return self
        return replace(self, digits="", refused=False, spoiled=False, notice=None)

    def not_confirmed(self: _N) -> _N:
        """Refuse what is not in range, spoiled, or not there at all; the next digit begins a new number."""
        if self.spoiled:
            return replace(self, spoiled=False)
        if self.digits:
            return replace(self, refused=True, notice=Notice.OUT_OF_RANGE)
        return replace(self, notice=Notice.NOTHING_GIVEN)
