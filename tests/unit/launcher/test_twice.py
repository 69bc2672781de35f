"""A time in the hour that comes twice, as the clocks are put back: the page asks which is meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from experiment.config.load import load_study
from experiment.launcher.anchor_page import AnchorPage
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.record import participants

Opened = Callable[..., MainWindow]
LEFT = Qt.MouseButton.LeftButton
TWICE = "26/10/2025"
"""The clocks of Paris showed 02:00 to 03:00 twice that night."""


def page_with(opened: Opened, day: str, time: str) -> tuple[MainWindow, AnchorPage]:
    window = opened()
    window.show_anchor("KD001")
    page = window.page
    assert isinstance(page, AnchorPage)
    page.day.setText(day)
    page.time.setText(time)
    return window, page


def entered(lab: Laboratory) -> datetime:
    found = participants.find(lab.storage, lab.data, load_study(lab.study_file).file, "KD001")
    return found.anchor_times["infusion1_end"]


@pytest.mark.parametrize(("place", "offset"), [(1, "02:30+02:00"), (2, "02:30+01:00")])
def test_which_of_the_two_is_asked_and_entered(
    opened: Opened, qtbot: QtBot, laboratory: Laboratory, place: int, offset: str
) -> None:
    """The first is that of summer time, the second that of winter time; the board says which was entered."""
    window, page = page_with(opened, TWICE, "02:30")
    assert page.which.isVisible()
    page.which.setCurrentIndex(place)
    qtbot.mouseClick(page.enter, LEFT)
    qtbot.mouseClick(page.yes, LEFT)
    assert datetime.fromisoformat(f"2025-10-26 {offset}") == entered(laboratory)
    said = " ".join(label.text() for label in window.page.findChildren(QLabel))
    assert f"infusion 1 (end) was at 2025-10-26 {offset}" in said


def test_nothing_is_entered_until_it_is_said(opened: Opened, qtbot: QtBot, laboratory: Laboratory) -> None:
    """Neither of the two is taken for the other, and the keyboard is where it is answered."""
    _, page = page_with(opened, TWICE, "02:30")
    qtbot.mouseClick(page.enter, LEFT)
    assert "which of the two times" in page.message.text()
    with pytest.raises(KeyError):
        entered(laboratory)


def test_a_time_that_came_once_is_not_asked_about(opened: Opened) -> None:
    """Three o'clock that night came once, and so did the time of any other day."""
    _, page = page_with(opened, TWICE, "03:00")
    assert not page.which.isVisible()


def test_what_was_asked_about_another_day_is_not_accepted(opened: Opened, qtbot: QtBot) -> None:
    """A yes to one day is none to the next that is typed."""
    _, page = page_with(opened, TWICE, "05:00")
    qtbot.mouseClick(page.enter, LEFT)
    assert page.yes.isVisible()
    page.day.setText("27/10/2025")
    assert not page.yes.isVisible()
