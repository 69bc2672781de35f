"""The journal: every entry with its time, in the order in which things happened, each input with where it belongs."""

from __future__ import annotations

from itertools import pairwise

import pytest

from experiment.config.load import Study
from experiment.design.session_plan import ComprehensionPlan, MessagePlan, PagesPlan, TrialPlan
from experiment.format.journal import KeyPressed, MouseUsed, ScreenOver, ScreenShown, SliderMoved
from experiment.virtual.participants import RandomParticipant
from tests.instruments.small_study import small_study
from tests.unit.task.sessions import Account, until_complete

SEEDS = range(12)


@pytest.fixture(scope="module", params=["typed", "slider"])
def study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Study:
    return small_study(
        tmp_path_factory.mktemp("study"),
        events=3,
        answer_input=request.param,
        comprehension=True,
        afterwards=("memory", "vividness"),
    )


@pytest.fixture(scope="module")
def accounts(study: Study) -> list[Account]:
    """Sessions of people who do anything, pause, leave and come back."""
    return [
        until_complete(
            study,
            lambda launch, seed=seed: RandomParticipant(
                100 * seed + launch, pauses=0.06 if launch < 5 else 0.0, aborts=0.3
            ),
        )
        for seed in SEEDS
    ]


def test_times_never_go_back(accounts: list[Account]) -> None:
    """Within a launch no entry is of an earlier time than the one before it."""
    back = [
        (before, after)
        for account in accounts
        for launch in account.launches
        for before, after in pairwise(launch)
        if after.t_s < before.t_s
    ]
    assert [] == back


def test_a_screen_is_over_when_the_next_is_shown(accounts: list[Account]) -> None:
    """The end of a screen has the time of the flip that showed the one after it."""
    for account in accounts:
        for launch in account.launches:
            flips = [entry.t_s for entry in launch if isinstance(entry, ScreenShown)]
            assert flips[1:] == [entry.t_s for entry in launch if isinstance(entry, ScreenOver)]


def test_an_input_says_where_it_belongs(accounts: list[Account]) -> None:
    """Keys, clicks and moves of the marker name step and question of the screen that was on."""
    inputs = 0
    for account in accounts:
        on: ScreenShown | None = None
        for entry in account.entries:
            if isinstance(entry, ScreenShown):
                on = entry
            elif isinstance(entry, KeyPressed | MouseUsed | SliderMoved):
                inputs += 1
                assert on is not None
                assert (on.step, on.question) == (entry.step, entry.question)
    assert inputs > 500


def test_every_page_says_its_name(accounts: list[Account]) -> None:
    """A page of the plan has the plan's name for it; what is made up here is a welcome or a feedback."""
    for account in accounts:
        early = {page.page for page in account.plan.closing_early}
        for entry in account.entries:
            if not isinstance(entry, ScreenShown) or entry.show != "page":
                assert not isinstance(entry, ScreenShown) or entry.page is None
                continue
            step = None if entry.step is None else account.plan.steps[entry.step]
            if isinstance(step, PagesPlan):
                assert entry.page in [page.page for page in step.pages]
            elif isinstance(step, ComprehensionPlan):
                assert "feedback" == entry.page
            elif isinstance(step, TrialPlan):
                assert entry.page in [screen.page for _, screen in step.screens if isinstance(screen, MessagePlan)]
            else:
                assert entry.page in {"welcome_back", *early}
