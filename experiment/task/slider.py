"""A number on a slider: moved with arrows, digits or the mouse, confirmed with Space or Enter.

Frozen, like every answer; it knows nothing of pixels, only of shares of its track.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from experiment.format.trial_row import AnswerColumns
from experiment.format.vocabulary import AnswerInput, Outcome
from experiment.layout.views import Notice
from experiment.task.inputs import Input, Key, KeyPress, KeyRelease, Pointer, PointerAct

_REPEAT_AFTER_S = 0.40
_SLOW_REPEAT_S = 0.08
_SLOW_REPEATS = 8
_FAST_REPEAT_S = 0.025

_ARROWS = {Key.LEFT: -1, Key.DOWN: -1, Key.RIGHT: 1, Key.UP: 1}


def repeat_s(number: int) -> float:
    """Tell how long after a press a held arrow moves for the n-th time again, from 1: slowly at first, then fast."""
    slow = min(number - 1, _SLOW_REPEATS)
    return _REPEAT_AFTER_S + slow * _SLOW_REPEAT_S + (number - 1 - slow) * _FAST_REPEAT_S


@dataclass(frozen=True)
class Held:
    """An arrow that is down."""

    key: Key
    since_s: float
    repeats: int = 0


@dataclass(frozen=True)
class Move:
    """The marker was put somewhere."""

    time_s: float
    value: int
    by: str


@dataclass(frozen=True)
class SliderAnswer:
    """A number on a slider.

    There is no marker before the first input, so that nothing anchors the estimate, unless the plan gives a start.
    An arrow moves by one, and again and again while it is held; Home and End go to the ends; digits go to the number
    they make, and Backspace forgets them; the mouse puts and drags the marker. Space or Enter confirms, and needs a
    value; a number beyond the track is never confirmed, nor is another in its place.

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
    typed: str = ""
    held: Held | None = None
    dragging: bool = False
    notice: Notice | None = None
    first_input_s: float | None = None
    confirmed_s: float | None = None
    moves: tuple[Move, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the value is confirmed."""
        return self.confirmed_s is not None

    @property
    def outcome(self) -> Outcome:
        """How the question ends if nothing more is done."""
        if self.complete:
            return Outcome.ANSWERED
        return Outcome.UNCONFIRMED if self.moves else Outcome.MISSED

    def take(self, given: Input) -> SliderAnswer:
        """Take one input; a confirmed answer stays as it is."""
        now = self.at(given.time_s)
        if now.complete:
            return now
        match given:
            case KeyPress():
                return now._key_down(given)
            case KeyRelease():
                return replace(now, held=None) if now.held and now.held.key is given.key else now
            case Pointer():
                return now._pointer(given)

    def at(self, time_s: float) -> SliderAnswer:
        """Let an arrow that is held move on, up to a moment: each move has the time at which it was due."""
        answer = self
        while answer.held is not None and not answer.complete:
            due_s = answer.held.since_s + repeat_s(answer.held.repeats + 1)
            if due_s > time_s:
                break
            held = replace(answer.held, repeats=answer.held.repeats + 1)
            answer = replace(answer._step(held.key, due_s, "held"), held=held)
        return answer

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
            unconfirmed=self.value if self.outcome is Outcome.UNCONFIRMED else None,
            rt_s=None if self.confirmed_s is None else self.confirmed_s - onset_s,
            first_rt_s=None if self.first_input_s is None else self.first_input_s - onset_s,
            changes=max(0, len(self.moves) - (self.start is None)),
            start=self.start,
            input=AnswerInput.SLIDER,
            minimum=self.minimum,
            maximum=self.maximum,
            onset_s=onset_s,
        )

    def _key_down(self, press: KeyPress) -> SliderAnswer:
        if press.key in _ARROWS:
            stepped = self._step(press.key, press.time_s, press.key.value)
            return replace(stepped, held=Held(press.key, press.time_s), typed="")
        if press.key is Key.HOME:
            return replace(self._put(self.minimum, press.time_s, "home"), typed="", held=None)
        if press.key is Key.END:
            return replace(self._put(self.maximum, press.time_s, "end"), typed="", held=None)
        if press.key.is_digit:
            return self._digit(press)
        if press.key is Key.BACKSPACE:
            return replace(self, typed="", notice=None)
        if press.key in (Key.SPACE, Key.ENTER):
            return self._confirm(press.time_s)
        return self

    def _digit(self, press: KeyPress) -> SliderAnswer:
        """Go to the number that the digits make, once it is on the track.

        A digit after a whole number begins a new one, and so does the digit that makes a number too large: 8, 0, 7, 5
        is 80 and then 75, on a track to 100.
        """
        full = len(self.typed) == len(str(self.maximum))
        typed = press.key.value if full else self.typed + press.key.value
        first_s = press.time_s if self.first_input_s is None else self.first_input_s
        answer = replace(self, typed=typed, held=None, notice=None, first_input_s=first_s)
        if answer._typed_on_track:
            return answer._put(int(typed), press.time_s, "digits")
        if int(typed) > self.maximum:
            return replace(answer, typed=press.key.value, notice=Notice.OUT_OF_RANGE)
        return answer

    def _pointer(self, pointer: Pointer) -> SliderAnswer:
        if pointer.act is PointerAct.UP:
            return replace(self, dragging=False)
        begins = pointer.act is PointerAct.DOWN and pointer.share is not None
        if pointer.share is None or not (begins or self.dragging):
            return self
        share = min(1.0, max(0.0, pointer.share))
        value = self.minimum + int(share * (self.maximum - self.minimum) + 0.5)
        put = self if value == self.value and self.dragging else self._put(value, pointer.time_s, "mouse")
        return replace(put, dragging=True, typed="", held=None)

    def _step(self, arrow: Key, time_s: float, by: str) -> SliderAnswer:
        """Move by one; without a marker, the first arrow puts it in the middle of the track."""
        if self.value is None:
            return self._put((self.minimum + self.maximum) // 2, time_s, by)
        value = self.value + _ARROWS[arrow]
        if not self.minimum <= value <= self.maximum:
            return replace(self, notice=None)
        return self._put(value, time_s, by)

    def _put(self, value: int, time_s: float, by: str) -> SliderAnswer:
        return replace(
            self,
            value=value,
            notice=None,
            first_input_s=time_s if self.first_input_s is None else self.first_input_s,
            moves=(*self.moves, Move(time_s, value, by)),
        )

    @property
    def _typed_on_track(self) -> bool:
        return self.minimum <= int(self.typed) <= self.maximum

    def _confirm(self, time_s: float) -> SliderAnswer:
        beyond = self.notice is Notice.OUT_OF_RANGE or (self.typed and not self._typed_on_track)
        if beyond:  # what was typed is not what the marker shows
            return replace(self, notice=Notice.OUT_OF_RANGE)
        if self.value is None:
            return replace(self, notice=Notice.NOTHING_GIVEN)
        return replace(self, held=None, dragging=False, notice=None, confirmed_s=time_s)
