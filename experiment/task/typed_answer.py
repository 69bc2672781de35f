"""A number, typed digit by digit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from experiment.format.trial_row import AnswerColumns
from experiment.format.vocabulary import AnswerInput, Confirmation, Outcome
from experiment.task.carry_over import NOTICED_S
from experiment.task.inputs import Input, Key, KeyPress, as_key
from experiment.task.typed_number import TypedNumber


@dataclass(frozen=True)
class TypedAnswer(TypedNumber):
    """A number, typed digit by digit.

    Backspace takes the last digit back; Enter or Space confirms, and with ``Confirmation.AUTO`` so does the last digit.
    What cannot be confirmed stays unconfirmed, with a notice. Arrows, Home and End are no keys of a number either: they
    would put a digit elsewhere.

    The last digit confirms as in the published scripts: 1 0 0 on a range to 77 is 10 by its second digit, and the third
    one falls on the next screen. If that is a question, the digits that come at typing speed, each within
    ``STILL_TYPING_S`` of the one before, are none of its answer: nobody has read it yet.

    What the last digit cannot confirm is refused at once, before the hand has stopped. A digit that comes within
    ``NOTICED_S`` is one too many of the same number (8 5 5): it spoils it, and Backspace, Enter or Space begin another.

    Parameters
    ----------
    confirm
        What makes the value an answer.
    confirmed_s
        Time stamp of the confirming press.
    refused_s
        Time stamp of the last digit, if that was refused; an attempt to confirm forgets it.
    """

    minimum: int
    maximum: int
    confirm: Confirmation
    confirmed_s: float | None = None
    refused_s: float | None = None

    @property
    def complete(self) -> bool:
        """Whether the value is confirmed."""
        return self.confirmed_s is not None

    @property
    def value(self) -> int | None:
        """What stands in the entry, as a number."""
        return self.number

    @property
    def outcome(self) -> Outcome:
        """How the question ends if nothing more is pressed."""
        if self.complete:
            return Outcome.ANSWERED
        return Outcome.MISSED if self.value is None else Outcome.UNCONFIRMED

    def take(self, given: Input) -> TypedAnswer:
        """Take one input; a confirmed answer stays as it is."""
        press = as_key(given)
        if self.complete or not isinstance(press, KeyPress):
            return self
        if press.key.is_digit:
            return self._digit(press)
        match press.key:
            case Key.BACKSPACE:
                return self.taken_back()
            case Key.ENTER | Key.SPACE:
                return replace(self._confirm(press), refused_s=None)
            case Key.STRAY | Key.LEFT | Key.RIGHT | Key.UP | Key.DOWN | Key.HOME | Key.END:
                return self.strayed()
            case _:
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
            first_rt_s=None if self.first_input_s is None else self.first_input_s - onset_s,
            changes=max(0, self.gestures - 1),
            start=None,
            input=AnswerInput.TYPED,
            minimum=self.minimum,
            maximum=self.maximum,
            onset_s=onset_s,
        )

    def _digit(self, press: KeyPress) -> TypedAnswer:
        if self.ended is not None and self.ended.types_on(press):
            return replace(self, ended=self.ended.typed_on(press))
        if self.refused and self.refused_s is not None and press.time_s - self.refused_s < NOTICED_S:
            return self.overfilled()
        typed = self.typed(press.key.value, press.time_s)
        if self.confirm is Confirmation.ENTER or not typed.full:
            return typed
        return replace(typed._confirm(press), refused_s=press.time_s)

    def _confirm(self, press: KeyPress) -> TypedAnswer:
        if self.number_in_range is None:
            return self.not_confirmed()
        return replace(self, notice=None, confirmed_s=press.time_s)
