"""The slider as a state machine: whatever is done to it, its state is legal and its moves have their own time."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.format.vocabulary import AnsweredBy, Outcome
from experiment.layout.views import Notice
from experiment.task.inputs import Input, Key, KeyPress, KeyRelease, Pointer, PointerAct
from experiment.task.slider import SliderAnswer, repeat_s


def press(key: Key, time_s: float) -> KeyPress:
    return KeyPress(time_s, key, key.value)


def release(key: Key, time_s: float) -> KeyRelease:
    return KeyRelease(time_s, key, key.value)


def given_all(answer: SliderAnswer, *inputs: Input) -> SliderAnswer:
    for one in inputs:
        answer = answer.take(one)
    return answer


def typed(*keys: str, start: float = 1.0) -> list[Input]:
    return [press(Key(key), start + n) for n, key in enumerate(keys)]


SLIDER = SliderAnswer(3, 77)

keys = st.sampled_from(list(Key))
shares = st.none() | st.floats(-0.5, 1.5)
acts = st.sampled_from(list(PointerAct))
hands = st.lists(
    st.tuples(st.floats(0, 0.6), st.one_of(st.tuples(st.just("press"), keys), st.tuples(st.just("release"), keys),
              st.tuples(acts, shares))),
    max_size=40,
)  # fmt: skip


@st.composite
def inputs_in_time(draw: st.DrawFn) -> list[Input]:
    time_s, inputs = 0.0, list[Input]()
    for pause_s, (what, detail) in draw(hands):
        time_s += pause_s
        if what == "press":
            inputs.append(press(detail, time_s))
        elif what == "release":
            inputs.append(release(detail, time_s))
        else:
            inputs.append(Pointer(time_s, what, detail))
    return inputs


@given(
    bounds=st.tuples(st.integers(0, 100), st.integers(0, 100)).filter(lambda b: b[0] < b[1]),
    start=st.none() | st.floats(0, 1),
    inputs=inputs_in_time(),
)
def test_any_inputs_leave_a_legal_state(bounds: tuple[int, int], start: float | None, inputs: list[Input]) -> None:
    """Whatever keys and mouse do, the value is on the track, the moves are in order, and a confirmed answer stays."""
    low, high = bounds
    start_at = None if start is None else low + round(start * (high - low))
    answer = SliderAnswer(low, high, start_at, start_at)
    for one in inputs:
        before, answer = answer, answer.take(one)
        if before.complete:
            assert before == answer
        assert answer.value is None or low <= answer.value <= high
        assert (answer.moves[-1].value if answer.moves else start_at) == answer.value
        assert answer.value is None or answer.digits == "" or int(answer.digits) == answer.value
        times = [move.time_s for move in answer.moves]
        assert sorted(times) == times
        assert all(time_s <= one.time_s for time_s in times)
        if answer.complete:
            assert answer.value is not None
            assert answer.touched
            assert answer.held is None
        columns = answer.columns(0.0)
        assert (columns.outcome is Outcome.ANSWERED) == (columns.value is not None) == (columns.rt_s is not None)


@given(inputs=inputs_in_time(), looks=st.lists(st.floats(0, 20), max_size=30))
def test_looking_changes_nothing(inputs: list[Input], looks: list[float]) -> None:
    """However often the screen looks at it in between, the same inputs give the same answer."""
    plain = given_all(SLIDER, *inputs)
    answer = SLIDER
    for one in inputs:
        for look_s in sorted(look for look in looks if look <= one.time_s):
            answer = answer.at(look_s)
        answer = answer.take(one)
    assert plain == answer


def test_no_marker_before_the_first_input() -> None:
    """A fresh slider has no value, and confirming it only brings a notice."""
    answer = given_all(SLIDER, press(Key.SPACE, 1.0))
    assert answer.value is None
    assert Notice.NOTHING_GIVEN == answer.notice
    assert not answer.complete
    assert Outcome.MISSED is answer.outcome


@pytest.mark.parametrize("confirm", [Key.SPACE, Key.ENTER])
def test_digits_jump_and_are_confirmed(confirm: Key) -> None:
    """Digits go to the number they make; Space or Enter confirms it, with the times of digit and confirmation."""
    answer = given_all(SLIDER, *typed("4", "5"), press(confirm, 3.5))
    assert (45, 1.0, 3.5) == (answer.value, answer.first_input_s, answer.confirmed_s)
    assert [4, 45] == [move.value for move in answer.moves]


def test_a_number_beyond_the_track() -> None:
    """A number beyond the track stands above it with a notice and takes the marker away; nothing can be confirmed."""
    beyond = given_all(SLIDER, *typed("9", "9"))
    assert (None, "99", Notice.OUT_OF_RANGE) == (beyond.value, beyond.digits, beyond.notice)
    refused = given_all(beyond, press(Key.SPACE, 9.0))
    assert not refused.complete
    assert "99" == refused.digits
    assert Notice.OUT_OF_RANGE == refused.notice
    assert 9 == given_all(beyond, press(Key.BACKSPACE, 9.0), press(Key.SPACE, 9.5)).columns(0.0).value


def test_a_marker_that_was_placed_is_not_confirmed_in_place_of_a_number() -> None:
    """Who has placed the marker and then types a number off the track is not answered with the marker."""
    clicked = given_all(SLIDER, Pointer(0.5, PointerAct.DOWN, 0.5), Pointer(0.6, PointerAct.UP, 0.5))
    answer = given_all(clicked, *typed("9", "9"), press(Key.SPACE, 9.0), press(Key.SPACE, 9.5))
    assert answer.value is None
    assert not answer.complete
    assert [40, 9, None] == [move.value for move in answer.moves]


def test_whatever_is_done_lets_go_of_a_held_arrow() -> None:
    """Home, End and a click while an arrow is held put the marker, and it stays there."""
    held = given_all(SLIDER, press(Key.RIGHT, 1.0))
    for deed, value in ((press(Key.HOME, 1.2), 3), (press(Key.END, 1.2), 77), (Pointer(1.2, PointerAct.DOWN, 0.5), 40)):
        assert value == held.take(deed).at(9.0).value


def test_a_digit_below_the_track_waits_for_the_next() -> None:
    """A first digit that is no value yet leaves the slider empty until the second."""
    assert None is given_all(SLIDER, *typed("1")).value
    assert 15 == given_all(SLIDER, *typed("1", "5")).value


def test_arrows_home_and_end() -> None:
    """The first arrow puts the marker in the middle; arrows move by one, Home and End go to the ends and no further."""
    middle = given_all(SLIDER, press(Key.RIGHT, 1.0), release(Key.RIGHT, 1.1))
    assert 40 == middle.value
    assert 41 == given_all(middle, press(Key.UP, 2.0), release(Key.UP, 2.1)).value
    assert 39 == given_all(middle, press(Key.LEFT, 2.0), release(Key.LEFT, 2.1)).value
    assert 77 == given_all(middle, press(Key.END, 2.0), press(Key.RIGHT, 3.0), release(Key.RIGHT, 3.1)).value
    assert 3 == given_all(middle, press(Key.HOME, 2.0), press(Key.DOWN, 3.0), release(Key.DOWN, 3.1)).value


def test_a_held_arrow_accelerates() -> None:
    """A held arrow goes on by itself, each move at its own due time, and ever faster until it is released."""
    held = given_all(SLIDER, press(Key.HOME, 0.0), press(Key.RIGHT, 1.0), release(Key.RIGHT, 2.5))
    due = [1.0, *(1.0 + repeat_s(n) for n in range(1, 100) if 1.0 + repeat_s(n) <= 2.5)]
    assert due == [move.time_s for move in held.moves[1:]]
    assert 3 + len(due) == held.value
    gaps = [b - a for a, b in pairwise(due[1:])]
    assert gaps[-1] < gaps[0]
    assert held.value == held.at(10.0).value


def test_click_and_drag() -> None:
    """A click on the track puts the marker there, a drag takes it along, beyond the ends it stays at the end."""
    click = given_all(SLIDER, Pointer(1.0, PointerAct.DOWN, 0.5))
    assert 40 == click.value
    dragged = given_all(click, Pointer(1.1, PointerAct.MOVE, 0.25), Pointer(1.2, PointerAct.MOVE, 1.4))
    assert [40, 22, 77] == [move.value for move in dragged.moves]
    released = given_all(dragged, Pointer(1.3, PointerAct.UP, 1.4), Pointer(1.4, PointerAct.MOVE, 0.0))
    assert 77 == released.value


def test_a_click_beside_the_track_does_nothing() -> None:
    """A click that is not on the track, and moving without a click, leave the slider as it is."""
    assert SLIDER == given_all(SLIDER, Pointer(1.0, PointerAct.DOWN, None), Pointer(1.1, PointerAct.MOVE, 0.3))


def test_a_start_value_is_recorded_and_is_no_answer() -> None:
    """A marker that stands somewhere at the onset is recorded as the start; untouched at the deadline it is a miss."""
    columns = SliderAnswer(3, 77, 30, 30).columns(0.0)
    assert (30, Outcome.MISSED, None) == (columns.start, columns.outcome, columns.unconfirmed)


STARTED = SliderAnswer(3, 77, 40, 40)
AT_40 = 0.5


@pytest.mark.parametrize("confirm", [Key.SPACE, Key.ENTER])
def test_a_start_value_alone_is_never_confirmed(confirm: Key) -> None:
    """However often it is confirmed, a start value that nobody has touched is no answer."""
    answer = given_all(STARTED, press(confirm, 0.09), release(confirm, 0.1), press(confirm, 2.0), press(confirm, 3.0))
    assert not answer.complete
    assert Notice.NOTHING_GIVEN == answer.notice
    assert Outcome.MISSED == answer.outcome


@pytest.mark.parametrize(
    ("hands", "value"),
    [
        ([Pointer(1.0, PointerAct.DOWN, AT_40), Pointer(1.1, PointerAct.UP, AT_40)], 40),
        (typed("4", "0"), 40),
        ([press(Key.LEFT, 1.0), release(Key.LEFT, 1.1)], 39),
        ([press(Key.RIGHT, 1.0), release(Key.RIGHT, 1.1), press(Key.LEFT, 1.2), release(Key.LEFT, 1.3)], 40),
        ([press(Key.HOME, 1.0)], 3),
    ],
)
def test_a_start_value_that_was_touched_is(hands: list[Input], value: int) -> None:
    """A click on the marker, an arrow or a number is an input of its own: then what is shown can be confirmed."""
    assert value == given_all(STARTED, *hands, press(Key.SPACE, 9.0)).columns(0.0).value


def test_the_end_of_the_track_can_be_touched_with_an_arrow() -> None:
    """A start at the end of the track, and an arrow that leads no further: touched, but nothing has changed."""
    columns = given_all(SliderAnswer(3, 77, 77, 77), press(Key.RIGHT, 1.0), press(Key.SPACE, 2.0)).columns(0.0)
    assert (77, 0) == (columns.value, columns.changes)


def test_a_button_that_is_down_at_the_onset_drags_nothing() -> None:
    """A drag that goes on over the onset, and its release, do nothing: it was begun on the screen before."""
    carried = [Pointer(0.1, PointerAct.MOVE, 0.3), Pointer(0.2, PointerAct.MOVE, 0.4), Pointer(0.3, PointerAct.UP, 0.4)]
    assert SLIDER == given_all(SLIDER, *carried, release(Key.SPACE, 0.4))


GESTURES: dict[str, list[Input]] = {
    "a number": typed("5", "2"),
    "a number with a correction": typed("5", "3", "backspace", "2"),
    "a click": [Pointer(1.0, PointerAct.DOWN, 0.2), Pointer(1.1, PointerAct.UP, 0.2)],
    "a drag": [
        Pointer(1.0, PointerAct.DOWN, 0.2),
        *(Pointer(1.0 + n / 100, PointerAct.MOVE, 0.2 + n / 200) for n in range(1, 60)),
        Pointer(1.9, PointerAct.UP, 0.5),
    ],
    "an arrow": [press(Key.LEFT, 1.0), release(Key.LEFT, 1.1)],
    "a held arrow": [press(Key.RIGHT, 1.0), release(Key.RIGHT, 2.9)],
    "Home": [press(Key.HOME, 1.0), release(Key.HOME, 1.1)],
}


def later(inputs: list[Input], by_s: float) -> list[Input]:
    return [replace(one, time_s=one.time_s + by_s) for one in inputs]


@given(st.lists(st.sampled_from(sorted(GESTURES)), min_size=1, max_size=8), st.booleans())
def test_one_gesture_is_one_change(done: list[str], with_start: bool) -> None:
    """Each gesture after the first is one change, whatever it is; with a start value the first is one too."""
    click = GESTURES["a click"]  # before each, or two numbers in a row would be one that is too long
    hands = [
        one for n, name in enumerate(done) for one in (*later(click, 20.0 * n), *later(GESTURES[name], 20.0 * n + 5))
    ]
    answer = given_all(STARTED if with_start else SLIDER, *hands, press(Key.SPACE, 999.0))
    assert 2 * len(done) - (not with_start) == answer.columns(0.0).changes


MOUSE = [Pointer(1.0, PointerAct.DOWN, 0.4), Pointer(1.1, PointerAct.MOVE, 0.6), Pointer(1.2, PointerAct.UP, 0.6)]


@pytest.mark.parametrize(
    ("inputs", "by"),
    [
        ([], None),
        (typed("4", "2"), AnsweredBy.DIGITS),
        ([press(Key.RIGHT, 1.0), release(Key.RIGHT, 3.0)], AnsweredBy.ARROWS),
        ([press(Key.HOME, 1.0)], AnsweredBy.ARROWS),
        (MOUSE, AnsweredBy.MOUSE),
        ([*MOUSE, press(Key.LEFT, 2.0)], AnsweredBy.MIXED),
        ([*MOUSE, *typed("4", start=2.0)], AnsweredBy.MIXED),
    ],
)
def test_an_answer_says_what_the_hands_used(inputs: list[Input], by: AnsweredBy | None) -> None:
    """Mouse, arrows, digits, or several of them; nothing, where nothing was done."""
    assert by is given_all(SLIDER, *inputs).columns(0.0).by
