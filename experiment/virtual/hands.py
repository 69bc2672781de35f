"""From an answer to what hands do on a scale: mouse, arrows, or digits; nobody sets a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

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
_DRAG_S = 0.25
_OWN_NUMBER_S = STILL_TYPING_S + 0.05
"""Where the last digit confirms, a digit that comes sooner is taken for one more of the number before."""

_AIM_PCT = 4
"""A button goes down within so many points of where the marker is meant to stand; then it is dragged there."""


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
    """

    first_s: float
    confirm_s: float
    hand: float = 1.0


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
        first_s, between_s = max(tempo.first_s, _OWN_NUMBER_S), _BETWEEN_KEYS_S / tempo.hand
        for number, key in enumerate(keys if confirms else keys[:-1]):
            yield Action(first_s + number * between_s, key)
        return
    after_s = tempo.first_s
    for action in _digits(scale, values, tempo):
        after_s = action.after_s
        yield action
    if confirms:
        yield Action(after_s + tempo.confirm_s, Key.ENTER)


def _digits(_scale: AnswerScale, values: tuple[int, ...], tempo: Tempo) -> Iterator[Action]:
    at_s, between_s = tempo.first_s, _BETWEEN_KEYS_S / tempo.hand
    for number, value in enumerate(values):
        if number:
            at_s += tempo.confirm_s
            for _ in str(values[number - 1]):
                yield Action(at_s, Key.BACKSPACE)
                at_s += between_s
        for digit in str(value):
            yield Action(at_s, Key(digit))
            at_s += between_s


def _clicked(scale: AnswerScale, values: tuple[int, ...], tempo: Tempo) -> Iterator[Action]:
    at_s = tempo.first_s
    for value in values:
        near = min(scale.maximum, value + _AIM_PCT) if value % 2 else max(scale.minimum, value - _AIM_PCT)
        yield Action(at_s, _share(scale, near))
        yield Action(at_s + _DRAG_S / tempo.hand, Dragged(_share(scale, value)))
        yield Action(at_s + (_DRAG_S + _CLICK_S) / tempo.hand, LetGo(_share(scale, value)))
        at_s += (_DRAG_S + _CLICK_S) / tempo.hand + tempo.confirm_s


def _share(scale: AnswerScale, value: int) -> float:
    return (value - scale.minimum) / (scale.maximum - scale.minimum)


def _held(scale: AnswerScale, values: tuple[int, ...], tempo: Tempo) -> Iterator[Action]:
    """Hold an arrow until the marker stands where it should; the first press puts one in the middle of the track."""
    at_s, marker = tempo.first_s, scale.start
    for value in values:
        if marker is None:
            marker = (scale.minimum + scale.maximum) // 2
            arrow, repeats = Key.RIGHT if value >= marker else Key.LEFT, abs(value - marker)
        else:
            arrow, repeats = Key.RIGHT if value >= marker else Key.LEFT, abs(value - marker) - 1
        if repeats >= 0:
            held_s = _between_repeats_s(repeats)
            yield Action(at_s, arrow)
            yield Action(at_s + held_s, Released(arrow))
            at_s += held_s
        else:  # it stands there already: away and back, to touch it
            away, back = (Key.LEFT, Key.RIGHT) if value > scale.minimum else (Key.RIGHT, Key.LEFT)
            for arrow in (away, back):
                yield Action(at_s, arrow)
                yield Action(at_s + _CLICK_S, Released(arrow))
                at_s += _BETWEEN_KEYS_S
        marker = value
        at_s += tempo.confirm_s


def _between_repeats_s(repeats: int) -> float:
    """Return how long an arrow is held that moves so many times more."""
    if repeats == 0:
        return _CLICK_S
    return (repeat_s(repeats) + repeat_s(repeats + 1)) / 2
