"""A press that carries over from one screen to the next answers nothing there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from experiment.format.vocabulary import Confirmation, Question
from experiment.layout.views import BaseRateView, PageView, QuestionView
from experiment.task.answers import Answer, GoOn, PageTurn
from experiment.task.carry_over import DOUBLE_PRESS_S, STILL_TYPING_S, Ended
from experiment.task.inputs import Key, KeyPress
from experiment.task.participant import Action, Observation
from experiment.task.typed_answer import TypedAnswer
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.small_study import small_study
from tests.unit.task.sessions import Account, until_complete


def press(key: Key, time_s: float) -> KeyPress:
    return KeyPress(time_s, key, key.value)


BY_SPACE = Ended(press(Key.SPACE, 1.0))
BY_DIGIT = Ended(press(Key.DIGIT_0, 1.0), by_digit=True)


@pytest.mark.parametrize("answer", [GoOn(), PageTurn(may_go_back=True)])
@pytest.mark.parametrize("key", [Key.SPACE, Key.ENTER])
def test_a_key_that_is_pressed_twice_skips_no_screen(answer: GoOn | PageTurn, key: Key) -> None:
    """The second press of a double press goes on from no screen, minimum or not; a later one does."""
    begun: Answer = answer.begun(1.016, BY_SPACE)
    assert not begun.take(press(key, 1.0 + DOUBLE_PRESS_S - 0.01)).complete
    assert begun.take(press(key, 1.01 + DOUBLE_PRESS_S)).complete


def test_enter_after_the_digit_that_confirmed_skips_no_screen() -> None:
    """Who presses Enter out of habit after a number that its last digit has confirmed still sees the next screen."""
    begun = GoOn().begun(1.016, BY_DIGIT)
    assert not begun.take(press(Key.ENTER, 1.3)).complete
    assert begun.take(press(Key.SPACE, 1.3)).complete
    assert begun.take(press(Key.ENTER, 1.01 + STILL_TYPING_S)).complete


def next_question(*presses: tuple[float, str]) -> TypedAnswer:
    answer = TypedAnswer(3, 77, Confirmation.AUTO).begun(1.016, BY_DIGIT)
    for time_s, key in presses:
        answer = answer.take(press(Key(key), time_s))
    return answer


def test_a_digit_too_many_does_not_begin_the_next_answer() -> None:
    """1 0 0: the third digit comes when the next question is on; neither alone nor before a later digit does it count,
    with Enter or without.
    """
    assert "" == next_question((1.2, "0")).digits
    assert not next_question((1.2, "5"), (1.3, "enter")).complete
    assert not next_question((1.2, "5"), (3.0, "enter")).complete
    assert (45, True) == ((own := next_question((1.2, "0"), (3.0, "4"), (3.2, "5"))).value, own.complete)
    assert 3.0 == own.first_input_s


def test_a_fast_hand_is_not_kept_waiting() -> None:
    """A number that is typed as soon as the question is there is taken with its first digit."""
    fast = next_question((1.2, "4"), (1.3, "5"))
    assert (45, True, 1.2) == (fast.value, fast.complete, fast.first_input_s)
    late = next_question((1.01 + STILL_TYPING_S, "4"))
    assert "4" == late.digits


class TypesTooMuch(ScriptedParticipant):
    """Types 1 0 0 at own estimates, so that the last digit falls on the next question, and 4 5 a second later there."""

    def act(self, observation: Observation) -> Sequence[Action]:
        view = observation.view
        if isinstance(view, QuestionView) and view.question is Question.SELF:
            return [Action(1.0, Key.DIGIT_1), Action(1.2, Key.DIGIT_0)]
        if isinstance(view, QuestionView):
            return [Action(0.15, Key.DIGIT_0), Action(1.4, Key.DIGIT_4), Action(1.6, Key.DIGIT_5)]
        return super().act(observation)


def test_a_session_with_a_digit_too_many(tmp_path: Path) -> None:
    """In a whole session whose last digits confirm, 100 is 10, and the question after it has its own answer."""
    account = until_complete(small_study(tmp_path, confirm="auto", deadline_s=8.0), lambda _: TypesTooMuch())
    assert {"10"} == {row["self_pct"] for row in account.rows}
    assert {"45"} == {row["population_pct"] for row in account.rows if row["population_outcome"] == "answered"}


class PressesEverythingTwice(ScriptedParticipant):
    """Ends each screen with two presses, at most 100 ms apart: the second falls on the next screen."""

    def __init__(self, key: Key) -> None:
        super().__init__()
        self._key = key

    def act(self, observation: Observation) -> Sequence[Action]:
        view = observation.view
        twice = [Action(0.02, self._key), Action(1.5, self._key)]
        if isinstance(view, QuestionView):
            return [twice[0], Action(1.0, Key.DIGIT_4), Action(1.2, Key.DIGIT_5), twice[1]]
        return twice if observation.limit_s is None else super().act(observation)


@pytest.mark.parametrize("key", [Key.SPACE, Key.ENTER])
@pytest.mark.parametrize(
    ("answer_input", "start"), [("typed", None), ("slider", None), ("slider", 40), ("slider", "drawn")]
)
def test_a_session_in_which_everything_is_pressed_twice(
    tmp_path: Path, key: Key, answer_input: str, start: int | str | None
) -> None:
    """No answer is given and no base rate or page is gone by the second press of the screen before."""
    account = until_complete(
        small_study(tmp_path, within_trial=True, answer_input=answer_input, start_pct=start, deadline_s=8.0),
        lambda _: PressesEverythingTwice(key),
    )
    answered = [row for row in account.rows if row["self_outcome"] == "answered"]
    assert len(account.rows) == len(answered)
    assert {"45"} == {row["self_pct"] for row in answered}
    assert min(float(row["self_rt_s"]) for row in answered) > 1.0
    assert min(_seconds_of_self_paced(account)[1:]) > 1.0  # before the first nothing was pressed


def _seconds_of_self_paced(account: Account) -> list[float]:
    return [
        following.t_s - screen.t_s
        for _, screen, following in account.screens()
        if screen.planned_s is None and screen.show in ("page", "event", "base_rate", "estimate")
    ]


def test_the_screens_that_wait_are_among_them(tmp_path: Path) -> None:
    """A session with screens that wait has base rates and pages among them, or the test above would show nothing."""
    account = until_complete(small_study(tmp_path, within_trial=True), lambda _: ScriptedParticipant())
    waited = [view for view in account.witness.views if isinstance(view, BaseRateView | PageView)]
    assert {BaseRateView, PageView} == {type(view) for view in waited}
