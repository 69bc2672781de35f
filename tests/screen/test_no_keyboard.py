"""Where the keyboard cannot be listened to, the verbs that need a person say so in a sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from experiment.messages import Reason
from tests.instruments.own_process import run_a_session
from tests.instruments.small_study import PROJECT, write_small_study
from tests.instruments.troubled_keyboard import troubled


def test_an_error_of_the_queue(screen: str, tmp_path: Path) -> None:
    """A key queue that fails is said in one line, with psychtoolbox's own words."""
    done = run_a_session(tmp_path, troubled(tmp_path, "fails"))
    assert (1, f"{Reason.KEYBOARD_UNUSABLE.say(error='no XInput')}\n") == (done.returncode, done.stderr)


def test_no_check_without_a_keyboard(screen: str, tmp_path: Path) -> None:
    """The check says in a line of its own that the key queue ends the program."""
    study, environment = write_small_study(tmp_path), troubled(tmp_path, "dies")
    line = [sys.executable, "-m", "experiment", "check", "--study", str(study), "--data", str(tmp_path)]
    done = subprocess.run(line, env=environment, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert 1 == done.returncode
    assert Reason.KEYBOARD_UNUSABLE.say(error="it ended with SIGABRT") == done.stderr.splitlines()[-1]
