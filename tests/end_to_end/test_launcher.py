"""The day through the launcher, on a real desktop: its windows, real keys and clicks, sessions in their own process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from experiment.cli import main
from experiment.format.journal import Disturbed, NoteTaken, PauseBegun, read_entry
from experiment.format.run_files import RunFiles, SessionFiles
from experiment.format.vocabulary import PauseReason, SessionKind
from experiment.layout.size import Size
from experiment.screen.virtual_display import virtual_display
from tests.instruments.desktop import TaskWindow, until, window_manager
from tests.instruments.launcher_at_desk import Desk
from tests.instruments.robot import Robot
from tests.instruments.small_study import write_small_study
from tests.instruments.timed_study import with_anchors

DESKTOP = Size(1920, 1080)


@pytest.fixture
def robot() -> Iterator[Robot]:
    """A hand and an eye at a desktop with room for two windows."""
    with virtual_display(DESKTOP) as name, window_manager("openbox", name):
        robot = Robot(name, DESKTOP)
        yield robot
        robot.close()


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return with_anchors(write_small_study(tmp_path, events=2, practice=0, deadline_s=20.0))


def files(data: Path) -> RunFiles:
    return SessionFiles(data, "KD001", "baseline", "beliefupdate", SessionKind.STUDY).run(1)


def answers(robot: Robot, data: Path, rows: int) -> None:
    """Turn pages and answer questions until so many rows are on the disk."""
    table, end = files(data).data, time.monotonic() + 60
    while table.read_bytes().count(b"\n") <= rows:
        assert time.monotonic() < end, "no row comes"
        robot.press("space")
        time.sleep(0.12)
        robot.press("4", "5", "enter")
        time.sleep(0.12)


def session_pid(desk: Desk) -> int:
    """Find the process of the session among the children of the launcher."""
    children = Path(f"/proc/{desk.process.pid}/task/{desk.process.pid}/children").read_text().split()
    threads = Path(f"/proc/{desk.process.pid}/task").iterdir()
    found = {int(pid) for thread in threads for pid in (thread / "children").read_text().split()}
    running = [pid for pid in found if b"--monitored" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    assert 1 == len(running), (children, found)
    return running[0]


def test_a_day_through_the_launcher(robot: Robot, study: Path, tmp_path: Path) -> None:
    """Somebody is enrolled and their visit started, followed, paused, noted; the session is killed and gone on with;
    its summary has the seal code, an infusion is entered, a copy is made, and everything that was recorded is whole.
    """
    data, stick = tmp_path / "data", tmp_path / "stick"
    desk = Desk(robot, study, data, "en")
    try:
        desk.press("Enrol somebody")
        desk.page("EnrolPage")
        desk.type("kd001")
        desk.key("Tab", "Down")
        desk.press("Enrol")
        desk.reads("KD001 is enrolled: patient")

        desk.press("Start")
        desk.page("StartPage")
        desk.type("ab")
        desk.press("The person before me")
        desk.press("Start the session")
        desk.page("MonitorPage")
        desk.reads("● running")
        task = TaskWindow(robot.name)
        until(lambda: task.has_keyboard, "the task has the keyboard")
        answers(robot, data, 1)

        desk.press("Write a note")
        desk.reads("paused: asked for in the launcher")
        desk.reads("A no&te")
        until(lambda: desk.look()["active"], "the launcher has the keyboard")
        desk.type("asked for water")
        desk.key("Return")
        desk.reads("asked for water  ✓")
        until(lambda: task.has_keyboard, "the task has the keyboard again")
        time.sleep(0.7)
        robot.press("space")
        desk.reads("● running")
        assert not desk.look()["active"]
        desk.press("Pause")
        desk.reads("paused: asked for in the launcher")
        assert task.has_keyboard
        task.close()

        os.kill(session_pid(desk), signal.SIGKILL)
        desk.page("StoppedPage")
        desk.reads("KD001  ·  baseline")
        until(lambda: desk.look()["active"], "the launcher has the keyboard, which nobody else has")
        time.sleep(0.5)  # the desktop has settled by then which window has it
        desk.key("Return")
        desk.page("StartPage")
        desk.reads("It was broken off")
        desk.type("AB")
        desk.press("The person before me")
        desk.press("Start the session")
        desk.reads("● running")
        answers(robot, data, 4)
        end = time.monotonic() + 60
        while desk.look()["page"] != "SummaryPage":
            assert time.monotonic() < end
            robot.press("space")
            time.sleep(0.2)
        desk.reads("Write this seal code on the paper record:")
        desk.press("Back to the visits")
        desk.page("BoardPage")

        desk.press("KD001")
        desk.press("Enter a time")
        desk.page("AnchorPage")
        desk.key("Return")
        desk.reads("is no time")
        desk.type(f"{datetime.now(ZoneInfo('Europe/Paris')):%H%M}")
        desk.key("Return")
        if desk.look()["page"] == "AnchorPage":  # within the minute in which the visit began: it is asked about
            desk.reads("Did it happen so?")
            desk.press("Yes, it is so")
        desk.reads("KD001: infusion 1 (end) was at")
        desk.reads_in_a_list("· later")

        desk.key("alt+m", "b")
        desk.page("BackupPage")
        desk.type(str(stick))
        desk.key("Return")
        desk.reads("✓ Done.")
        desk.reads("1 complete, 0 unfinished")
    finally:
        desk.close()
    (copy,) = stick.glob("belief-data-*/data")
    assert 0 == main(["verify", "--data", str(copy)])
    entries = [read_entry(line) for line in files(data).journal.read_bytes().splitlines()]
    assert ["asked for water"] == [entry.text for entry in entries if isinstance(entry, NoteTaken)]
    lost = [entry for entry in entries if isinstance(entry, Disturbed) and PauseReason.KEYBOARD_LOST in entry.amiss]
    assert [] == lost, "the launcher has said that somebody writes there"
    assert [PauseReason.EXPERIMENTER] * 2 == [entry.why for entry in entries if isinstance(entry, PauseBegun)]
    assert 0 == main(["verify", "--data", str(data)])


def test_a_launcher_that_is_killed(robot: Robot, study: Path, tmp_path: Path) -> None:
    """The session goes on, another launcher finds it and follows it, and says that it takes no orders."""
    data = tmp_path / "data"
    place = ("--study", str(study), "--data", str(data))
    assert 0 == main(["enrol", *place, "--participant", "KD001", "--arm", "patient", "--language", "fr"])
    desk = Desk(robot, study, data, "fr")
    try:
        desk.press("Commencer")
        desk.page("StartPage")
        desk.type("AB")
        desk.press("La personne devant moi")
        desk.press("Commencer la séance")
        desk.reads("● en cours")
        pid = session_pid(desk)
        answers(robot, data, 1)
        desk.process.kill()
        desk.process.wait()
        answers(robot, data, 2)
        other = Desk(robot, study, data, "fr")
        try:
            other.page("MonitorPage")
            other.reads("Elle ne peut ni la mettre en pause")
            answers(robot, data, 4)
            end = time.monotonic() + 60
            while other.look()["page"] != "SummaryPage":
                assert time.monotonic() < end
                robot.press("space")
                time.sleep(0.2)
        finally:
            other.close()
    finally:
        desk.close()
    until(lambda: not Path(f"/proc/{pid}").exists(), "the session is over")
    assert 0 == main(["verify", "--data", str(data)])
