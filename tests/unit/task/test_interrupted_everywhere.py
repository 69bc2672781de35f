"""A pause, an end and a crash at every screen of every shipped study: what is planned is written, each row once."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from enum import Enum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.design.session_plan import AfterwardsPlan, ComprehensionPlan
from experiment.format.vocabulary import AbortReason, Outcome, Table
from experiment.layout.views import ChoiceView, PauseView, QuestionView, View
from experiment.task.answers import NOTHING, Answer, NumberAnswer, answer_on
from experiment.task.inputs import Key, KeyPress
from experiment.task.participant import Action, Observation
from experiment.task.stage import Shown
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.failing_disks import Killed
from tests.instruments.small_copies import SmallCopy, small_copy
from tests.instruments.watched_sessions import answer_in, expected_afterwards, expected_answers, written_answers
from tests.unit.design.studies import WITH_ALL_SCREENS
from tests.unit.task.sessions import FRAME_S, Account, TellingStage, until_complete

AT_ONCE_S = 0.001


class Moment(Enum):
    """When something happens at a screen."""

    AT_ONCE = 0
    """Before anything was pressed."""
    HALF_DONE = 1
    """A value or a choice stands there, unconfirmed; or half of the time is over."""
    DONE = 2
    """It is answered, or in its last frame, and the next screen is not yet on."""


class Deed(Enum):
    """What happens: a pause, an end for one of the reasons, a power cut."""

    PAUSE = "pause"
    PARTICIPANT_WISH = AbortReason.PARTICIPANT_WISH
    CLINICAL = AbortReason.CLINICAL
    TECHNICAL = AbortReason.TECHNICAL
    OTHER = AbortReason.OTHER
    CRASH = "crash"


ENDS = [deed for deed in Deed if isinstance(deed.value, AbortReason)]


class Interrupted(ScriptedParticipant):
    """Follows the script; at one screen something happens. Screens are counted from 0, without pauses."""

    def __init__(self, at: int | None, moment: Moment, deed: Deed) -> None:
        super().__init__()
        self.screens = 0
        self.dead = False
        self._at, self._moment, self._deed = at, moment, deed

    def act(self, observation: Observation) -> Sequence[Action]:
        if isinstance(observation.view, PauseView):
            return self._leave_pause()
        here, self.screens = self.screens == self._at, self.screens + 1
        actions = list(super().act(observation))
        if not here:
            return actions
        actions = before(self._moment, observation, actions)
        if self._deed is not Deed.CRASH:
            last_s = actions[-1].after_s if actions else 0.0
            at_s = {
                Moment.AT_ONCE: AT_ONCE_S,
                Moment.HALF_DONE: half_s(observation),
                Moment.DONE: end_s(observation, actions),
            }
            return [*actions, Action(max(last_s, at_s[self._moment]) + AT_ONCE_S, Key.ESCAPE)]
        if self._moment is not Moment.DONE:
            raise Killed
        self.dead = True  # the stage kills it before the next screen is on
        return actions

    def _leave_pause(self) -> list[Action]:
        if not isinstance(self._deed.value, AbortReason):
            return [Action(0.6, Key.SPACE)]
        number = list(AbortReason).index(self._deed.value) + 1
        return [Action(0.6, Key(str(number))), Action(0.8, Key.ENTER)]


def before(moment: Moment, observation: Observation, actions: list[Action]) -> list[Action]:
    """Say what is pressed until the moment: nothing, the first key of an answer, or all up to the one that ends it."""
    view = observation.view
    if moment is Moment.AT_ONCE:
        return []
    if moment is Moment.HALF_DONE:
        return actions[:1] if isinstance(view, QuestionView | ChoiceView) else []
    if not isinstance(view, QuestionView):
        return actions[:2] if isinstance(view, ChoiceView) else actions[:1]
    for n in range(len(actions) + 1):
        if answer_of(view, actions[:n]).outcome is Outcome.ANSWERED:
            return actions[:n]
    raise AssertionError("the script does not answer")


def answer_of(view: QuestionView, actions: list[Action]) -> NumberAnswer:
    """Give the answer to a question that is typed."""
    answer = answer_on(view.scale)
    for action in actions:
        assert isinstance(action.key, Key)
        answer = answer.take(KeyPress(action.after_s, action.key, action.key.value))
    return answer


def half_s(observation: Observation) -> float:
    return 0.3 if observation.limit_s is None else observation.limit_s / 2


def end_s(observation: Observation, actions: list[Action]) -> float:
    """The last frame of a screen that only time ends, or the end of the wait after a last digit; any other ends by a
    press.
    """
    if isinstance(observation.view, QuestionView):
        return answer_of(observation.view, actions).pending_until_s or 0.0
    return 0.0 if observation.limit_s is None else observation.limit_s - FRAME_S / 2


class MortalStage(TellingStage):
    """A stage whose process dies with its participant, between a screen and the next."""

    def show(self, view: View, answer: Answer = NOTHING) -> Shown:
        if isinstance(self._participant, Interrupted) and self._participant.dead:
            raise Killed
        return super().show(view, answer)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sheet's versions and commit take longer than a small session."""
    monkeypatch.setattr("experiment.conduct.versions", dict)
    monkeypatch.setattr("experiment.conduct.revision", lambda _project: None)


