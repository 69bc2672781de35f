"""PsychoPy's settings in the home of whoever is signed in: they reach no session, and need not be there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from experiment.messages import Reason

PROGRAM = """
from experiment.screen.environment import check_usable
check_usable()
from psychopy import event, prefs, visual
visual.Window(size=(640, 480), checkTiming=False).close()
print(list(event.globalKeys), repr(prefs.general["shutdownKey"]))
"""
SAME = "[] ''"


def said(environment: dict[str, str], program: str = PROGRAM) -> list[str]:
    """Run a program to its end, and give the lines that it prints, without PsychoPy's own."""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if "WARNING" not in line]


@pytest.mark.parametrize("key", ["q", "escape", "space"])
def test_another_experiment_s_shutdown_key_is_not_taken_over(screen: str, tmp_path: Path, key: str) -> None:
    """A key that ends every program, set in the preferences of the lab PC, ends no session."""
    (tmp_path / ".psychopy3").mkdir()
    (tmp_path / ".psychopy3" / "userPrefs.cfg").write_text(f"[general]\nshutdownKey = {key}\n")
    assert [SAME] == said({**os.environ, "DISPLAY": screen, "HOME": str(tmp_path)})


def test_a_home_that_cannot_be_written_to_is_no_hindrance(screen: str) -> None:
    """A window opens for an account whose home folder takes no file."""
    assert [SAME] == said({**os.environ, "DISPLAY": screen, "HOME": "/proc/1"})


def test_no_home_at_all_is_no_hindrance(screen: str) -> None:
    """A window opens where nothing names a home folder."""
    environment = {name: value for name, value in os.environ.items() if name != "HOME"}
    assert [SAME] == said({**environment, "DISPLAY": screen})


def test_the_home_is_left_as_it_was(screen: str, tmp_path: Path) -> None:
    """Nothing is written to the home folder, and it is the home again afterwards."""
    home = tmp_path / "home"
    home.mkdir()
    program = PROGRAM + "import os; print(os.environ['HOME'])\n"
    environment = {**os.environ, "DISPLAY": screen, "HOME": str(home), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    assert [SAME, str(home)] == said(environment, program)
    assert [] == [path.name for path in home.iterdir() if path.name.startswith(".psychopy")]


def test_no_room_for_temporary_files_is_said(screen: str) -> None:
    """Where not even a temporary folder can be made, one line says so before anything of a session is written."""
    refused = """
import tempfile
def full(**_): raise OSError(28, "No space left on device")
tempfile.mkdtemp = full
from experiment.messages import Refusal
from experiment.screen.environment import check_usable
try: check_usable()
except Refusal as refusal: print(refusal)
"""
    full = Reason.NO_TEMPORARY_FOLDER.say(error="its disk is full")
    assert [full] == said({**os.environ, "DISPLAY": screen}, refused)
