"""A session that a program follows, over real pipes: whatever becomes of that program, the session goes on."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from experiment.format.session_line import SessionOpening, SessionRefused, read_saying
from experiment.format.vocabulary import AbortReason
from experiment.messages import Reason, Refusal
from experiment.verbs import monitored as module
from experiment.verbs.monitored import monitored


class Pipes:
    """The two pipes between a session and its launcher, in the place of this program's own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        stdin, self.to_session = os.pipe()
        self.from_session, stdout = os.pipe()
        monkeypatch.setattr(module, "_STDIN", stdin)
        monkeypatch.setattr(module, "_STDOUT", stdout)
        self._ours = [stdin, stdout]

    def let_go(self) -> None:
        """Close the session's ends here: it has its own."""
        for one in self._ours:
            os.close(one)

    def close(self) -> None:
        for one in (self.to_session, self.from_session):
            with suppress(OSError):
                os.close(one)


@pytest.fixture
def pipes(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pipes]:
    pipes = Pipes(monkeypatch)
    yield pipes
    pipes.close()


def until(condition: object) -> None:
    end = time.monotonic() + 10
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.002)


@pytest.mark.parametrize("begun", [0, 1])
def test_a_session_that_nobody_could_follow_is_refused(
    pipes: Pipes, monkeypatch: pytest.MonkeyPatch, begun: int
) -> None:
    """Where the computer can begin no thread, its launcher is told so, and nothing is shown to anybody."""
    begin, calls = threading.Thread.start, list[threading.Thread]()

    def start(thread: threading.Thread) -> None:
        calls.append(thread)
        if len(calls) > begun:
            raise RuntimeError("can't start new thread")
        begin(thread)

    monkeypatch.setattr(threading.Thread, "start", start)
    with pytest.raises(Refusal) as refused, monitored(True):
        pytest.fail("it went on")
    assert Reason.NO_THREAD is refused.value.reason
    pipes.let_go()
    said = read_saying(os.read(pipes.from_session, 10_000))
    assert isinstance(said, SessionRefused)
    assert "NO_THREAD" == said.name


def test_a_launcher_that_is_gone_has_the_keyboard_no_more(pipes: Pipes) -> None:
    """Who was writing there when it went will not give the keyboard back: from then on it counts as lost again."""
    with monitored(True) as (monitor, _):
        assert monitor is not None
        pipes.let_go()
        os.write(pipes.to_session, b"away\n")
        until(lambda: monitor.orders.keyboard_is_lent)
        pipes.close()
        until(lambda: not monitor.orders.keyboard_is_lent)


def test_orders_arrive_whatever_stands_between_them(pipes: Pipes) -> None:
    """Orders are taken however the bytes are cut, and what is none is passed over."""
    with monitored(True) as (monitor, _):
        assert monitor is not None
        for part in (b"not an order\n\xff\xfe\nno", b"te asked for water\npau", b"se\nend clinical\nend nonsense\n"):
            os.write(pipes.to_session, part)
            time.sleep(0.01)
        until(lambda: monitor.orders.end)
        assert AbortReason.CLINICAL is monitor.orders.end
        assert monitor.orders.pause
        assert ["asked for water"] == [note.text for note in monitor.orders.take_notes()]
        pipes.let_go()


def test_a_launcher_that_dies_is_no_matter(pipes: Pipes) -> None:
    """With both pipes broken, what is said goes nowhere, and nothing is raised."""
    with monitored(True) as (_, say):
        pipes.let_go()
        pipes.close()
        for _ in range(200):
            say(SessionOpening(who="KD001"))


def test_a_launcher_that_hangs_is_no_matter(pipes: Pipes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a pipe that nobody empties the session neither waits nor fails, however much it has to say."""
    monkeypatch.setattr(module, "_GOODBYE_S", 0.01)
    with monitored(True) as (_, say):
        for _ in range(5_000):
            say(SessionOpening(who="KD001" * 50))
    pipes.let_go()


def test_what_is_said_arrives(pipes: Pipes) -> None:
    """The last line arrives before the session is gone."""
    with monitored(True) as (_, say):
        say(SessionOpening(who="KD001"))
    pipes.let_go()
    assert SessionOpening(who="KD001") == read_saying(os.read(pipes.from_session, 4096))


def test_a_refusal_is_told_with_its_name(pipes: Pipes) -> None:
    """A session that cannot take place says why, in sentences and by the name of the message."""
    with pytest.raises(Refusal), monitored(True):
        raise Refusal(Reason.UNKNOWN_ORDER, order=9, orders=6)
    pipes.let_go()
    said = read_saying(os.read(pipes.from_session, 4096))
    assert (
        SessionRefused(
            name="UNKNOWN_ORDER",
            what="there is no list order 9",
            remedy="choose a number from 1 to 6",
            facts={"order": "9", "orders": "6"},
        )
        == said
    )


def test_why_a_session_has_stopped_arrives_at_once(pipes: Pipes) -> None:
    """The program may be gone directly afterwards, as where its display is."""
    with monitored(True) as (monitor, _):
        assert monitor is not None
        monitor.stopped(Refusal(Reason.DISPLAY_LOST))
        os.set_blocking(pipes.from_session, False)
        said = read_saying(os.read(pipes.from_session, 4096))
        assert isinstance(said, SessionRefused)
        assert "DISPLAY_LOST" == said.name
    pipes.let_go()


def test_people_are_told_on_standard_error(pipes: Pipes, capsys: pytest.CaptureFixture[str]) -> None:
    """Standard output belongs to the launcher: what is printed for people goes to standard error."""
    with monitored(True):
        print("complete")
    pipes.let_go()
    assert ("", "complete\n") == tuple(capsys.readouterr())
