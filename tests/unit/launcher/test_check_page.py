"""The whole check of the computer, from the launcher: what is to be put right, and whether a session can be held."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from experiment.format.check_report import Verdict
from experiment.format.judging import decided
from experiment.launcher.board_page import BoardPage
from experiment.launcher.command_page import CheckPage
from experiment.launcher.main_window import MainWindow
from experiment.launcher.preflight import in_words
from experiment.launcher.speaking import Language, Speaker
from experiment.messages.checks import Named, OfFiles

Opened = Callable[..., MainWindow]


def checked(opened: Opened, qtbot: QtBot, language: Language) -> CheckPage:
    window = opened(language)
    window.show_command(CheckPage)
    page = window.page
    assert isinstance(page, CheckPage)
    qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.back.isEnabled, timeout=10_000)
    return page


@pytest.mark.parametrize(
    ("verdict", "said", "line"),
    [
        ("pass", "✓ Sessions can be held", "✓ in order: disk, clock"),
        ("warn", "✓ Sessions can be held", "⚠ disk: a row is safe in 212.00 ms"),
        ("fail", "✕ No session on this computer", "✕ disk: a row is safe in 212.00 ms"),
    ],
)
def test_what_was_found_is_read(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, verdict: str, said: str, line: str
) -> None:
    """Each line with what to do, and above them what they come to."""
    monkeypatch.setenv("CHECKED", verdict)
    page = checked(opened, qtbot, Language.EN)
    assert page.verdict.text().startswith(said)
    assert page.lines.text().startswith(line)


def test_one_tap_too_many_takes_nothing_away(opened: Opened, qtbot: QtBot) -> None:
    """Taps that were still meant for the check leave its result there; Enter leaves it, and begins nothing anew."""
    page = checked(opened, qtbot, Language.EN)
    window = page.window()
    assert isinstance(window, MainWindow)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert page is window.page
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert isinstance(window.page, BoardPage)


@pytest.mark.parametrize(
    ("language", "where"), [(Language.EN, "“Check this computer”"), (Language.FR, "Vérifier cet ordinateur")]
)
def test_an_old_check_is_made_here(language: Language, where: str) -> None:
    """Before a session the line names the menu, and nothing to type."""
    line = decided(OfFiles.NEVER_CHECKED, False, "", otherwise=Verdict.WARN)
    (said,) = in_words([line], Speaker(language))
    assert where in said
    assert "`" not in said


def test_a_failed_check_names_its_lines_in_french() -> None:
    """Those about a duration with it, as French writes it."""
    failed = (Named("DURATION", 0.25), Named("KEY_STAMPS"))
    (said,) = in_words([decided(OfFiles.CHECK_FAILED, False, "", {"lines": failed})], Speaker(Language.FR))
    assert "(durée 0,25 s, heure des appuis)" in said


def test_in_french(opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The verdict, and what is known there in French."""
    monkeypatch.setenv("CHECKED", "fail")
    page = checked(opened, qtbot, Language.FR)
    assert page.verdict.text().startswith("✕ Pas de séance")
    assert page.lines.text().startswith("✕ écriture sur le disque")


def test_a_check_that_was_stopped_found_nothing(opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says neither that the computer is fit nor that it is not."""
    monkeypatch.setenv("CHECKED", "")
    page = checked(opened, qtbot, Language.EN)
    assert page.verdict.text().startswith("✕ Not done")
    assert "the check has been stopped" == page.lines.text()
