"""Orders from the launcher: a pause, an end and notes, at any screen; and what is told, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from experiment.conduct import Conducted, conduct
from experiment.config.load import Study
from experiment.design.following import Following
from experiment.format.apparatus import Apparatus
from experiment.format.journal import (
    JournalEntry,
    LaunchEnded,
    NoteTaken,
    PauseBegun,
    ScreenOver,
    ScreenShown,
    TrialInterrupted,
    read_entry,
)
from experiment.format.session_line import End, Note, Order, Pause, SessionState
from experiment.format.sheet import SessionSheet
from experiment.format.vocabulary import AbortReason, ParticipantMode, PauseReason, SessionKind, SessionStatus, Table
from experiment.layout.views import ChoiceView, PauseView, QuestionView, View
from experiment.record import participants
from experiment.record.read_back import read_plan
from experiment.record.request import Request
from experiment.task.answers import NOTHING, Answer
from experiment.task.monitor import Monitor
from experiment.task.orders import Orders
from experiment.task.participant import Action, Observation, Participant
from experiment.task.run_summary import sum_up
from experiment.task.stage import Heard, Shown, Stage
from experiment.virtual.participants import RandomParticipant, ScriptedParticipant
from experiment.virtual.stage import VirtualStage
from tests.instruments.failing_disks import VolatileDisk
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import ARM, PARTICIPANT, VISIT, Witness, files
from tests.instruments.watched_sessions import run as conducted

DATA = Path("/data")


@dataclass
class Told:
    """What was told, and what was on the screen when it was."""

    states: list[SessionState] = field(default_factory=list)
    views: list[View] = field(default_factory=list)


class Overseen(ScriptedParticipant):
    """Somebody whose experimenter gives orders at some of the screens, by their place in the launch from 0."""

    def __init__(self, orders: Orders, at: Callable[[int, View], Sequence[Order]]) -> None:
        super().__init__()
        self._orders, self._at = orders, at
        self._seen: list[View] = []

    def act(self, observation: Observation) -> Sequence[Action]:
        if not self._seen or self._seen[-1] is not observation.view:
            self._seen.append(observation.view)
            for order in self._at(len(self._seen) - 1, observation.view):
                self._orders.give(order)
        return super().act(observation)


class SeenStage(VirtualStage):
    """Remembers the view that is on."""

    on: View | None = None
    is_listening = False

    def show(self, view: View, answer: Answer = NOTHING) -> Shown:
        self.on = view
        return super().show(view, answer)

    def listen(self, answer: Answer, duration_s: float | None) -> Heard:
        self.is_listening = True
        heard = super().listen(answer, duration_s)
        self.is_listening = False
        return heard


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return small_study(
        tmp_path_factory.mktemp("study"), events=2, practice=1, comprehension=True, afterwards=("memory",)
    )


class Laboratory:
    """A disk, and the launches of one session on it."""

    def __init__(self, study: Study) -> None:
        self.study, self.disk, self.told, self.launches = study, VolatileDisk(), Told(), 0
        participants.enrol(self.disk, DATA, study.file, PARTICIPANT, ARM, "fr")

    def launch(self, at: Callable[[int, View], Sequence[Order]] = lambda _number, _view: ()) -> Conducted:
        orders = Orders(utc=lambda: "2026-11-26T12:00:00.000+00:00")
        stage = SeenStage(Overseen(orders, at))

        def tell(state: SessionState) -> None:
            assert not stage.is_listening
            assert stage.on is not None
            self.told.states.append(state)
            self.told.views.append(stage.on)

        @contextmanager
        def open_stage(_kind: SessionKind, _nobody: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
            yield (
                stage,
                Apparatus(
                    zero_utc="2026-11-23T00:00:00.000+00:00", stage="virtual", inputs="", clock="virtual", display=None
                ),
            )

        self.launches += 1
        request = Request(
            DATA, PARTICIPANT, VISIT, SessionKind.TEST, ParticipantMode.SCRIPTED, resume=self.launches > 1
        )
        return conduct(
            self.study, request, open_stage, self.disk, monitor=Monitor(orders, tell, lambda no: pytest.fail(str(no)))
        )

    @property
    def journal(self) -> list[JournalEntry]:
        return [read_entry(line) for line in self.disk.read(files(DATA).journal).splitlines()]

    def table(self, table: Table = Table.TRIALS) -> bytes:
        return self.disk.read(files(DATA).table(table))


@pytest.fixture(scope="module")
def undisturbed(study: Study) -> Laboratory:
    lab = Laboratory(study)
    assert lab.launch().reason is None
    return lab


@pytest.fixture(scope="module")
def screens(undisturbed: Laboratory) -> int:
    """How many screens a launch shows."""
    return sum(entry.event == "screen" for entry in undisturbed.journal) - 1


def at_screen(number: int, *orders: Order) -> Callable[[int, View], Sequence[Order]]:
    return lambda seen, _view: orders if seen == number else ()


def test_a_pause_at_any_screen(study: Study, screens: int) -> None:
    """A pause that is asked for at a screen comes at once, once, says why, and the session goes on to its end."""
    for number in range(0, screens, 3):
        lab = Laboratory(study)
        assert lab.launch(at_screen(number, Pause())).reason is None
        whys = [entry.why for entry in lab.journal if isinstance(entry, PauseBegun)]
        assert [PauseReason.EXPERIMENTER] == whys, number


def test_an_end_at_any_screen(study: Study, screens: int, undisturbed: Laboratory) -> None:
    """An end that is asked for closes the session with its reason; resumed, it has a row for whatever was planned."""
    for number in range(0, screens, 5):
        lab = Laboratory(study)
        assert AbortReason.CLINICAL is lab.launch(at_screen(number, End(AbortReason.CLINICAL))).reason, number
        assert SessionStatus.ABORTED is lab.told.states[-1].status or lab.told.states[-1].paused is None
        assert lab.launch().reason is None
        assert undisturbed.table().count(b"\n") == lab.table().count(b"\n")


def test_a_note_at_every_screen(study: Study) -> None:
    """Notes are kept, each once, in their order, with the time at which they were given, and change no row."""
    lab = Laboratory(study)
    assert lab.launch(lambda number, _view: [Note(f"note {number}")]).reason is None
    notes = [entry for entry in lab.journal if isinstance(entry, NoteTaken)]
    assert [f"note {number}" for number in range(len(notes))] == [note.text for note in notes]
    assert {"2026-11-26T12:00:00.000+00:00"} == {note.utc for note in notes}
    assert len(notes) > 20


def test_notes_change_nothing_else(study: Study, undisturbed: Laboratory) -> None:
    """The tables of a session with notes at every screen are those of a session without."""
    lab = Laboratory(study)
    lab.launch(lambda number, _view: [Note(f"note {number}")])
    assert undisturbed.table() == lab.table()
    assert undisturbed.table(Table.AFTERWARDS) == lab.table(Table.AFTERWARDS)


def test_times_do_not_go_back_for_a_note(study: Study) -> None:
    """With notes, pauses and what is done on pages, no entry is of an earlier time than the one before."""
    lab = Laboratory(study)
    lab.launch(lambda number, _view: [Note("a note"), *([Pause()] if number % 7 == 3 else [])])
    launch = lab.journal[2:]
    assert [] == [(a, b) for a, b in pairwise(launch) if b.t_s < a.t_s - 1e-9]


def test_a_note_on_a_page_is_kept_before_the_page_is_turned(study: Study) -> None:
    """A page waits as long as the participant wishes: a note is in the journal before the press that turns it."""
    lab = Laboratory(study)
    lab.launch(at_screen(0, Note("on the first page")))
    events = [entry.event for entry in lab.journal]
    assert events.index("note") < events.index("key")


def test_an_end_in_a_pause(study: Study) -> None:
    """There is one pause, the end has its reason, and the last page is told of as such: nothing can pause it."""

    def at(number: int, view: View) -> Sequence[Order]:
        if isinstance(view, PauseView):
            return [End(AbortReason.TECHNICAL)]
        return [Pause()] if number == 4 else []

    lab = Laboratory(study)
    assert AbortReason.TECHNICAL is lab.launch(at).reason
    ending = [state for state in lab.told.states if state.reason is not None]
    assert {(SessionStatus.RUNNING, None, AbortReason.TECHNICAL)} == {
        (one.status, one.paused, one.reason) for one in ending[:1]
    }
    assert 1 == sum(isinstance(entry, PauseBegun) for entry in lab.journal)


def test_a_pause_asked_for_in_a_pause_is_the_same_pause(study: Study) -> None:
    """A second press on the button does not bring a second pause."""

    def at(number: int, view: View) -> Sequence[Order]:
        return [Pause()] if number == 4 or isinstance(view, PauseView) else []

    lab = Laboratory(study)
    assert lab.launch(at).reason is None
    assert 1 == sum(isinstance(entry, PauseBegun) for entry in lab.journal)


def test_nothing_is_told_while_a_response_is_awaited(undisturbed: Laboratory) -> None:
    """What is told is told at screens on which no response is timed, and never within the listening."""
    awaited = [view for view in undisturbed.told.views if isinstance(view, QuestionView | ChoiceView)]
    assert [] == awaited


def test_a_step_is_told_once(undisturbed: Laboratory) -> None:
    """Each step is told once: the window that follows is painted when a trial ends, and not within one."""
    steps = len(read_plan(undisturbed.disk, files(DATA)).steps)
    assert steps == len(undisturbed.told.states)


def test_what_is_told_is_what_the_journal_tells(study: Study) -> None:
    """Whoever reads journal and plan from the disk finds what was told, after a stop and a resume too."""
    lab = Laboratory(study)
    lab.launch(
        lambda number, _view: [Note("a note")] if number == 3 else [End(AbortReason.OTHER)] if number == 20 else []
    )
    lab.launch(at_screen(5, Note("another")))
    following = Following(read_plan(lab.disk, files(DATA)))
    states = []
    for entry in lab.journal:
        following.take(entry)
        states.append(following.state)
    assert SessionStatus.COMPLETE is states[-1].status
    assert [] == [told for told in lab.told.states if told not in states]
    assert (2, 2) == (states[-1].notes, states[-1].launch)
    assert states[-1].finished == states[-1].recorded


def test_frames_lost_are_those_of_the_rows(study: Study) -> None:
    """At whatever moment one looks, the monitor counts what rows will say: no page, no pause, no void presentation."""
    disk = VolatileDisk()
    participants.enrol(disk, DATA, study.file, PARTICIPANT, ARM, "fr")
    for launch in range(1, 20):
        someone = RandomParticipant(launch, pauses=0.3, aborts=0.2)
        if conducted(study, DATA, disk, Witness(), resume=launch > 1, participant=someone).reason is None:
            break
    plan, sheet = read_plan(disk, files(DATA)), SessionSheet.model_validate_json(disk.read(files(DATA).sheet))
    following, entries, compared = Following(plan), list[JournalEntry](), set[int]()
    for number, line in enumerate(disk.read(files(DATA).journal).splitlines()):
        entry = read_entry(line)
        if isinstance(entry, ScreenOver):
            entry = entry.model_copy(update={"frames_dropped": number})
        following.take(entry)
        entries.append(entry)
        if isinstance(entry, ScreenShown | LaunchEnded):
            lost = sum_up(plan, entries, sheet).time_kept.frames_dropped
            assert lost == following.state.frames_dropped
            compared.add(lost)
    assert any(isinstance(entry, TrialInterrupted) for entry in entries)
    assert len(compared) > 3
