"""A number, typed digit by digit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from experiment.format.trial_row import AnswerColumns
from experiment.format.vocabulary import AnswerInput, Confirmation, Outcome
from experiment.task.carry_over import STILL_TYPING_S, Ended
from experiment.task.inputs import Input, Key, KeyPress, as_key
from experiment.task.typed_number import TypedNumber


@dataclass(frozen=True)
class TypedAnswer(TypedNumber):
    """A number, typed digit by digit.

    Backspace takes the last digit back; Enter or Space confirms, and with ``Confirmation.AUTO`` so does the last digit.
    What cannot be confirmed stays unconfirmed, with a notice. Arrows, Home and End are no keys of a number either: they
    would put a digit elsewhere.

    The last digit confirms as in the published scripts: 1 0 0 on a range to 77 is 10 by its second digit, and the third
    one falls on the next screen. If that is a question, a digit that comes within ``STILL_TYPING_S`` of the
    confirmation is in doubt: it counts, and is shown, once another digit follows it as fast. Alone it is none.

    Parameters
    ----------
    confirm
        What makes the value an answer.
    confirmed_s
        Time stamp of the confirming press.
    ended
        How the answer before it ended.
    in_doubt
        A digit that may belong to that one.
    """

    minimum: int
    maximum: int
    confirm: Confirmation
    confirmed_s: float | None = None
    ended: Ended | None = None
    in_doubt: KeyPress | None = None

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

    def begun(self, _onset_s: float, ended: Ended | None) -> TypedAnswer:
        """Stand on the screen, after another answer."""
        return replace(self, ended=ended)

    def take(self, given: Input) -> TypedAnswer:
        """Take one input; a confirmed answer stays as it is."""
        press = as_key(given)
        if self.complete or not isinstance(press, KeyPress):
            return self
        if press.key.is_digit:
            return self._digit(press)
        settled = self if press.key is Key.OTHER else replace(self, in_doubt=None)
        match press.key:
            case Key.BACKSPACE:
                return settled.taken_back()
            case Key.ENTER | Key.SPACE:
                return settled._confirm(press)
            case Key.STRAY | Key.LEFT | Key.RIGHT | Key.UP | Key.DOWN | Key.HOME | Key.END:
                return settled.strayed()
            case _:
                return settled

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
        doubted, settled = self.in_doubt, replace(self, in_doubt=None)
        if doubted is not None and press.time_s - doubted.time_s < STILL_TYPING_S:
            return settled._typed(doubted)._typed(press)
        if self.ended is not None and self.ended.may_be_typed_on(press):
            return replace(self, in_doubt=press)
        return settled._typed(press)

    def _typed(self, press: KeyPress) -> TypedAnswer:
        typed = self.typed(press.key.value, press.time_s)
        return typed._confirm(press) if self.confirm is Confirmation.AUTO and typed.full else typed

    def _confirm(self, press: KeyPress) -> TypedAnswer:
        if self.number_in_range is None:
            return self.not_confirmed()
        return replace(self, notice=None, confirmed_s=press.time_s)
