"""Whole sessions in which the last digit confirms: what ends the wait, and what is recorded then."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from experiment.config.load import Study
from experiment.format.journal import Answered, ScreenOver, ScreenShown, TrialInterrupted
from experiment.format.vocabulary import EndedBy
from experiment.layout.views import BaseRateView, QuestionView
from experiment.record import participants
from experiment.task.answers import Answer
from experiment.task.inputs import Key
from experiment.task.participant import Action, Observation
from experiment.task.stage import Heard
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.failing_disks import Killed, VolatileDisk
from tests.instruments.small_study import small_study
from tests.instruments.typing_hands import keys
from tests.instruments.watched_sessions import ARM, PARTICIPANT, Witness, files, rows, run
from tests.unit.task.sessions import DATA, Account, TellingStage, until_complete

DEADLINE_S, FRAME_S = 2.0, 1 / 60
LAST_FRAME_S = DEADLINE_S - FRAME_S / 2
SCRIPTED_FIRST_S = "0.500000"


class Types(ScriptedParticipant):
    """Types a line at the n-th question, each key at its moment; the script's answers everywhere else."""

    def __init__(self, line: str, *at_s: float, nth: int = 1) -> None:
        super().__init__()
        self._line, self._at_s, self._left = line, at_s, nth

    def act(self, observation: Observation) -> Sequence[Action]:
        if isinstance(observation.view, QuestionView):
            self._left -= 1
            if self._left == 0:
                pressed = [Key.ESCAPE if sign == "e" else keys(sign)[0] for sign in self._line]
                return [Action(at_s, key) for at_s, key in zip(self._at_s, pressed, strict=True)]
        return super().act(observation)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return small_study(tmp_path_factory.mktemp("study"), events=2, practice=0, deadline_s=DEADLINE_S, confirm="auto")


def first_question(account: Account) -> tuple[str, str, str]:
    """What the first row says of its first question."""
    row = account.rows[0]
    return row["self_outcome"], row["self_pct"], row["self_rt_s"]


def frames_of_first_question(account: Account) -> int:
    """How long the first question stood there."""
    seconds = next(after.t_s - on.t_s for _, on, after in account.screens() if on.show == "estimate")
    return round(seconds / FRAME_S)


def ends_of_questions(account: Account) -> list[str | None]:
    """What ended the questions, in their order."""
    watched = [entry for entry in account.entries if isinstance(entry, ScreenShown | ScreenOver)]
    return [
        over.ended_by
        for on, over in pairwise(watched)
        if isinstance(on, ScreenShown) and on.show == "estimate" and isinstance(over, ScreenOver)
    ]


def test_the_next_screen_comes_after_the_wait(study: Study) -> None:
    """4 5 at 0.5 and 0.6 s: the response time is 0.6 s, and the question stands there until 1.0 s."""
    account = until_complete(study, lambda _: Types("45", 0.5, 0.6))
    assert ("answered", "45", "0.600000") == first_question(account)
    assert 60 == frames_of_first_question(account)
    assert EndedBy.ANSWER == ends_of_questions(account)[0]


def test_a_session_without_a_deadline(tmp_path: Path) -> None:
    """A question that waits for ever is over after the wait, too: a whole session without one Enter or deadline."""
    study = small_study(tmp_path, events=1, practice=0, within_trial=True, confirm="auto")
    account = until_complete(study, lambda _: Types("45", 0.5, 0.6))
    assert ("answered", "45", "0.600000") == first_question(account)
    assert not [press for told in account.told for press in told if press.key is Key.ENTER]


def test_a_deadline_in_the_wait(study: Study) -> None:
    """4 5 right before the deadline is answered, with the last digit's time; the question lasts as long as planned."""
    account = until_complete(study, lambda _: Types("45", 1.7, 1.8))
    assert ("answered", "45", "1.800000") == first_question(account)
    assert round(DEADLINE_S / FRAME_S) == frames_of_first_question(account)
    assert (EndedBy.TIME, "false") == (ends_of_questions(account)[0], account.rows[0]["timing_flag"])
    assert SCRIPTED_FIRST_S == account.rows[0]["population_first_rt_s"]


