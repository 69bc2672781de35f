"""The launcher's window goes off the participant's monitor before a session starts, if there is another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import QRect
from pytestqt.qtbot import QtBot

from experiment.format.session_line import End
from experiment.format.vocabulary import AbortReason
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.monitor_page import MonitorPage
from experiment.launcher.monitors import Box, ParticipantsMonitor, monitor_at, place_off
from experiment.launcher.start_page import StartPage

LEFT, RIGHT = Box(0, 0, 1920, 1080), Box(1920, 0, 1280, 1024)

boxes = st.builds(Box, st.integers(-500, 4000), st.integers(-500, 2000), st.integers(1, 2500), st.integers(1, 2000))


@given(window=boxes, participants=st.integers(0, 1))
def test_nothing_of_it_is_left_there(window: Box, participants: int) -> None:
    """Wherever it was, it shares no pixel with the participant's monitor then, and stands on the other whole."""
    monitors = (LEFT, RIGHT)
    place = place_off(window, monitors, participants)
    if place is None:
        assert 0 == window.shared(monitors[participants])
    else:
        assert 0 == place.shared(monitors[participants])
        assert place.width * place.height == place.shared(monitors[1 - participants])


def test_one_monitor_is_shared() -> None:
    """With one monitor, or one that mirrors it, there is nowhere to go."""
    window = Box(100, 100, 960, 720)
    assert place_off(window, (LEFT,), 0) is None
    assert place_off(window, (LEFT, LEFT), 0) is None


def test_a_monitor_that_is_not_there_moves_nothing() -> None:
    """The session itself is refused then."""
    assert place_off(Box(100, 100, 960, 720), (LEFT, RIGHT), 2) is None


def test_it_goes_where_most_of_it_is() -> None:
    """Of several others, the one on which it stands already; its size stays."""
    beyond = Box(3200, 0, 1280, 1024)
    assert Box(3200, 50, 960, 720) == place_off(Box(2800, 50, 960, 720), (LEFT, RIGHT, beyond), 1)


@dataclass
class Screen:
    """A monitor as Qt tells of it."""

    box: QRect

    def geometry(self) -> QRect:
        """Where it is."""
        return self.box


def test_the_window_goes_off_the_monitor_that_the_session_names(
    opened: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """By its place: the task's first monitor may be the second one here."""
    second, first = QRect(1920, 0, 1280, 1024), QRect(0, 0, 1920, 1080)

    class Two:
        screens = staticmethod(lambda: [Screen(second), Screen(first)])

    monkeypatch.setattr("experiment.launcher.frame.QGuiApplication", Two)
    monkeypatch.setenv("MONITOR", "[0, 0, 1920, 1080]")
    window = opened()
    window.move(1500, 200)
    window.show_start("KD001", "baseline")
    page = window.page
    assert isinstance(page, StartPage)
    page.operator.setText("AB")
    page.is_the_person.setChecked(True)
    page.start.click()
    qtbot.waitUntil(lambda: isinstance(window.page, MonitorPage), timeout=10_000)
    assert not window.frameGeometry().intersects(first)
    assert second.contains(window.frameGeometry())
    assert window.desk.running is not None
    assert window.desk.running.process is not None
    window.desk.running.process.give(End(AbortReason.TECHNICAL))


@given(order=st.permutations(range(3)), meant=st.integers(0, 2), scale=st.sampled_from([1, 1.25, 2]))
def test_a_monitor_is_found_by_its_place(order: list[int], meant: int, scale: float) -> None:
    """In whatever order the two libraries name them, and however the desktop is scaled."""
    real = (LEFT, RIGHT, Box(3200, 0, 1280, 1024))
    scaled = [Box(one.x, one.y, round(one.width / scale), round(one.height / scale)) for one in real]
    assert order.index(meant) == monitor_at(real[meant], [scaled[number] for number in order])


def test_a_monitor_that_begins_nowhere_else_is_the_one_below() -> None:
    """Where the two do not count pixels alike, the one that has most of it; none where none has any."""
    assert 1 == monitor_at(Box(2400, 0, 1600, 1280), (LEFT, RIGHT))
    assert 2 == monitor_at(Box(9000, 0, 100, 100), (LEFT, RIGHT))


def test_a_launcher_comes_up_elsewhere_than_where_the_last_session_was_shown(
    opened: Callable[..., MainWindow], laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session may be running there that another launcher started: what lies over it pauses it."""

    class Two:
        screens = staticmethod(lambda: [Screen(QRect(0, 0, 1920, 1080)), Screen(QRect(1920, 0, 1280, 1024))])

    monkeypatch.setattr("experiment.launcher.frame.QGuiApplication", Two)
    kept: list[str] = []
    ParticipantsMonitor(keep=kept.append).saw(LEFT)
    window = opened(lab=replace(laboratory, monitor=ParticipantsMonitor(kept[0])))
    at = window.frameGeometry()
    assert 0 == Box(at.x(), at.y(), at.width(), at.height()).shared(LEFT)


@pytest.mark.parametrize("kept", ["", "1 2 3", "a b c d", "1 2 3 4 5"])
def test_what_cannot_be_read_is_not_remembered(kept: str) -> None:
    """The next session is."""
    assert ParticipantsMonitor(kept).box is None
