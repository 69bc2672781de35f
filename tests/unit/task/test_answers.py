"""Answers: whatever is pressed, they stand in a legal state."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.format.vocabulary import AbortReason, AnswerInput, Confirmation, Outcome
from experiment.layout.views import Notice
from experiment.task.answers import Answer, GoOn, NoAnswer, PageTurn, PauseChoice
from experiment.task.inputs import Key, KeyPress
from experiment.task.typed_answer import TypedAnswer

KEYS = st.sampled_from(Key)
BOUNDS = st.tuples(st.integers(0, 100), st.integers(0, 100)).filter(lambda bounds: bounds[0] < bounds[1])
WITHOUT_MEANING = [Key.ESCAPE, Key.OTHER]


def typed(minimum: int = 3, maximum: int = 77, confirm: Confirmation = Confirmation.ENTER) -> TypedAnswer:
    return TypedAnswer(minimum, maximum, confirm)


def keys(text: str) -> list[Key]:
    """Read keys from a line such as ``4 5 backspace enter``."""
    return [Key(name) for name in text.split()]


def rested(answer: Any) -> Any:
    """Press nothing more."""
    return answer.at(math.inf)


def pressed(answer: Any, what: Sequence[Key]) -> Any:
    """Press keys a second apart, the first one at 1 s."""
    for second, key in enumerate(what, start=1):
        answer = answer.take(KeyPress(float(second), key, key.value))
    return answer


@given(BOUNDS, st.sampled_from(Confirmation), st.lists(KEYS, max_size=40))
def test_any_presses_leave_a_legal_state(bounds: tuple[int, int], confirm: Confirmation, what: list[Key]) -> None:
    """After every press of any sequence, entry, times, notice and outcome agree with each other and with the bounds."""
    minimum, maximum = bounds
    answer = typed(minimum, maximum, confirm)
    for second, key in enumerate(what, start=1):
        before = answer.at(float(second))
        answer = answer.take(KeyPress(float(second), key, key.value))
        if before.complete:
            assert before == answer
        assert len(answer.digits) <= len(str(maximum))
        assert (int(answer.digits) if answer.digits else None) == answer.value
        assert (answer.complete or answer.pending_until_s is not None) == (answer.outcome is Outcome.ANSWERED)
        assert rested(answer).complete == (answer.outcome is Outcome.ANSWERED)
        assert answer.gestures >= before.gestures
        if answer.digits:
            assert answer.first_input_s is not None
        if answer.confirmed_s is not None:
            assert answer.value is not None
            assert minimum <= answer.value <= maximum
            assert answer.first_input_s is not None
            assert answer.first_input_s <= answer.confirmed_s <= second
            assert answer.notice is None


@given(BOUNDS, st.sampled_from(Confirmation), st.lists(KEYS, max_size=20), st.sampled_from(WITHOUT_MEANING))
def test_keys_without_meaning_change_nothing(
    bounds: tuple[int, int], confirm: Confirmation, what: list[Key], key: Key
) -> None:
    """Whatever stands in the entry, Escape and keys that type nothing leave it as it is."""
    answer = pressed(typed(*bounds, confirm), what)
    assert answer == pressed(answer, [key])


@given(BOUNDS, st.sampled_from(Confirmation), st.data())
def test_every_value_within_the_bounds_can_be_answered(
    bounds: tuple[int, int], confirm: Confirmation, data: st.DataObject
) -> None:
    """Each percentage that the bounds allow is confirmed by its digits and Enter."""
    value = data.draw(st.integers(*bounds))
    answer = pressed(typed(*bounds, confirm), [*keys(" ".join(str(value))), Key.ENTER])
    assert value == answer.value
    assert answer.complete


@given(BOUNDS, st.lists(KEYS, max_size=20), st.data())
def test_an_entry_can_always_be_corrected(bounds: tuple[int, int], what: list[Key], data: st.DataObject) -> None:
    """From any state that is not confirmed, Backspace and a legal value lead to that value."""
    value = data.draw(st.integers(*bounds))
    answer = pressed(typed(*bounds), what)
    if not answer.complete:
        emptied = pressed(answer, [Key.BACKSPACE] * 3)
        answer = pressed(emptied, [*keys(" ".join(str(value))), Key.ENTER])
        assert value == answer.value
        assert answer.complete


@pytest.mark.parametrize(
    ("line", "confirm", "digits", "complete", "notice"),
    [
        ("4 5 enter", "enter", "45", True, None),
        ("4 5 space", "enter", "45", True, None),
        ("4 5", "enter", "45", False, None),
        ("0 5 enter", "enter", "05", True, None),
        ("0 0 enter", "enter", "00", False, Notice.OUT_OF_RANGE),
        ("0 3 9 enter", "enter", "39", True, None),
        ("7 8 enter", "enter", "78", False, Notice.OUT_OF_RANGE),
        ("2 enter", "enter", "2", False, Notice.OUT_OF_RANGE),
        ("7 8 enter backspace", "enter", "7", False, None),
        ("7 8 enter backspace 7 enter", "enter", "77", True, None),
        ("7 8 enter 1", "enter", "1", False, None),
        ("2 enter 0 enter", "enter", "0", False, Notice.OUT_OF_RANGE),
        ("2 enter 2 5 enter", "enter", "25", True, None),
        ("7 stray 5 enter", "enter", "", False, Notice.NOT_WHOLE),
        ("5 5 5 enter", "enter", "", False, Notice.OUT_OF_RANGE),
        ("enter", "enter", "", False, Notice.NOTHING_GIVEN),
        ("space", "enter", "", False, Notice.NOTHING_GIVEN),
        ("enter 4 enter", "enter", "4", True, None),
        ("backspace", "enter", "", False, None),
        ("4 backspace backspace backspace", "enter", "", False, None),
        ("4 5 enter backspace 6", "enter", "45", True, None),
        ("4 5", "auto", "45", True, None),
        ("1 0 0", "auto", "10", True, None),
        ("0 5", "auto", "05", True, None),
        ("5", "auto", "5", False, None),
        ("5 enter", "auto", "5", True, None),
        ("7 8", "auto", "78", False, Notice.OUT_OF_RANGE),
        ("7 8 4 5", "auto", "45", True, None),
        ("7 8 backspace 7", "auto", "77", True, None),
        ("0 0", "auto", "00", False, Notice.OUT_OF_RANGE),
        ("enter", "auto", "", False, Notice.NOTHING_GIVEN),
    ],
)
def test_examples_from_3_to_77(line: str, confirm: str, digits: str, complete: bool, notice: Notice | None) -> None:
    """Leading zeros, values out of range, corrections and both ways to confirm do what a person expects."""
    answer = rested(pressed(typed(confirm=Confirmation(confirm)), keys(line)))
    assert (digits, complete, notice) == (answer.digits, answer.complete, answer.notice)


def test_three_digits() -> None:
    """Up to 100, three digits can be typed, and automatic confirmation waits for the third."""
    two = pressed(typed(0, 100, Confirmation.AUTO), keys("1 0"))
    assert not rested(two).complete
    three = rested(pressed(two, keys("0")))
    assert 100 == three.value
    assert three.complete
    assert Notice.OUT_OF_RANGE is pressed(two, keys("1")).notice


def test_columns_of_an_answer() -> None:
    """An answer is written with its value, its times from onset to first digit and to Enter, and its changes."""
    columns = pressed(typed(), keys("4 backspace 5 enter")).columns(onset_s=0.25)
    assert (5, Outcome.ANSWERED, None) == (columns.value, columns.outcome, columns.unconfirmed)
    assert (0.75, 3.75, 1) == (columns.first_rt_s, columns.rt_s, columns.changes)
    found = (columns.start, columns.input, columns.minimum, columns.maximum, columns.onset_s)
    assert (None, AnswerInput.TYPED, 3, 77, 0.25) == found


def test_columns_of_a_miss() -> None:
    """Where nothing stands there is no value of any kind, even if a digit was typed and taken back."""
    columns = pressed(typed(), keys("4 backspace")).columns(onset_s=0.0)
    assert (None, Outcome.MISSED, None) == (columns.value, columns.outcome, columns.unconfirmed)
    assert (1.0, None, 0) == (columns.first_rt_s, columns.rt_s, columns.changes)


def test_columns_of_an_unconfirmed_value() -> None:
    """A value that nobody confirmed is kept apart from answers."""
    columns = pressed(typed(), keys("9 5 enter")).columns(onset_s=0.0)
    assert (None, Outcome.UNCONFIRMED, 95) == (columns.value, columns.outcome, columns.unconfirmed)
    assert (1.0, None) == (columns.first_rt_s, columns.rt_s)


@given(st.lists(KEYS, max_size=30))
def test_time_alone_ends_a_screen_that_asks_nothing(what: list[Key]) -> None:
    """No key completes a screen that has a duration and no question."""
    assert not pressed(NoAnswer(), what).complete


@given(st.lists(KEYS, max_size=30))
def test_space_and_enter_and_nothing_else_go_on(what: list[Key]) -> None:
    """A screen that waits is left if and only if Space or Enter was pressed."""
    assert bool({Key.SPACE, Key.ENTER} & {*what}) == pressed(GoOn(), what).complete


@given(st.lists(KEYS, max_size=30), st.booleans())
def test_enter_turns_pages_as_space_does(what: list[Key], may_go_back: bool) -> None:
    """Whatever is pressed on a page, Enter in place of Space does the same."""
    other = [{Key.SPACE: Key.ENTER, Key.ENTER: Key.SPACE}.get(key, key) for key in what]
    assert pressed(PageTurn(may_go_back=may_go_back), what) == pressed(PageTurn(may_go_back=may_go_back), other)


def test_a_single_digit_range_confirmed_by_the_digit() -> None:
    """On ratings from 1 to 6 that are confirmed by the digit, a refused one does not block the next."""
    answer = rested(pressed(typed(1, 6, Confirmation.AUTO), keys("9 5")))
    assert 5 == answer.value
    assert answer.complete


@given(st.lists(KEYS, max_size=30))
def test_a_pause_never_ends_the_session_without_a_reason(what: list[Key]) -> None:
    """However the keys of a pause are hit, the session ends only with a reason that was chosen, or it goes on."""
    choice = pressed(PauseChoice(), what)
    assert choice.complete == (choice.end or choice.go_on)
    assert not (choice.end and choice.go_on)
    if choice.end:
        assert choice.reason in set(AbortReason)


@given(st.lists(KEYS, max_size=30), KEYS)
def test_a_choice_that_is_made_stays(what: list[Key], key: Key) -> None:
    """After a pause has been decided, no key decides otherwise."""
    for answer in (PauseChoice(), GoOn()):
        decided: Answer = pressed(answer, what)
        if decided.complete:
            assert decided == pressed(decided, [key])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("space", PauseChoice(go_on=True)),
        ("2 space", PauseChoice(go_on=True)),
        ("enter", PauseChoice(go_on=True)),
        ("2", PauseChoice(2)),
        ("2 enter", PauseChoice(2, end=True)),
        ("2 3 enter", PauseChoice(3, end=True)),
        ("2 backspace", PauseChoice()),
        ("2 backspace enter", PauseChoice(go_on=True)),
        ("0", PauseChoice()),
        ("5", PauseChoice()),
        ("stray", PauseChoice()),
        ("escape", PauseChoice()),
    ],
)
def test_examples_of_a_pause(line: str, expected: PauseChoice) -> None:
    """Space goes on, and so does Enter; after a listed number, Enter ends the session for that reason."""
    assert expected == pressed(PauseChoice(), keys(line))
