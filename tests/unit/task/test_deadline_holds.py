"""A deadline is a deadline, however long the program or the computer stood still: later stamps answer nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.config.load import Study
from experiment.format.vocabulary import Confirmation, EndedBy, Outcome
from experiment.layout.views import BaseRateView, QuestionView
from experiment.task.answers import Answer, TypedAnswer
from experiment.task.inputs import Input, Key, KeyPress
from experiment.task.participant import Action, Observation
from experiment.task.slider import SliderAnswer
from experiment.task.stage import Heard, Listening, end_s
from experiment.virtual.participants import ScriptedParticipant, keys_of
from tests.instruments.small_study import small_study
from tests.unit.task.sessions import FRAME_S, Account, TellingStage, until_complete

DEADLINE_S = 2.0
END_S = end_s(0.0, DEADLINE_S, FRAME_S)


class LateStage(TellingStage):
    """A display that stands still at the end of the first question: the next screen comes so much too late."""

    late_s = 0.0

    def listen(self, answer: Answer, duration_s: float | None) -> Heard:
        heard = super().listen(answer, duration_s)
        if isinstance(self._view, QuestionView) and heard.ended_by is EndedBy.TIME:
            self._now_s += self.late_s
        return heard


class PressesAt(ScriptedParticipant):
    """Types 45 and Enter at the first question, at moments of its own."""

    def __init__(self, *at_s: float) -> None:
        super().__init__()
        self._at_s: tuple[float, ...] | None = at_s

    def act(self, observation: Observation) -> Sequence[Action]:
        if isinstance(observation.view, QuestionView) and self._at_s is not None:
            at_s, self._at_s = self._at_s, None
            return [Action(at, key) for at, key in zip(at_s, keys_of(45), strict=True)]
        return super().act(observation)


@pytest.fixture(scope="module", params=["typed", "slider"])
def study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder: Path = tmp_path_factory.mktemp("study")
    return small_study(folder, events=1, practice=0, deadline_s=DEADLINE_S, answer_input=request.param)


def session(study: Study, late_s: float, *at_s: float) -> Account:
    stage = type("_", (LateStage,), {"late_s": late_s})
    return until_complete(study, lambda _: PressesAt(*at_s), stage_type=stage)


@given(st.lists(st.floats(0, 14), min_size=3, max_size=3).map(sorted), st.floats(0, 12))
@settings(max_examples=80, deadline=None)
def test_only_what_came_before_the_deadline_answers(study: Study, at_s: list[float], late_s: float) -> None:
    """Whatever was pressed when, and however late the next screen comes: the answer is made of the presses in time."""
    digits = "".join(digit for digit, at in zip("45", at_s, strict=False) if at < END_S)
    first = session(study, late_s, *at_s).rows[0]
    if at_s[2] < END_S:
        assert "answered" == first["self_outcome"]
        assert "45" == first["self_pct"]
        assert float(first["self_rt_s"]) <= END_S + 1e-5
    else:
        outcome = Outcome.UNCONFIRMED if digits else Outcome.MISSED
        assert (outcome, "n/a", digits or "n/a") == (
            first["self_outcome"], first["self_pct"], first["self_unconfirmed_pct"],
        )  # fmt: skip


def test_what_is_pressed_in_time_and_told_of_late_still_answers(study: Study) -> None:
    """Enter right before the deadline confirms, though the next screen comes twelve seconds later."""
    first = session(study, 12.0, 1.0, 1.1, END_S - 0.001).rows[0]
    assert ("answered", "45") == (first["self_outcome"], first["self_pct"])


def test_what_came_too_late_does_not_go_to_the_next_screen(study: Study) -> None:
    """Presses after the deadline belong to the screen that stood there: the next question is as it would be."""
    first = session(study, 12.0, 6.0, 6.1, 6.2).rows[0]
    assert ("missed", "answered", "0") == (
        first["self_outcome"], first["population_outcome"], first["population_changes"],
    )  # fmt: skip


@given(st.floats(0.01, 20), st.lists(st.tuples(st.floats(0, 30), st.sampled_from(Key)), max_size=12))
def test_listening_takes_nothing_after_its_end(until_s: float, presses: list[tuple[float, Key]]) -> None:
    """The rule of both stages: inputs from the end on are kept for the journal, and leave the answer as it was."""
    inputs: list[Input] = [KeyPress(at, key, "") for at, key in sorted(presses, key=lambda p: p[0])]
    for answer in (TypedAnswer(3, 77, Confirmation.ENTER), SliderAnswer(3, 77)):
        listening, expected = Listening(answer, until_s), answer
        for one in inputs:
            if listening.over:
                break
            listening.hear(one)
            if one.time_s < until_s and one != KeyPress(one.time_s, Key.ESCAPE, ""):
                expected = expected.take(one)
        assert expected == listening.answer


def test_an_arrow_that_is_held_stops_at_the_deadline() -> None:
    """A held arrow moves the marker up to the end of the question, not for as long as the screen stands still."""
    listening = Listening(SliderAnswer(3, 77), 2.0)
    listening.hear(KeyPress(1.0, Key.RIGHT, "right"))
    listening.at(2.0)
    at_the_end = listening.answer
    listening.at(12.0)
    assert at_the_end == listening.answer


def test_escape_after_the_deadline_still_brings_the_pause() -> None:
    """Whoever presses Escape while the program stands still gets the pause."""
    listening = Listening(TypedAnswer(3, 77, Confirmation.ENTER), 2.0)
    listening.hear(KeyPress(6.0, Key.ESCAPE, "escape"))
    assert EndedBy.ESCAPE is listening.heard().ended_by


def test_no_rate_is_lost(study: Study) -> None:
    """The session goes on after it, and every rate is shown once."""
    account = session(study, 12.0, 6.0, 6.1, 6.2)
    assert 1 == sum(isinstance(view, BaseRateView) for view in account.witness.views)
