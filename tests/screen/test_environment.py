"""What is refused before a window opens: each in a process of its own, as an experimenter would meet it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.instruments.own_process import run_a_session


def assert_refused(result: subprocess.CompletedProcess[str], folder: Path, *words: str) -> None:
    assert 1 == result.returncode
    assert 1 == len(result.stderr.splitlines()), result.stderr
    for word in words:
        assert word in result.stderr
    assert not list(folder.rglob("sub-KD001")), "something was half-written"


def test_no_display(tmp_path: Path) -> None:
    """Without a display a session is refused in one line, and nothing is written."""
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    assert_refused(run_a_session(tmp_path, environment), tmp_path, "there is no display", "lab PC")


def test_a_display_that_is_gone(tmp_path: Path) -> None:
    """A display that cannot be reached is refused in one line, and nothing is written."""
    environment = {**os.environ, "DISPLAY": ":4242"}
    assert_refused(run_a_session(tmp_path, environment), tmp_path, "window could not be opened")


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        ("libasound.so.2: cannot open shared object file", "libasound2"),
        ("libjack.so.0: cannot open shared object file", "libjack-jackd2-0"),
        ("No module named 'psychtoolbox'", "install it again"),
    ],
)
def test_no_psychtoolbox(screen: str, tmp_path: Path, error: str, remedy: str) -> None:
    """Where psychtoolbox cannot be loaded, the session is refused, naming the library that is missing; PsychoPy alone
    would go on in silence with a keyboard that loses presses.
    """
    broken = tmp_path / "broken" / "psychtoolbox"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text(f"raise ImportError({error!r})\n")
    environment = {**os.environ, "PYTHONPATH": str(broken.parent)}
    assert_refused(run_a_session(tmp_path, environment), tmp_path, "psychtoolbox cannot be used", remedy)
