"""What holds for the tests without a window."""

from __future__ import annotations

import os
import sys

import pytest

from experiment.screen import environment

if sys.platform == "win32":

    @pytest.fixture(autouse=True)
    def _no_window_without_display(monkeypatch: pytest.MonkeyPatch) -> None:
        """A test that takes DISPLAY away opens no window where a display has no name either."""
        monkeypatch.setattr(environment, "has_display", lambda: bool(os.environ.get("DISPLAY")))
