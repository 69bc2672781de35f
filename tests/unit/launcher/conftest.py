"""A launcher without a display: one program of Qt for all tests, in a lab where KD001 is due."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest
from PyQt6 import sip
from PyQt6.QtWidgets import QApplication

from experiment.cli import act
from experiment.config.load import load_study
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.speaking import Language
from experiment.verbs.defaults import DISPLAYS
from tests.instruments.launcher_pictures import laboratory as made_laboratory
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
def opened(laboratory: Laboratory, qapp: QApplication) -> Iterator[Callable[..., MainWindow]]:
    """Open the launcher; whatever it was doing, nothing of it is left when the test is over."""
    windows: list[MainWindow] = []

    def opened(language: Language = Language.EN, lab: Laboratory = laboratory) -> MainWindow:
        window = MainWindow(lab, language)
        windows.append(window)
        window.show()
        return window

    yield opened
    for window in windows:
        window.close()
        sip.delete(window)  # here, and not by the collector of cycles, in whatever thread that runs


@pytest.fixture(scope="session")
def made_day(tmp_path_factory: pytest.TempPathFactory) -> Laboratory:
    """A day on which something of everything has happened, made once."""
    before = Path.cwd()
    try:
        return made_laboratory(tmp_path_factory.mktemp("day"))
    finally:
        os.chdir(before)


@pytest.fixture
def day(made_day: Laboratory, monkeypatch: pytest.MonkeyPatch) -> Laboratory:
    """That day's lab; nothing is to be written in it."""
    monkeypatch.chdir(made_day.study_file.parent)
    return made_day
