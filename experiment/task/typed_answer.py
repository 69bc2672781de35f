"""A number, typed digit by digit."""

from __future__ import annotations

from dataclasses import dataclass

from experiment.format.trial_row import AnswerColumns
from experiment.format.vocabulary import AnswerInput, Confirmation, Outcome
from experiment.layout.answer_state import AnswerState
from experiment.task.carry_over import NOTICED_S, STILL_TYPING_S
from experiment.task.inputs import Input, Key, KeyPress, as_key
from experiment.task.replacing import replace
from experiment.task.typed_number import TypedNumber


@dataclass(frozen=True)
class TypedAnswer(TypedNumber):
    """A number, typed digit by digit.

    Backspace takes the last digit back; Enter or Space confirms, and with ``Confirmation.AUTO`` so does the last digit.
    What cannot be confirmed stays unconfirmed, with a notice. Arrows, Home and End are no keys of a number either: they
    would put a digit elsewhere.

    The last digit confirms as in the published scripts, but it may not have been the last: for ``STILL_TYPING_S`` the
    question stays open. Another digit (1 0 0 is not 10) or a key that belongs to no whole number (1 2 . 5) spoils the
    number, Backspace takes the digit back, Enter or Space ends the wait. The confirming press is the last digit all the
    same, whether the wait has ended by itself, with Enter or at the deadline: nothing was decided after it.

    What the last digit cannot confirm is refused at once, before the hand has stopped. A digit that comes within
    ``NOTICED_S`` is one too many of the same number (8 5 5): it spoils it, and Backspace, Enter or Space begin another.
    A refused number that was corrected with Backspace and is refused again (9 9, Backspace, 4) is spoiled by any digit:
    whether 5 begins a new number or belongs to the one that was meant (45), nobody can tell.

    Parameters
    ----------
    confirm
        What makes the value an answer.
    confirmed_s
        Time stamp of the confirming press.
    settles_s
        When nothing has followed the last digit for long enough; ``None``: another press confirms.
    complete
        Whether the value is confirmed, for good.
    refused_s
        Time stamp of the last digit, if that was refused; an attempt to confirm forgets it.
    corrected
        Whether what stands there is what Backspace has left of a number that the last digit refused.
    """

    minimum: int
    maximum: int
    confirm: Confirmation
    confirmed_s: float | None = None
    settles_s: float | None = None
    complete: bool = False
    refused_s: float | None = None
    corrected: bool = False

    @property
    def pending_until_s(self) -> float | None:
        """Until when the last digit can still be taken back or spoiled, if it has confirmed the value."""
        return None if self.complete else self.settles_s

    @property
    def value(self) -> int | None:
        """What stands in the entry, as a number."""
        return self.number

    @property
    def outcome(self) -> Outcome:
        """How the question ends if nothing more is pressed."""
        if self.confirmed_s is not None:
            return Outcome.ANSWERED
        return Outcome.MISSED if self.value is None else Outcome.UNCONFIRMED

    @property
    def state(self) -> AnswerState:
        """How it is seen."""
        return AnswerState(self.digits, notice=self.notice)

    def take(self, given: Input) -> TypedAnswer:
        """Take one input; a confirmed answer stays as it is."""
        now, press = self.at(given.time_s), as_key(given)
        if now.complete or not isinstance(press, KeyPress):
            return now
        if press.key.is_digit:
            return now._digit(press)
        match press.key:
            case Key.BACKSPACE:
                return now._take_back()
            case key if key.confirms:
                return replace(now._confirm(press), refused_s=None, corrected=False)
            case Key.STRAY | Key.LEFT | Key.RIGHT | Key.UP | Key.DOWN | Key.HOME | Key.END:
                return now._reopened().strayed()
            case _:
                return now

    def at(self, time_s: float) -> TypedAnswer:
        """Let the last digit settle, if nothing has followed it up to a moment."""
        until_s = self.pending_until_s
        return self if until_s is None or time_s < until_s else replace(self, complete=True)

    def pending_on(self, until_s: float) -> TypedAnswer:
        """Let the last digit settle later."""
        return self if self.pending_until_s is None else replace(self, settles_s=until_s)

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
            by=self.by,
            minimum=self.minimum,
            maximum=self.maximum,
            onset_s=onset_s,
        )

    def _digit(self, press: KeyPress) -> TypedAnswer:
        if self.ended is not None and self.ended.types_on(press):
            return replace(self, ended=self.ended.typed_on(press))
        if self._goes_on_with(press.time_s):
            return self._reopened().overfilled()
        typed = self.typed(press.key.value, press.time_s)
        if self.confirm is Confirmation.ENTER or not typed.full:
            return typed
        if typed.number_in_range is None:
            return replace(typed.not_confirmed(), refused_s=press.time_s)
        return replace(typed, notice=None, confirmed_s=press.time_s, settles_s=press.time_s + STILL_TYPING_S)

    def _goes_on_with(self, time_s: float) -> bool:
        """Return whether a digit is one more of a number that its last digit has confirmed or refused."""
        if self.pending_until_s is not None:
            return True
        if not self.refused or self.refused_s is None:
            return False
        return self.corrected or time_s - self.refused_s < NOTICED_S

    def _take_back(self) -> TypedAnswer:
        left = self._reopened().taken_back()
        was_refused = self.corrected or (self.refused and self.refused_s is not None)
        return replace(left, corrected=was_refused and left.digits != "")

    def _reopened(self) -> TypedAnswer:
        return replace(self, confirmed_s=None, settles_s=None)

    def _confirm(self, press: KeyPress) -> TypedAnswer:
        if self.pending_until_s is not None:
            return replace(self, settles_s=None, complete=True)
        if self.number_in_range is None:
            return self.not_confirmed()
        return replace(self, notice=None, confirmed_s=press.time_s, complete=True)
