"""What holds for the tests without a window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from experiment.screen import environment
from tests.instruments.typed_lab import Lab

if sys.platform == "win32":

    @pytest.fixture(autouse=True)
    def _no_window_without_display(monkeypatch: pytest.MonkeyPatch) -> None:
        """A test that takes DISPLAY away opens no window where a display has no name either."""
        monkeypatch.setattr(environment, "has_display", lambda: bool(os.environ.get("DISPLAY")))


@pytest.fixture
def lab(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Lab:
    """A lab in which one participant is enrolled, and whose commands are typed."""
    return Lab(tmp_path, capsys)