def test_both_digits_in_the_last_frame(study: Study) -> None:
    """A number whose last digit comes in the frame before the deadline is answered, as it is with Enter there."""
    account = until_complete(study, lambda _: Types("45", 1.7, LAST_FRAME_S))
    assert ("answered", "45") == first_question(account)[:2]


@pytest.mark.parametrize(("line", "standing"), [("45.", "n/a"), ("455", "n/a"), ("45⌫", "4")])
def test_what_comes_in_the_last_frame_still_counts(study: Study, line: str, standing: str) -> None:
    """A key in the frame before the deadline spoils the number or takes its digit back, though it is told of later."""
    account = until_complete(study, lambda _: Types(line, 1.7, 1.8, LAST_FRAME_S))
    assert "n/a" == account.rows[0]["self_pct"]
    assert standing == account.rows[0]["self_unconfirmed_pct"]


def test_what_comes_after_the_deadline_counts_no_more(study: Study) -> None:
    """4 5 | 5: the digit after the deadline neither spoils the number nor begins the next question's."""

    class TypesOn(Types):
        def act(self, observation: Observation) -> Sequence[Action]:
            late = [Action(0.05, Key.DIGIT_5)] if self._left == 0 else []
            return [*late, *super().act(observation)]

    account = until_complete(study, lambda _: TypesOn("45", 1.7, 1.8))
    assert ("answered", "45", "1.800000") == first_question(account)
    assert SCRIPTED_FIRST_S == account.rows[0]["population_first_rt_s"]


class StandsStill(TellingStage):
    """A display that stands still at the end of each question that its deadline ends."""

    def listen(self, answer: Answer, duration_s: float | None) -> Heard:
        heard = super().listen(answer, duration_s)
        if isinstance(self._view, QuestionView) and heard.ended_by is EndedBy.TIME:
            self._now_s += 12.0
        return heard


def test_a_display_that_stands_still_at_the_deadline(study: Study) -> None:
    """A number whose wait the deadline cut is answered, and what was typed while everything stood still is not."""
    account = until_complete(study, lambda _: Types("455", 1.7, 1.8, 5.0), stage_type=StandsStill)
    assert ("answered", "45", "1.800000") == first_question(account)


@pytest.mark.parametrize("nth", [1, 2])
def test_escape_in_the_wait(study: Study, nth: int) -> None:
    """Escape within the wait breaks the question off like any other that is open: nothing is recorded of it, and the
    trial is presented again.
    """
    account = until_complete(study, lambda _: Types("45e", 0.5, 0.6, 0.8, nth=nth))
    assert [True] == [entry.void for entry in account.entries if isinstance(entry, TrialInterrupted)]
    question = ("self", "population")[nth - 1]
    answered = [entry for entry in account.entries if isinstance(entry, Answered) and entry.question == question]
    assert len(account.rows) - sum(row[f"{question}_outcome"] == "not_asked" for row in account.rows) == len(answered)
    assert ("2", SCRIPTED_FIRST_S) == (account.rows[0]["attempt"], account.rows[0][f"{question}_first_rt_s"])


def test_escape_right_after_the_wait(study: Study) -> None:
    """Escape after the wait, heard when the base rate is on: the answer stands, and the trial goes on at the rate."""
    account = until_complete(study, lambda _: Types("45e", 0.5, 0.605, 1.01, nth=2))
    row = account.rows[0]
    assert ("2", "true", "45", "0.605000") == (
        row["attempt"], row["interrupted"], row["population_pct"], row["population_rt_s"],
    )  # fmt: skip


def test_a_crash_after_a_deadline_in_the_wait(study: Study) -> None:
    """The last question before the rate is over in the wait, and the process is killed while the rate is on: the
    resumed session has the answer.
    """

    class Unlucky(Types):
        def act(self, observation: Observation) -> Sequence[Action]:
            if isinstance(observation.view, BaseRateView):
                raise Killed
            return super().act(observation)

    disk = VolatileDisk()
    participants.enrol(disk, DATA, study.file, PARTICIPANT, ARM, "fr")
    with pytest.raises(Killed):
        run(study, DATA, disk, Witness(), participant=Unlucky("45", 1.7, 1.8, nth=2))
    run(study, DATA, disk, Witness(), resume=True)
    first, *_ = rows(disk.read(files(DATA).data))
    assert ("45", "answered", "true") == (first["population_pct"], first["population_outcome"], first["interrupted"])
