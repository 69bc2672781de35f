"""A number on a slider: moved with arrows, digits or the mouse, confirmed with Space or Enter.

Frozen, like every answer; it knows nothing of pixels, only of shares of its track.
"""

from __future__ import annotations

from dataclasses import dataclass

from experiment.format.made_here import made_often
from experiment.format.trial_row import AnswerColumns
from experiment.format.vocabulary import AnsweredBy, AnswerInput, Outcome
from experiment.layout.answer_state import AnswerState
from experiment.layout.views import Notice
from experiment.task.inputs import Input, Key, KeyPress, KeyRelease, Pointer, PointerAct, as_key
from experiment.task.replacing import replace
from experiment.task.typed_number import TypedNumber

_REPEAT_AFTER_S = 0.40
_SLOW_REPEAT_S = 0.08
_SLOW_REPEATS = 8
_FAST_REPEAT_S = 0.025

_ARROWS = {Key.LEFT: -1, Key.DOWN: -1, Key.RIGHT: 1, Key.UP: 1}


def repeat_s(number: int) -> float:
    """Return how long after a press a held arrow moves for the n-th time again, from 1: slowly at first, then fast."""
    slow = min(number - 1, _SLOW_REPEATS)
    return _REPEAT_AFTER_S + slow * _SLOW_REPEAT_S + (number - 1 - slow) * _FAST_REPEAT_S


@made_often
@dataclass(frozen=True)
class Held:
    """An arrow that is down."""

    key: Key
    since_s: float
    repeats: int = 0


@made_often
@dataclass(frozen=True)
class Move:
    """The marker was put somewhere; ``None``: it was taken away, because a number is typed that is not on the track."""

    time_s: float
    value: int | None
    by: str


