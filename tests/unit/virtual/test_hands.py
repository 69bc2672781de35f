"""Hands answer what was meant: whatever the scale, the habit and the tempo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import AnswerInput, Confirmation, Outcome
from experiment.layout.views import FixationView
from experiment.task.answers import NumberAnswer, answer_on
from experiment.task.inputs import Pointer, PointerAct
from experiment.task.last_answer import ended_with
from experiment.task.participant import Action, Observation
from experiment.virtual.chance import Chance
from experiment.virtual.hands import Habit, Tempo, answering
from experiment.virtual.stage import VirtualStage

LONG_S = 60.0


@st.composite
def scales(draw: st.DrawFn) -> AnswerScale:
    """Scales as studies may have them, with and without a marker from the beginning."""
    minimum = draw(st.integers(0, 99))
    maximum = draw(st.integers(minimum + 1, 100))
    of, confirm = draw(st.sampled_from(AnswerInput)), draw(st.sampled_from(Confirmation))
    start = draw(st.none() | st.integers(minimum, maximum)) if of is AnswerInput.SLIDER else None
    return AnswerScale(minimum, maximum, of, confirm, start)


SCATTER = st.integers(0, 999).map(lambda seed: Chance(seed).shares("hand").one_after_the_other)
TEMPI = st.builds(Tempo, st.floats(0.05, 3.0), st.floats(0.05, 2.0), st.floats(1.0, 20.0), SCATTER)


class _Hands:
    """Do what they are told."""

    def __init__(self, actions: Sequence[Action]) -> None:
        self._actions = actions

    def act(self, _observation: Observation) -> Sequence[Action]:
        return self._actions


def answered(scale: AnswerScale, actions: Sequence[Action]) -> NumberAnswer:
    stage = VirtualStage(_Hands(actions))
    stage.show(FixationView())
    answer = stage.listen(answer_on(scale), LONG_S).answer
    assert isinstance(answer, NumberAnswer)
    return answer


@given(st.data(), scales(), st.sampled_from(Habit), TEMPI, st.booleans())
def test_the_answer_is_the_value_that_was_meant(
    data: st.DataObject, scale: AnswerScale, habit: Habit, tempo: Tempo, confirms: bool
) -> None:
    """The last of one or two values stands there; it is an answer if it is confirmed, and if not, it is unconfirmed."""
    pct = st.integers(scale.minimum, scale.maximum)
    values = tuple(data.draw(st.lists(pct, min_size=1, max_size=2)))
    answer = answered(scale, answering(scale, values, habit, tempo, confirms))
    if confirms:
        assert (Outcome.ANSWERED, values[-1]) == (answer.outcome, answer.value)
        return
    last_digit_is_missing = scale.input is AnswerInput.TYPED and scale.confirm is Confirmation.AUTO
    assert Outcome.ANSWERED is not answer.outcome
    assert last_digit_is_missing or values[-1] == answer.value


@given(st.integers(3, 77), st.integers(3, 77), TEMPI)
def test_no_digit_is_taken_for_one_of_the_number_before(first: int, second: int, tempo: Tempo) -> None:
    """Where the last digit confirms, who answers one question right after the other at any pace answers both."""
    scale = AnswerScale(3, 77, AnswerInput.TYPED, Confirmation.AUTO)
    given = None
    for value in (first, second):
        stage = VirtualStage(_Hands(answering(scale, (value,), Habit.DIGITS, tempo)))
        stage.show(FixationView())
        heard = stage.listen(answer_on(scale).begun(0.0, given), LONG_S)
        assert isinstance(heard.answer, NumberAnswer)
        assert (Outcome.ANSWERED, value) == (heard.answer.outcome, heard.answer.value)
        ended = ended_with(heard.inputs[-1], heard.answer)
        assert ended.settled_s is not None
        given = replace(ended, settled_s=0.0)  # the next question is on as soon as this one is over


@given(st.integers(0, 100), TEMPI)
def test_the_mouse_tells_where_its_button_goes_up(value: int, tempo: Tempo) -> None:
    """As a real mouse does, it tells of every act on the track at what place of it: a file shows no hand by that."""
    scale = AnswerScale(0, 100, AnswerInput.SLIDER, Confirmation.ENTER, None)
    did = [action.done(0.0) for action in answering(scale, (value,), Habit.MOUSE, tempo, confirms=False)]
    acts = [one.act for one in did if isinstance(one, Pointer)]
    assert [PointerAct.DOWN, *[PointerAct.MOVE] * (len(acts) - 2), PointerAct.UP] == acts
    assert isinstance(did[-1], Pointer)
    assert did[-1].share is not None
    assert abs(did[-1].share - value / 100) < 0.005


def marked(scale: AnswerScale, value: int, seed: int) -> tuple[list[int], Pointer, set[float]]:
    """Return where the marker of an answer stood, where the button went up, and the times between what was done."""
    tempo = Tempo(1.0, 0.5, scatter=Chance(seed).shares("hand").one_after_the_other)
    actions = answering(scale, (value,), Habit.MOUSE, tempo, confirms=False)
    did = [action.done(0.0) for action in actions]
    stage = VirtualStage(_Hands(actions))
    stage.show(FixationView())
    moves = stage.listen(answer_on(scale), LONG_S).answer.moves
    assert isinstance(did[-1], Pointer)
    return [move.value for move in moves], did[-1], {b.time_s - a.time_s for a, b in pairwise(did)}


def test_a_mouse_is_at_pixels_and_no_movement_is_like_another() -> None:
    """Of many answers with one value, places are those of pixels, and neither they nor times between acts are alike."""
    scale = AnswerScale(3, 77, AnswerInput.SLIDER, Confirmation.ENTER, None)
    found = [marked(scale, 40, seed) for seed in range(40)]
    places = {up.share for _, up, _ in found}
    assert sum(len(times) for _, _, times in found) == len(set().union(*(times for _, _, times in found)))
    assert len(places) >= 8  # a value of 75 has some 16 pixels of 1,228, of which it uses 13
    assert None not in places
    assert all(abs(place * 1228 - round(place * 1228)) < 1e-9 for place in places if place is not None)


def test_a_button_goes_down_at_the_value_or_on_either_side_of_it() -> None:
    """Whatever the value, odd or even: by different distances, some at once, and the marker passes what is between."""
    scale = AnswerScale(3, 77, AnswerInput.SLIDER, Confirmation.ENTER, None)
    for value in (40, 45):
        stood = [marked(scale, value, seed)[0] for seed in range(400)]
        beside = [values[0] - value for values in stood]
        assert 120 < beside.count(0) < 200  # two fifths of 400, within four standard errors
        sides = [sum(way < 0 for way in beside), sum(way > 0 for way in beside)]
        assert abs(sides[0] - sides[1]) < 4 * sum(sides) ** 0.5
        assert all(beside.count(way) < 50 for way in beside if way)
        assert len({abs(way) for way in beside}) > 8
        steps = [abs(other - one) for values in stood for one, other in pairwise(values)]
        assert sum(step == 1 for step in steps) > 0.8 * len(steps)
        assert all(values in (sorted(values), sorted(values, reverse=True)) for values in stood)


@given(st.data(), scales(), TEMPI)
def test_a_mouse_stays_on_the_track(data: st.DataObject, scale: AnswerScale, tempo: Tempo) -> None:
    """A real one may be anywhere, but a click beside the track is none: whatever the scale, one of six values too."""
    if scale.input is not AnswerInput.SLIDER:
        return
    value = data.draw(st.sampled_from((scale.minimum, scale.maximum)) | st.integers(scale.minimum, scale.maximum))
    did = [action.done(0.0) for action in answering(scale, (value,), Habit.MOUSE, tempo, confirms=False)]
    assert all(isinstance(one, Pointer) and one.share is not None and 0 <= one.share <= 1 for one in did)
