"""Every page at the system's usual size of type and at one and a half times that: nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6 import sip
from PyQt6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QScrollArea, QWidget

from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.speaking import Language
from tests.instruments.launcher_pictures import cannot_open, pages

WINDOWS = {"first": None, "small": (640, 560)}


@pytest.fixture(params=[1.0, 1.5], ids=["usual type", "type of 150 %"])
def scaled(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    """Let the system have type of a size."""
    before = qapp.font()
    font = qapp.font()
    font.setPointSizeF(before.pointSizeF() * request.param)
    qapp.setFont(font)
    yield request.param
    qapp.setFont(before)


def scrolls_for_nothing(area: QScrollArea) -> bool:
    """Return whether it can be scrolled although all of it would be seen."""
    bar, viewport, inner = area.verticalScrollBar(), area.viewport(), area.widget()
    assert bar is not None
    assert viewport is not None
    assert inner is not None
    layout = inner.layout()
    assert layout is not None
    return bar.maximum() > 0 and layout.minimumHeightForWidth(area.width()) <= area.height()


def cut_off(page: QWidget) -> list[str]:
    """Name what cannot be read whole."""
    area = page.findChild(QScrollArea)
    assert area is not None
    bar = area.horizontalScrollBar()
    assert bar is not None
    found = ["the page is wider than its window"] if bar.maximum() else []
    found += ["the page scrolls although it fits"] if scrolls_for_nothing(area) else []
    for one in page.findChildren(QWidget):
        if not one.isVisible():
            continue
        match one:
            case QLabel() if one.pixmap().isNull() and one.wordWrap():
                cut = one.height() < one.heightForWidth(one.width())
            case QLabel() if one.pixmap().isNull():
                cut = one.width() < one.sizeHint().width()
            case QAbstractButton() | QComboBox():
                cut = one.width() < one.minimumSizeHint().width() or one.height() < one.minimumSizeHint().height()
            case _:
                continue
        if cut:
            found.append(one.text() if isinstance(one, QLabel | QAbstractButton) else type(one).__name__)
    return found


@pytest.mark.parametrize("size", WINDOWS)
@pytest.mark.parametrize("language", list(Language), ids=lambda language: language.code)
def test_nothing_is_cut_off(day: Laboratory, qapp: QApplication, scaled: float, language: Language, size: str) -> None:
    """No page is wider than its window, and no sentence and no button is larger than its place."""
    window = MainWindow(day, language)
    window._mailbox.close()
    try:
        if wanted := WINDOWS[size]:
            window.resize(round(wanted[0] * scaled), round(wanted[1] * scaled))
        window.show()
        wrong = {}
        for name in pages(window, day):
            qapp.processEvents()
            if cut := cut_off(window.page):
                wrong[name] = cut
        assert {} == wrong
    finally:
        window.close()
        sip.delete(window)


@pytest.mark.usefixtures("day", "scaled")
@pytest.mark.parametrize("language", list(Language), ids=lambda language: language.code)
def test_why_it_cannot_be_opened_is_read_whole(qapp: QApplication, language: Language) -> None:
    """The window of one mistake in a study file shows all of it at once."""
    window = cannot_open(language)
    try:
        window.show()
        qapp.processEvents()
        assert [] == cut_off(window)
    finally:
        window.close()
        sip.delete(window)
