"""What is asked when the trials are over: every question about every event, each written when it is answered."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pandas as pd
import pytest

from experiment.config.load import Study
from experiment.format.vocabulary import Table
from experiment.layout.views import FixationView, PageView, QuestionView
from experiment.task.participant import Action, Observation
from experiment.virtual.participants import RandomParticipant, ScriptedParticipant, fixed_answer
from tests.instruments.failing_disks import Killed
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import answer_in
from tests.unit.task.sessions import Account, until_complete

ASKED = ("memory", "negativity", "vividness")


@pytest.fixture(scope="module", params=["typed", "slider"])
def study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("study")
    return small_study(folder, events=4, practice=0, afterwards=ASKED, answer_input=request.param)


def rows_of(account: Account) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(account.tables[Table.AFTERWARDS].decode(), newline="")))


def test_every_question_is_asked_about_every_event(study: Study) -> None:
    """Question by question in the order of the study file, about all events of the session in an order of its own."""
    account = until_complete(study, lambda _: ScriptedParticipant())
    rows = rows_of(account)
    assert [(question, str(n)) for question in ASKED for n in range(1, 5)] == [
        (row["question"], row["trial"]) for row in rows
    ]
    orders = [[row["event_id"] for row in rows if row["question"] == question] for question in ASKED]
    assert {row["event_id"] for row in account.rows} == set(orders[0]) == set(orders[1]) == set(orders[2])
    assert len({tuple(order) for order in orders}) > 1


def test_answers_stand_on_their_scale(study: Study) -> None:
    """A base rate is recalled on the scale of the estimates, a rating is given from 1 to 6, all with their times."""
    for seed in range(5):
        for row in rows_of(until_complete(study, lambda _, seed=seed: RandomParticipant(seed))):
            bounds = (3, 77) if row["question"] == "memory" else (1, 6)
            assert bounds == (int(row["minimum"]), int(row["maximum"]))
            assert bounds[0] <= int(answer_in(row)) <= bounds[1]
            assert "answered" == row["outcome"]
            assert 0 < float(row["first_rt_s"]) <= float(row["rt_s"])
            assert str(study.file.estimate.input.value) == row["input"]


def test_the_answer_is_the_one_that_was_given(study: Study) -> None:
    """Each row holds what was typed at the screen with that question and event, next to the rate that was shown."""
    account = until_complete(study, lambda _: ScriptedParticipant())
    views = [view for view in account.witness.views if isinstance(view, QuestionView) and view.phase is None]
    given = [(str(view.question), view.event_id, str(fixed_answer(view))) for view in views]
    rows = rows_of(account)
    assert given == [(row["question"], row["event_id"], answer_in(row)) for row in rows]
    rates = {row["event_id"]: row["base_rate_pct"] for row in account.rows}
    assert all(rates[row["event_id"]] == row["base_rate_pct"] for row in rows)


def test_a_cross_comes_before_each_question_and_a_page_before_each_kind(study: Study) -> None:
    """Nothing is written while a question is open: between two questions there is always a cross."""
    views = until_complete(study, lambda _: ScriptedParticipant()).witness.views
    asked = [n for n, view in enumerate(views) if isinstance(view, QuestionView) and view.phase is None]
    assert all(isinstance(views[n - 1], FixationView) for n in asked)
    assert [True, False, False, False] * 3 == [isinstance(views[n - 2], PageView) for n in asked]


class CutsThePower(ScriptedParticipant):
    """Cuts the power at its n-th question after the trials."""

    def __init__(self, nth: int) -> None:
        super().__init__()
        self._left = nth

    def act(self, observation: Observation) -> Sequence[Action]:
        view = observation.view
        if isinstance(view, QuestionView) and view.phase is None:
            self._left -= 1
            if self._left == 0:
                raise Killed
        return super().act(observation)


@pytest.mark.parametrize("nth", [1, 2, 6, 12])
def test_a_power_cut_loses_no_answer(study: Study, nth: int) -> None:
    """After a power cut at a question all answers before it stand, and it alone is asked again."""

    def call_in(launch: int) -> ScriptedParticipant:
        return CutsThePower(nth) if launch == 1 else ScriptedParticipant()

    account = until_complete(study, call_in, crashes=True)
    rows = rows_of(account)
    assert 12 == len(rows)
    assert [1] * (nth - 1) + [2] * (13 - nth) == [int(row["launch"]) for row in rows]
    views = [view for view in account.witness.views if isinstance(view, QuestionView) and view.phase is None]
    assert 13 == len(views)
    assert views[nth - 1] == views[nth]


def test_pandas_reads_the_table(study: Study) -> None:
    """An analyst who loads the file finds whole numbers, words and missing values as they are."""
    account = until_complete(study, lambda _: ScriptedParticipant())
    table = pd.read_csv(io.BytesIO(account.tables[Table.AFTERWARDS]))
    memory = table[table["question"] == "memory"]
    assert (abs(memory["memory_pct"] - memory["base_rate_pct"]) >= 0).all()
    assert memory["rating"].isna().all()
    assert table["start"].isna().all()
