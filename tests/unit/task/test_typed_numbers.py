"""Whatever is typed, a confirmed value is the number that a person reads off the keys, and that the screen showed."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.format.vocabulary import Confirmation, Outcome
from experiment.layout.views import Notice
from experiment.task.answers import NumberAnswer
from experiment.task.inputs import Key, KeyPress
from experiment.task.slider import SliderAnswer
from experiment.task.typed_answer import TypedAnswer
from tests.instruments.typing_hands import BOUNDS, RANGE, TYPING, Reader, keys


def fresh(kind: str, low: int = RANGE[0], high: int = RANGE[1]) -> NumberAnswer:
    return SliderAnswer(low, high) if kind == "slider" else TypedAnswer(low, high, Confirmation(kind))


def after(answer: NumberAnswer, what: list[Key]) -> NumberAnswer:
    for second, key in enumerate(what, start=1):
        answer = answer.take(KeyPress(float(second), key, key.value))
    return answer


def confirmed(kind: str, line: str) -> int | None:
    answer = after(fresh(kind), keys(line)).at(math.inf)
    return answer.value if answer.complete else None


@given(bounds=BOUNDS, kind=st.sampled_from(["slider", "enter"]), what=st.lists(st.sampled_from(TYPING), max_size=30))
def test_a_confirmed_value_is_the_number_that_was_typed(bounds: tuple[int, int], kind: str, what: list[Key]) -> None:
    """After any keys the screen shows what a person reads off them, and exactly what is read is confirmed."""
    answer, reader = fresh(kind, *bounds), Reader(*bounds)
    for second, key in enumerate(what, start=1):
        answer = answer.take(KeyPress(float(second), key, key.value))
        reader.read(key)
        assert reader.shown == answer.digits
        assert reader.number == (answer.value if answer.complete else None)
        if isinstance(answer, SliderAnswer):
            on_track = reader.shown != "" and int(reader.shown) in range(bounds[0], bounds[1] + 1)
            assert (int(reader.shown) if on_track else None) == answer.value


@pytest.mark.parametrize("kind", ["slider", "enter", "auto"])
def test_a_number_typed_after_a_refused_one(kind: str) -> None:
    """For each number that is refused and each one that was meant: the second is confirmed, never another."""
    wrong = {
        (refused, meant): value
        for refused, meant in product([*range(3), *range(78, 101)], range(3, 78))
        if (value := confirmed(kind, f"{refused}⏎{meant}⏎")) != meant
    }
    if kind == "auto":  # so slowly, 1 0 of 100 is 10 before the third digit comes
        assert {10} == set(wrong.values())
        assert {100} == {refused for refused, _ in wrong}
    else:
        assert {} == wrong


NO_NUMBER = ["7.5", ".5", "-5", "4a", "a", "7.", "3..", "1,2,3"]
TOO_LONG = ["555", "100", "5555", "30-40", "12.5"]


@pytest.mark.parametrize(
    ("kind", "spoiled"),
    [*product(["slider", "enter"], [*NO_NUMBER, *TOO_LONG]), *product(["auto"], NO_NUMBER)],
)
@pytest.mark.parametrize("end", ["⏎", "␣", "⌫"])
def test_what_is_no_whole_number_is_never_confirmed(kind: str, spoiled: str, end: str) -> None:
    """A point, a sign, a letter or a digit too many makes no number of its neighbours, until a new one is begun."""
    assert None is confirmed(kind, spoiled)
    answer = after(fresh(kind), keys(f"{spoiled}⏎"))
    assert not answer.complete
    assert "" == answer.digits
    assert answer.notice in (Notice.NOT_WHOLE, Notice.OUT_OF_RANGE)
    assert 45 == confirmed(kind, f"{spoiled}{end}45⏎")


@pytest.mark.parametrize("kind", ["slider", "enter", "auto"])
@pytest.mark.parametrize("sign", [Key.STRAY])
def test_nothing_that_is_typed_is_dropped_in_silence(kind: str, sign: Key) -> None:
    """A key that belongs to no whole number is answered at once, and so is a digit too many."""
    assert Notice.NOT_WHOLE is after(fresh(kind), [Key.DIGIT_7, sign]).notice
    assert Notice.NOT_WHOLE is after(fresh(kind), [sign, Key.DIGIT_5]).notice
    if kind != "auto":
        assert Notice.OUT_OF_RANGE is after(fresh(kind), keys("555")).notice


@pytest.mark.parametrize("key", [Key.LEFT, Key.RIGHT, Key.UP, Key.DOWN, Key.HOME, Key.END])
def test_arrows_make_no_other_number(key: Key) -> None:
    """5, left, 4 is 45 to one who looks at the place of a cursor: a typed answer has none, and says so."""
    answer = after(fresh("enter"), [Key.DIGIT_5, key, Key.DIGIT_4, Key.ENTER])
    assert not answer.complete
    assert Notice.NOT_WHOLE == answer.notice


@pytest.mark.parametrize("kind", ["slider", "enter"])
@pytest.mark.parametrize(("line", "value"), [("05⏎", 5), ("007⏎", 7), ("045⏎", 45), ("00045⏎", 45), ("039⏎", 39)])
def test_leading_zeros(kind: str, line: str, value: int) -> None:
    """Zeros at the front change nothing, however many they are."""
    assert value == confirmed(kind, line)


@pytest.mark.parametrize("kind", ["slider", "enter", "auto"])
def test_keys_that_type_nothing_spoil_nothing(kind: str) -> None:
    """Shift, with which digits are typed on some keyboards, and other keys that type nothing leave the number alone."""
    answer = after(fresh(kind), [Key.OTHER, Key.DIGIT_4, Key.OTHER, Key.DIGIT_5, Key.OTHER, Key.ENTER])
    assert answer.complete
    assert 45 == answer.value


@pytest.mark.parametrize("kind", ["slider", "enter"])
@pytest.mark.parametrize(
    ("line", "changes"),
    [
        ("45⏎", 0),
        ("15⏎", 0),
        ("5⏎", 0),
        ("46⌫5⏎", 0),
        ("46⌫⌫45⏎", 1),
        ("99⏎45⏎", 1),
        ("78⏎⌫7⏎", 0),
        ("⏎45⏎", 0),
        ("x⌫45⏎", 0),
        ("4⌫5⌫6⏎", 2),
    ],
)
def test_a_number_is_one_gesture(kind: str, line: str, changes: int) -> None:
    """A number with its corrections is one gesture, however many digits it has, typed or on a slider; a new one is one
    more.
    """
    answer = after(fresh(kind), keys(line))
    assert answer.complete
    assert changes == answer.columns(0.0).changes


@pytest.mark.parametrize(("kind", "standing"), [("slider", 99), ("enter", 99)])
def test_a_refused_number_at_the_deadline(kind: str, standing: int) -> None:
    """What was refused and stands there at the deadline is recorded as what stood there, typed or on a slider."""
    columns = after(fresh(kind), keys("99⏎")).columns(0.0)
    assert (None, Outcome.UNCONFIRMED, standing) == (columns.value, columns.outcome, columns.unconfirmed)


@given(kind=st.sampled_from(["slider", "enter"]), what=st.lists(st.sampled_from(TYPING), max_size=20), n=st.data())
def test_after_anything_a_number_is_that_number_or_none(kind: str, what: list[Key], n: st.DataObject) -> None:
    """Whatever was typed and ended before, the digits of a number and Enter give that number; without an end, that or
    none.
    """
    number = n.draw(st.integers(*RANGE))
    before = after(fresh(kind), what)
    if before.complete:
        return
    if not before.digits or before.refused:
        answer = after(before, keys(f"{number}⏎"))
        assert not answer.complete if before.spoiled else (True, number) == (answer.complete, answer.value)
    ended = after(before, [Key.ENTER])
    if not ended.complete:
        answer = after(ended, keys(f"{number}⏎"))
        assert answer.complete
        assert number == answer.value
