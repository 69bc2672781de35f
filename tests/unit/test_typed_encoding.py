"""What is typed in a terminal of another encoding reaches no file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.instruments.small_study import PROJECT
from tests.instruments.typed_lab import Lab

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows hands text over, and no bytes")

REASON = "arrêtée après l'essai 7"
ELSEWHERE = ("latin-1", "cp850", "cp1252", "mac-roman")
"""Encodings of terminals in which French can be typed, and is no UTF-8."""


@pytest.mark.parametrize("encoding", ELSEWHERE)
def test_a_reason_that_is_typed_in_another_encoding(lab: Lab, encoding: str) -> None:
    """It is refused at the door by whatever takes a reason, and nothing is left behind: the next try goes well."""
    session = ("--participant", "KD001", "--visit", "baseline")
    assert 0 == lab.simulate().code
    before = lab.tree()
    reason = os.fsdecode(REASON.encode(encoding))
    lines = [
        ("simulate", *session, "--new-run", "--reason", reason),
        ("run", *session, "--new-run", "--reason", reason),
        ("run", *session, "--study-changed", reason),
        ("run", *session, "--visit-reason", "other", "--visit-words", reason),
        ("enrol", "--participant", "KD001", "--withdraw", "--reason", reason),
        ("anchor", "--participant", "KD001", "--name", "infusion1_end", "--take-back", "--reason", reason),
    ]
    said = [lab.say(*line) for line in lines]
    assert [(2, 1)] * len(lines) == [(one.code, len(one.err.splitlines())) for one in said]
    assert before == lab.tree()
    assert 0 == lab.simulate("--new-run", "--reason", REASON).code


def test_bytes_of_another_encoding_on_a_real_command_line(tmp_path: Path) -> None:
    """As the shell hands them over: one line, no traceback, nothing is made."""
    where = ["--data", str(tmp_path / "data"), "--participant", "KD001", "--visit", "baseline"]
    command = [sys.executable, "-m", "experiment", "run", *where, "--new-run", "--reason", b"arr\xeat\xe9e"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, check=False)
    assert (2, b"", 1) == (done.returncode, done.stdout, len(done.stderr.splitlines())), done.stderr
    assert "U+DCEA" in done.stderr.decode()
    assert [] == [*tmp_path.iterdir()]
