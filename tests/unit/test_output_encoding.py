"""What goes into a file or to another program is UTF-8, whatever this computer calls its encoding."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache

import pytest

from tests.instruments.small_study import PROJECT

ENCODINGS = {
    "as it is": {},
    "C": {"LC_ALL": "C"},
    "C, taken at its word": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "that of Windows": {"PYTHONIOENCODING": "cp1252"},
    "that of a PC of 1990": {"PYTHONIOENCODING": "cp437:strict"},
}


def printed(settings: dict[str, str], *command: str) -> subprocess.CompletedProcess[bytes]:
    """Run a program in some surroundings; it says the same to each test that asks."""
    return _printed(tuple(settings.items()), *command)


@cache
def _printed(settings: tuple[tuple[str, str], ...], *command: str) -> subprocess.CompletedProcess[bytes]:
    dropped = ("LC_ALL", "LANG", "LC_CTYPE", "PYTHONUTF8", "PYTHONIOENCODING", "PYTHONCOERCECLOCALE")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return subprocess.run(
        [sys.executable, *command], cwd=PROJECT, capture_output=True, env=kept | dict(settings), check=False
    )


def plan(settings: dict[str, str], *options: str) -> bytes:
    who = ["--participant", "KD001", "--visit", "baseline", "--arm", "patient", "--language", "fr"]
    done = printed(settings, "-m", "experiment", "plan", *who, *options)
    assert (0, b"") == (done.returncode, done.stderr)
    return done.stdout


@pytest.mark.parametrize("settings", ENCODINGS.values(), ids=ENCODINGS)
def test_json_is_utf_8(settings: dict[str, str]) -> None:
    """`--json` into a pipe can be read as JSON has to be, and holds its French as it is."""
    text = plan(settings, "--json").decode("utf-8")
    assert "être" in text
    assert "KD001" == json.loads(text)["participant_id"]


def refusal(settings: dict[str, str]) -> bytes:
    return printed(settings, "-m", "experiment", "plan", "--participant", "KD001", "--visite", "1").stderr


@pytest.mark.parametrize("settings", ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize("said", [plan, refusal])
def test_everything_is_utf_8(settings: dict[str, str], said: Callable[[dict[str, str]], bytes]) -> None:
    """What is said for people into a pipe, or about them, is the same bytes in every surrounding."""
    assert said({"PYTHONIOENCODING": "utf-8"}) == said(settings)
    assert not said(settings).isascii()


@pytest.mark.parametrize("settings", ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize(
    ("module", "page"),
    [
        ("experiment.messages", "messages.md"),
        ("experiment.format.dictionary", "columns.md"),
        ("experiment.format.journal_page", "journal.md"),
    ],
)
def test_generated_pages_are_utf_8(settings: dict[str, str], module: str, page: str) -> None:
    """The generated pages are made the same everywhere."""
    done = printed(settings, "-m", module)
    assert (PROJECT / "docs" / page).read_text(encoding="utf-8").splitlines() == done.stdout.decode().splitlines()


@pytest.mark.parametrize("settings", ENCODINGS.values(), ids=ENCODINGS)
def test_lab_py_itself_is_utf_8(settings: dict[str, str]) -> None:
    """What lab.py says before it hands over is UTF-8 too."""
    done = printed(settings, "lab.py", "--help")
    assert "VERB …" in done.stdout.decode("utf-8")