@pytest.fixture(scope="module", params=WITH_ALL_SCREENS)
def small(request: pytest.FixtureRequest) -> SmallCopy:
    return small_copy(request.param)


def conducted(small: SmallCopy, *launches: Interrupted) -> Account:
    """Conduct a session whose first launches are interrupted, until it is complete."""
    return until_complete(
        small.study,
        lambda launch: launches[launch - 1] if launch <= len(launches) else ScriptedParticipant(),
        crashes=True,
        arm=small.arm,
        visit=small.visit,
        stage_type=MortalStage,
    )


def screens_of(small: SmallCopy) -> int:
    undisturbed = Interrupted(None, Moment.AT_ONCE, Deed.PAUSE)
    conducted(small, undisturbed)
    return undisturbed.screens


def rows_of(account: Account, table: Table) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(account.tables.get(table, b"").decode(), newline="")))


def identities(account: Account, table: Table, names: Sequence[str]) -> list[tuple[str, ...]]:
    """What tells the rows of a table apart, in the order of the file; nothing, if the session has no such table."""
    return [tuple(row[name] for name in names) for row in rows_of(account, table)]


def assert_exactly_the_planned_rows(account: Account, where: object) -> None:
    """Every table has the planned rows in their order, each once, with the answers that were given."""
    steps = account.plan.steps
    trials = [(str(part.phase), str(t.trial), t.event.event_id) for t in account.plan.trials for part in t.parts]
    checks = [(step.question,) for step in steps if isinstance(step, ComprehensionPlan)]
    asked = [(str(s.question), str(s.trial), s.event.event_id) for s in steps if isinstance(s, AfterwardsPlan)]
    answers = [(question, event, answer) for question, event, answer in expected_afterwards(account.plan)]
    found = {
        "trials": identities(account, Table.TRIALS, ("phase", "trial", "event_id")),
        "checks": identities(account, Table.COMPREHENSION, ("question",)),
        "asked": identities(account, Table.AFTERWARDS, ("question", "trial", "event_id")),
        "answers": [(row["question"], row["event_id"], answer_in(row)) for row in rows_of(account, Table.AFTERWARDS)],
        "estimates": sorted(written_answers(account.tables[Table.TRIALS])),
        "first estimates asked by somebody who knew the rate": account.witness.estimates_after_the_rate(),
    }
    expected = {
        "trials": trials,
        "checks": checks,
        "asked": asked,
        "answers": answers,
        "estimates": sorted(expected_answers(account.plan)),
        "first estimates asked by somebody who knew the rate": [],
    }
    for what, value in expected.items():
        assert value == found[what], (where, what)


@pytest.mark.parametrize("moment", Moment)
def test_a_pause_at_every_screen(small: SmallCopy, moment: Moment) -> None:
    """Whenever the pause is asked for, the session goes on after it and writes every planned row once."""
    for at in range(screens_of(small)):
        assert_exactly_the_planned_rows(conducted(small, Interrupted(at, moment, Deed.PAUSE)), at)


@pytest.mark.parametrize("moment", Moment)
def test_an_end_at_every_screen(small: SmallCopy, moment: Moment) -> None:
    """Whenever a session is ended, for whatever reason, it is resumed and has every planned row once."""
    for at in range(screens_of(small)):
        reason = ENDS[(at + moment.value) % len(ENDS)]
        assert_exactly_the_planned_rows(conducted(small, Interrupted(at, moment, reason)), (at, reason))


@pytest.mark.parametrize("moment", [Moment.AT_ONCE, Moment.DONE])
def test_a_crash_at_every_screen(small: SmallCopy, moment: Moment) -> None:
    """Whenever the power is cut, the session is resumed and has every planned row once. What is half done is no moment
    of its own: of it nothing has been told by then.
    """
    for at in range(screens_of(small)):
        assert_exactly_the_planned_rows(conducted(small, Interrupted(at, moment, Deed.CRASH)), at)


INTERRUPTIONS = st.tuples(st.integers(0, 70), st.sampled_from(Moment), st.sampled_from(Deed))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(WITH_ALL_SCREENS), st.lists(INTERRUPTIONS, min_size=2, max_size=8))
def test_interrupted_again_and_again(name: str, interruptions: list[tuple[int, Moment, Deed]]) -> None:
    """However often a session is interrupted, each launch of it anew, it ends with every planned row once."""
    launches = [Interrupted(*interruption) for interruption in interruptions]
    assert_exactly_the_planned_rows(conducted(small_copy(name), *launches), interruptions)
