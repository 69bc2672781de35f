"""The launcher by keyboard alone: where the keyboard is, what Enter and Escape do, and that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QApplication, QComboBox, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from experiment.launcher.anchor_page import AnchorPage
from experiment.launcher.board_page import BoardPage
from experiment.launcher.command_page import BackupPage
from experiment.launcher.enrol_page import EnrolPage
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.monitor_page import MonitorPage
from experiment.launcher.replay_page import ReplayPage
from experiment.launcher.speaking import Language
from experiment.launcher.start_page import StartPage

Opened = Callable[..., MainWindow]
ENTER, TAB, SPACE, ESCAPE, DOWN = (
    Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Down,
)  # fmt: skip

PAGES: dict[str, Callable[[MainWindow], object]] = {
    "board": lambda window: window.show_board(),
    "start": lambda window: window.show_start("KD001", "baseline"),
    "start, not its time": lambda window: window.show_start("KD001", "post4h"),
    "enrol": lambda window: window.show_enrol(),
    "time": lambda window: window.show_anchor("KD001"),
    "backup": lambda window: window.show_command(BackupPage),
}


@pytest.fixture
def active(opened: Opened, qtbot: QtBot) -> MainWindow:
    """The launcher, with the keyboard."""
    window = opened()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return window


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(focused(), key)


def test_a_due_visit_is_started_by_keyboard_alone(active: MainWindow, qtbot: QtBot) -> None:
    """Enter on what is due, the code, Enter; the person is confirmed with the space bar, and Enter starts."""
    press(qtbot, ENTER)
    page = active.page
    assert isinstance(page, StartPage)
    assert page.operator is focused()
    qtbot.keyClicks(focused(), "ab")
    press(qtbot, ENTER)
    assert page.is_the_person is focused()
    press(qtbot, SPACE, ENTER)
    qtbot.waitUntil(lambda: isinstance(active.page, MonitorPage), timeout=10_000)
    monitor = active.page
    assert isinstance(monitor, MonitorPage)
    qtbot.waitUntil(lambda: "●" in monitor.standing.text(), timeout=10_000)
    monitor.why.setCurrentIndex(1)
    monitor._end()


def test_tab_leads_to_the_person_and_to_the_start(active: MainWindow, qtbot: QtBot) -> None:
    """From the code, Tab goes to the person, then to the button that starts, then to the one that goes back."""
    press(qtbot, ENTER)
    page = active.page
    assert isinstance(page, StartPage)
    for expected in (page.is_the_person, page.start, page.back):
        press(qtbot, TAB)
        assert expected is focused()


def test_what_is_pressed_while_the_task_comes_up_pauses_nothing(active: MainWindow, qtbot: QtBot) -> None:
    """The launcher still has the keyboard then: one Enter too many, or a space bar, presses no button."""
    press(qtbot, ENTER)
    page = active.page
    assert isinstance(page, StartPage)
    page.operator.setText("AB")
    page.is_the_person.setChecked(True)
    page.start.click()
    qtbot.waitUntil(lambda: isinstance(active.page, MonitorPage), timeout=10_000)
    monitor = active.page
    assert isinstance(monitor, MonitorPage)
    press(qtbot, SPACE, ENTER)
    assert "" == monitor.told.text()
    monitor.why.setCurrentIndex(1)
    monitor._end()


@pytest.mark.parametrize("shown", PAGES)
def test_tab_goes_through_a_page_from_top_to_bottom(active: MainWindow, qtbot: QtBot, shown: str) -> None:
    """Everything that can be used is reached, line by line, and the first thing comes again after the last."""
    PAGES[shown](active)
    page, order = active.page, list[QWidget]()
    while len(order) < 2 or focused() is not order[0]:
        if focused() not in order:  # a time has two parts: Tab goes from one to the other
            order.append(focused())
        press(qtbot, TAB)
    usable = {
        one
        for one in page.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and not isinstance(one, QScrollArea)
    }
    assert set() == usable - set(order)
    tops = [one.mapTo(page, one.rect().topLeft()).y() for one in order]
    first = tops.index(min(tops))
    assert sorted(tops) == tops[first:] + tops[:first]


@pytest.mark.parametrize("shown", [name for name in PAGES if name != "board"])
def test_escape_goes_back_to_the_board(active: MainWindow, qtbot: QtBot, shown: str) -> None:
    """From every page that can be left."""
    PAGES[shown](active)
    press(qtbot, ESCAPE)
    assert isinstance(active.page, BoardPage)


@pytest.mark.parametrize("leave", [lambda window: window.show_board(), lambda window: window.speak(Language.FR)])
def test_what_was_typed_is_there_again(active: MainWindow, leave: Callable[[MainWindow], object]) -> None:
    """A page that was left, or is shown in another language, has what was typed and not sent; nobody is confirmed."""
    PAGES["start, not its time"](active)
    start = active.page
    assert isinstance(start, StartPage)
    start.operator.setText("AB")
    start.words.setText("the pump stopped")
    start.reason.setCurrentIndex(2)
    leave(active)
    PAGES["enrol"](active)
    enrol = active.page
    assert isinstance(enrol, EnrolPage)
    enrol.who.setText("KD00")
    enrol.arm.setCurrentIndex(2)
    leave(active)
    PAGES["time"](active)
    anchor = active.page
    assert isinstance(anchor, AnchorPage)
    anchor.time.setText("04:05")
    leave(active)
    PAGES["enrol"](active)
    enrol = active.page
    assert isinstance(enrol, EnrolPage)
    assert ("KD00", 2) == (enrol.who.text(), enrol.arm.currentIndex())
    PAGES["time"](active)
    anchor = active.page
    assert isinstance(anchor, AnchorPage)
    assert "04:05" == anchor.time.text()
    PAGES["start, not its time"](active)
    start = active.page
    assert isinstance(start, StartPage)
    assert ("AB", "the pump stopped", 2) == (start.operator.text(), start.words.text(), start.reason.currentIndex())
    assert not start.is_the_person.isChecked()


def test_what_was_sent_is_not_there_again(active: MainWindow) -> None:
    """After an enrolment the page is empty."""
    PAGES["enrol"](active)
    page = active.page
    assert isinstance(page, EnrolPage)
    page.who.setText("KD002")
    page.arm.setCurrentIndex(1)
    page.enrol.click()
    PAGES["enrol"](active)
    again = active.page
    assert isinstance(again, EnrolPage)
    assert "" == again.who.text()


def test_a_visit_is_opened_from_the_list_with_the_arrows(active: MainWindow, qtbot: QtBot) -> None:
    """In the list of everybody the arrows choose a visit, and Enter opens it."""
    board = active.page
    assert isinstance(board, BoardPage)
    board.everybody.setFocus()
    board.everybody.setCurrentCell(0, 2)
    press(qtbot, Qt.Key.Key_Right, ENTER)
    page = active.page
    assert isinstance(page, StartPage)
    assert "post4h" == page.state.visit


def test_escape_leaves_a_note_and_never_a_session(active: MainWindow, qtbot: QtBot) -> None:
    """What was typed of the note stands there when it is opened again; the question why it ends goes, nothing else."""
    active.show_start("KD001", "baseline")
    start = active.page
    assert isinstance(start, StartPage)
    start.operator.setText("AB")
    start.is_the_person.setChecked(True)
    start.start.click()
    qtbot.waitUntil(lambda: isinstance(active.page, MonitorPage), timeout=10_000)
    monitor = active.page
    assert isinstance(monitor, MonitorPage)
    qtbot.waitUntil(lambda: "●" in monitor.standing.text(), timeout=10_000)
    monitor.write.click()
    qtbot.waitUntil(monitor.note.isVisible, timeout=10_000)
    qtbot.keyClicks(monitor.note, "asked for")
    qtbot.keyClick(monitor.note, ESCAPE)
    assert not monitor.note.isVisible()
    assert "asked for" == monitor.note.text()
    monitor.end.click()
    qtbot.keyClick(monitor.why, ESCAPE)
    assert not monitor.why.isVisible()
    assert monitor is active.page
    monitor.why.setCurrentIndex(1)
    monitor._end()


def test_where_the_keyboard_is_can_be_seen_from_the_first_page_on(active: MainWindow) -> None:
    """The frame around what has the keyboard is drawn before anybody has pressed Tab."""
    assert active.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


@pytest.mark.parametrize("name", PAGES)
def test_the_wheel_chooses_nothing(active: MainWindow, name: str) -> None:
    """It is turned to scroll the page, and may be over a list by then: no arm and no reason changes under it."""
    PAGES[name](active)
    for box in active.page.findChildren(QComboBox):
        before = box.currentIndex()
        for turned in (-120, 120):
            middle = QPointF(box.rect().center())
            QApplication.sendEvent(
                box,
                QWheelEvent(
                    middle,
                    QPointF(box.mapToGlobal(middle)),
                    QPoint(),
                    QPoint(0, turned),
                    Qt.MouseButton.NoButton,
                    Qt.KeyboardModifier.NoModifier,
                    Qt.ScrollPhase.NoScrollPhase,
                    False,
                ),
            )
            assert before == box.currentIndex()


def test_what_was_pressed_is_reached_in_a_replay(opened: Opened, day: Laboratory, qtbot: QtBot) -> None:
    """In a low window Tab leads to the lines below the picture and into view; the page scrolls from there."""
    window = opened(lab=day)
    window.resize(500, 300)
    window.show_replay("KD001", "baseline")
    window.activateWindow()
    page = window.page
    assert isinstance(page, ReplayPage)
    qtbot.waitUntil(page.slider.hasFocus)
    (bar,) = (area.verticalScrollBar() for area in page.findChildren(QScrollArea))
    assert bar is not None
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    press(qtbot, TAB, TAB, TAB)
    assert page.done is focused()
    assert bar.value() > 0
    before = bar.value()
    press(qtbot, Qt.Key.Key_PageUp)
    assert bar.value() < before
    press(qtbot, Qt.Key.Key_Right)
    assert 1 == page.slider.value()
