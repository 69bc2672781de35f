"""Listening: what ends a screen, and what has been heard by then."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from experiment.format.vocabulary import Confirmation, EndedBy
from experiment.task.answers import GoOn, NoAnswer, PauseChoice, TypedAnswer
from experiment.task.carry_over import STILL_TYPING_S
from experiment.task.gaps import SETTLING_S, Standstill
from experiment.task.inputs import Key, KeyPress
from experiment.task.stage import Heard, Listening

ANSWERS = st.sampled_from([NoAnswer(), GoOn(), TypedAnswer(3, 77, Confirmation.ENTER), PauseChoice()])


def press(key: Key, time_s: float = 1.0) -> KeyPress:
    return KeyPress(time_s, key, key.value)


def test_time_ends_it_when_nothing_else_did() -> None:
    """A screen on which nothing was decided has been ended by time, with the answer as it stands."""
    listening = Listening(TypedAnswer(3, 77, Confirmation.ENTER))
    listening.hear(press(Key.DIGIT_4))
    assert not listening.over
    heard = listening.heard()
    assert (EndedBy.TIME, (press(Key.DIGIT_4),)) == (heard.ended_by, heard.inputs)
    assert isinstance(heard.answer, TypedAnswer)
    assert 4 == heard.answer.value


def test_a_complete_answer_ends_it() -> None:
    """The press that completes an answer ends the listening."""
    listening = Listening(GoOn())
    listening.hear(press(Key.SPACE))
    assert listening.over
    assert Heard(EndedBy.ANSWER, GoOn(complete=True), (press(Key.SPACE),)) == listening.heard()


@given(ANSWERS)
def test_escape_ends_everything_but_a_pause(answer: NoAnswer | GoOn | TypedAnswer | PauseChoice) -> None:
    """Escape ends any screen and leaves its answer alone; in a pause it means nothing."""
    listening = Listening(answer)
    listening.hear(press(Key.ESCAPE))
    paused = isinstance(answer, PauseChoice)
    assert Heard(EndedBy.TIME if paused else EndedBy.ESCAPE, answer, (press(Key.ESCAPE),)) == listening.heard()
    assert paused is not listening.over


@given(ANSWERS, st.lists(st.sampled_from(Key)))
def test_every_press_is_kept_in_its_order(answer: NoAnswer | GoOn | TypedAnswer | PauseChoice, what: list[Key]) -> None:
    """What was heard is what was pressed, one for one."""
    listening = Listening(answer)
    presses = tuple(press(key, float(second)) for second, key in enumerate(what))
    for one in presses:
        listening.hear(one)
    assert presses == listening.heard().inputs


FROZEN = Standstill(1.3, 2.3)


def typing(*times_s: float, standstills: tuple[Standstill, ...] = (FROZEN,)) -> Listening:
    """Type 1 0 0, as far as there are times, where the last digit confirms."""
    listening = Listening(TypedAnswer(3, 77, Confirmation.AUTO), standstills=standstills)
    for time_s, key in zip(times_s, (Key.DIGIT_1, Key.DIGIT_0, Key.DIGIT_0), strict=False):
        if not listening.over_at(time_s):
            listening.hear(press(key, time_s))
    return listening


def test_the_wait_after_a_last_digit_is_over_by_itself() -> None:
    """The listening is over when the last digit has been followed by nothing for long enough, and not before."""
    listening = typing(1.0, 1.2)
    assert not Listening(listening.answer).over_at(1.2 + STILL_TYPING_S - 0.01)
    assert Listening(listening.answer).over_at(1.2 + STILL_TYPING_S + 0.01)


def test_a_wait_is_not_over_while_the_program_stands_still() -> None:
    """A third digit that was pressed while everything stood still has the stamp of the thaw: it spoils the number all
    the same; without one, the number is confirmed right after the thaw, with its own stamp.
    """
    assert not typing(1.0, 1.2, 2.301).over_at(10.0)
    assert typing(1.0, 1.2, 2.301, standstills=()).over
    number = typing(1.0, 1.2)
    assert not number.over_at(2.31)
    assert number.over_at(2.3 + SETTLING_S)
    assert isinstance(number.answer, TypedAnswer)
    assert (10, 1.2) == (number.answer.value, number.answer.confirmed_s)


def test_what_was_done_after_the_wait_is_left_for_the_next_screen() -> None:
    """A key after the wait is not heard by the question that is over."""
    assert 2 == len(typing(1.0, 1.2, 1.7, standstills=()).heard().inputs)
