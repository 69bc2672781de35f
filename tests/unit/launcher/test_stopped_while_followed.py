"""A session whose participant reads the calm page: the launcher says so at once, and takes nothing it cannot keep."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from experiment.launcher.main_window import MainWindow
from experiment.launcher.monitor_page import MonitorPage
from experiment.launcher.session_process import SessionProcess
from experiment.launcher.start_page import StartPage
from experiment.launcher.summary_page import StoppedPage

Opened = Callable[..., MainWindow]


def begun(window: MainWindow, qtbot: QtBot) -> tuple[MonitorPage, SessionProcess]:
    window.show_start("KD001", "baseline")
    start = window.page
    assert isinstance(start, StartPage)
    start.operator.setText("AB")
    start.is_the_person.setChecked(True)
    start.start.click()
    qtbot.waitUntil(lambda: isinstance(window.page, MonitorPage), timeout=10_000)
    page = window.page
    assert isinstance(page, MonitorPage)
    qtbot.waitUntil(lambda: "●" in page.standing.text(), timeout=10_000)
    assert window.desk.running is not None
    assert window.desk.running.process is not None
    return page, window.desk.running.process


def let_it_end(process: SessionProcess) -> None:
    """Press, in the participant's place, the key that takes the calm page away."""
    pipe = process._process.stdin
    assert pipe is not None
    pipe.close()


def stopped_page(window: MainWindow, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: isinstance(window.page, StoppedPage), timeout=10_000)
    return "\n".join(label.text() for label in window.page.findChildren(QLabel))


@pytest.mark.parametrize("asked", ["pause", "write"])
def test_a_stop_is_said_while_the_calm_page_is_up(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    """Whatever was asked for: what has happened and what to do stand there at once, and no button promises anything."""
    monkeypatch.setenv("STAND_IN", "after pause")
    window = opened()
    page, process = begun(window, qtbot)
    getattr(page, asked).click()
    qtbot.waitUntil(lambda: "■" in page.standing.text(), timeout=10_000)
    for said in ("Stopped. What to do: ", "make room", "participant's keyboard", "paper"):
        assert said in page.hint.text().replace("\u2019", "'")
    assert not any(button.isEnabled() for button in (page.pause, page.end, page.write))
    assert "" == page.told.text()
    assert not page.note.isVisible()
    let_it_end(process)
    assert "make room" in stopped_page(window, qtbot)


def test_a_note_that_was_not_kept_is_said_to_be_written_on_paper(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that was on its way, as long as the window shows the session, and on the page that comes then."""
    monkeypatch.setenv("STAND_IN", "after note")
    window = opened()
    page, process = begun(window, qtbot)
    page.write.click()
    qtbot.waitUntil(page.note.isVisible, timeout=10_000)
    page.note.setText("asked for water")
    page.add.click()
    qtbot.waitUntil(lambda: "■" in page.standing.text(), timeout=10_000)
    assert "asked for water  ✗" in page.notes.text()
    page.note.setText("and for a pause")
    page.add.click()
    assert "paper" in page.told.text()
    assert "and for a pause" == page.note.text()
    let_it_end(process)
    said = stopped_page(window, qtbot)
    assert "write it on paper: asked for water" in said
    assert "write it on paper: and for a pause" in said


def test_a_note_that_is_being_written_when_it_stops(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is shown, to be copied onto paper, in place of the field."""
    monkeypatch.setenv("STAND_IN", "after end")
    window = opened()
    page, process = begun(window, qtbot)
    page.write.click()
    qtbot.waitUntil(page.note.isVisible, timeout=10_000)
    page.note.setText("asked for water")
    page.why.setCurrentIndex(1)
    page._end()
    qtbot.waitUntil(lambda: "■" in page.standing.text(), timeout=10_000)
    assert not page.note.isVisible()
    assert "write it on paper: asked for water" in page.told.text()
    let_it_end(process)
    assert "write it on paper: asked for water" in stopped_page(window, qtbot)