@made_often
@dataclass(frozen=True)
class SliderAnswer(TypedNumber):
    """A number on a slider.

    There is no marker before the first input, so that nothing anchors the estimate, unless the plan gives a start: that
    is no answer until it is touched, by a click on it, an arrow or a number.
    An arrow moves by one, and again and again while it is held; Home and End go to the ends; the mouse puts and drags
    the marker. The digits of a number stand above the track, and the marker stands at the number while it is on the
    track, and nowhere else. Space or Enter confirms what is shown.

    Parameters
    ----------
    minimum, maximum
        The ends of the track.
    start
        Where the marker stands at the onset; ``None``: nowhere.
    value
        Where it stands now.
    moves
        Every time it was put somewhere, with the input's own time stamp.
    """

    minimum: int
    maximum: int
    start: int | None = None
    value: int | None = None
    held: Held | None = None
    dragging: bool = False
    confirmed_s: float | None = None
    moves: tuple[Move, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the value is confirmed."""
        return self.confirmed_s is not None

    @property
    def touched(self) -> bool:
        """Whether anything was done that puts a value there."""
        return self.first_input_s is not None

    @property
    def outcome(self) -> Outcome:
        """How the question ends if nothing more is done."""
        if self.complete:
            return Outcome.ANSWERED
        return Outcome.UNCONFIRMED if self.touched and self._standing is not None else Outcome.MISSED

    @property
    def state(self) -> AnswerState:
        """How it is seen."""
        return AnswerState(self.digits, marker=self.value, notice=self.notice)

    def take(self, given: Input) -> SliderAnswer:
        """Take one input; a confirmed answer stays as it is."""
        now = self if self.held is None else self.at(given.time_s)
        if now.confirmed_s is not None:
            return now
        match as_key(given):
            case KeyPress() as press:
                return now._key_down(press)
            case Pointer() as pointer:
                return now._pointer(pointer)
            case KeyRelease() as release:
                return replace(now, held=None) if now.held and now.held.key is release.key else now

    def at(self, time_s: float) -> SliderAnswer:
        """Let an arrow that is held move on, up to a moment: each move has the time at which it was due."""
        held = self.held
        if held is None or self.complete:
            return self
        value, moves, repeats = self.value, list(self.moves), held.repeats
        while (due_s := held.since_s + repeat_s(repeats + 1)) <= time_s:
            repeats += 1
            stepped = self._beside(value, held.key)
            if stepped != value:
                moves.append(Move(due_s, stepped, "held"))
                value = stepped
        if repeats == held.repeats:
            return self
        return replace(self, value=value, moves=tuple(moves), held=Held(held.key, held.since_s, repeats))

    def columns(self, onset_s: float) -> AnswerColumns:
        """Write the answer down.

        Parameters
        ----------
        onset_s
            The flip that first showed the question.
        """
        outcome = self.outcome
        answered = outcome is Outcome.ANSWERED
        return AnswerColumns(
            value=self.value if answered else None,
            outcome=outcome,
            unconfirmed=self._standing if outcome is Outcome.UNCONFIRMED else None,
            rt_s=None if self.confirmed_s is None else self.confirmed_s - onset_s,
            first_rt_s=None if self.first_input_s is None else self.first_input_s - onset_s,
            changes=max(0, self.gestures - (self.start is None)),
            start=self.start,
            input=AnswerInput.SLIDER,
            by=self.by,
            minimum=self.minimum,
            maximum=self.maximum,
            onset_s=onset_s,
        )

    @property
    def _standing(self) -> int | None:
        """What stands above the track, on it or not."""
        return self.number if self.digits else self.value

    def _key_down(self, press: KeyPress) -> SliderAnswer:
        if press.key in _ARROWS:
            return self._let_go()._arrow(press)
        if press.key in (Key.HOME, Key.END):
            end = self.minimum if press.key is Key.HOME else self.maximum
            return self._let_go()._gesture(AnsweredBy.ARROWS, press.time_s)._put(end, press.time_s, press.key.value)
        if self.ended is not None and self.ended.types_on(press):
            return replace(self, ended=self.ended.typed_on(press))
        if press.key.is_digit:
            return self._let_go().typed(press.key.value, press.time_s)._follow(press.time_s)
        if press.key is Key.STRAY:
            return self._let_go().strayed()._follow(press.time_s)
        if press.key is Key.BACKSPACE:
            was_typed = self.digits or self.spoiled
            return self._let_go().taken_back()._follow(press.time_s) if was_typed else self
        if press.key.confirms:
            return self._confirm(press.time_s)
        return self

    def _pointer(self, pointer: Pointer) -> SliderAnswer:
        if pointer.act is PointerAct.UP:
            return replace(self, dragging=False)
        begins = pointer.act is PointerAct.DOWN
        if pointer.share is None or not (begins or self.dragging):
            return replace(self, dragging=False) if begins else self
        share = min(1.0, max(0.0, pointer.share))
        value = self.minimum + int(share * (self.maximum - self.minimum) + 0.5)
        if begins:
            put = self._gesture(AnsweredBy.MOUSE, pointer.time_s)._put(value, pointer.time_s, "mouse")
            return replace(put, dragging=True, held=None)
        return self if value == self.value else self._put(value, pointer.time_s, "mouse")

    def _gesture(self, hand: AnsweredBy, time_s: float) -> SliderAnswer:
        return self.emptied().used_by(hand, time_s)

    def _arrow(self, press: KeyPress) -> SliderAnswer:
        """Move by one, and hold on; at the end of the track there is nowhere to go, but the marker has been touched."""
        touched = self._gesture(AnsweredBy.ARROWS, press.time_s)
        value, held = self._beside(self.value, press.key), Held(press.key, press.time_s)
        if value == self.value:
            return replace(touched, gestures=self.gestures, held=held)
        return replace(touched._put(value, press.time_s, press.key.value), held=held)

    def _let_go(self) -> SliderAnswer:
        return replace(self, held=None, dragging=False) if self.held is not None or self.dragging else self

    def _beside(self, value: int | None, arrow: Key) -> int:
        """Return where an arrow puts the marker: beside where it stands, or, the first, in the middle of the track."""
        if value is None:
            return (self.minimum + self.maximum) // 2
        return min(self.maximum, max(self.minimum, value + _ARROWS[arrow]))

    def _follow(self, time_s: float) -> SliderAnswer:
        """Put the marker at the number that stands above the track; if that is not on it, nowhere."""
        at = self.number_in_range
        followed = self if at == self.value else self._put(at, time_s, "digits")
        beyond = self.number is not None and self.number > self.maximum
        return replace(followed, notice=Notice.OUT_OF_RANGE) if beyond else followed

    def _put(self, value: int | None, time_s: float, by: str) -> SliderAnswer:
        return replace(self, value=value, moves=(*self.moves, Move(time_s, value, by)))

    def _confirm(self, time_s: float) -> SliderAnswer:
        if self.value is None or not self.touched:
            return replace(self.not_confirmed(), held=None)
        return replace(self, held=None, dragging=False, notice=None, confirmed_s=time_s)
