"""What this computer remembers of the launcher."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import QSettings

from experiment.launcher.app import remember, usual_language
from experiment.launcher.speaking import Language


def test_the_language_that_was_chosen_is_taken_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until somebody chooses one, it is the system's."""
    monkeypatch.setattr("experiment.launcher.app.system_language", lambda: Language.EN)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    assert Language.EN is usual_language()
    remember(Language.FR)
    assert Language.FR is usual_language()
    remember(Language.EN)
    assert Language.EN is usual_language()
