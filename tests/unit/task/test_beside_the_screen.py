"""Work that waits for a disk is done while the screen that is on is refreshed again and again."""

from __future__ import annotations

import sys
import threading
from contextlib import nullcontext
from queue import SimpleQueue

import pytest

from experiment.task import beside_the_screen
from experiment.task.beside_the_screen import BesideTheScreen
from experiment.virtual.participants import ScriptedParticipant
from experiment.virtual.stage import VirtualStage


class Stage(VirtualStage):
    """Counts for how many refreshes its screen stood; the disk takes no longer than a few of them."""

    def __init__(self, refreshes: int, fails: BaseException | None = None) -> None:
        super().__init__(ScriptedParticipant())
        self.stood = 0
        self.disk_is_done = threading.Event()
        self._refreshes, self._fails = refreshes, fails

    def stand(self) -> None:
        super().stand()
        self.stood += 1
        if self.stood == self._refreshes:
            self.disk_is_done.set()
            if self._fails is not None:
                raise self._fails


class Disk:
    """Is slow, and may fail at last."""

    def __init__(self, stage: Stage, error: BaseException | None = None) -> None:
        self.written, self._stage, self._error = False, stage, error

    def write(self) -> None:
        assert self._stage.disk_is_done.wait(60)
        if self._error is not None:
            raise self._error
        self.written = True


def test_the_screen_is_refreshed_while_the_disk_takes_its_time() -> None:
    """Frame after frame is shown until the disk is done."""
    stage = Stage(refreshes=3)
    with BesideTheScreen(stage) as beside:
        beside(Disk(stage).write)
    assert stage.stood >= 3


def test_it_returns_when_all_is_written() -> None:
    """What follows may depend on it."""
    stage = Stage(refreshes=3)
    disk = Disk(stage)
    with BesideTheScreen(stage) as beside:
        beside(disk.write)
        assert disk.written


def test_pieces_are_written_in_their_order() -> None:
    """One has been written before the next is begun."""
    written: list[int] = []
    with BesideTheScreen(Stage(refreshes=1)) as beside:
        for number in range(50):
            beside(lambda number=number: written.append(number))  # type: ignore[misc]
    assert written == list(range(50))


@pytest.mark.parametrize("error", [OSError(28, "No space left"), TimeoutError(110, "timed out"), KeyboardInterrupt()])
def test_what_the_disk_says_reaches_whoever_waits(error: BaseException) -> None:
    """A disk that refuses is told from one that is slow, also where what it says is that it took too long."""
    stage = Stage(refreshes=2)
    with BesideTheScreen(stage) as beside, pytest.raises(type(error)) as raised:
        beside(Disk(stage, error).write)
    assert raised.value is error


@pytest.mark.parametrize("fault", [RuntimeError("a screen failed"), KeyboardInterrupt()])
def test_nobody_finds_a_piece_half_written(fault: BaseException) -> None:
    """Whatever breaks the wait off, what had been begun has been written when that is heard of."""
    stage = Stage(refreshes=2, fails=fault)
    disk = Disk(stage)
    with BesideTheScreen(stage) as beside:
        with pytest.raises(type(fault)):
            beside(disk.write)
        assert disk.written


def test_a_disk_that_is_never_done_is_given_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever ends a session on such a disk waits for it once, is told that it is not done, and later that it is."""
    monkeypatch.setattr(beside_the_screen, "_LONGEST_S", 0.05)
    stage, done = Stage(refreshes=1, fails=KeyboardInterrupt()), threading.Event()

    def write() -> None:
        assert done.wait(60)

    with BesideTheScreen(stage) as beside:
        with pytest.raises(KeyboardInterrupt):
            beside(write)
        monkeypatch.setattr(beside_the_screen, "_LONGEST_S", 1e9)  # it would be waited for as long as this
        assert not beside.join()
        done.set()
        while not beside.join():
            pass
        assert beside.join()


@pytest.mark.parametrize("error", [None, RuntimeError("a mistake"), KeyboardInterrupt()])
def test_what_comes_last_leaves_the_screen_alone(error: BaseException | None) -> None:
    """It may be gone: what is to be put down then is done without a refresh, and what that raises is heard of."""
    stage, disk = Stage(refreshes=1), Disk(Stage(refreshes=1), error)
    threading.Timer(0.05, disk._stage.disk_is_done.set).start()
    with BesideTheScreen(stage) as beside:
        with nullcontext() if error is None else pytest.raises(type(error)):
            beside.at_last(disk.write)
        assert disk.written is (error is None)
    assert stage.stood == 0


def test_a_screen_is_refreshed_before_its_frame_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """At no time is the disk waited for as long as a frame without one being shown."""
    waited_s: list[float] = []

    class Told(SimpleQueue):  # type: ignore[type-arg]
        def get(self, block: bool = True, timeout: float | None = None) -> object:
            if timeout is not None:
                waited_s.append(timeout)
            return super().get(block, timeout)

    monkeypatch.setattr(beside_the_screen, "SimpleQueue", Told)
    stage = Stage(refreshes=3)
    with BesideTheScreen(stage) as beside:
        beside(Disk(stage).write)
    assert len(waited_s) >= 3
    assert max(waited_s) < stage.frame_s


def test_threads_take_short_turns_meanwhile() -> None:
    """Whatever draws a frame is not kept from it for a third of the frame by what is made beside it; then as before."""
    before_s = sys.getswitchinterval()
    stage = Stage(refreshes=1)
    with BesideTheScreen(stage):
        assert sys.getswitchinterval() < 0.1 * stage.frame_s
    assert before_s == sys.getswitchinterval()


def test_its_thread_keeps_no_program_from_ending() -> None:
    """It ends with what it was begun for, and on a disk that is never done with the program."""
    threads: list[threading.Thread] = []
    with BesideTheScreen(Stage(refreshes=1)) as beside:
        beside(lambda: threads.append(threading.current_thread()))
    (thread,) = threads
    thread.join(20)
    assert thread.daemon
    assert not thread.is_alive()


def test_what_was_handed_over_is_done_at_the_end() -> None:
    """Where a signal has come before anybody waited for it, it is waited for before the screen is given back."""
    handed_over, thawed = threading.Event(), threading.Event()
    written: list[bool] = []

    def write() -> None:
        handed_over.set()
        assert thawed.wait(60)
        written.append(True)

    with BesideTheScreen(Stage(refreshes=1)) as beside:
        threading.Thread(target=beside.at_last, args=(write,)).start()
        assert handed_over.wait(60)
        threading.Timer(0.05, thawed.set).start()
    assert written == [True]


def test_another_thread_may_wait_until_nothing_is_being_written() -> None:
    """Whoever breaks the session off from elsewhere writes nothing beside what is being written."""
    stage = Stage(refreshes=2)
    disk = Disk(stage)
    found: list[bool] = []
    with BesideTheScreen(stage) as beside:

        def look() -> None:
            beside.join()
            found.append(disk.written)

        other = threading.Thread(target=look)

        def write() -> None:
            other.start()
            disk.write()

        beside(write)
        other.join()
    assert found == [True]
