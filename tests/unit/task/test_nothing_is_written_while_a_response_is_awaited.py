"""The disk is left alone from the flip that shows a question to the end of its listening."""

from __future__ import annotations

from itertools import pairwise

import pytest

from experiment.config.load import Study
from experiment.design.planner import Planned, plan_session
from experiment.format.journal import AnswersKept, JournalEntry
from experiment.format.vocabulary import SessionKind
from experiment.layout.views import BaseRateView, ChoiceView, PageView, QuestionView, View
from experiment.task.answers import NOTHING, Answer
from experiment.task.progress import Progress
from experiment.task.session import run_session
from experiment.task.stage import Shown
from experiment.virtual.participants import RandomParticipant
from experiment.virtual.stage import VirtualStage
from tests.instruments.small_study import small_study


class Order:
    """What was shown and what was written, in one order."""

    def __init__(self) -> None:
        self.happened: list[View | str] = []


class Stage(VirtualStage):
    def __init__(self, seed: int, order: Order) -> None:
        super().__init__(RandomParticipant(seed, pauses=0.05))
        self._order = order

    def show(self, view: View, answer: Answer = NOTHING) -> Shown:
        self._order.happened.append(view)
        return super().show(view, answer)


class Recorder:
    def __init__(self, order: Order) -> None:
        self._order = order

    def note(self, entry: JournalEntry) -> None:
        pass

    def flush(self) -> None:
        self._order.happened.append("flush")

    def keep(self, answers: AnswersKept) -> None:
        self._order.happened.append("keep")

    def finish(self) -> None:
        self._order.happened.append("finish")


@pytest.fixture(scope="module", params=[False, True])
def study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Study:
    return small_study(
        tmp_path_factory.mktemp("study"),
        events=4,
        within_trial=request.param,
        comprehension=True,
        afterwards=("memory", "negativity"),
    )


@pytest.mark.parametrize("seed", range(10))
def test_nothing_is_written_while_a_question_is_on(study: Study, seed: int) -> None:
    """After a question has been shown nothing is written until it has been listened to: then, and only before a base
    rate or what is said to an answer, it is kept. That holds for estimates, choices, and what is asked at the end.
    """
    order = Order()
    who = Planned("KD001", "patient", "fr", ("main",))
    plan = plan_session(study, who, "baseline", 1, SessionKind.TEST)
    run_session(plan, Progress(), Stage(seed, order), Recorder(order))
    pairs = list(pairwise(order.happened))
    after_questions = {
        what for view, what in pairs if isinstance(view, QuestionView | ChoiceView) and isinstance(what, str)
    }
    assert after_questions <= {"keep"}
    kept_before = [view for what, view in pairs if what == "keep"]
    assert kept_before
    assert all(isinstance(view, BaseRateView | PageView) for view in kept_before)
