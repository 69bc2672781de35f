"""Answers as small state machines: they take key presses and know their value. Frozen; a press makes a new one.

They know nothing of windows; the screen draws what they say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import AbortReason, AnswerInput
from experiment.layout.answer_state import UNANSWERED, AnswerState
from experiment.layout.targets import Target
from experiment.layout.views import Notice
from experiment.task.carry_over import Ended
from experiment.task.inputs import Input, Key, KeyPress, Pointer, as_key
from experiment.task.replacing import replace
from experiment.task.slider import SliderAnswer
from experiment.task.typed_answer import TypedAnswer

_S = TypeVar("_S", bound="SelfPaced")

_TYPING_S = 0.5
"""Keys that follow one another sooner belong together."""


@dataclass(frozen=True)
class NoAnswer:
    """For a screen that only time can end."""

    @property
    def complete(self) -> bool:
        """Never."""
        return False

    @property
    def state(self) -> AnswerState:
        """Nothing to be seen."""
        return UNANSWERED

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
    ended
        How the answer before it ended.
    """

    minimum_s: float | None = None
    from_s: float = -math.inf
    ended: Ended | None = None

    def begun(self: _S, onset_s: float, ended: Ended | None = None) -> _S:
        """Stand on the screen, after another answer; the minimum counts from the onset."""
        from_s = self.from_s if self.minimum_s is None else onset_s + self.minimum_s
        return replace(self, from_s=from_s, ended=ended)

    @property
    def state(self) -> AnswerState:
        """How it is seen: not at all, unless something can be chosen."""
        return UNANSWERED

    def _too_early(self, given: Input) -> bool:
        return given.time_s < self.from_s or (self.ended is not None and self.ended.carries_over(given))


@dataclass(frozen=True)
class GoOn(SelfPaced):
    """The space bar or Enter goes on."""

    complete: bool = False

    def take(self, given: Input) -> GoOn:
        """Take one input."""
        press = as_key(given)
        if self.complete or not isinstance(press, KeyPress) or self._too_early(given):
            return self
        return replace(self, complete=press.key.confirms)


@dataclass(frozen=True)
class PageTurn(SelfPaced):
    """Space, Enter or the right arrow goes on; the left arrow goes back, where there is a page before."""

    may_go_back: bool = False
    turned: int = 0

    @property
    def complete(self) -> bool:
        """Whether the page is turned, forward (1) or back (-1)."""
        return self.turned != 0

    def take(self, given: Input) -> PageTurn:
        """Take one input."""
        press = as_key(given)
        if self.complete or not isinstance(press, KeyPress) or self._too_early(given):
            return self
        if press.key.confirms or press.key is Key.RIGHT:
            return replace(self, turned=1)
        if press.key is Key.LEFT and self.may_go_back:
            return replace(self, turned=-1)
        return self


@dataclass(frozen=True)
class ChoiceAnswer:
    """One of several numbered options.

    It is chosen by its digit, a click or the up and down arrows, and confirmed with Enter or the space bar. Any other
    key that types or moves something takes the choice back and says so: nothing typed is dropped in silence, and no
    answer is confirmed that was not the last one meant.

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
    notice: Notice | None = None

    @property
    def complete(self) -> bool:
        """Whether the choice is made."""
        return self.confirmed_s is not None

    @property
    def state(self) -> AnswerState:
        """How it is seen."""
        return AnswerState(chosen=self.chosen, notice=self.notice)

    def take(self, given: Input) -> ChoiceAnswer:
        """Take one input; a confirmed choice stays as it is."""
        press = as_key(given)
        if self.complete or not isinstance(press, KeyPress):
            return self
        if press.key.is_digit and 1 <= int(press.key.value) <= self.options:
            return self._choose(int(press.key.value))
        match press.key:
            case Key.DOWN:
                return self._choose(min(self.options, (self.chosen or 0) + 1))
            case Key.UP:
                return self._choose(max(1, (self.chosen or self.options + 1) - 1))
            case key if key.confirms and self.chosen is not None:
                return replace(self, confirmed_s=press.time_s)
            case Key.OTHER | Key.ESCAPE:
                return self
            case _:
                return replace(self, chosen=None, notice=Notice.NOTHING_GIVEN)

    def _choose(self, number: int) -> ChoiceAnswer:
        return replace(self, chosen=number, notice=None)


@dataclass(frozen=True)
class PauseChoice(SelfPaced):
    """Go on with Space or Enter, or choose a reason by its number and end the session.

    Once a reason is chosen, Enter ends the session and the space bar still goes on; Backspace takes the reason back.
    A key that chooses nothing here, or a number of several digits, was meant for another window: it takes the reason
    back, and what follows within half a second belongs to it.

    Parameters
    ----------
    chosen
        The number of the reason that is marked.
    may_go_on
        Whether all is as it was at the beginning.
    typing_until_s
        Until when keys are taken for something typed.
    digit_s
        When the last digit was pressed.
    """

    chosen: int | None = None
    go_on: bool = False
    end: bool = False
    may_go_on: bool = True
    typing_until_s: float = field(default=-math.inf, compare=False)
    digit_s: float = field(default=-math.inf, compare=False)

    @property
    def complete(self) -> bool:
        """Whether the choice is made."""
        return self.go_on or self.end

    @property
    def state(self) -> AnswerState:
        """How it is seen."""
        return AnswerState(chosen=self.chosen)

    @property
    def reason(self) -> AbortReason | None:
        """Why the session is to end, if the mark says so."""
        return None if self.chosen is None else list(AbortReason)[self.chosen - 1]

    def take(self, given: Input) -> PauseChoice:
        """Take one input."""
        if self.complete or self._too_early(given):
            return self
        if isinstance(given, Pointer) and given.target is Target.END and self.chosen is not None:
            return replace(self, end=True)
        press = as_key(given)
        if not isinstance(press, KeyPress):
            return self
        if isinstance(given, KeyPress):
            typing = press.time_s < self.typing_until_s
            if press.key in (Key.OTHER, Key.ESCAPE) and not typing:
                return self
            second_digit = press.key.is_digit and press.time_s < self.digit_s + _TYPING_S
            if typing or second_digit or not self._is_choice(press.key):
                return replace(self, chosen=None, typing_until_s=press.time_s + _TYPING_S)
        if press.key.is_digit:
            return replace(self, chosen=int(press.key.value), digit_s=press.time_s)
        if press.key is Key.BACKSPACE:
            return replace(self, chosen=None)
        if press.key is Key.ENTER and self.chosen is not None:
            return replace(self, end=True)
        return replace(self, chosen=None, go_on=True) if self.may_go_on else self

    def _is_choice(self, key: Key) -> bool:
        if key.is_digit:
            return 1 <= int(key.value) <= len(AbortReason)
        return key.confirms or key is Key.BACKSPACE


NOTHING = NoAnswer()
"""What a screen asks for that asks for nothing."""

NumberAnswer: TypeAlias = TypedAnswer | SliderAnswer
Answer: TypeAlias = NoAnswer | GoOn | PageTurn | NumberAnswer | ChoiceAnswer | PauseChoice


def answer_on(scale: AnswerScale) -> NumberAnswer:
    """Return the answer to a question before anything is pressed."""
    if scale.input is AnswerInput.SLIDER:
        return SliderAnswer(scale.minimum, scale.maximum, scale.start, scale.start)
    return TypedAnswer(scale.minimum, scale.maximum, scale.confirm)
