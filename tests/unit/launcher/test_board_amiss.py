"""The board of a data folder with which something is wrong says so, and says nothing that is not known."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from PyQt6.QtWidgets import QLabel

from experiment.format.run_files import ledger_file, participants_folder
from experiment.launcher import laboratory as laboratory_module
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.main_window import MainWindow
from experiment.launcher.speaking import Language
from experiment.record.storage import Disk

Opened = Callable[..., MainWindow]


def read(window: MainWindow) -> str:
    """Everything that can be read on the page."""
    return "\n".join(one.text() for one in window.page.findChildren(QLabel) if one.isVisible())


DAMAGED = {
    Language.EN: ("has been damaged or changed", "tell whoever looks after the data"),
    Language.FR: ("a été endommagé ou modifié", "prévenir le responsable des données"),
}


@pytest.mark.parametrize("language", Language)
def test_a_damaged_ledger(opened: Opened, laboratory: Laboratory, language: Language) -> None:
    """It is named, with whom to tell; and everybody stands there all the same."""
    file = ledger_file(laboratory.data)
    file.chmod(0o600)
    file.write_bytes(b"{}\n" + file.read_bytes())
    page = read(opened(language))
    what, do = DAMAGED[language]
    assert what in page
    assert do in page
    assert "lab.py" not in page


def test_a_folder_that_cannot_be_read(opened: Opened, laboratory: Laboratory, monkeypatch: pytest.MonkeyPatch) -> None:
    """That nobody is enrolled is not said where nobody can know."""
    folder = participants_folder(laboratory.data)

    def names_in(_disk: Disk, place: object) -> list[str]:
        if place == folder:
            raise PermissionError(13, "Permission denied")
        return []

    monkeypatch.setattr(Disk, "names_in", names_in)
    page = read(opened())
    assert "cannot be read (this account has no right to it)" in page
    assert "Nobody is enrolled yet" not in page
    assert "No visit is due" not in page


@pytest.mark.parametrize(
    ("read_only", "language", "said", "do"),
    [
        (False, Language.EN, "this account has no right to it", "do not take another folder"),
        (False, Language.FR, "ce compte n’en a pas le droit", "ne pas prendre un autre dossier"),
        (True, Language.EN, "is on a read-only disk", "unlock it"),
        (True, Language.FR, "est sur un disque en lecture seule", "la déverrouiller"),
    ],
)
def test_a_folder_that_cannot_be_written_to(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, read_only: bool, language: Language, said: str, do: str
) -> None:
    """Why, and what to do, before somebody types for nothing; what there is can still be read."""
    monkeypatch.setattr(os, "access", lambda _place, _mode: False)
    monkeypatch.setattr(laboratory_module, "_is_read_only", lambda _place: read_only)
    window = opened(language)
    page = read(window)
    assert said in page
    assert "Permission denied" not in page
    assert do in page
