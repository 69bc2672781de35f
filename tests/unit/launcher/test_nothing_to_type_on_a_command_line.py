"""No page shows an experimenter what is meant for a command line, whatever is typed on it, and whatever is left out."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from experiment.launcher.anchor_page import AnchorPage
from experiment.launcher.board_page import BoardPage
from experiment.launcher.command_page import BackupPage
from experiment.launcher.enrol_page import EnrolPage
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.speaking import Language
from experiment.launcher.start_page import StartPage
from tests.instruments.typed_lab import Lab

Opened = Callable[..., MainWindow]
ENTER = Qt.Key.Key_Return
ODD = [
    "",
    " ",
    "-x",
    "--help",
    "--",
    "=",
    "KD\u200b01",
    "a\x00b",
    "é\ud800",
    "x" * 201,
    "C:\\data",
    "*?<>|",
    "x" * 5000,
]
OF_A_COMMAND_LINE = re.compile(r"(^|\s)--?[a-z]|DEST|PARTICIPANT\b|the value is empty|option|usage:")


def read(window: MainWindow, typed: str) -> str:
    """Everything that can be read on the page, but for what was typed there and is said again."""
    said = "\n".join(one.text() for one in window.page.findChildren((QLabel, QAbstractButton)) if one.isVisible())
    return said.replace(typed.strip(), "…") if typed.strip() else said


def enrolled(window: MainWindow, typed: str, chosen: int) -> None:
    window.show_enrol()
    page = window.page
    assert isinstance(page, EnrolPage)
    page.who.setText(typed)
    page.arm.setCurrentIndex(chosen)
    page.enrol.click()


def entered(window: MainWindow, typed: str, chosen: int) -> None:
    window.show_anchor("KD001")
    page = window.page
    assert isinstance(page, AnchorPage)
    page.time.setText("14:05" if chosen else typed)
    page.why.setText(typed)
    page.enter.click()


def corrected(window: MainWindow, typed: str, chosen: int) -> None:
    """Enter a time, and another with a reason; or take it back."""
    line = ["anchor", *window._lab.places, "--participant", "KD001", "--name", "infusion1_end"]
    line += ["--at", "2026-11-20 09:00", "--reason", "a slip", "--accept-time"]
    assert 0 == window._lab.act(line).code
    window.show_anchor("KD001")
    page = window.page
    assert isinstance(page, AnchorPage)
    page.name.setCurrentIndex(0)
    assert page.why.isVisible()
    page.time.setText("03:06")
    page.why.setText(typed)
    page.take_back.setChecked(bool(chosen))
    page.enter.click()


PAGES = {"enrol": enrolled, "time": entered, "correction": corrected}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("chosen", [0, 1])
@pytest.mark.parametrize("name", PAGES)
def test_of_what_is_entered(opened: Opened, language: Language, name: str, chosen: int) -> None:
    """Each page says what is missing or wrong in its own words, in its own language."""
    window = opened(language)
    for typed in ODD:
        PAGES[name](window, typed, chosen)
        said = read(window, typed)
        assert not OF_A_COMMAND_LINE.search(said), (typed, said)
        assert not isinstance(window.page, EnrolPage) or language is Language.EN or "Choose" not in said


@pytest.mark.parametrize(
    ("language", "words"), [(Language.EN, "Choose the arm"), (Language.FR, "Choisir d’abord le bras")]
)
def test_what_is_missing_is_said_at_its_field(
    opened: Opened, qtbot: QtBot, lab: Lab, language: Language, words: str
) -> None:
    """No command is called; the keyboard is on the first of them, and what is there by then is said no more."""
    window = opened(language)
    window.activateWindow()
    before = lab.tree()
    enrolled(window, " ", 0)
    page = window.page
    assert isinstance(page, EnrolPage)
    qtbot.waitUntil(page.who.hasFocus)
    assert page.amiss[page.who].isVisible()
    assert page.amiss[page.arm].text().startswith(words)
    page.who.setText("KD002")
    assert not page.amiss[page.who].isVisible()
    page.enrol.click()
    assert page.arm.hasFocus()
    assert before == lab.tree()
    page.arm.setCurrentIndex(1)
    assert not page.amiss[page.arm].isVisible()
    page.enrol.click()
    assert isinstance(window.page, BoardPage)


def test_a_site_is_chosen_where_there_are_some(opened: Opened, laboratory: Laboratory, lab: Lab) -> None:
    """Like the arm."""
    file = laboratory.study.file.model_copy(update={"sites": ("north", "south")})
    window = opened(Language.FR, replace(laboratory, study=replace(laboratory.study, file=file)))
    before = lab.tree()
    enrolled(window, "KD002", 1)
    page = window.page
    assert isinstance(page, EnrolPage)
    assert page.amiss[page.site].text().startswith("Choisir d’abord le centre")
    assert before == lab.tree()


@pytest.mark.parametrize("typed", ["-x", "--new-run", "a\x00b", "é\ud800", "x" * 201, "AB\u200b"])
def test_of_what_a_session_is_begun_with(opened: Opened, qtbot: QtBot, laboratory: Laboratory, typed: str) -> None:
    """Neither the code nor the words why it takes place now are taken for anything else, nor crash the launcher."""
    real = replace(laboratory, session_command=(sys.executable, "-X", "utf8", "-m", "experiment"))
    window = opened(Language.FR, real)
    for operator, words in ((typed, "why"), ("AB", typed)):
        window.show_start("KD001", "post4h")
        page = window.page
        assert isinstance(page, StartPage)
        page.operator.setText(operator)
        page.words.setText(words)
        page.reason.setCurrentIndex(1)
        page.is_the_person.setChecked(True)
        page.start.click()
        qtbot.waitUntil(lambda: window.desk.running is None, timeout=20_000)
        said = read(window, typed)
        assert page.message.isVisible()
        assert not OF_A_COMMAND_LINE.search(said), said


@pytest.mark.parametrize(
    "typed", ["-x", "--help", "a\x00b", "stick", "x" * 5000, str(Path.cwd() / "a\x00b"), str(Path.cwd() / ("x" * 5000))]
)
def test_of_the_place_of_a_copy(
    opened: Opened, qtbot: QtBot, laboratory: Laboratory, lab: Lab, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    """What is no whole path of a folder is said in words of the page, and nothing is copied to wherever that may be."""
    monkeypatch.chdir(lab.folder)
    before = sorted(lab.folder.iterdir())
    real = replace(laboratory, session_command=(sys.executable, "-X", "utf8", "-m", "experiment"))
    window = opened(Language.FR, real)
    window.show_command(BackupPage)
    page = window.page
    assert isinstance(page, BackupPage)
    page.place.setText(typed)
    page.begin.click()
    qtbot.waitUntil(page.back.isEnabled, timeout=20_000)
    said = read(window, typed)
    assert "chemin complet" in said
    assert not OF_A_COMMAND_LINE.search(said), said
    assert before == sorted(lab.folder.iterdir())


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_enter_makes_the_copy_once_the_place_is_put_right(
    opened: Opened, qtbot: QtBot, laboratory: Laboratory, lab: Lab
) -> None:
    """After a refusal the keyboard is in the field; Enter does there what the bold button says, then leaves."""
    real = replace(laboratory, session_command=(sys.executable, "-X", "utf8", "-m", "experiment"))
    window = opened(lab=real)
    window.activateWindow()
    window.show_command(BackupPage)
    page = window.page
    assert isinstance(page, BackupPage)
    qtbot.waitUntil(page.place.hasFocus)
    page.place.setText(str(laboratory.data / "copy"))
    qtbot.keyClick(focused(), ENTER)
    qtbot.waitUntil(page.back.isEnabled, timeout=20_000)
    assert page.verdict.text().startswith("✕")
    assert page.place is focused()
    assert (True, False) == (page.begin.font().bold(), page.back.font().bold())
    assert isinstance(focused(), QLineEdit)
    page.place.setText(str(lab.folder / "stick"))
    qtbot.keyClick(focused(), ENTER)
    qtbot.waitUntil(page.back.isEnabled, timeout=20_000)
    assert "✓ Done." == page.verdict.text()
    assert page.verdict is focused()
    assert (False, True) == (page.begin.font().bold(), page.back.font().bold())
    qtbot.keyClick(focused(), ENTER)
    assert isinstance(window.page, BoardPage)


def test_another_place_is_another_copy(opened: Opened, qtbot: QtBot, laboratory: Laboratory, lab: Lab) -> None:
    """Once a copy is made Enter leaves; where another place is typed it makes that copy."""
    real = replace(laboratory, session_command=(sys.executable, "-c", ""))
    window = opened(lab=real)
    window.activateWindow()
    window.show_command(BackupPage)
    page = window.page
    assert isinstance(page, BackupPage)
    page.place.setText(str(lab.folder / "stick"))
    page.begin.click()
    qtbot.waitUntil(page.back.isEnabled, timeout=20_000)
    assert page.go is page.back
    page.place.setText(str(lab.folder / "other"))
    assert page.go is page.begin
    assert page.begin.font().bold()


def test_what_is_asked_goes_with_what_it_was_asked_of(opened: Opened) -> None:
    """A question about another ID, or another time, stands there no longer than the answer to it."""
    window = opened()
    enrolled(window, "KD010", 1)
    page = window.page
    assert isinstance(page, EnrolPage)
    assert "KD010" in page.message.text()
    page.who.setText("KD2")
    assert not page.message.isVisible()
    window.show_anchor("KD001")
    anchor = window.page
    assert isinstance(anchor, AnchorPage)
    anchor.day.setText("2026-11-20")
    anchor.time.setText("14:05")
    anchor.enter.click()
    assert anchor.yes.isVisible()
    anchor.time.setText("14:06")
    assert not anchor.message.isVisible()


@pytest.mark.parametrize(("language", "written"), [(Language.EN, "2026-11-20"), (Language.FR, "20/11/2026")])
def test_days_are_asked_for_as_they_are_written(
    opened: Opened, laboratory: Laboratory, language: Language, written: str
) -> None:
    """The field, what is understood, and what a mistake is told to look like: one form in each language."""
    at = datetime(2026, 11, 20, 12, tzinfo=timezone.utc)
    window = opened(language, replace(laboratory, clock=lambda: at))
    window.show_anchor("KD001")
    page = window.page
    assert isinstance(page, AnchorPage)
    page.time.setText("14:05")
    assert written == page.day.text()
    assert written in page.understood.text()
    page.day.setText("yesterday")
    page.enter.click()
    assert ("2026-11-26" if language is Language.EN else "26/11/2026") in page.message.text()
