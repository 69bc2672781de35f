"""Where the last digit confirms, it does so after a wait: what follows at typing speed belongs to the same number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.format.vocabulary import Confirmation, Outcome
from experiment.layout.views import Notice
from experiment.task.carry_over import NOTICED_S, STILL_TYPING_S
from experiment.task.inputs import Key, KeyPress
from experiment.task.typed_answer import TypedAnswer
from tests.instruments.typing_hands import BOUNDS, CONFIRM, RANGE, TYPING, Reader, keys

Typed = Sequence[tuple[float, Key]]
"""Keys, each with the time that passes before it."""

GAPS_S = st.sampled_from([0.05, 0.1, 0.2, 0.3, 0.39, 0.41, 0.6, 0.9, 1.1, 1.5, 2.0])


def typed(answer: TypedAnswer, typing: Typed) -> TypedAnswer:
    """Type, from second 1 on."""
    time_s = 1.0
    for gap_s, key in typing:
        time_s += gap_s
        answer = answer.take(KeyPress(time_s, key, key.value))
    return answer


def line(text: str, gap_s: float = 0.3) -> list[tuple[float, Key]]:
    """Read a line such as ``4 5 ⌫``, typed at one speed; ``·`` is a rest of one and a half seconds."""
    typing, rest_s = [], 0.0
    for sign in text.replace(" ", ""):
        if sign == "·":
            rest_s += 1.5
        else:
            typing.append((gap_s + rest_s, keys(sign)[0]))
            rest_s = 0.0
    return typing


def made_of(typing: Typed, bounds: tuple[int, int] = RANGE) -> int | None:
    """Give the number that is confirmed when the hand has rested after all that."""
    answer = typed(TypedAnswer(*bounds, Confirmation.AUTO), typing).at(math.inf)
    return answer.value if answer.complete else None


@dataclass
class PatientReader(Reader):
    """A person who reads the keys from a paper strip that also shows when they were pressed.

    As many digits as the largest number has are read as one when the strip stays empty after them; with more ink at
    typing speed they are crossed out.
    """

    judged_s: float | None = field(default=None)
    """When that many digits stood there, until anything else was done with them."""
    patched: bool = False
    """What stands there is the rest of a number that was crossed out unasked."""

    def read_at(self, key: Key, time_s: float) -> None:
        self.wait(time_s)
        if self.number is not None or key is Key.OTHER:
            return
        refused_unasked = self.struck_out and self.judged_s is not None
        if key is Key.BACKSPACE:
            self.read(key)
            self.patched = self.shown != "" and (self.patched or refused_unasked)
        elif key in CONFIRM:
            self.read(key)
            self.patched = False
        elif not key.value.isdigit():
            self.read(key)
        elif self.judged_s is not None and (self.patched or not self.struck_out or time_s - self.judged_s < NOTICED_S):
            self.read(Key.STRAY)
        else:
            self.read(key)
            if len(self.shown) == len(str(self.high)):
                self.struck_out = int(self.shown) not in range(self.low, self.high + 1)
                self.judged_s = time_s
                return
        self.judged_s = None

    def wait(self, until_s: float) -> None:
        """Look at the strip at a moment."""
        if self.judged_s is not None and not self.struck_out and until_s >= self.judged_s + STILL_TYPING_S:
            self.read(Key.ENTER)
            self.judged_s = None


@given(bounds=BOUNDS, typing=st.lists(st.tuples(GAPS_S, st.sampled_from(TYPING)), max_size=30))
def test_what_is_confirmed_is_what_is_read(bounds: tuple[int, int], typing: Typed) -> None:
    """Whatever is typed at whatever speed, the entry shows what a person reads off the keys and their times, and what
    is read is confirmed, nothing else: by itself after a wait, or with Enter.
    """
    answer, reader, time_s = TypedAnswer(*bounds, Confirmation.AUTO), PatientReader(*bounds), 1.0
    for gap_s, key in [*typing, (10.0, Key.OTHER)]:
        time_s += gap_s
        answer = answer.take(KeyPress(time_s, key, key.value))
        reader.read_at(key, time_s)
        assert reader.shown == answer.digits
        assert reader.number == (answer.value if answer.complete else None)


@given(
    bounds=BOUNDS,
    before=st.lists(st.tuples(GAPS_S, st.sampled_from(TYPING)), max_size=12),
    how=st.data(),
)
def test_a_number_and_a_rest_are_that_number_or_nothing(
    bounds: tuple[int, int], before: Typed, how: st.DataObject
) -> None:
    """Whatever was typed and refused before: when nothing stands there that still counts, the digits of a number, at
    any speed, with Enter or a rest after them, give that number or nothing.
    """
    low, high = bounds
    answer = typed(TypedAnswer(low, high, Confirmation.AUTO), before)
    if answer.complete or (answer.digits and not answer.refused):
        return
    number = how.draw(st.integers(low, high))
    digits = str(number).zfill(len(str(high))) if how.draw(st.booleans()) else str(number)
    end = how.draw(st.sampled_from([[], [Key.ENTER], [Key.SPACE]]))
    after = [(how.draw(GAPS_S), key) for key in [*keys(digits), *end]]
    assert made_of([*before, *after], bounds) in (number, None)


@given(bounds=BOUNDS, more=st.text("0123456789.,-", min_size=1, max_size=4), how=st.data())
def test_a_number_with_more_behind_it_is_none(bounds: tuple[int, int], more: str, how: st.DataObject) -> None:
    """1 0 0, 1 2 . 5, 3 0 - 4 0, 5 5 5: whatever follows the last digit at typing speed, nothing is confirmed."""
    low, high = bounds
    number = how.draw(st.integers(low, high))
    text = str(number).zfill(len(str(high))) + more
    gaps_s = st.sampled_from([0.05, 0.1, 0.2, 0.3, 0.39])
    assert None is made_of([(how.draw(gaps_s), key) for key in keys(text)], bounds)


@pytest.mark.parametrize("text", ["1 0 0", "1 2 . 5", "3 0 - 4 0", "5 5 5", "5 5 5 5", "0 7 7"])
def test_what_is_no_whole_number_in_range(text: str) -> None:
    """It is told at once and calmly, nothing stands there any more, and after Backspace the number that was meant is
    confirmed.
    """
    answer = typed(TypedAnswer(*RANGE, Confirmation.AUTO), line(text))
    wrong = Notice.OUT_OF_RANGE if text.replace(" ", "").isdigit() else Notice.NOT_WHOLE
    assert ("", wrong, Outcome.MISSED) == (answer.digits, answer.notice, answer.outcome)
    for end in ("⌫", "⏎", "␣"):
        assert 45 == made_of(line(f"{text} {end} 4 5"))


def test_every_pair_of_a_refused_and_a_meant_number() -> None:
    """78 to 999, then 3 to 77, with a rest or Enter after it, 0.3 s apart: none of them confirms another number."""
    for refused, meant in product([*range(78, 110), *range(780, 1000, 7)], range(3, 78)):
        assert made_of(line(f"{refused}{meant:02}")) in (meant, None)
        assert made_of(line(f"{refused}{meant}⏎")) in (meant, None)
        assert made_of(line(f"{refused}⏎{meant:02}")) == meant


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8 5 5 ⏎", None),
        ("8 5 5 · 4 5", None),
        ("8 5 5 ⏎ 4 5", 45),
        ("8 5 5 ⌫ 4 5", 45),
        ("8 5 5 ␣ 4 5", 45),
        ("8 5 ⏎ 4 5", 45),
        ("8 5 ⌫ ⌫ 4 5", 45),
        ("8 5 · 4 5", 45),
        ("8 5 4 · 5 ⏎", None),
        ("7 8 ⌫ 7", 77),
        ("7 8 · ⌫ · 7", 77),
        ("9 9 ⌫ 4 5", None),
        ("9 9 · ⌫ · 4 · 5", None),
        ("9 9 · ⌫ · 4 · 5 · ⏎", None),
        ("9 9 · ⌫ · 4 · 5 · ⌫ · 4 · 5", 45),
        ("9 9 ⌫ 4 ⌫ ⌫ 4 5", 45),
        ("9 9 ⌫ ⏎", 9),
        ("4 5 ⌫ 6", 46),
        ("4 5 ⌫ ⌫ 6 1", 61),
        ("4 5 ⌫", None),
        ("0 5", 5),
        ("5 ⏎", 5),
        ("4 5 ⏎ 6", 45),
    ],
)
def test_what_comes_of_what_is_typed(text: str, value: int | None) -> None:
    """A refused number is over after Enter, Space or a rest; Backspace goes on with what it leaves, once: if that is
    refused again, no digit makes a new number of the rest of the one that was meant.
    """
    assert value == made_of(line(text))


def test_a_corrected_number_that_is_refused_again() -> None:
    """9 9 ⌫ 4 · 5: the entry is emptied and the notice stays, so that nothing is confirmed unseen."""
    answer = typed(TypedAnswer(*RANGE, Confirmation.AUTO), line("9 9 · ⌫ · 4"))
    assert ("94", Notice.OUT_OF_RANGE) == (answer.digits, answer.notice)
    spoiled = typed(answer, line("· · · · · 5"))
    assert ("", Notice.OUT_OF_RANGE) == (spoiled.digits, spoiled.notice)


PENDING = typed(TypedAnswer(*RANGE, Confirmation.AUTO), line("4 5"))
LAST_DIGIT_S = 1.6


def test_the_wait_ends_by_itself() -> None:
    """While it is waited the number stands there without a notice; then it is confirmed, with the digit's own stamp."""
    assert "45" == PENDING.digits
    assert PENDING.notice is None
    assert not PENDING.complete
    assert not PENDING.at(LAST_DIGIT_S + STILL_TYPING_S - 0.01).complete
    assert PENDING.at(LAST_DIGIT_S + STILL_TYPING_S + 0.001).complete
    assert pytest.approx(LAST_DIGIT_S) == PENDING.at(math.inf).columns(0.0).rt_s


@pytest.mark.parametrize("key", CONFIRM)
def test_enter_ends_the_wait(key: Key) -> None:
    """Enter or Space within the wait confirms at once; the response time is the last digit's, as without them."""
    confirmed = PENDING.take(KeyPress(LAST_DIGIT_S + 0.2, key, key.value))
    assert confirmed.complete
    assert PENDING.at(math.inf).columns(0.5) == confirmed.columns(0.5)


def test_a_deadline_in_the_wait() -> None:
    """A question that is over before the wait is: its number came in time, and is answered."""
    columns = PENDING.columns(0.0)
    assert (45, Outcome.ANSWERED, None) == (columns.value, columns.outcome, columns.unconfirmed)
    assert pytest.approx(LAST_DIGIT_S) == columns.rt_s


def test_what_is_taken_back_is_no_answer() -> None:
    """After Backspace within the wait, no confirming stamp is left of the number."""
    columns = PENDING.take(KeyPress(LAST_DIGIT_S + 0.2, Key.BACKSPACE, "backspace")).columns(0.0)
    assert (None, Outcome.UNCONFIRMED, 4, None) == (columns.value, columns.outcome, columns.unconfirmed, columns.rt_s)
