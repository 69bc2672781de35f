"""Answers as small state machines: they take key presses and know their value. Frozen; a press makes a new one.

They know nothing of windows; the screen draws what they say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from experiment.format.scale import AnswerScale
from experiment.format.trial_row import AnswerColumns
from experiment.format.vocabulary import AbortReason, AnswerInput, Confirmation, Outcome
from experiment.layout.views import Notice
from experiment.task.inputs import Input, Key, KeyPress
from experiment.task.slider import SliderAnswer

_S = TypeVar("_S", bound="SelfPaced")


@dataclass(frozen=True)
class NoAnswer:
    """For a screen that only time can end."""

    @property
    def complete(self) -> bool:
        """Never."""
        return False

    def take(self, _given: Input) -> NoAnswer:
        """Nothing answers a screen that asks nothing."""
        return self


@dataclass(frozen=True, kw_only=True)
class SelfPaced:
    """For a screen that the participant ends, but not at once.

    Parameters
    ----------
    minimum_s
        A press counts only so long after the onset: a key that is pressed twice must not skip a screen.
    from_s
        From when on that is.
    """

    minimum_s: float | None = None
    from_s: float = -math.inf

    def begun(self: _S, onset_s: float) -> _S:
        """Count the minimum from the onset."""
        return self if self.minimum_s is None else replace(self, from_s=onset_s + self.minimum_s)


@dataclass(frozen=True)
class GoOn(SelfPaced):
    """The space bar goes on."""

    complete: bool = False

    def take(self, given: Input) -> GoOn:
        """Take one input."""
        if self.complete or not isinstance(given, KeyPress) or given.time_s < self.from_s:
            return self
        return replace(self, complete=given.key is Key.SPACE)


@dataclass(frozen=True)
class PageTurn(SelfPaced):
    """The space bar or the right arrow goes on; the left arrow goes back, where there is a page before."""

    may_go_back: bool = False
    turned: int = 0

    @property
    def complete(self) -> bool:
        """Whether the page is turned, forward (1) or back (-1)."""
        return self.turned != 0

    def take(self, given: Input) -> PageTurn:
        """Take one input."""
        if self.complete or not isinstance(given, KeyPress) or given.time_s < self.from_s:
            return self
        if given.key in (Key.SPACE, Key.RIGHT):
            return replace(self, turned=1)
        if given.key is Key.LEFT and self.may_go_back:
            return replace(self, turned=-1)
        return self


@dataclass(frozen=True)
class ChoiceAnswer:
    """One of several numbered options.

    It is chosen by its digit or with the up and down arrows, and confirmed with Enter or the space bar.

    Parameters
    ----------
    options
        How many there are.
    chosen
        The number of the one that is marked.
    confirmed_s
        Time stamp of the confirming press.
    """

    options: int
    chosen: int | None = None
    confirmed_s: float | None = None

    @property
    def complete(self) -> bool:
        """Whether the choice is made."""
        return self.confirmed_s is not None

    def take(self, given: Input) -> ChoiceAnswer:
        """Take one input; a confirmed choice stays as it is."""
        if self.complete or not isinstance(given, KeyPress):
            return self
        if given.key.is_digit and 1 <= int(given.key.value) <= self.options:
            return replace(self, chosen=int(given.key.value))
        if given.key is Key.DOWN:
            return replace(self, chosen=min(self.options, (self.chosen or 0) + 1))
        if given.key is Key.UP:
            return replace(self, chosen=max(1, (self.chosen or self.options + 1) - 1))
        if given.key in (Key.ENTER, Key.SPACE) and self.chosen is not None:
            return replace(self, confirmed_s=given.time_s)
        return self


@dataclass(frozen=True)
class TypedAnswer:
    """A number, typed digit by digit.

    Digits are taken up to as many as the maximum has; Backspace takes the last one back; Enter confirms, and with
    ``Confirmation.AUTO`` so does the last digit. A value outside the range is never confirmed: it stays, with a notice.

    Parameters
    ----------
    minimum, maximum
        What can be confirmed.
    confirm
        What makes the value an answer.
    digits
        What stands in the entry.
    notice
        What the participant is told.
    first_digit_s, confirmed_s
        Time stamps of the first digit and of the confirming press.
    corrections
        Digits taken back.
    """

    minimum: int
    maximum: int
    confirm: Confirmation
    digits: str = ""
    notice: Notice | None = None
    first_digit_s: float | None = None
    confirmed_s: float | None = None
    corrections: int = 0

    @property
    def complete(self) -> bool:
        """Whether the value is confirmed."""
        return self.confirmed_s is not None

    @property
    def value(self) -> int | None:
        """What stands in the entry, as a number."""
        return int(self.digits) if self.digits else None

    @property
    def outcome(self) -> Outcome:
        """How the question ends if nothing more is pressed."""
        if self.complete:
            return Outcome.ANSWERED
        return Outcome.MISSED if self.value is None else Outcome.UNCONFIRMED

    def take(self, press: Input) -> TypedAnswer:
        """Take one input; a confirmed answer stays as it is."""
        if self.complete or not isinstance(press, KeyPress):
            return self
        if press.key.is_digit:
            return self._digit(press)
        if press.key is Key.BACKSPACE and self.digits:
            return replace(self, digits=self.digits[:-1], notice=None, corrections=self.corrections + 1)
        if press.key is Key.ENTER:
            return self._confirm(press)
        return self

    def columns(self, onset_s: float) -> AnswerColumns:
        """Write the answer down.

        Parameters
        ----------
        onset_s
            The flip that first showed the question.
        """
        answered = self.outcome is Outcome.ANSWERED
        return AnswerColumns(
            value=self.value if answered else None,
            outcome=self.outcome,
            unconfirmed=None if answered else self.value,
            rt_s=None if self.confirmed_s is None else self.confirmed_s - onset_s,
            first_rt_s=None if self.first_digit_s is None else self.first_digit_s - onset_s,
            changes=self.corrections,
            start=None,
            input=AnswerInput.TYPED,
            minimum=self.minimum,
            maximum=self.maximum,
            onset_s=onset_s,
        )

    def _digit(self, press: KeyPress) -> TypedAnswer:
        if self._full:
            return self
        first_s = press.time_s if self.first_digit_s is None else self.first_digit_s
        typed = replace(self, digits=self.digits + press.key.value, notice=None, first_digit_s=first_s)
        return typed._confirm(press) if self.confirm is Confirmation.AUTO and typed._full else typed

    @property
    def _full(self) -> bool:
        return len(self.digits) == len(str(self.maximum))

    def _confirm(self, press: KeyPress) -> TypedAnswer:
        if self.value is None:
            return replace(self, notice=Notice.NOTHING_GIVEN)
        if not self.minimum <= self.value <= self.maximum:
            return replace(self, notice=Notice.OUT_OF_RANGE)
        return replace(self, notice=None, confirmed_s=press.time_s)


@dataclass(frozen=True)
class PauseChoice:
    """Go on with the space bar, or choose a reason by its number and end the session with Enter."""

    chosen: int | None = None
    go_on: bool = False
    end: bool = False

    @property
    def complete(self) -> bool:
        """Whether the choice is made."""
        return self.go_on or self.end

    @property
    def reason(self) -> AbortReason | None:
        """Why the session is to end, if the mark says so."""
        return None if self.chosen is None else list(AbortReason)[self.chosen - 1]

    def take(self, press: Input) -> PauseChoice:
        """Take one input."""
        if self.complete or not isinstance(press, KeyPress):
            return self
        if press.key is Key.SPACE:
            return PauseChoice(go_on=True)
        if press.key is Key.ENTER:
            return replace(self, end=self.chosen is not None)
        if press.key is Key.BACKSPACE:
            return PauseChoice()
        if press.key.is_digit and 1 <= int(press.key.value) <= len(AbortReason):
            return PauseChoice(chosen=int(press.key.value))
        return self


NOTHING = NoAnswer()
"""What a screen asks for that asks for nothing."""

NumberAnswer: TypeAlias = TypedAnswer | SliderAnswer
Answer: TypeAlias = NoAnswer | GoOn | PageTurn | NumberAnswer | ChoiceAnswer | PauseChoice


def answer_on(scale: AnswerScale) -> NumberAnswer:
    """Give the answer to a question before anything is pressed."""
    if scale.input is AnswerInput.SLIDER:
        return SliderAnswer(scale.minimum, scale.maximum, scale.start, scale.start)
    return TypedAnswer(scale.minimum, scale.maximum, scale.confirm)
