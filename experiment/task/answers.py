"""Answers as small state machines: they take key presses and know their value. Frozen; a press makes a new one.

They know nothing of windows; the screen draws what they say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from experiment.format.trial_row import AnswerColumns
from experiment.format.vocabulary import AbortReason, AnswerInput, Confirmation, Outcome
from experiment.layout.views import Notice
from experiment.task.inputs import Input, Key, KeyPress
from experiment.task.slider import SliderAnswer


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


@dataclass(frozen=True)
class GoOn:
    """For a page or a self-paced screen: the space bar goes on."""

    complete: bool = False

    def take(self, given: Input) -> GoOn:
        """Take one input."""
        return GoOn(complete=self.complete or (isinstance(given, KeyPress) and given.key is Key.SPACE))


@dataclass(frozen=True)
class TypedAnswer:
    """A percentage, typed digit by digit.

    Digits are taken up to as many as the maximum has; Backspace takes the last one back; Enter confirms, and with
    ``Confirmation.AUTO`` so does the last digit. A value outside the range is never confirmed: it stays, with a notice.

    Parameters
    ----------
    minimum_pct, maximum_pct
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

    minimum_pct: int
    maximum_pct: int
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
    def value_pct(self) -> int | None:
        """What stands in the entry, as a number."""
        return int(self.digits) if self.digits else None

    @property
    def outcome(self) -> Outcome:
        """How the question ends if nothing more is pressed."""
        if self.complete:
            return Outcome.ANSWERED
        return Outcome.MISSED if self.value_pct is None else Outcome.UNCONFIRMED

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
            pct=self.value_pct if answered else None,
            outcome=self.outcome,
            unconfirmed_pct=None if answered else self.value_pct,
            rt_s=None if self.confirmed_s is None else self.confirmed_s - onset_s,
            first_rt_s=None if self.first_digit_s is None else self.first_digit_s - onset_s,
            changes=self.corrections,
            start_pct=None,
            input=AnswerInput.TYPED,
            min_pct=self.minimum_pct,
            max_pct=self.maximum_pct,
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
        return len(self.digits) == len(str(self.maximum_pct))

    def _confirm(self, press: KeyPress) -> TypedAnswer:
        if self.value_pct is None:
            return replace(self, notice=Notice.NOTHING_GIVEN)
        if not self.minimum_pct <= self.value_pct <= self.maximum_pct:
            return replace(self, notice=Notice.OUT_OF_RANGE)
        return replace(self, notice=None, confirmed_s=press.time_s)


@dataclass(frozen=True)
class PauseChoice:
    """Go on with the space bar, or choose a reason by its number and end the session with Enter."""

    reason: AbortReason | None = None
    go_on: bool = False
    end: bool = False

    @property
    def complete(self) -> bool:
        """Whether the choice is made."""
        return self.go_on or self.end

    def take(self, press: Input) -> PauseChoice:
        """Take one input."""
        if self.complete or not isinstance(press, KeyPress):
            return self
        if press.key is Key.SPACE:
            return PauseChoice(go_on=True)
        if press.key is Key.ENTER:
            return replace(self, end=self.reason is not None)
        if press.key is Key.BACKSPACE:
            return PauseChoice()
        if press.key.is_digit and 1 <= int(press.key.value) <= len(AbortReason):
            return PauseChoice(reason=list(AbortReason)[int(press.key.value) - 1])
        return self


NOTHING = NoAnswer()
"""What a screen asks for that asks for nothing."""

EstimateAnswer: TypeAlias = TypedAnswer | SliderAnswer
Answer: TypeAlias = NoAnswer | GoOn | EstimateAnswer | PauseChoice
