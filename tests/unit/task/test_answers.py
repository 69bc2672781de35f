"""Answers: whatever is pressed, they stand in a legal state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from experiment.format.vocabulary import AbortReason, AnswerInput, Confirmation, Outcome
from experiment.layout.views import Notice
from experiment.task.answers import Answer, GoOn, NoAnswer, PauseChoice, TypedAnswer
from experiment.task.inputs import Key, KeyPress

KEYS = st.sampled_from(Key)
BOUNDS = st.tuples(st.integers(0, 100), st.integers(0, 100)).filter(lambda bounds: bounds[0] < bounds[1])
WITHOUT_MEANING = [Key.SPACE, Key.ESCAPE, Key.OTHER]


def typed(minimum: int = 3, maximum: int = 77, confirm: Confirmation = Confirmation.ENTER) -> TypedAnswer:
    return TypedAnswer(minimum, maximum, confirm)


def keys(text: str) -> list[Key]:
    """Read keys from a line such as ``4 5 backspace enter``."""
    return [Key(name) for name in text.split()]


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
        before, answer = answer, answer.take(KeyPress(float(second), key, key.value))
        if before.complete:
            assert before == answer
        assert len(answer.digits) <= len(str(maximum))
        assert (int(answer.digits) if answer.digits else None) == answer.value
        assert answer.complete == (answer.outcome is Outcome.ANSWERED)
        assert answer.corrections >= before.corrections
        if answer.digits:
            assert answer.first_digit_s is not None
        if answer.confirmed_s is not None:
            assert answer.value is not None
            assert minimum <= answer.value <= maximum
            assert answer.first_digit_s is not None
            assert answer.first_digit_s <= answer.confirmed_s <= second
            assert answer.notice is None


@given(BOUNDS, st.sampled_from(Confirmation), st.lists(KEYS, max_size=20), st.sampled_from(WITHOUT_MEANING))
def test_keys_without_meaning_change_nothing(
    bounds: tuple[int, int], confirm: Confirmation, what: list[Key], key: Key
) -> None:
    """Whatever stands in the entry, the space bar, Escape and keys that are no digits leave it as it is."""
    answer = pressed(typed(*bounds, confirm), what)
    assert answer == pressed(answer, [key])


@given(BOUNDS, st.sampled_from(Confirmation), st.data())
def test_every_value_within_the_bounds_can_be_answered(
    bounds: tuple[int, int], confirm: Confirmation, data: st.DataObject
) -> None:
    """Each percentage that the bounds allow is confirmed by its digits and Enter."""
    value = data.draw(st.integers(*bounds))
    answer = pressed(typed(*bounds, confirm), [*keys(" ".join(str(value))), Key.ENTER])
    assert (value, True) == (answer.value, answer.complete)


@given(BOUNDS, st.lists(KEYS, max_size=20), st.data())
def test_an_entry_can_always_be_corrected(bounds: tuple[int, int], what: list[Key], data: st.DataObject) -> None:
    """From any state that is not confirmed, Backspace and a legal value lead to that value."""
    value = data.draw(st.integers(*bounds))
    answer = pressed(typed(*bounds), what)
    if not answer.complete:
        emptied = pressed(answer, [Key.BACKSPACE] * 3)
        answer = pressed(emptied, [*keys(" ".join(str(value))), Key.ENTER])
        assert (value, True) == (answer.value, answer.complete)


@pytest.mark.parametrize(
    ("line", "confirm", "digits", "value", "complete", "notice", "corrections"),
    [
        ("4 5 enter", "enter", "45", 45, True, None, 0),
        ("4 5", "enter", "45", 45, False, None, 0),
        ("0 5 enter", "enter", "05", 5, True, None, 0),
        ("0 0 enter", "enter", "00", 0, False, Notice.OUT_OF_RANGE, 0),
        ("0 3 9 enter", "enter", "03", 3, True, None, 0),
        ("7 8 enter", "enter", "78", 78, False, Notice.OUT_OF_RANGE, 0),
        ("2 enter", "enter", "2", 2, False, Notice.OUT_OF_RANGE, 0),
        ("7 8 enter backspace", "enter", "7", 7, False, None, 1),
        ("7 8 enter backspace 7 enter", "enter", "77", 77, True, None, 1),
        ("7 8 enter 1", "enter", "78", 78, False, Notice.OUT_OF_RANGE, 0),
        ("2 enter 0 enter", "enter", "20", 20, True, None, 0),
        ("enter", "enter", "", None, False, Notice.NOTHING_GIVEN, 0),
        ("enter 4 enter", "enter", "4", 4, True, None, 0),
        ("backspace", "enter", "", None, False, None, 0),
        ("4 backspace backspace backspace", "enter", "", None, False, None, 1),
        ("4 5 enter backspace 6", "enter", "45", 45, True, None, 0),
        ("4 5", "auto", "45", 45, True, None, 0),
        ("0 5", "auto", "05", 5, True, None, 0),
        ("5", "auto", "5", 5, False, None, 0),
        ("5 enter", "auto", "5", 5, True, None, 0),
        ("7 8", "auto", "78", 78, False, Notice.OUT_OF_RANGE, 0),
        ("7 8 backspace 7", "auto", "77", 77, True, None, 1),
        ("0 0", "auto", "00", 0, False, Notice.OUT_OF_RANGE, 0),
        ("enter", "auto", "", None, False, Notice.NOTHING_GIVEN, 0),
    ],
)
def test_examples_from_3_to_77(
    line: str, confirm: str, digits: str, value: int | None, complete: bool, notice: Notice | None, corrections: int
) -> None:
    """Leading zeros, values out of range, corrections and both ways to confirm do what a person expects."""
    answer = pressed(typed(confirm=Confirmation(confirm)), keys(line))
    found = (answer.digits, answer.value, answer.complete, answer.notice, answer.corrections)
    assert (digits, value, complete, notice, corrections) == found


def test_three_digits() -> None:
    """Up to 100, three digits can be typed, and automatic confirmation waits for the third."""
    two = pressed(typed(0, 100, Confirmation.AUTO), keys("1 0"))
    assert not two.complete
    assert (100, True) == ((three := pressed(two, keys("0"))).value, three.complete)
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
    assert (1.0, None, 1) == (columns.first_rt_s, columns.rt_s, columns.changes)


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
def test_the_space_bar_and_nothing_else_goes_on(what: list[Key]) -> None:
    """A page is left if and only if the space bar was pressed."""
    assert (Key.SPACE in what) == pressed(GoOn(), what).complete


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
        ("enter", PauseChoice()),
        ("2", PauseChoice(2)),
        ("2 enter", PauseChoice(2, end=True)),
        ("2 3 enter", PauseChoice(3, end=True)),
        ("2 backspace enter", PauseChoice()),
        ("0 enter", PauseChoice()),
        ("5 enter", PauseChoice()),
        ("escape", PauseChoice()),
    ],
)
def test_examples_of_a_pause(line: str, expected: PauseChoice) -> None:
    """The space bar goes on, and a listed number with Enter ends the session for that reason."""
    assert expected == pressed(PauseChoice(), keys(line))


@dataclass
class Notebook:
    """What a person with pencil and paper would write down of the rules, without a thought of the program."""

    low: int
    high: int
    by_itself: bool
    standing: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    message: str = ""
    taken_back: int = 0
    began: float | None = None
    done: float | None = None

    def hear(self, name: str, at: float) -> None:
        if self.done is not None:
            return
        places = 3 if self.high == 100 else (2 if self.high > 9 else 1)
        if name in "0123456789":
            if len(self.standing) == places:
                return
            self.standing += [name]
            self.message = ""
            self.began = at if self.began is None else self.began
            if len(self.standing) == places and self.by_itself:
                self.try_to_end(at)
        elif name == "backspace" and self.standing:
            self.standing = self.standing[:-1]
            self.taken_back += 1
            self.message = ""
        elif name == "enter":
            self.try_to_end(at)

    def try_to_end(self, at: float) -> None:
        if self.standing == []:
            self.message = "type something"
        elif sum(10**place * int(digit) for place, digit in enumerate(reversed(self.standing))) in range(
            self.low, self.high + 1
        ):
            self.message, self.done = "", at
        else:
            self.message = "too small or too large"


MESSAGES = {None: "", Notice.NOTHING_GIVEN: "type something", Notice.OUT_OF_RANGE: "too small or too large"}


class TypedAnswerAgainstTheNotebook(RuleBasedStateMachine):
    """The typed answer and the notebook hear the same presses."""

    @initialize(bounds=BOUNDS, confirm=st.sampled_from(Confirmation))
    def begin(self, bounds: tuple[int, int], confirm: Confirmation) -> None:
        self.answer = typed(*bounds, confirm)
        self.notebook = Notebook(*bounds, by_itself=confirm is Confirmation.AUTO)
        self.now_s = 0.0

    @rule(digit=st.integers(0, 9))
    def digit(self, digit: int) -> None:
        self.hear(Key(str(digit)))

    @rule(key=st.sampled_from([key for key in Key if not key.is_digit]))
    def other_key(self, key: Key) -> None:
        self.hear(key)

    def hear(self, key: Key) -> None:
        self.now_s += 0.125
        self.answer = self.answer.take(KeyPress(self.now_s, key, key.value))
        self.notebook.hear(key.value, self.now_s)

    @invariant()
    def they_agree(self) -> None:
        notebook, answer = self.notebook, self.answer
        assert "".join(notebook.standing) == answer.digits
        assert (notebook.began, notebook.done) == (answer.first_digit_s, answer.confirmed_s)
        assert (notebook.message, notebook.taken_back) == (MESSAGES[answer.notice], answer.corrections)


TestTypedAnswerAgainstTheNotebook = TypedAnswerAgainstTheNotebook.TestCase
TestTypedAnswerAgainstTheNotebook.settings = settings(max_examples=150, stateful_step_count=25)
