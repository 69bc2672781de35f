"""A session looked at again: a slider from screen to screen, each with its picture, its time and what was pressed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QSlider
from pytestqt.qtbot import QtBot

from experiment.format.vocabulary import SessionKind
from experiment.launcher.board_page import BoardPage
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.replay_page import ReplayPage
from experiment.launcher.replay_state import ReplayState
from experiment.launcher.speaking import Language, Speaker
from experiment.launcher.texts import Replaying
from experiment.verbs.replay_page import caption_of, inputs_of

Opened = Callable[..., MainWindow]
SPEAKERS = [Speaker(language) for language in Language]


def shown(window: MainWindow) -> ReplayPage:
    page = window.page
    assert isinstance(page, ReplayPage)
    return page


def test_every_screen_of_a_session_can_be_said(day: Laboratory) -> None:
    """Whatever was on the screen has words in both languages, and stands in the order of its time."""
    for say in SPEAKERS:
        state = ReplayState(day, "KD001", "baseline", SessionKind.STUDY, say)
        words = [state.shown(place) for place in range(len(state))]
        assert len(words) > 20
        assert [one.said for one in words] == sorted((one.said for one in words), key=lambda said: said[:8])
        assert all(one.done for one in words)


def test_what_was_typed_stands_there_with_its_time(day: Laboratory) -> None:
    """An answer's keys, each with the time since the screen came, and what stood there then."""
    state = ReplayState(day, "KD001", "baseline", SessionKind.STUDY, SPEAKERS[0])
    answered = next(one for one in map(state.shown, range(len(state))) if "estimate" in one.said and len(one.done) > 1)
    assert answered.done[0].startswith("+0.500 s  key ")
    assert "→" in answered.done[0]


def test_it_is_opened_from_the_board_and_goes_from_screen_to_screen(
    opened: Opened, day: Laboratory, qtbot: QtBot
) -> None:
    """A visit is chosen in the list; the arrows move the slider, and picture and words change with it."""
    window = opened(lab=day)
    board = window.page
    assert isinstance(board, BoardPage)
    board.everybody.setCurrentCell(0, 2)
    board.again.click()
    page = shown(window)
    assert page.place.text().startswith("1 of ")
    assert not page.before.isEnabled()
    first = page.picture.pixmap().cacheKey()
    qtbot.keyClick(page.slider, Qt.Key.Key_Right)
    assert page.place.text().startswith("2 of ")
    assert first != page.picture.pixmap().cacheKey()
    page.after.click()
    assert page.place.text().startswith("3 of ")
    page.slider.setValue(page.slider.maximum())
    assert not page.after.isEnabled()
    page.back.click()
    assert isinstance(window.page, BoardPage)


def test_a_visit_that_has_not_begun_is_none_to_look_at(opened: Opened, day: Laboratory) -> None:
    """It is said on the board."""
    window = opened(lab=day)
    window.show_replay("KD001", "day7")
    board = window.page
    assert isinstance(board, BoardPage)
    assert "there is no run “KD001/day7”" in board.message.text()


def test_another_language_stays_at_the_same_screen(opened: Opened, day: Laboratory) -> None:
    """The words change, and the slider stays where it was."""
    window = opened(lab=day)
    window.show_replay("KD002", "baseline")
    shown(window).slider.setValue(5)
    window.speak(Language.FR)
    assert "ce qui a été vu et pressé" in shown(window)._state.title
    assert 5 == shown(window).slider.value()


def test_a_screen_that_a_crash_cut_off_says_what_is_not_known(day: Laboratory) -> None:
    """Neither how long it was on nor what was pressed last, in both languages, on the page and in the slider."""
    for say in SPEAKERS:
        state = ReplayState(day, "KD001", "baseline", SessionKind.STUDY, say)
        last = replace(state._again.screens[-1], over=None, is_cut_off=True)
        state._again = replace(state._again, screens=(*state._again.screens[:-1], last))
        shown = state.shown(len(state) - 1)
        assert say(Replaying.CUT_OFF) in shown.said
        assert say(Replaying.LAST_PRESSED_UNKNOWN) == shown.done[-1]
        assert say(Replaying.NOTHING_PRESSED) not in shown.done
        assert say(Replaying.CUT_OFF) in caption_of(last, say)
        assert say(Replaying.LAST_PRESSED_UNKNOWN) in list(inputs_of(last, say))


def wheel(slider: QSlider, turned: int) -> None:
    at, none, buttons = QPointF(5, 5), QPoint(), Qt.MouseButton.NoButton
    none_held, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    slider.wheelEvent(QWheelEvent(at, at, none, QPoint(0, turned), buttons, none_held, phase, False))


def test_the_slider_goes_as_a_page_is_read(opened: Opened, day: Laboratory, qtbot: QtBot) -> None:
    """What goes down or to the right goes on, by keys and by the wheel; half a notch of a wheel waits for the other."""
    window = opened(lab=day)
    window.show_replay("KD001", "baseline")
    slider = shown(window).slider
    for key, place in (("Right", 1), ("Down", 2), ("PageDown", 12), ("Up", 11), ("Left", 10), ("PageUp", 0)):
        qtbot.keyClick(slider, Qt.Key[f"Key_{key}"])
        assert place == slider.value(), key
    for turned, place in ((-120, 1), (-60, 1), (-60, 2), (120, 1), (-240, 3)):
        wheel(slider, turned)
        assert place == slider.value(), turned
