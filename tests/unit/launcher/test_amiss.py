"""What keeps the launcher from opening is said in a window, in the lab's language, with what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication, QDialog

from experiment.cli import main
from experiment.launcher.amiss import Amiss, Mistakes
from experiment.launcher.main_window import MainWindow
from experiment.launcher.speaking import Language, Speaker
from tests.instruments.typed_lab import Lab


@pytest.fixture
def seen(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What windows have said, title and text: the first is answered with “Try again”, the next is closed."""
    said: list[tuple[str, str]] = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    def read(window: Amiss) -> int:
        said.append((window.windowTitle(), "\n".join(line.text() for line in window.lines)))
        QTimer.singleShot(0, (window.again if len(said) == 1 else window.close_it).click)
        return QDialog.exec(window)

    monkeypatch.setattr(Amiss, "exec", read)
    return said


def test_a_wrong_study_file_is_said_and_tried_again(lab: Lab, seen: list[tuple[str, str]]) -> None:
    """Its mistakes are for the researcher; “Try again” reads it once more, and says what is wrong still."""
    text = lab.study.read_text(encoding="utf-8")
    lab.study.write_text(text.replace("\nseed:", "\nsed:", 1), encoding="utf-8", newline="\n")
    assert 1 == main(["launcher", "--study", str(lab.study), "--data", str(lab.data), "--language", "fr"])
    assert 2 == len(seen)
    title, said = seen[0]
    assert "Tâche de mise à jour des croyances" == title
    assert "montrer ces lignes au responsable de l’étude" in said
    assert "did you mean “seed”?" in said


def test_a_data_folder_that_is_not_there_is_said(lab: Lab, seen: list[tuple[str, str]]) -> None:
    """A disk that is not plugged in, before anything is looked for in another place."""
    assert 1 == main(["launcher", "--study", str(lab.study), "--data", "/media/nobody/stick/data", "--language", "fr"])
    assert "brancher le disque" in seen[0][1]


def test_a_study_that_is_not_there_is_said(seen: list[tuple[str, str]]) -> None:
    """An icon may name a study that has been renamed."""
    with pytest.raises(SystemExit):
        main(["launcher", "--study", "gone"])
    assert "there is no study “gone” in configs/" in seen[0][1]


def test_without_qt_a_window_of_the_system_says_it(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package that is missing may be the one that opens windows."""
    shown: list[str] = []
    monkeypatch.setitem(sys.modules, "experiment.launcher.app", None)
    monkeypatch.setattr("experiment.setup.notice.is_seen_by_somebody", lambda: False)
    monkeypatch.setattr("experiment.setup.notice.show", shown.append)
    assert 1 == main(["launcher", "--study", str(lab.study), "--data", str(lab.data), "--language", "fr"])
    (text,) = shown
    assert text.startswith("Impossible\u00a0: le programme ne peut pas s’ouvrir\u00a0: PyQt6 ne peut pas")


def test_a_mistake_of_the_program_ends_nothing(
    opened: Callable[..., MainWindow], capsys: pytest.CaptureFixture[str]
) -> None:
    """The launcher stays, and a window says what happened, where, and that a session goes on; not twice at once."""
    opened()
    mistakes = Mistakes(Speaker(Language.EN))
    for _ in range(2):
        try:
            raise ZeroDivisionError("by nought")
        except ZeroDivisionError as error:
            mistakes(type(error), error, error.__traceback__)
    assert mistakes.window is not None
    said = "\n".join(line.text() for line in mistakes.window.lines)
    mistakes.window.close()
    assert f"(ZeroDivisionError: by nought, {Path(__file__)}:" in said
    assert "A session that is running goes on" in said
    assert "ZeroDivisionError: by nought" in capsys.readouterr().err
