"""One session or check at a time on one screen and keyboard."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from experiment.cli import act
from experiment.messages import Reason, Refusal
from experiment.screen.only_one import only_one_here
from experiment.screen.virtual_display import start_xvfb
from tests.instruments.child import started
from tests.instruments.small_study import PROJECT, write_small_study
from tests.screen.conftest import LARGEST

_HOLDS = """
import time
from experiment.screen.only_one import only_one_here

with only_one_here():
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def held_elsewhere() -> Iterator[subprocess.Popen[str]]:
    """Another process holds the screen."""
    with started([sys.executable, "-c", _HOLDS], stdout=subprocess.PIPE, cwd=PROJECT) as process:
        assert process.stdout is not None
        assert "held\n" == process.stdout.readline()
        yield process


def test_a_second_one_is_refused_until_the_first_has_ended(screen: str) -> None:
    """While one holds the screen nobody else gets it; afterwards the next one does."""
    with only_one_here():
        with pytest.raises(Refusal) as refused, only_one_here():
            pass
        assert Reason.DISPLAY_IN_USE is refused.value.reason
    with only_one_here():
        pass


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_screen_is_free_when_its_holder_is_killed(screen: str, number: int) -> None:
    """A session that was killed leaves no lock behind."""
    with held_elsewhere() as process:
        with pytest.raises(Refusal), only_one_here():
            pass
        process.send_signal(number)
        process.wait()
        with only_one_here():
            pass


def test_one_that_stands_still_holds_the_screen(screen: str) -> None:
    """A session that is stopped, but lives, goes on holding its screen."""
    with held_elsewhere() as process:
        process.send_signal(signal.SIGSTOP)
        with pytest.raises(Refusal), only_one_here():
            pass
        process.send_signal(signal.SIGCONT)


def test_another_display_is_another_screen(screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A demonstration on a virtual display disturbs nobody."""
    server, name = start_xvfb(LARGEST)
    with only_one_here():
        monkeypatch.setenv("DISPLAY", name)
        with only_one_here():
            pass
    server.kill()
    server.wait()


@pytest.mark.parametrize("verb", ["run", "check"])
def test_every_verb_that_opens_a_window_is_refused(screen: str, tmp_path: Path, verb: str) -> None:
    """A session and the check end in one sentence beside an open session, and nothing is written."""
    study = write_small_study(tmp_path)
    data = tmp_path / "data"
    of_study, to_data = ["--study", str(study)], ["--data", str(data)]
    enrol = ["enrol", *of_study, *to_data, "--participant", "KD001", "--arm", "patient", "--language", "fr"]
    assert 0 == act(enrol).code
    line = {
        "run": ["run", *of_study, *to_data, "--participant", "KD001", "--visit", "baseline", "--kind", "test"],
        "check": ["check", *of_study, *to_data, "--without-taps"],
    }[verb]
    with only_one_here():
        command = [sys.executable, "-m", "experiment", *line]
        done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=False)
    assert 1 == done.returncode, done.stderr
    assert str(Reason.DISPLAY_IN_USE.say()) in done.stderr, done.stderr
    assert [] == [*data.rglob("*_data.csv"), *tmp_path.rglob("*.png")]
