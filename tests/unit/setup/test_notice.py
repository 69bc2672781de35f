"""A notice in a window of the system, where the program can open none of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from experiment.setup import notice

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs of a Linux desktop")


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop in English whose programs note what they were to show; it has none yet."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":somewhere")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setattr(sys, "executable", "no python")
    return tmp_path


def add(desktop: Path, name: str, code: int, says: str = "") -> Path:
    """Give the desktop a program; returns the file into which it writes what it was called with."""
    noted, program = desktop / f"{name}.txt", desktop / name
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {noted}\necho "{says}" >&2\nexit {code}\n')
    program.chmod(0o755)
    return noted


def test_a_program_of_the_desktop_shows_it(desktop: Path) -> None:
    """The text is passed whole, as one word, and nothing in it is taken for markup."""
    noted = add(desktop, "zenity", 0)
    assert notice.show("<b>no</b> {place} “%s”\nand more")
    assert "--no-markup" in noted.read_text()
    assert noted.read_text().endswith("--text=<b>no</b> {place} “%s”\nand more\n")


def test_where_one_cannot_show_it_another_does(desktop: Path) -> None:
    """A program that has no display, or fails, is not taken for one that has shown it; one that was closed is."""
    add(desktop, "zenity", 1, "cannot open display:")
    add(desktop, "kdialog", 2)
    noted = add(desktop, "xmessage", 1)
    assert notice.show("why not")
    assert noted.read_text().endswith("why not\n")


def test_without_any_it_says_so(desktop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing to show it with, or no display, is no mistake: the line has gone to standard error as well."""
    assert not notice.show("why not")
    add(desktop, "zenity", 0)
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not notice.show("why not")


def test_it_is_shown_in_the_language_of_the_system(desktop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why a computer is not ready, with the line of the set-up; but not where a terminal has said it."""
    noted = add(desktop, "zenity", 0)
    monkeypatch.setattr(os, "isatty", lambda _descriptor: False)
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    notice.not_ready("the folder .venv could not be made")
    assert "Montrer ces lignes au responsable" in noted.read_text()
    assert "the folder .venv could not be made" in noted.read_text()
    noted.unlink()
    monkeypatch.setattr(os, "isatty", lambda _descriptor: True)
    notice.not_ready("the folder .venv could not be made")
    assert not noted.exists()
