"""From an answer to what hands do on a scale: mouse, arrows, or digits; nobody sets a value."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import count
from typing import TypeAlias

from experiment.format.made_here import made_often
from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import AnswerInput, Confirmation
from experiment.layout.targets import Target
from experiment.task.carry_over import STILL_TYPING_S
from experiment.task.inputs import Key
from experiment.task.participant import Action, Dragged, LetGo, Released
from experiment.task.slider import repeat_s
from experiment.virtual.participants import keys_on

_BETWEEN_KEYS_S = 0.16
_CLICK_S = 0.09
_DRAG_S, _A_POINT_S = 0.12, 0.04
"""How long a marker is dragged, and how much longer for every point of the way."""
_OWN_NUMBER_S = STILL_TYPING_S + 0.05
"""Where the last digit confirms, a digit that comes sooner is taken for one more of the number before."""

_CLICKS, _BESIDE_PCT = 0.4, 3.0
"""So many clicks put the marker where it is meant to stand; the others so far beside, usually, and it is dragged."""

_TOLD = 6
"""A mouse tells so often at most of a drag on its way."""

_OFF = 0.6
"""By how much times between inputs differ, as a share of what is usual: evenly, half of it more or less."""

_WITHIN = 0.8
"""A marker stands at a value wherever the mouse is within the value's part of the track: so much of it is used."""

_TRACK_PX = 1228
"""How long a track is on a screen of 1920 by 1080 pixels: a mouse is at one of them."""

Scatter: TypeAlias = Callable[[int], float]
"""Shares between 0 and 1 by which one movement of a hand differs from another: of the first, the second and so on."""


def steady(_number: int) -> float:
    """Move as is usual."""
    return 0.5


class Habit(Enum):
    """What somebody answers a slider with."""

    MOUSE = auto()
    ARROWS = auto()
    DIGITS = auto()


@made_often
@dataclass(frozen=True)
class Tempo:
    """How fast somebody answers.

    Parameters
    ----------
    first_s
        From the onset to the first input.
    confirm_s
        From the last input to the confirming one, and to a change of mind.
    hand
        How fast the hand itself is: times between inputs are divided by it.
    scatter
        How one movement differs from another.
    """

    first_s: float
    confirm_s: float
    hand: float = 1.0
    scatter: Scatter = steady

    def moved_s(self, usual_s: float, number: int) -> float:
        """Return how long one movement of an answer takes."""
        return self._about_s(usual_s, number) / self.hand

    def thinks_s(self, number: int) -> float:
        """Return how long a second thought takes: about as long as it takes to confirm."""
        return self._about_s(self.confirm_s, number)

    def _about_s(self, usual_s: float, number: int) -> float:
        return usual_s * (1 + _OFF * (self.scatter(number) - 0.5))


def answering(
    scale: AnswerScale, values: tuple[int, ...], habit: Habit, tempo: Tempo, confirms: bool = True
) -> list[Action]:
    """Answer a question.

    Parameters
    ----------
    scale
        On which.
    values
        The answer; before it, what was answered first by somebody who changes their mind.
    habit, tempo
        How.
    confirms
        Whether the answer is confirmed.
    """
    if scale.input is AnswerInput.TYPED:
        return list(_typed(scale, values, tempo, confirms))
    by_hand = _clicked if habit is Habit.MOUSE else _held if habit is Habit.ARROWS else _digits
    actions = list(by_hand(scale, values, tempo))
    if confirms:
        confirm = Target.CONFIRM if habit is Habit.MOUSE else Key.ENTER
        actions.append(Action(actions[-1].after_s + tempo.confirm_s, confirm))
    return actions


def _typed(scale: AnswerScale, values: tuple[int, ...], tempo: Tempo, confirms: bool) -> Iterator[Action]:
    """Type a number; where the last digit confirms, nothing can be changed any more, and one digit confirms nothing."""
    by_last_digit = scale.confirm is Confirmation.AUTO
    if by_last_digit:
        keys = keys_on(scale, values[-1])
        at_s = max(tempo.first_s, _OWN_NUMBER_S)
        for number, key in enumerate(keys if confirms else keys[:-1]):
            yield Action(at_s, key)
            at_s += tempo.moved_s(_BETWEEN_KEYS_S, number)
        return
    after_s = tempo.first_s
    for action in _digits(scale, values, tempo):
        after_s = action.after_s
        yield action
    if confirms:
        yield Action(after_s + tempo.confirm_s, Key.ENTER)


