"""Virtual participants end every screen that waits for them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import AbortReason, AnswerInput, Confirmation, EndedBy, EstimationPhase, Question
from experiment.layout.views import (
    BaseRateView,
    EventView,
    FixationView,
    NoRateView,
    PageView,
    PauseView,
    QuestionView,
    View,
)
from experiment.task.answers import GoOn, PauseChoice, TypedAnswer
from experiment.task.inputs import Key
from experiment.task.participant import Observation
from experiment.task.stage import Heard
from experiment.virtual.participants import RandomParticipant, ScriptedParticipant, fixed_answer, keys_of, keys_on
from experiment.virtual.stage import VirtualStage

BOUNDS = st.tuples(st.integers(0, 100), st.integers(0, 100)).filter(lambda bounds: bounds[0] < bounds[1])
PAUSE = PauseView("Pause", "", "", "", "", "", tuple(reason.value for reason in AbortReason), "")
SELF_PACED = [
    PageView("…", ()),
    EventView("e", "…", None, None, ()),
    BaseRateView("e", "…", 5, "", "", ()),
    NoRateView("e", "…", "", ()),
]


def question(minimum: int = 3, maximum: int = 77, event: str = "event") -> QuestionView:
    return QuestionView(
        question=Question.SELF,
        phase=EstimationPhase.FIRST,
        event_id=event,
        event_text="…",
        question_text="…",
        scale=AnswerScale(minimum, maximum, AnswerInput.TYPED, Confirmation.ENTER),
        figure="{value} %",
        ends=None,
        hint="",
        nothing_given="",
        out_of_range="",
        not_whole="",
        footer=(),
    )


def asked(
    participant: ScriptedParticipant | RandomParticipant, view: View, answer: object, limit_s: float | None
) -> Heard:
    """Put a participant before one screen."""
    stage = VirtualStage(participant)
    stage.show(view)
    return stage.listen(answer, limit_s)  # type: ignore[arg-type]


@given(st.integers(), BOUNDS, st.sampled_from(Confirmation))
def test_anybody_answers_a_question_that_waits(seed: int, bounds: tuple[int, int], confirm: Confirmation) -> None:
    """A question without a deadline is always answered within its bounds, whatever they are."""
    for participant in (RandomParticipant(seed), ScriptedParticipant()):
        heard = asked(participant, question(*bounds), TypedAnswer(*bounds, confirm), None)
        assert EndedBy.ANSWER is heard.ended_by
        assert isinstance(heard.answer, TypedAnswer)
        assert heard.answer.value in range(bounds[0], bounds[1] + 1)


@pytest.mark.parametrize("view", SELF_PACED, ids=lambda view: type(view).__name__)
@given(seed=st.integers())
def test_anybody_goes_on_from_a_screen_that_waits(view: View, seed: int) -> None:
    """A page, an event and a base rate without a duration are left with the space bar."""
    for participant in (RandomParticipant(seed), ScriptedParticipant()):
        assert EndedBy.ANSWER is asked(participant, view, GoOn(), None).ended_by


def test_the_random_participant_does_all_that_a_person_might() -> None:
    """Over some hundred questions with a deadline there are answers, misses, second thoughts and refused values."""
    heard = [
        asked(RandomParticipant(seed), question(), TypedAnswer(3, 77, Confirmation.ENTER), 30.0) for seed in range(300)
    ]
    answers = [one.answer for one in heard if isinstance(one.answer, TypedAnswer)]
    assert {True, False} == {answer.complete for answer in answers}
    assert {True, False} == {answer.gestures > 1 for answer in answers}
    keys = {press.key for one in heard for press in one.inputs}
    assert {Key.BACKSPACE, Key.ENTER, Key.OTHER, Key.SPACE} <= keys


def test_the_random_participant_pauses_and_aborts_as_often_as_it_is_told() -> None:
    """It never presses Escape unless told to, and leaves a pause for any of the reasons, or to go on."""
    escapes = [
        asked(RandomParticipant(seed, pauses), PageView("…", ()), GoOn(), 5.0).ended_by is EndedBy.ESCAPE
        for pauses in (0.0, 1.0)
        for seed in range(50)
    ]
    assert not any(escapes[:50])
    assert any(escapes[50:])
    choices = [asked(RandomParticipant(seed, aborts=0.5), PAUSE, PauseChoice(), None).answer for seed in range(100)]
    reasons = {choice.reason for choice in choices if isinstance(choice, PauseChoice)}
    assert {None, *AbortReason} == reasons


@given(st.integers())
def test_the_same_seed_does_the_same(seed: int) -> None:
    """Two random participants with one seed press the same keys at the same times."""
    one, other = (RandomParticipant(seed, 0.2, 0.2) for _ in range(2))
    for view, limit_s in ((question(), 8.0), (PageView("…", ()), None), (PAUSE, None), (FixationView(), 1.0)):
        assert one.act(Observation(view, limit_s)) == other.act(Observation(view, limit_s))


@given(st.text(), BOUNDS)
def test_the_fixed_answer_is_the_same_and_within_bounds(event: str, bounds: tuple[int, int]) -> None:
    """The scripted participant gives one answer to one question about one event, and it can be confirmed."""
    view = question(*bounds, event=event)
    assert fixed_answer(view) == fixed_answer(view)
    assert fixed_answer(view) in range(bounds[0], bounds[1] + 1)


def test_the_scripted_participant_keeps_its_delays() -> None:
    """Its keys come at the delays that it was given."""
    participant = ScriptedParticipant(lambda _: 45, first_key_s=0.3, between_keys_s=0.1)
    heard = asked(participant, question(), TypedAnswer(3, 77, Confirmation.ENTER), 8.0)
    assert [Key.DIGIT_4, Key.DIGIT_5, Key.ENTER] == keys_of(45) == [press.key for press in heard.inputs]
    assert pytest.approx([0.3, 0.4, 0.5]) == [press.time_s for press in heard.inputs]


def test_the_scripted_participant_may_stay_silent() -> None:
    """A script without an answer to a question lets its deadline pass."""
    heard = asked(ScriptedParticipant(lambda _: None), question(), TypedAnswer(3, 77, Confirmation.ENTER), 1.0)
    assert (EndedBy.TIME, ()) == (heard.ended_by, heard.inputs)


@pytest.mark.parametrize(("maximum", "typed"), [(77, "07"), (100, "007"), (7, "7")])
def test_the_last_digit_confirms_without_enter(maximum: int, typed: str) -> None:
    """Where the last digit confirms, all the digits are typed and nothing after them; on a slider, Enter confirms."""
    scale = AnswerScale(3, maximum, AnswerInput.TYPED, Confirmation.AUTO)
    assert [Key(digit) for digit in typed] == keys_on(scale, 7)
    assert keys_of(7) == keys_on(replace(scale, confirm=Confirmation.ENTER), 7)
    assert keys_of(7) == keys_on(replace(scale, input=AnswerInput.SLIDER), 7)
