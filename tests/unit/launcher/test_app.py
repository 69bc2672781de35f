"""What this computer remembers of the launcher."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import QSettings

from experiment.launcher.app import folders_seen, remember, usual_language
from experiment.launcher.laboratory import utc_clock
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


def test_where_people_were_enrolled_is_known_to_a_later_launcher(tmp_path: Path) -> None:
    """A data folder that is not where it was is found then, too."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    folders_seen().saw(tmp_path / "data", 12, utc_clock())
    seen = folders_seen().of(tmp_path / "data")
    assert seen is not None
    assert 12 == seen.people
