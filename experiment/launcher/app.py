"""The launcher, opened: the one place that makes a program of Qt of it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

from PyQt6.QtCore import QLibraryInfo, QLocale, QSettings
from PyQt6.QtWidgets import QApplication, QDialog, QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

from experiment.launcher.amiss import Amiss, Mistakes
from experiment.launcher.folders_seen import FoldersSeen
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.mailbox import Collecting
from experiment.launcher.main_window import MainWindow
from experiment.launcher.monitors import ParticipantsMonitor
from experiment.launcher.speaking import Language, Speaker, language_named
from experiment.launcher.texts import Opening
from experiment.launcher.why_not import why_not
from experiment.messages import Reason, Refusal


class _Still(QProxyStyle):
    """A style in which nothing moves by itself: a window that repaints costs the task frames."""

    def styleHint(  # noqa: N802 (Qt's name)
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """Let no animation take any time."""
        if hint is QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        return super().styleHint(hint, option, widget, returned)


_LANGUAGE, _FOLDERS, _MONITOR = "language", "folders", "participants_monitor"


def _settings() -> QSettings:
    """Open what is remembered on this computer, for this account."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "belief-update", "launcher")


def remember(language: Language) -> None:
    """Open later launchers in a language that somebody has chosen."""
    _settings().setValue(_LANGUAGE, language.code)


def usual_language() -> Language:
    """Return the language that was chosen last on this computer; until then, that of the system."""
    chosen = _settings().value(_LANGUAGE)
    return language_named(chosen) if isinstance(chosen, str) else system_language()


def folders_seen() -> FoldersSeen:
    """Open what this computer remembers of data folders."""
    kept = _settings().value(_FOLDERS)
    return FoldersSeen(kept if isinstance(kept, str) else "", lambda folders: _settings().setValue(_FOLDERS, folders))


def participants_monitor() -> ParticipantsMonitor:
    """Open what this computer remembers of the monitor on which sessions are shown."""
    kept = _settings().value(_MONITOR)
    return ParticipantsMonitor(kept if isinstance(kept, str) else "", lambda box: _settings().setValue(_MONITOR, box))


def system_language() -> Language:
    """Return the language in which the system speaks to its user."""
    return language_named(next(iter(QLocale.system().uiLanguages()), ""))


def make_app() -> QApplication:
    """Make the program of Qt.

    Raises
    ------
    Refusal
        If it cannot open a window here: Qt itself would end the program without a word.
    """
    _check_usable()
    there = QApplication.instance()
    if isinstance(there, QApplication):  # it was tried before
        return there
    app = QApplication([sys.argv[0] or "belief-update"])
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C closes it at once; a session goes on
    app.setStyle(_Still("Fusion"))
    app.setCursorFlashTime(0)
    app.setDesktopFileName("belief-update")
    return app


def open_launcher(lab: Laboratory, language: Language | None) -> int:
    """Open the launcher, and return when it is closed.

    Parameters
    ----------
    language
        Which one; ``None``: the usual one.
    """
    app = make_app()
    Collecting(app)
    language = language or usual_language()
    sys.excepthook = Mistakes(Speaker(language))
    lab = replace(lab, folders=folders_seen(), monitor=participants_monitor())
    window = MainWindow(lab, language, remember)
    window.show()
    return app.exec()


def tried_again(error: Exception, language: Language | None) -> bool:
    """Say in a window why the launcher cannot be opened; tell whether it is to be tried again.

    Parameters
    ----------
    error
        Why.
    language
        Which one; ``None``: the usual one.

    Raises
    ------
    Refusal
        If no window can be opened here.
    """
    app = make_app()
    say = Speaker(language or usual_language())
    window = Amiss(say, Opening.CANNOT_OPEN, why_not(error, say))
    wanted = window.exec() == QDialog.DialogCode.Accepted
    window.deleteLater()
    app.processEvents()
    return wanted


def _check_usable() -> None:
    """Refuse to go on without a display, or without what the system must have for Qt's windows."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise Refusal(Reason.LAUNCHER_WITHOUT_DISPLAY)
    if not os.environ.get("DISPLAY"):
        return
    plugin = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms" / "libqxcb.so"
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        raise Refusal(Reason.LAUNCHER_WITHOUT_LIBRARY, error=error) from error
