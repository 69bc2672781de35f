"""Before a display, no frame waits for the disk: what is recorded is written while the screen stands."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from experiment.conduct import Conducted, conduct
from experiment.config.load import load_study
from experiment.format.apparatus import Apparatus, Display
from experiment.format.journal import ScreenShown
from experiment.format.journal_lines import read_entries
from experiment.format.sheet import SessionSheet
from experiment.format.vocabulary import ParticipantMode, SessionKind, StopCause, Table
from experiment.layout.views import View
from experiment.messages import Reason, Refusal
from experiment.record import participants, recorder
from experiment.record.request import Request
from experiment.record.storage import Disk, DiskFile, OpenFile
from experiment.record.verify import verify
from experiment.task import beside_the_screen
from experiment.task.answers import NOTHING, Answer
from experiment.task.participant import Participant
from experiment.task.stage import OnDisplayLost, Shown, Stage
from experiment.virtual.participants import ScriptedParticipant
from experiment.virtual.stage import VirtualStage
from tests.instruments.small_study import write_small_study

SCREEN = Display(
    width_px=1280, height_px=720, full_screen=True, refresh_hz=60.0, interval_sd_ms=0.1, measured_flips=120,
    emulated_display=False, name="any", unexpected=(), text_scale=1.0,
)  # fmt: skip


@dataclass
class Laboratory:
    """A screen that is refreshed while a slow disk writes: it is done once the screen has stood for a frame more."""

    display: Display | None = SCREEN
    fails_at: int | None = None
    """The number of the sync that the disk refuses, counted from the first screen; ``None``: it takes them all."""

    lost_at: int | None = None
    """The number of the sync during which the display is lost, and another thread is told; ``None``: it stays."""

    hangs_at: int | None = None
    """The number of the sync that is not over when somebody has had enough; ``None``: all are over some time."""

    told_by_hand: bool = True
    """Whether somebody has then had enough, and ends the session."""

    hanging: threading.Event = field(default_factory=threading.Event)
    thawed: threading.Event = field(default_factory=threading.Event)
    closed: set[str] = field(default_factory=set)
    """Names of the files that were given back, and of the room that was kept."""

    told_to_stop_at: int | None = None
    """The number of the screen at which somebody has had enough; ``None``: nobody has."""

    hangs_then: bool = False
    """Whether the disk makes no file from then on."""

    hangs_at_the_sums: bool = False
    """Whether it makes no file from the checksums on, with which a run that has ended is sealed."""

    lost_at_the_sums: bool = False
    """Whether the display is lost while a run that has come to its end is being sealed."""

    said: list[Refusal] = field(default_factory=list)
    """What is said where the display is lost."""

    shown: int = 0
    waited_for_by: set[str] = field(default_factory=set)
    """Names of the threads that were to make a file while the disk hung."""

    on_screen: bool = False
    if_lost: OnDisplayLost | None = None
    happened: list[str] = field(default_factory=list)
    """What was over first: the sync during which the display was lost, or the breaking off of the session."""
    syncs: int = 0
    stood: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    frames_stood: int = 0
    written_by: set[str] = field(default_factory=set)
    """Names of the threads that wrote, or read, once something was on the screen."""

    def touched(self) -> None:
        if self.on_screen:
            self.written_by.add(threading.current_thread().name)

    def lose(self) -> None:
        assert self.if_lost is not None
        self.said.append(self.if_lost())
        self.happened.append("broken off")

    def synced(self) -> None:
        self.touched()
        if not self.on_screen:
            return
        self.syncs += 1
        if self.display is not None:
            assert self.stood.acquire(timeout=20)
        if self.syncs == self.hangs_at:
            self.hanging.set()
            assert self.thawed.wait(60)
        if self.syncs == self.lost_at:
            told = threading.Thread(target=self.lose)
            told.start()
            told.join(0.2)  # it would be over by then, if it did not wait
            self.happened.append("synced")
            self.fails_at = self.lost_at  # without a display nothing goes on
        if self.syncs == self.fails_at:
            raise OSError(errno.EIO, os.strerror(errno.EIO))


def slow_disk(lab: Laboratory) -> Disk:
    """A real disk on which whatever grows during a session waits for the screen."""

    class Growing(DiskFile):
        def write(self, content: bytes) -> None:
            lab.touched()
            super().write(content)

        def sync(self) -> None:
            lab.synced()
            super().sync()

        def close(self) -> None:
            lab.closed.add(self._path.name)
            super().close()

    class SlowDisk(Disk):
        def read(self, path: Path) -> bytes:
            lab.touched()
            return super().read(path)

        def create(self, path: Path) -> OpenFile:
            lab.touched()
            if lab.hangs_at_the_sums and "checksums" in path.name:
                lab.hanging.set()
            if lab.lost_at_the_sums and "checksums" in path.name:
                told = threading.Thread(target=lab.lose)
                told.start()
                told.join(0.2)  # it would be over by then, if it did not wait
            if lab.hanging.is_set():
                lab.waited_for_by.add(threading.current_thread().name)
                assert threading.main_thread() is threading.current_thread() or lab.thawed.wait(60)
            return super().create(path)

        def keep_room(self, folder: Path) -> ExitStack:
            room = super().keep_room(folder)
            room.callback(lab.closed.add, "room")
            return room

        def append_to(self, path: Path) -> OpenFile:
            if not path.name.endswith(("_journal.jsonl", "_data.csv")):
                return super().append_to(path)
            file = Growing(path, os.O_APPEND)
            file.lock()
            return file

    return SlowDisk()


class Screen(VirtualStage):
    """Tells the laboratory whenever a screen is put up and whenever it stands for a frame more."""

    def __init__(self, participant: Participant, lab: Laboratory) -> None:
        super().__init__(participant)
        self._lab = lab

    def show(self, view: View, answer: Answer = NOTHING) -> Shown:
        self._lab.on_screen = True
        self._lab.shown += 1
        if self._lab.shown == self._lab.told_to_stop_at:
            if self._lab.hangs_then:
                self._lab.hanging.set()
            raise KeyboardInterrupt
        return super().show(view, answer)

    def if_lost(self, action: OnDisplayLost | None) -> None:
        self._lab.if_lost = self._lab.if_lost or action

    def stand(self) -> None:
        super().stand()
        if self._lab.hanging.is_set() and self._lab.told_by_hand:
            raise KeyboardInterrupt
        if self._lab.on_screen:
            self._lab.frames_stood += 1
            self._lab.stood.release()


def session(folder: Path, lab: Laboratory) -> Conducted:
    """Conduct a session before such a screen."""
    study = load_study(write_small_study(folder))
    participants.enrol(Disk(), folder / "data", study.file, "KD001", "patient", "fr")

    @contextmanager
    def opened(_kind: SessionKind, participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        assert participant is not None
        stage = Screen(participant, lab)
        yield (
            stage,
            Apparatus(
                zero_utc="2026-11-23T00:00:00.000+00:00", stage="virtual", inputs="", clock="virtual",
                display=lab.display,
            ),
        )  # fmt: skip

    request = Request(folder / "data", "KD001", "baseline", SessionKind.TEST, ParticipantMode.SCRIPTED)
    return conduct(study, request, opened, storage=slow_disk(lab), call_in=lambda *_: ScriptedParticipant())


def test_rows_and_journal_are_written_beside_the_screen(tmp_path: Path) -> None:
    """From the first screen on, the thread that refreshes the display neither writes nor reads its files."""
    lab = Laboratory()
    session(tmp_path, lab)
    assert threading.main_thread().name not in lab.written_by


def test_the_screen_is_refreshed_whenever_the_disk_is_slow(tmp_path: Path) -> None:
    """For every time that the disk makes something safe, the screen has been refreshed meanwhile."""
    lab = Laboratory()
    session(tmp_path, lab)
    assert lab.frames_stood >= lab.syncs > 0


def test_a_session_on_a_slow_disk_is_whole(tmp_path: Path) -> None:
    """Nothing of it is lost, and `verify` finds it as it was recorded."""
    conducted = session(tmp_path, Laboratory())
    assert conducted.reason is None
    assert [] == verify(Disk(), conducted.files.session.place).wrong


def test_what_the_disk_refuses_stops_the_session_there(tmp_path: Path) -> None:
    """A refusal that comes late is heard of before anything else is done: nothing more is synced."""
    lab = Laboratory(fails_at=4)
    with pytest.raises(Refusal) as refused:
        session(tmp_path, lab)
    assert refused.value.reason is Reason.RECORDING_FAILED
    assert lab.syncs == 4


def test_a_lost_display_breaks_nothing_off_that_is_being_written(tmp_path: Path) -> None:
    """Another thread hears of it while the disk is writing: it closes the records when that is done."""
    lab = Laboratory(lost_at=4)
    with pytest.raises(Refusal):
        session(tmp_path, lab)
    for thread in threading.enumerate():
        if thread.name.startswith("Thread-"):
            thread.join(20)
    assert lab.happened == ["synced", "broken off"]


def test_a_display_lost_while_a_run_is_sealed_stops_nothing(tmp_path: Path) -> None:
    """The run is complete, and nobody is told to go on with it."""
    lab = Laboratory(lost_at_the_sums=True)
    conducted = session(tmp_path, lab)
    for thread in threading.enumerate():
        if thread.name.startswith("Thread-"):
            thread.join(20)
    assert conducted.reason is None
    assert [Reason.DISPLAY_WENT_AWAY] == [refusal.reason for refusal in lab.said]
    assert [] == verify(Disk(), conducted.files.session.place).wrong


def test_a_computer_that_can_begin_no_thread_has_begun_no_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said in a sentence, before anything of the session is on the disk."""

    def no_more(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", no_more)
    with pytest.raises(Refusal) as refused:
        session(tmp_path, Laboratory())
    assert refused.value.reason is Reason.NO_THREAD
    assert [] == list(tmp_path.rglob("*_plan.json"))


def test_files_are_not_closed_under_a_disk_that_still_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody ends a session on a disk that hangs: what that writes at last goes into no file of another's."""
    monkeypatch.setattr(beside_the_screen, "_LONGEST_S", 0.05)
    lab = Laboratory(hangs_at=4)
    with pytest.raises(KeyboardInterrupt):
        session(tmp_path, lab)
    closed = set(lab.closed)
    lab.thawed.set()
    assert not closed


@pytest.mark.parametrize(
    "hung", [{"hangs_at": 4}, {"told_to_stop_at": 6, "hangs_then": True}, {"hangs_at_the_sums": True}]
)
def test_a_session_on_a_disk_that_hangs_can_be_ended(
    hung: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither what was being written, nor the sheet that is to say so, nor what seals a run that has come to its end is
    waited for by the thread of the window.
    """
    monkeypatch.setattr(beside_the_screen, "_LONGEST_S", 0.05)
    lab = Laboratory(**hung)  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        session(tmp_path, lab)
    waited_for_by = set(lab.waited_for_by)
    lab.thawed.set()
    assert threading.main_thread().name not in waited_for_by


def test_a_session_on_a_disk_that_hangs_ends_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sits before a screen that stands for ever: after a minute the session stops, and says what to do."""
    monkeypatch.setattr(beside_the_screen, "_PATIENCE_S", 0.1)
    lab = Laboratory(hangs_at=4, told_by_hand=False)
    with pytest.raises(Refusal) as refused:
        session(tmp_path, lab)
    lab.thawed.set()
    assert Reason.RECORDING_HANGS is refused.value.reason


def test_what_a_disk_that_hung_for_a_minute_does_at_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If it answers while the calm page stands, the sheet says by what the session was stopped."""
    monkeypatch.setattr(beside_the_screen, "_PATIENCE_S", 0.1)
    lab = Laboratory(hangs_at=4, told_by_hand=False)
    with pytest.raises(Refusal):
        session(tmp_path, lab)
    lab.thawed.set()
    for thread in threading.enumerate():
        if thread.name == "beside the screen":
            thread.join(20)
    (file,) = tmp_path.rglob("*_session.json")
    sheet = SessionSheet.model_validate_json(file.read_bytes())
    assert [StopCause.DISK_REFUSED] == [launch.stopped_by for launch in sheet.launches]


def test_why_it_was_stopped_is_put_down(tmp_path: Path) -> None:
    """Where the disk can, the sheet says it when the program ends."""
    with pytest.raises(KeyboardInterrupt):
        session(tmp_path, Laboratory(told_to_stop_at=6))
    (file,) = tmp_path.rglob("*_session.json")
    sheet = SessionSheet.model_validate_json(file.read_bytes())
    assert [StopCause.TOLD_TO_STOP] == [launch.stopped_by for launch in sheet.launches]


def test_files_are_given_back_at_the_end(tmp_path: Path) -> None:
    """A session that has come to its end leaves none of its files open."""
    lab = Laboratory()
    conducted = session(tmp_path, lab)
    assert {conducted.files.journal.name, conducted.files.table(Table.TRIALS).name, "room"} <= lab.closed


def test_what_happened_is_in_the_journal_before_its_row_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake of the program while a row is made loses nothing of what the participant did until then."""

    def failing(_cells: object) -> bytes:
        raise ValueError("a cell that cannot be written")

    monkeypatch.setattr(recorder, "csv_text", failing)
    with pytest.raises(Refusal):
        session(tmp_path, Laboratory())
    (journal,) = tmp_path.rglob("*_journal.jsonl")
    last = read_entries(journal.read_bytes()).entries[-1]
    assert isinstance(last, ScreenShown)
    assert last.show != "base_rate"  # it is of what follows the trial: what ended the trial stands above it


def test_without_a_display_it_is_written_at_once(tmp_path: Path) -> None:
    """A simulated session has no frames, and needs no second thread."""
    lab = Laboratory(display=None)
    session(tmp_path, lab)
    assert lab.written_by == {threading.main_thread().name}
