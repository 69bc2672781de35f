"""Alt and an underlined letter: on each page, in each language, no two things have the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from PyQt6 import sip
from PyQt6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from experiment.launcher.command_page import CheckPage, DrillPage
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.monitor_page import MonitorPage
from experiment.launcher.speaking import Language, Speaker
from experiment.launcher.start_page import StartPage
from tests.instruments.launcher_pictures import pages


def letters(window: MainWindow) -> Iterator[tuple[str, str]]:
    """Give the letter of each menu, and of everything of the page, also of what is hidden until it is needed."""
    bar = window.menuBar()
    assert bar is not None
    texts = [action.text() for action in bar.actions()]
    for one in window.page.findChildren(QWidget):
        if isinstance(one, QAbstractButton) or (isinstance(one, QLabel) and one.buddy() is not None):
            texts.append(one.text())
    for text in texts:
        if found := re.search(r"&(\w)", text):
            yield found[1].lower(), text


def doubles(window: MainWindow) -> dict[str, set[str]]:
    named = defaultdict(set)
    for letter, text in letters(window):
        named[letter].add(text)
    return {letter: texts for letter, texts in named.items() if len(texts) > 1}


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", list(Language), ids=lambda language: language.code)
def test_no_letter_stands_for_two_things(day: Laboratory, language: Language) -> None:
    """Where two had one letter, neither would be pressed by it."""
    window = MainWindow(day, language)
    window._mailbox.close()
    try:
        found = {name: doubles(window) for name in pages(window, day)}
        for command in (CheckPage, DrillPage):
            window.show_command(command)
            found[command.__name__] = doubles(window)
        assert {} == {name: texts for name, texts in found.items() if texts}
    finally:
        window.close()
        sip.delete(window)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", list(Language), ids=lambda language: language.code)
def test_every_button_before_a_session_has_a_letter(day: Laboratory, language: Language) -> None:
    """Also what is only there once a session was refused, or is to go on."""
    window = MainWindow(day, language)
    window._mailbox.close()
    try:
        window.show_start("KD002", "baseline")
        page = window.page
        assert isinstance(page, StartPage)
        buttons = [one.text() for one in page.findChildren(QAbstractButton) if one.text()]
        assert [] == [text for text in buttons if "&" not in text]
    finally:
        window.close()
        sip.delete(window)


@pytest.mark.parametrize("language", list(Language), ids=lambda language: language.code)
def test_what_never_has_the_keyboard_shows_no_letter(qtbot: QtBot, language: Language) -> None:
    """While a session runs the keyboard is the task's: only what stands with a note, or with an end, has a letter."""
    page = MonitorPage(Speaker(language), True, lambda _order: True, lambda _wanted: None)
    qtbot.addWidget(page)
    clicked = (page.pause, page.end, page.write)
    assert [] == [one.text() for one in clicked if "&" in one.text()]
    typed = (page.add, page.no_note, page.note_label, page.end_now, page.end_not, page.why_label)
    assert [] == [one.text() for one in typed if "&" not in one.text()]
    assert "Escape" in page.pauses.text() or "Échap" in page.pauses.text()
