"""Listening: what ends a screen, and what has been heard by then."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from experiment.format.vocabulary import Confirmation
from experiment.task.answers import GoOn, NoAnswer, PauseChoice, TypedAnswer
from experiment.task.inputs import Key, KeyPress
from experiment.task.stage import EndedBy, Heard, Listening

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
