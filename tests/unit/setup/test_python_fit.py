"""Which Pythons will do."""

from __future__ import annotations

import sys

import pytest

from experiment.setup.python_fit import python_refusal
from tests.instruments.made_up_computer import Computer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the make-believe programs are shell scripts")


@pytest.mark.parametrize("version", [(3, 9), (3, 13)])
def test_other_pythons_are_refused(computer: Computer, version: tuple[int, int]) -> None:
    """A Python that PsychoPy cannot use ends with one line that names the one to install, and nothing is touched."""
    calls, done = computer.start("run", version=version)
    assert done.returncode == 1
    assert calls == []
    assert len(done.stderr.splitlines()) == 1
    assert "install Python 3.11" in done.stderr


def test_windows_needs_an_older_python() -> None:
    """On Windows 3.12 is refused too, as a part of PsychoPy would have to be compiled there, and 3.11 is not."""
    assert "py -3.11 lab.py" in str(python_refusal((3, 12), windows=True))
    assert python_refusal((3, 11), windows=True) is None
    assert python_refusal((3, 12), windows=False) is None
