"""What a system says when it refuses a file is said in plain words, wherever a command says it."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

import experiment
from experiment.cli import act
from experiment.messages import SystemSays
from tests.instruments.small_study import write_small_study

ROOT = Path(experiment.__file__).parent
AS_IT_IS = {"messages/system_words.py", "record/held_files.py", "config/reading.py"}
"""Where the plain words are made, and where the system's own are wanted or not yet put into them."""


def test_no_command_passes_the_words_of_the_system_on() -> None:
    """In no room that speaks of files is an error's own text taken; of another program, setup and launcher say it."""
    rooms = ("analysis", "config", "messages", "record", "screen", "verbs", "report", "printed")
    files = {file.relative_to(ROOT).as_posix(): file for room in rooms for file in (ROOT / room).rglob("*.py")}
    taken = {name for name, file in files.items() if re.search(r"\w\.strerror\b(?!\()", file.read_text("utf-8"))}
    own = {name for name in taken if not re.search(r"(?<!os)\.strerror\b", files[name].read_text("utf-8"))}
    assert AS_IT_IS == taken - own


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.EROFS, SystemSays.READ_ONLY), (errno.EACCES, SystemSays.FORBIDDEN), (errno.ENOSPC, SystemSays.FULL)],
)
def test_a_command_that_cannot_write_says_so_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: SystemSays
) -> None:
    """A study folder that a disk refuses: read-only, without a right, or full."""

    def refuses(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    study = write_small_study(tmp_path)
    monkeypatch.setattr(Path, "mkdir", refuses)
    acted = act(["new", str(tmp_path / "own"), "--from", str(study)])
    assert acted.refusal is not None, acted
    assert f"({words.en})" in str(acted.refusal)
