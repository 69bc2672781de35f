"""What is seen of an answer: the same few things, whatever kind it is."""

from __future__ import annotations

import pytest

from experiment.format.vocabulary import Confirmation
from experiment.layout.answer_state import UNANSWERED, AnswerState
from experiment.layout.views import Notice
from experiment.task.answers import NOTHING, Answer, ChoiceAnswer, GoOn, PageTurn, PauseChoice
from experiment.task.inputs import Key, KeyPress
from experiment.task.slider import SliderAnswer
from experiment.task.typed_answer import TypedAnswer


def after(answer: Answer, *keys: Key) -> AnswerState:
    for n, key in enumerate(keys):
        answer = answer.take(KeyPress(10.0 + n, key, key.value))
    return answer.state


TYPED, SLIDER, CHOICE = TypedAnswer(1, 99, Confirmation.ENTER), SliderAnswer(0, 100), ChoiceAnswer(3)


@pytest.mark.parametrize(
    ("answer", "keys", "seen"),
    [
        (NOTHING, [Key.DIGIT_1], UNANSWERED),
        (GoOn(), [Key.DIGIT_1], UNANSWERED),
        (PageTurn(), [Key.DIGIT_1], UNANSWERED),
        (TYPED, [Key.DIGIT_4, Key.DIGIT_2], AnswerState("42")),
        (TYPED, [Key.ENTER], AnswerState(notice=Notice.NOTHING_GIVEN)),
        (SLIDER, [], UNANSWERED),
        (SLIDER, [Key.LEFT], AnswerState(marker=50)),
        (SLIDER, [Key.DIGIT_7], AnswerState("7", marker=7)),
        (SLIDER, [Key.DIGIT_9] * 3, AnswerState("999", notice=Notice.OUT_OF_RANGE)),
        (CHOICE, [Key.DIGIT_2], AnswerState(chosen=2)),
        (CHOICE, [Key.DIGIT_9], AnswerState(notice=Notice.NOTHING_GIVEN)),
        (PauseChoice(), [Key.DIGIT_2], AnswerState(chosen=2)),
    ],
    ids=str,
)
def test_what_is_seen_of_an_answer(answer: Answer, keys: list[Key], seen: AnswerState) -> None:
    """Digits, marker, chosen option and notice are those of the answer as it stands; nothing else is drawn."""
    assert seen == after(answer, *keys)
