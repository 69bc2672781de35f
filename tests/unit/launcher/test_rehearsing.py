"""A rehearsal that is started in the launcher says on every page that it is one, and leaves nothing to write down."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from experiment.format.vocabulary import SessionKind
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.monitor_page import MonitorPage
from experiment.launcher.monitor_state import Followed
from experiment.launcher.session_desk import Running
from experiment.launcher.start_page import StartPage
from experiment.launcher.summary_page import StoppedPage, SummaryPage
from tests.instruments.study_session import study_session

Opened = Callable[..., MainWindow]
LEFT = Qt.MouseButton.LeftButton


def read(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.page.findChildren(QLabel) if label.isVisible())


def rehearsed(window: MainWindow, qtbot: QtBot) -> None:
    """Start a rehearsal of the visit that is due."""
    window.show_start("KD001", "baseline")
    page = window.page
    assert isinstance(page, StartPage)
    page.rehearsal.setChecked(True)
    page.is_the_person.setChecked(True)
    assert "Start the rehearsal" == page.start.text().replace("&", "")
    qtbot.mouseClick(page.start, LEFT)


def test_who_follows_one_reads_that_it_is_one(opened: Opened, qtbot: QtBot) -> None:
    """Whoever has ticked the box by mistake, before a patient, sees it while there is time."""
    window = opened()
    rehearsed(window, qtbot)
    qtbot.waitUntil(lambda: isinstance(window.page, MonitorPage), timeout=10_000)
    monitor = window.page
    assert isinstance(monitor, MonitorPage)
    qtbot.waitUntil(lambda: "●" in monitor.standing.text(), timeout=10_000)
    assert "● running  (rehearsal: nothing of it counts)" == monitor.standing.text()
    monitor.why.setCurrentIndex(1)
    monitor._end()


def test_one_that_stops_begins_again_as_a_rehearsal(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said to go on where it stopped, and the way back is to another rehearsal."""
    monkeypatch.setenv("STAND_IN", "dies")
    window = opened()
    rehearsed(window, qtbot)
    qtbot.waitUntil(lambda: isinstance(window.page, StoppedPage), timeout=10_000)
    assert "The rehearsal has stopped" in read(window)
    stopped = window.page
    assert isinstance(stopped, StoppedPage)
    qtbot.mouseClick(stopped.go_on, LEFT)
    again = window.page
    assert isinstance(again, StartPage)
    assert again.form().rehearsal
    assert not again.form().is_the_person


def test_no_code_of_one_is_for_the_paper_record(opened: Opened, laboratory: Laboratory) -> None:
    """Its summary says that nothing of it counts; the paper record has codes of sessions of the study alone."""
    study_session(laboratory.study_file, laboratory.data, kind=SessionKind.TEST)
    window = opened()
    followed = Followed("KD001", "baseline", can_order=True, is_rehearsal=True)
    window.desk.show_summary(Running("KD001", "baseline", SessionKind.TEST, followed), ())
    page = window.page
    assert isinstance(page, SummaryPage)
    assert "Rehearsal. baseline of KD001 is complete." in read(window)
    assert "nothing is written on the paper record" in read(window)
    assert not page.seal.isVisible()
