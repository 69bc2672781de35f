"""A data folder that has been moved away: the launcher says so, and begins no new one in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from experiment.launcher.enrol_page import EnrolPage
from experiment.launcher.folders_seen import FoldersSeen
from experiment.launcher.laboratory import Laboratory, utc_clock
from experiment.launcher.main_window import MainWindow
from experiment.launcher.speaking import Language

Opened = Callable[..., MainWindow]


def read(window: MainWindow) -> str:
    return "\n".join(one.text() for one in window.page.findChildren(QLabel) if one.isVisible())


def moved(lab: Laboratory) -> Path:
    return lab.data.rename(lab.data.with_name("moved"))


@pytest.mark.parametrize(
    ("language", "what", "do"),
    [
        (Language.EN, "is not where it was", "have it put back"),
        (Language.FR, "n\u2019est plus à sa place", "le faire remettre à sa place"),
    ],
)
def test_the_board_says_that_it_is_gone(
    opened: Opened, laboratory: Laboratory, language: Language, what: str, do: str
) -> None:
    """While the launcher is open, and not that nobody is enrolled."""
    window = opened(language)
    moved(laboratory)
    window.show_board()
    page = read(window)
    assert what in page
    assert do in page
    assert "Nobody is enrolled yet" not in page
    assert "Personne n" not in page


def test_a_later_launcher_knows_it_too(opened: Opened, laboratory: Laboratory) -> None:
    """What this computer has seen is kept for the launcher of another day; when the folder is back, nothing is said."""
    kept = [""]
    opened(lab=replace(laboratory, folders=FoldersSeen(kept[0], lambda text: kept.insert(0, text))))
    away = moved(laboratory)
    later = replace(laboratory, folders=FoldersSeen(kept[0]))
    assert "is not where it was" in read(opened(lab=later))
    away.rename(laboratory.data)
    assert "is not where it was" not in read(opened(lab=later))


def test_nobody_is_enrolled_in_its_place(opened: Opened, qtbot: QtBot, laboratory: Laboratory) -> None:
    """Also where the page was open before: lists would be drawn from the beginning."""
    window = opened()
    window.show_enrol()
    page = window.page
    assert isinstance(page, EnrolPage)
    moved(laboratory)
    page.who.setText("KD010")
    page.arm.setCurrentIndex(1)
    qtbot.mouseClick(page.enrol, Qt.MouseButton.LeftButton)
    assert "is not where it was" in page.message.text()
    assert not laboratory.data.exists()


def test_a_new_folder_is_no_lost_one(opened: Opened, laboratory: Laboratory) -> None:
    """Where nobody has ever been enrolled, one begins with the first."""
    assert "Nobody is enrolled yet" in read(opened(lab=replace(laboratory, data=laboratory.data.with_name("new"))))


@pytest.mark.parametrize("kept", ["", "{", '{"/data": 3}', "[]"])
def test_a_memory_that_cannot_be_read_is_none(tmp_path: Path, kept: str) -> None:
    """Nothing is claimed of a folder; from the next look on it is known."""
    folders = FoldersSeen(kept)
    assert folders.of(tmp_path) is None
    folders.saw(tmp_path, 2, utc_clock())
    seen = folders.of(tmp_path)
    assert seen is not None
    assert 2 == seen.people


def test_no_memory_grows_without_end(tmp_path: Path) -> None:
    """The folders that were seen last are remembered."""
    kept: list[str] = []
    folders = FoldersSeen("", kept.append)
    for number in range(60):
        folders.saw(tmp_path / str(number), 1, utc_clock())
    later = FoldersSeen(kept[-1])
    assert later.of(tmp_path / "0") is None
    assert later.of(tmp_path / "59") is not None
