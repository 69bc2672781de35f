"""The window is disturbed: the screen is broken off, the pause says why, and goes on only when all is as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.conduct import conduct
from experiment.config.load import Study
from experiment.format.apparatus import Apparatus
from experiment.format.journal import (
    AnswersKept,
    Disturbed,
    JournalEntry,
    PauseBegun,
    PauseEnded,
    TrialInterrupted,
    read_entry,
)
from experiment.format.vocabulary import ParticipantMode, PauseReason, SessionKind, Table
from experiment.layout.views import PauseView
from experiment.record import participants
from experiment.record.request import Request
from experiment.task.answers import Answer, PauseChoice
from experiment.task.inputs import Key, KeyPress
from experiment.task.participant import Participant
from experiment.task.stage import Heard, Listening, Stage
from experiment.virtual.participants import ScriptedParticipant
from experiment.virtual.stage import VirtualStage
from tests.instruments.failing_disks import VolatileDisk
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import ARM, PARTICIPANT, VISIT, files, rows
from tests.unit.task.sessions import DATA

DISTURBANCES = [reason for reason in PauseReason if reason.is_disturbance]


class DisturbedStage(VirtualStage):
    """Something goes amiss at the n-th listening, and is so for a number of listenings in the pause.

    With none it is over at once, as when the keyboard is lost for an instant.
    """

    def __init__(self, at: int, why: PauseReason, lasts: int) -> None:
        super().__init__(ScriptedParticipant())
        self._at, self._why, self._lasts = at, why, lasts
        self.listened = 0
        self.pauses: list[tuple[str, bool]] = []

    def amiss(self) -> frozenset[PauseReason]:
        return frozenset({self._why} if self._at <= self.listened < self._at + self._lasts else ())

    def listen(self, answer: Answer, duration_s: float | None) -> Heard:
        if isinstance(answer, PauseChoice):
            assert isinstance(self._view, PauseView)
            self.pauses.append((self._view.why, answer.may_go_on))
        self.listened += 1
        if self._at <= self.listened <= self._at + self._lasts:
            by = frozenset({self._why}) if self.listened == self._at else self.amiss()
            return Listening(answer).broken_off(by, self._now_s)
        return super().listen(answer, duration_s)


@dataclass
class Account:
    stage: DisturbedStage
    entries: list[JournalEntry]
    tables: dict[Table, list[dict[str, str]]]
    sheet: str


def conducted(study: Study, stage: DisturbedStage) -> Account:
    disk = VolatileDisk()
    participants.enrol(disk, DATA, study.file, PARTICIPANT, ARM, "fr")

    @contextmanager
    def opened(_kind: SessionKind, _participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        yield (
            stage,
            Apparatus(zero_utc="2026-11-25T10:00:00.000+00:00", stage="virtual", inputs="", clock="", display=None),
        )

    conduct(study, Request(DATA, PARTICIPANT, VISIT, SessionKind.TEST, ParticipantMode.SCRIPTED), opened, disk)
    run = files(DATA)
    tables = {table: rows(disk.read(run.table(table))) for table in Table}
    return Account(
        stage, [read_entry(line) for line in disk.read(run.journal).splitlines()], tables, disk.read(run.sheet).decode()
    )


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("study")
    return small_study(folder, comprehension=True, afterwards=("memory",), answer_input="slider")


@pytest.fixture(scope="module")
def screens(study: Study) -> int:
    """How often an undisturbed session listens."""
    return conducted(study, DisturbedStage(10**6, PauseReason.HIDDEN, 0)).stage.listened


def test_disturbed_at_every_screen(study: Study, screens: int) -> None:
    """Whatever is on when the window is disturbed, the session pauses for that reason, goes on, and is complete."""
    undisturbed = conducted(study, DisturbedStage(10**6, PauseReason.HIDDEN, 0))
    for at in range(1, screens + 1):
        account = conducted(study, DisturbedStage(at, PauseReason.COVERED, lasts=1))
        assert [PauseReason.COVERED] == [entry.why for entry in account.entries if isinstance(entry, PauseBegun)], at
        for table in Table:
            assert len(undisturbed.tables[table]) == len(account.tables[table]), (at, table)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(data=st.data())
def test_a_disturbed_row_is_flagged_and_no_other(study: Study, screens: int, data: st.DataObject) -> None:
    """The rows of the step that was broken off are flagged, at all its presentations; those of every other are not."""
    at = data.draw(st.integers(1, screens))
    why = data.draw(st.sampled_from(DISTURBANCES))
    account = conducted(study, DisturbedStage(at, why, data.draw(st.integers(0, 3))))
    void = [entry for entry in account.entries if isinstance(entry, TrialInterrupted)]
    flagged = [row for row in account.tables[Table.TRIALS] if row["disturbed"] == "true"]
    assert len(void) == len(flagged)
    assert all(row["attempt"] == "2" for row in flagged)
    everywhere = [row for table in Table for row in account.tables[table] if row["disturbed"] == "true"]
    assert len(everywhere) <= 1


@pytest.mark.parametrize("why", DISTURBANCES)
@pytest.mark.parametrize("lasts", [0, 1, 4])
def test_the_pause_goes_on_only_when_all_is_as_it_was(study: Study, why: PauseReason, lasts: int) -> None:
    """While something is amiss the pause cannot go on; its sentence stays; the journal tells both moments."""
    stage = DisturbedStage(5, why, lasts)
    account = conducted(study, stage)
    assert [False] * lasts + [True] == [may_go_on for _, may_go_on in stage.pauses]
    (said,) = {said for said, _ in stage.pauses}
    assert said.startswith("Équipe")
    told = [entry.amiss for entry in account.entries if isinstance(entry, Disturbed)]
    assert [(why,)] * lasts + [()] == told
    assert [None] == [entry.reason for entry in account.entries if isinstance(entry, PauseEnded)]
    assert f'"{why}": 1' in account.sheet


def test_a_first_estimate_that_has_seen_its_rate_is_not_asked_again(study: Study, screens: int) -> None:
    """Disturbed from the base rate on, a trial goes on with its kept answers; disturbed before, it is void."""
    for at in range(1, screens + 1):
        entries = conducted(study, DisturbedStage(at, PauseReason.KEYBOARD_LOST, 0)).entries
        for n, entry in enumerate(entries):
            if isinstance(entry, TrialInterrupted):
                kept = any(isinstance(e, AnswersKept) and e.step == entry.step for e in entries[:n])
                assert entry.void is not kept


SPACE, ENTER, STRAY = Key.SPACE, Key.ENTER, Key.STRAY


def typed(*keys: Key, apart_s: float = 0.12) -> PauseChoice:
    choice = PauseChoice()
    for n, key in enumerate(keys):
        choice = choice.take(KeyPress(10 + n * apart_s, key, key.value))
    return choice


@pytest.mark.parametrize(
    "keys",
    [
        (*[STRAY] * 6, Key.DIGIT_2, ENTER),  # hunter2
        (Key.DIGIT_4, Key.DIGIT_7, ENTER),
        (Key.DIGIT_1, Key.DIGIT_2, Key.DIGIT_3, Key.DIGIT_4, ENTER),
        (STRAY, STRAY, SPACE, STRAY, SPACE),
        (Key.DIGIT_9, SPACE),
    ],
)
def test_what_is_typed_for_another_window_chooses_nothing(keys: tuple[Key, ...]) -> None:
    """A password, a number, a sentence: what is typed in one go and is no choice neither goes on nor ends."""
    assert PauseChoice() == typed(*keys)


@given(st.lists(st.sampled_from(list(Key)), min_size=1, max_size=20), st.sampled_from(list(Key)))
def test_a_word_never_ends_a_session(word: list[Key], last: Key) -> None:
    """After a key that means nothing in the pause, nothing counts until half a second without keys has passed."""
    assert PauseChoice() == typed(STRAY, *word, last, apart_s=0.3)


def test_a_hurried_nurse_is_understood() -> None:
    """A number and Enter, one right after the other, still end the session; after half a second anything counts."""
    assert PauseChoice(2, end=True) == typed(Key.DIGIT_2, ENTER, apart_s=0.03)
    assert PauseChoice(go_on=True) == typed(SPACE)
    assert PauseChoice(3, end=True) == typed(STRAY, Key.DIGIT_3, ENTER, apart_s=0.6)


def test_only_an_end_is_possible_while_something_is_amiss() -> None:
    """A cable that is broken for good: Space does nothing, and the session can be ended."""
    choice = PauseChoice(may_go_on=False).take(KeyPress(1.0, SPACE, "space"))
    assert not choice.complete
    ended = choice.take(KeyPress(2.0, Key.DIGIT_3, "3")).take(KeyPress(3.0, ENTER, "return"))
    assert ended.end is True
    assert 3 == ended.chosen
