"""The installation that works is kept until the next one is whole."""

from __future__ import annotations

import sys

import pytest

from experiment.messages import Setup
from tests.instruments.made_up_computer import Computer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the make-believe programs are shell scripts")


def _have_pip_change_something(computer: Computer, and_then: str = "") -> None:
    program = computer.project / ".venv" / "bin" / "python"
    text = program.read_text()
    program.unlink()  # as pip does: nothing is written into a file that is there
    program.write_text(text.replace('"-m pip"*)', f'"-m pip"*) echo new > .venv/half; rm .venv/psychopy{and_then}'))
    program.chmod(0o755)


def test_an_update_without_a_network_leaves_what_works(updated: Computer) -> None:
    """After an update that could not be had, the installation is as it was before, and the project set back starts."""
    _, done = updated.start("plan")
    assert Setup.UPDATE_FAILED.say() == done.stderr.splitlines()[-1]
    assert "as it was" == (updated.project / ".venv" / "psychopy").read_text()
    (updated.project / "requirements.txt").write_text("requirements.txt")
    assert ["-m experiment plan"] == updated.start("plan")[0]


def test_an_update_that_fails_half_way_is_undone_at_once(updated: Computer) -> None:
    """Where pip has changed something before it fails, what worked is back when that is said, not at the next start."""
    _have_pip_change_something(updated)
    _, done = updated.start("plan")
    assert Setup.UPDATE_FAILED.say() == done.stderr.splitlines()[-1]
    assert "as it was" == (updated.project / ".venv" / "psychopy").read_text()
    assert not (updated.project / ".venv" / "half").exists()


def test_an_update_that_is_killed_is_undone_at_the_next_start(updated: Computer) -> None:
    """Killed while pip works, the next start has the installation that was whole."""
    _have_pip_change_something(updated, "; kill -9 $PPID")
    _, done = updated.start("plan")
    assert -9 == done.returncode
    assert ["-m experiment plan"] == updated.start("--as-installed", "plan")[0]
    assert "as it was" == (updated.project / ".venv" / "psychopy").read_text()
    assert not (updated.project / ".venv" / "half").exists()


def test_another_python_that_cannot_be_set_up_leaves_the_first_one_s_installation(computer: Computer) -> None:
    """Started once with another Python and no network, the first Python starts as before."""
    computer.start("plan")
    (computer.folder / "offline").touch()
    assert 1 == computer.start("plan", version=(3, 12))[1].returncode
    assert ["-m experiment plan"] == computer.start("plan")[0]
