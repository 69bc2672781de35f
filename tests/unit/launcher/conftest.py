"""A launcher without a display: one program of Qt for all tests, in a lab where KD001 is due."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from experiment.cli import act
from experiment.config.load import load_study
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.speaking import Language
from experiment.verbs.defaults import DISPLAYS
from tests.instruments.timed_study import with_anchors
from tests.instruments.typed_lab import Lab

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=timezone.utc)
STAND_IN = Path(__file__).with_name("session_stand_in.py")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Give Qt a display that is in memory."""
    return ["belief-update", "-platform", "offscreen"]


@pytest.fixture
def laboratory(lab: Lab) -> Laboratory:
    """A lab whose study has times and is reviewed, whose sessions are a stand-in's."""
    with_anchors(lab.study)
    return Laboratory(
        study=load_study(lab.study),
        study_file=lab.study,
        data=lab.data,
        displays=DISPLAYS,
        act=act,
        session_command=(sys.executable, "-X", "utf8", str(STAND_IN)),
    )


@pytest.fixture
def opened(laboratory: Laboratory, qtbot: QtBot) -> Callable[..., MainWindow]:
    """Open the launcher."""

    def opened(language: Language = Language.EN, lab: Laboratory = laboratory) -> MainWindow:
        window = MainWindow(lab, language)
        qtbot.addWidget(window)
        window.show()
        return window

    return opened