def _digits(_scale: AnswerScale, values: tuple[int, ...], tempo: Tempo) -> Iterator[Action]:
    at_s, moves = tempo.first_s, count()
    for number, value in enumerate(values):
        if number:
            at_s += tempo.thinks_s(next(moves))
            for _ in str(values[number - 1]):
                yield Action(at_s, Key.BACKSPACE)
                at_s += tempo.moved_s(_BETWEEN_KEYS_S, next(moves))
        for digit in str(value):
            yield Action(at_s, Key(digit))
            at_s += tempo.moved_s(_BETWEEN_KEYS_S, next(moves))


def _clicked(scale: AnswerScale, values: tuple[int, ...], tempo: Tempo) -> Iterator[Action]:
    """Put the marker there with the mouse, or near it and drag it the rest of the way, point by point."""
    at_s, moves = tempo.first_s, count()
    for value in values:
        begun = _aimed(scale, value, *(tempo.scatter(next(moves)) for _ in range(3)))
        at = _share(scale, value, tempo.scatter(next(moves)))
        yield Action(at_s, at if begun == value else _share(scale, begun, tempo.scatter(next(moves))))
        if begun != value:
            way = value - begun
            steps = min(_TOLD, abs(way))
            step_s = tempo.moved_s(_DRAG_S + _A_POINT_S * abs(way), next(moves)) / steps
            for step in range(1, steps):
                when_s = at_s + step_s * (step + _OFF * (tempo.scatter(next(moves)) - 0.5))
                yield Action(when_s, Dragged(_share(scale, begun + round(way * step / steps), 0.5)))
            at_s += step_s * steps
            yield Action(at_s, Dragged(at))
        at_s += tempo.moved_s(_CLICK_S, next(moves))
        yield Action(at_s, LetGo(at))
        at_s += tempo.thinks_s(next(moves))


def _aimed(scale: AnswerScale, value: int, clicks: float, far: float, side: float) -> int:
    """Return where the button goes down: at the value, or beside it on either side where the scale has room."""
    if clicks < _CLICKS:
        return value
    beside = 1 + int(-_BESIDE_PCT * math.log(1 - far))
    return beside_on(scale, value, beside if side < 0.5 else -beside)


def beside_on(scale: AnswerScale, value: int, points: int) -> int:
    """Return the value so far beside another, or as far on the other side, or as far as the scale goes there."""
    for other in (value + points, value - points):
        if scale.minimum <= other <= scale.maximum:
            return other
    return scale.maximum if scale.maximum - value > value - scale.minimum else scale.minimum


def _share(scale: AnswerScale, value: int, where: float) -> float:
    """Return a place on the track at which the marker stands at a value: that of a pixel, as a mouse has it."""
    length, at = scale.maximum - scale.minimum, value - scale.minimum
    low, high = max(0.0, at - _WITHIN / 2), min(float(length), at + _WITHIN / 2)  # a click counts on the track only
    return round((low + (high - low) * where) / length * _TRACK_PX) / _TRACK_PX


def _held(scale: AnswerScale, values: tuple[int, ...], tempo: Tempo) -> Iterator[Action]:
    """Hold an arrow until the marker stands where it should; the first press puts one in the middle of the track."""
    at_s, marker, moves = tempo.first_s, scale.start, count()
    for value in values:
        if marker is None:
            marker = (scale.minimum + scale.maximum) // 2
            arrow, repeats = Key.RIGHT if value >= marker else Key.LEFT, abs(value - marker)
        else:
            arrow, repeats = Key.RIGHT if value >= marker else Key.LEFT, abs(value - marker) - 1
        if repeats >= 0:
            held_s = _between_repeats_s(repeats, tempo.scatter(next(moves)))
            yield Action(at_s, arrow)
            yield Action(at_s + held_s, Released(arrow))
            at_s += held_s
        else:  # it stands there already: away and back, to touch it
            away, back = (Key.LEFT, Key.RIGHT) if value > scale.minimum else (Key.RIGHT, Key.LEFT)
            for arrow in (away, back):
                yield Action(at_s, arrow)
                yield Action(at_s + _CLICK_S, Released(arrow))
                at_s += _BETWEEN_KEYS_S * (1 + _OFF * (tempo.scatter(next(moves)) - 0.5))
        marker = value
        at_s += tempo.thinks_s(next(moves))


def _between_repeats_s(repeats: int, where: float) -> float:
    """Return how long an arrow is held that moves so many times more: until some time between two of its moves."""
    if repeats == 0:
        return _CLICK_S * (1 + _OFF * (where - 0.5))
    middle_s, apart_s = (repeat_s(repeats) + repeat_s(repeats + 1)) / 2, repeat_s(repeats + 1) - repeat_s(repeats)
    return middle_s + _WITHIN * apart_s * (where - 0.5)
