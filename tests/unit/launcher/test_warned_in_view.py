"""What a page warns of or asks is in view with the button that answers it, also with large type in a small window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PyQt6 import sip
from PyQt6.QtCore import QPoint, QRect
from PyQt6.QtWidgets import QApplication, QScrollArea, QWidget

from experiment.format.session_line import SessionState
from experiment.format.vocabulary import PauseReason, SessionKind
from experiment.launcher.anchor_page import AnchorPage
from experiment.launcher.command_page import BackupPage
from experiment.launcher.enrol_page import EnrolPage
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.monitor_page import MonitorPage
from experiment.launcher.monitor_state import Followed
from experiment.launcher.session_desk import Running
from experiment.launcher.speaking import Language
from experiment.launcher.start_page import StartPage
from tests.instruments.launcher_pictures import _STATE as RUNS

SCALE = 1.75
SIZES = {"the screen": (1280, 720), "less its bars": (1280, 600)}
NAMES = "M. Durand"
"""Words that look as if they named somebody."""

Warned = Iterator[tuple[str, QWidget, QWidget]]
"""What is warned of or asked, what says so, and what answers it: a button, or the one field that is empty."""


@pytest.fixture(params=SIZES.values(), ids=SIZES)
def large(
    request: pytest.FixtureRequest, day: Laboratory, qapp: QApplication
) -> Iterator[Callable[[Language], MainWindow]]:
    """Open the launcher with large type on a small screen."""
    before, font, windows = qapp.font(), qapp.font(), list[MainWindow]()
    font.setPointSizeF(before.pointSizeF() * SCALE)
    qapp.setFont(font)

    def opened(language: Language) -> MainWindow:
        window = MainWindow(day, language)
        windows.append(window)
        window._mailbox.close()
        window.resize(*request.param)
        window.show()
        return window

    yield opened
    qapp.setFont(before)
    for window in windows:
        window.close()
        sip.delete(window)


def settled(qapp: QApplication) -> None:
    """Let rows follow columns, the page follow rows, and what is asked for be scrolled to."""
    for _ in range(4):
        qapp.processEvents()


def enrolling(window: MainWindow, qapp: QApplication) -> Warned:
    window.show_enrol()
    page = window.page
    assert isinstance(page, EnrolPage)
    settled(qapp)
    page.enrol.click()
    yield "enrolling nobody", page.amiss[page.who], page.enrol
    page.who.setText("KD010")
    page.arm.setCurrentIndex(1)
    settled(qapp)
    page.enrol.click()
    yield "enrolling somebody who is nearly there", page.message, page.yes


def entering(window: MainWindow, qapp: QApplication) -> Warned:
    window.show_anchor("KD001")
    page = window.page
    assert isinstance(page, AnchorPage)
    page.name.setCurrentIndex(0)
    settled(qapp)
    page.enter.click()
    yield "no time", page.message, page.enter
    page.time.setText("14:10")
    page.why.setFocus()
    page.why.setText(NAMES)
    yield "a correction for a reason with a name", page.why_warn, page.enter
    page.enter.click()
    yield "the same, entered", page.message, page.yes


def starting(window: MainWindow, qapp: QApplication) -> Warned:
    window.show_start("KD004", "post4h")
    page = window.page
    assert isinstance(page, StartPage)
    settled(qapp)
    page.start.click()
    yield "no code", page.message, page.operator
    page.operator.setText("AB")
    page.is_the_person.setChecked(True)
    page.reason.setCurrentIndex(1)
    page.words.setFocus()
    page.words.setText(NAMES)
    yield "words with a name", page.words_warn, page.start
    page.start.click()
    yield "the same, started", page.message, page.accept
    window.show_start("KD001", "baseline")
    page = window.page
    assert isinstance(page, StartPage)
    page.again.setFocus()
    page.again.setText(NAMES)
    yield "a new run for a reason with a name", page.again_warn, page.start


def following(window: MainWindow, qapp: QApplication) -> Warned:
    paused: SessionState = RUNS.model_copy(update={"paused": PauseReason.EXPERIMENTER})
    followed = Followed("KD004", "post4h", can_order=True, state=paused)
    window.desk.running = Running("KD004", "post4h", SessionKind.STUDY, followed)
    window.desk.show_monitor()
    page = window.page
    assert isinstance(page, MonitorPage)
    page.write.click()
    settled(qapp)
    yield "a note", page.note, page.add
    page.note.setText(NAMES)
    page.note.returnPressed.emit()
    yield "a note with a name", page.note_warn, page.add
    page.no_note.click()
    page.end.click()
    settled(qapp)
    page.end_now.click()
    yield "an end without a reason", page.told, page.end_now
    window.desk.running = None


def copying(window: MainWindow, qapp: QApplication) -> Warned:
    window.show_command(BackupPage)
    page = window.page
    assert isinstance(page, BackupPage)
    settled(qapp)
    page.begin.click()
    yield "a copy to nowhere", page.verdict, page.begin


def seen(page: QWidget, widget: QWidget) -> bool:
    """Return whether the whole of something is within what the page shows now."""
    area = page.findChild(QScrollArea)
    assert area is not None
    port = area.viewport()
    assert port is not None
    return widget.isVisible() and port.rect().contains(QRect(widget.mapTo(port, QPoint()), widget.size()))


@pytest.mark.parametrize("language", list(Language), ids=lambda language: language.code)
@pytest.mark.parametrize("warned", [enrolling, entering, starting, following, copying])
def test_what_answers_is_in_view(
    large: Callable[[Language], MainWindow],
    qapp: QApplication,
    language: Language,
    warned: Callable[[MainWindow, QApplication], Warned],
) -> None:
    """With type of 175 % at 1280 × 720 and less, whatever is warned of or asked, on every page that does."""
    window = large(language)
    wrong = []
    for name, said, answer in warned(window, qapp):
        settled(qapp)
        wrong += [f"{name}: {what}" for what, one in (("said", said), ("answer", answer)) if not seen(window.page, one)]
    assert [] == wrong
