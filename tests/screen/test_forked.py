"""A program that is forked with all imported is as one that is started; tests that fork say something of the latter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.instruments import forked as instrument
from tests.instruments.forked import carried_out, forked
from tests.instruments.small_study import PROJECT

PROGRAM = """
import os, sys, time
from experiment.screen.environment import check_usable
check_usable()
from pyglet import gl
from psychtoolbox import GetSecs

print(sys.argv, __name__, os.getcwd(), os.environ["SAID"], "HELD" in os.environ, sys.stdin.read())
print(gl._shadow_window.display.get_default_screen().width, abs(GetSecs() - time.monotonic()) < 1, os.getppid())
sys.stderr.write("complaint")
sys.exit(5)
"""


def said(done: subprocess.CompletedProcess[str]) -> tuple[int, str, str]:
    """The exit code, and what was said, without PsychoPy's own words."""
    lines = [line for line in done.stdout.splitlines() if "WARNING" not in line]
    return done.returncode, "\n".join(lines), done.stderr


def test_it_is_as_one_that_is_started(screen: str, tmp_path: Path) -> None:
    """Arguments, folder, surroundings, streams, first window, clock, parent and exit code are the same."""
    line = ["-c", PROGRAM, "one", "two words"]
    surroundings = {name: value for name, value in os.environ.items() if name != "PSYCH_GETSECS_CLOCK"}
    how = {
        "cwd": tmp_path, "env": {**surroundings, "SAID": "é", "PYTHONPATH": str(PROJECT)}, "stdin": subprocess.DEVNULL
    }  # fmt: skip
    os.environ["HELD"] = "not handed on"
    started = said(subprocess.run([sys.executable, *line], capture_output=True, text=True, check=False, **how))
    begun = said(carried_out(line, **how))
    del os.environ["HELD"]
    assert (5, "complaint", str(os.getpid())) == (started[0], started[2], started[1].split()[-1])
    assert started == begun


def test_it_can_be_killed() -> None:
    """It is a child like any other, which is waited for and killed."""
    with forked(["-c", "import time; print('there', flush=True); time.sleep(60)"], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert "there\n" == process.stdout.readline()
        assert process.poll() is None
        process.kill()
        assert -9 == process.wait()


def test_it_is_started_where_nothing_can_fork_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the process that forks have ended, a program is started as any other, and a warning says so."""
    server = instrument._Server()
    server._process.kill()
    monkeypatch.setattr(instrument, "_server", lambda: server)
    with pytest.warns(UserWarning, match=r"has ended \(-9\)"):
        done = carried_out(["-c", "import sys; print(sys.argv)", "one"])
    assert (0, "['-c', 'one']\n", "") == (done.returncode, done.stdout, done.stderr)
