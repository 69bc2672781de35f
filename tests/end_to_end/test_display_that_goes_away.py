"""The display or the terminal goes away in mid-session: the last line says what is safe and how to go on."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from experiment.messages import Reason
from experiment.record.storage import Disk
from experiment.screen.virtual_display import start_xvfb
from tests.instruments.lab_pc import SIZE, LabPC, Sitting, lab_pc
from tests.instruments.robot import Robot


class Screen:
    """A display that can be switched off."""

    def __init__(self) -> None:
        self.server, self.name = start_xvfb(SIZE)

    def end(self) -> None:
        """Let the server end as it does when somebody logs out, or it crashes."""
        self.server.kill()
        self.server.wait()


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    screen = Screen()
    monkeypatch.setenv("DISPLAY", screen.name)
    yield screen
    screen.end()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_terminal_is_closed_in_a_session(screen: Screen, tmp_path: Path, number: int) -> None:
    """A session that the system or a closed terminal stops says so, and its sheet says interrupted."""
    pc = lab_pc(Robot(screen.name, SIZE), tmp_path, events=2, practice=0, deadline_s=20.0)
    plan = pc.plan()
    with pc.session() as process:
        next(Sitting(pc, process, plan).steps())
        process.send_signal(number)
        code, said = told(process)
        assert 1 == code
        assert Reason.STOPPED.say() == said.splitlines()[-1], "after what Xlib says of an X server without video modes"
    assert "interrupted" == status(pc)


def told(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code and the whole of stderr."""
    _, err = process.communicate(timeout=30)
    return process.returncode, err


def status(pc: LabPC) -> object:
    return json.loads(Disk().read(pc.files.sheet))["status"]


@pytest.mark.parametrize("questions", [0, 3])
def test_the_display_goes_away_in_a_session(screen: Screen, tmp_path: Path, questions: int) -> None:
    """Exit code 1, one line, no traceback; the sheet says interrupted, and the next start offers to go on."""
    pc = lab_pc(Robot(screen.name, SIZE), tmp_path, events=2, practice=0, deadline_s=20.0)
    plan = pc.plan()
    with pc.session() as process:
        sitting = Sitting(pc, process, plan)
        for n, _ in enumerate(sitting.steps()):
            if n == questions:
                screen.end()
                break
            sitting.press("5", "0", "enter")
        code, said = told(process)
        own = [line for line in said.splitlines() if not line.startswith("Xlib: ")]  # as it may, where it is busy
        assert 1 == code
        assert [Reason.DISPLAY_LOST.say()] == own
    assert "interrupted" == status(pc)
    assert questions // 2 == len(pc.rows())
    refused = pc.command("run", "--visit", "baseline", "--kind", "test")
    assert "is interrupted" in refused.stderr
    assert "--resume" in refused.stderr
