"""A press that carries over from one screen to the next answers nothing there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
BY_DIGIT = Ended(press(Key.DIGIT_0, 1.0 - STILL_TYPING_S), by_digit=True, settled_s=1.0)


@pytest.mark.parametrize("answer", [GoOn(), PageTurn(may_go_back=True)])
@pytest.mark.parametrize("key", [Key.SPACE, Key.ENTER])
def test_a_key_that_is_pressed_twice_skips_no_screen(answer: GoOn | PageTurn, key: Key) -> None:
    """The second press of a double press goes on from no screen, minimum or not; a later one does."""
    begun: Answer = answer.begun(1.016, BY_SPACE)
    assert not begun.take(press(key, 1.0 + DOUBLE_PRESS_S - 0.01)).complete
    assert begun.take(press(key, 1.01 + DOUBLE_PRESS_S)).complete


@pytest.mark.parametrize("key", [Key.SPACE, Key.ENTER])
def test_a_late_press_to_confirm_skips_no_screen(key: Key) -> None:
    """Who confirms out of habit a number that its last digit has confirmed by then still sees the next screen."""
    begun = GoOn().begun(1.016, BY_DIGIT)
    assert not begun.take(press(key, 1.3)).complete
    assert begun.take(press(key, 1.01 + STILL_TYPING_S)).complete


def next_question(*presses: tuple[float, str]) -> TypedAnswer:
    answer = TypedAnswer(3, 77, Confirmation.AUTO).begun(1.016, BY_DIGIT)
    for time_s, key in presses:
        answer = answer.take(press(Key(key), time_s))
    return answer.at(math.inf)


def test_a_digit_too_many_does_not_begin_the_next_answer() -> None:
    """1 0 .. 0: the third digit comes when the next question is on; neither alone nor before a later digit does it
    count, with Enter or without.
    """
    assert "" == next_question((1.2, "0")).digits
    assert not next_question((1.2, "5"), (1.3, "enter")).complete
    assert not next_question((1.2, "5"), (3.0, "enter")).complete
    own = next_question((1.2, "0"), (3.0, "4"), (3.2, "5"))
    assert 45 == own.value
    assert own.complete
    assert 3.0 == own.first_input_s


GAPS_S = st.sampled_from([0.05, 0.1, 0.2, 0.3, 0.39])


@given(st.lists(st.tuples(GAPS_S, st.sampled_from("0123456789")), min_size=1, max_size=6))
def test_a_run_of_digits_belongs_to_the_number_it_began_with(run: list[tuple[float, str]]) -> None:
    """5555: digits that follow a confirmed number at typing speed answer nothing, however many; after a rest they do
    answer.
    """
    time_s, presses = 1.0, []
    for gap_s, digit in run:
        time_s += gap_s
        presses.append((time_s, digit))
    left = next_question(*presses)
    assert "" == left.digits
    assert not left.complete
    assert not next_question(*presses, (time_s + 0.2, "enter")).complete
    rested = time_s + STILL_TYPING_S + 0.01
    own = next_question(*presses, (rested, "4"), (rested + 0.1, "5"))
    assert 45 == own.value
    assert own.complete
    assert rested == own.first_input_s


def test_a_number_that_is_begun_after_a_rest_is_taken() -> None:
    """A digit that comes a rest after the one that confirmed begins the next number."""
    late = next_question((1.01 + STILL_TYPING_S, "4"))
    assert "4" == late.digits


class TypesTooMuch(ScriptedParticipant):
    """Types 1 0 .. 0 at own estimates, the last digit so late that it falls on the next question; there 4 5, later."""

    def act(self, observation: Observation) -> Sequence[Action]:
        view = observation.view
        if isinstance(view, QuestionView) and view.question is Question.SELF:
            return [Action(1.0, Key.DIGIT_1), Action(1.2, Key.DIGIT_0)]
        if isinstance(view, QuestionView):
            return [Action(0.15, Key.DIGIT_0), Action(1.4, Key.DIGIT_4), Action(1.6, Key.DIGIT_5)]
        return super().act(observation)


def test_a_session_with_a_late_digit_too_many(tmp_path: Path) -> None:
    """A digit that comes after the wait belongs to nothing: 1 0 is 10, and the next question has its own answer."""
    account = until_complete(small_study(tmp_path, confirm="auto", deadline_s=8.0), lambda _: TypesTooMuch())
    assert {"10"} == {row["self_pct"] for row in account.rows}
    assert {"45"} == {row["population_pct"] for row in account.rows if row["population_outcome"] == "answered"}


class Hammers(ScriptedParticipant):
    """Types 5 5, goes on with 5 as soon as the next question is on, and types 4 5 there after a rest."""

    def __init__(self, digits: int, after_deadline: bool = False) -> None:
        super().__init__()
        self._digits, self._first_s = digits, 7.8 if after_deadline else 1.0

    def act(self, observation: Observation) -> Sequence[Action]:
        view = observation.view
        if isinstance(view, QuestionView) and view.question is Question.SELF:
            return [Action(self._first_s, Key.DIGIT_5)] + ([Action(1.1, Key.DIGIT_5)] if self._first_s == 1.0 else [])
        if isinstance(view, QuestionView):
            run = [Action(0.1 + 0.3 * n, Key.DIGIT_5) for n in range(self._digits)]
            return [*run, Action(3.0, Key.DIGIT_4), Action(3.2, Key.DIGIT_5), Action(3.4, Key.ENTER)]
        return super().act(observation)


@pytest.mark.parametrize("digits", [1, 2, 3, 5])
def test_a_session_with_many_digits_too_many(tmp_path: Path, digits: int) -> None:
    """A digit that is hammered on after a confirmed number makes no number of the next question, nor a part of it."""
    account = until_complete(small_study(tmp_path, confirm="auto", deadline_s=8.0), lambda _: Hammers(digits))
    assert {"55"} == {row["self_pct"] for row in account.rows}
    assert {"45"} == {row["population_pct"] for row in account.rows if row["population_outcome"] == "answered"}


@pytest.mark.parametrize(
    "how", [{"confirm": "auto"}, {"confirm": "enter"}, {"answer_input": "slider"}], ids=["auto", "enter", "slider"]
)
def test_a_number_that_its_deadline_cut_is_not_gone_on_with(tmp_path: Path, how: dict[str, Any]) -> None:
    """5 | 5, with the deadline between them: the second digit is none of the next question's answer."""
    study = small_study(tmp_path, deadline_s=8.0, **how)
    account = until_complete(study, lambda _: Hammers(1, after_deadline=True))
    assert {("unconfirmed", "5")} == {(row["self_outcome"], row["self_unconfirmed_pct"]) for row in account.rows}
    assert {"45"} == {row["population_pct"] for row in account.rows if row["population_outcome"] == "answered"}
    assert {"3.000000"} == {
        row["population_first_rt_s"] for row in account.rows if row["population_outcome"] == "answered"
    }


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
