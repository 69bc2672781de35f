"""The launcher's window comes up whole on its screen, with the frame that a window manager puts around it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6 import sip
from PyQt6.QtWidgets import QApplication

from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.speaking import Language


@pytest.fixture
def window(day: Laboratory, qapp: QApplication) -> Iterator[MainWindow]:
    """Open the launcher with type so large that it wants more than the screen."""
    before, font = qapp.font(), qapp.font()
    font.setPointSizeF(before.pointSizeF() * 4)
    qapp.setFont(font)
    window = MainWindow(day, Language.FR)
    window._mailbox.close()
    window.show()
    for _ in range(4):
        qapp.processEvents()
    yield window
    qapp.setFont(before)
    window.close()
    sip.delete(window)


def test_nothing_of_it_is_off_the_screen(window: MainWindow) -> None:
    """A window as large as the screen hung out of it by its frame, with the lower half of the button that was asked
    for.
    """
    screen = window.screen()
    assert screen is not None
    assert window.frameGeometry() != window.geometry()
    assert screen.availableGeometry().contains(window.frameGeometry())


def test_later_it_is_as_large_as_somebody_wants_it(window: MainWindow, qapp: QApplication) -> None:
    """Moved and made larger by hand it stays so."""
    screen = window.screen()
    assert screen is not None
    wanted = screen.availableGeometry().translated(90, 90)
    window.setGeometry(wanted)
    for _ in range(4):
        qapp.processEvents()
    assert wanted == window.geometry()
