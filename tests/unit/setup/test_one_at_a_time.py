"""Two starts at once do one thing after the other."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.instruments.made_up_computer import PYTHON, VENV, Computer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the make-believe programs are shell scripts")


def test_two_first_starts_at_once_set_up_once(computer: Computer) -> None:
    """A start during another one's set-up waits for it, and then does its verb; the computer is set up once."""
    program = computer.folder / "bin" / "python"
    program.write_text(PYTHON.replace('"-m pip"*)', '"-m pip"*) sleep 1'))
    with ThreadPoolExecutor(2) as starts:
        ended = list(starts.map(lambda verb: computer.start(verb, fresh=False)[1], ("plan", "check")))
    assert [7, 7] == [done.returncode for done in ended]
    assert 1 == (computer.folder / "calls").read_text().splitlines().count(VENV)


def test_packages_stay_while_a_session_is_on(computer: Computer) -> None:
    """An update that is asked for while a session runs waits until it has ended."""
    computer.start("plan")
    (computer.project / ".venv" / "bin" / "python").write_text(
        PYTHON.replace('"-m experiment"*)', '"-m experiment"*) sleep 1; echo ended >> "$COMPUTER/calls";')
    )
    with ThreadPoolExecutor(1) as session:
        running = session.submit(computer.start, "run", fresh=False)
        while "-m experiment run" not in (computer.folder / "calls").read_text():
            time.sleep(0.01)
        (computer.project / "requirements.txt").write_text("changed")
        _, done = computer.start("plan", fresh=False)
        running.result()
    assert "waits for it" in done.stderr
    calls = (computer.folder / "calls").read_text().splitlines()
    (installed,) = (number for number, call in enumerate(calls) if "requirements" in call and number > 2)
    assert calls.index("ended") < installed
