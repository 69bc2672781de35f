"""The make-believe computer of these tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.instruments.made_up_computer import Computer


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path)


@pytest.fixture
def updated(computer: Computer) -> Computer:
    """A computer that was set up, with the project updated since and no network now."""
    computer.start("plan")
    (computer.project / ".venv" / "psychopy").write_text("as it was")
    (computer.project / "requirements.txt").write_text("changed")
    (computer.folder / "offline").touch()
    return computer
