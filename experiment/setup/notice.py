"""A notice in a window of the system: for whoever has opened the program by its icon, where it cannot open one itself.

Standard library only: it is there when nothing else is.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from experiment.messages import LAB
from experiment.setup.places import ROOT
from experiment.setup.shortcut import NAME, NAME_FR

_PROGRAMS = (
    ("zenity", "--error", "--no-markup", "--width=560", f"--title={NAME}", "--text={text}"),
    ("kdialog", "--title", NAME, "--error", "{text}"),
    ("xmessage", "-center", "-title", NAME, "{text}"),
)
"""What a desktop of Linux may have that shows a text until it is closed."""

_WITH_TK = (
    "import sys, tkinter, tkinter.messagebox; root = tkinter.Tk(); root.withdraw(); "
    "tkinter.messagebox.showerror(sys.argv[1], sys.argv[2])"
)
_ERROR_ICON = 0x10

_NOT_READY = (
    "The program cannot be opened: this computer is not set up for it, or something of it is missing. Show these lines "
    "to whoever looks after this computer.\n\n{line}\n\nFor more: open a terminal in the folder {folder} and type "
    "{lab}"
)
_NOT_READY_FR = (
    "Le programme ne peut pas s’ouvrir\u00a0: cet ordinateur n’est pas préparé, ou il en manque une partie. Montrer "
    "ces lignes au responsable de cet ordinateur.\n\n{line}\n\nPour en savoir plus\u00a0: ouvrir un terminal dans le "
    "dossier {folder} et saisir {lab}"
)


def speaks_french() -> bool:
    """Return whether the system speaks French to its user."""
    if sys.platform == "win32":
        language: int = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return language & 0x3FF == 0x0C
    told = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return told.lower().startswith("fr")


def is_seen_by_somebody() -> bool:
    """Return whether what is written to standard error is read: in a terminal it is."""
    try:
        return os.isatty(2)
    except OSError:
        return False


def not_ready(line: str) -> None:
    """Say in a window why this computer cannot open the program, unless there is a terminal that has said it."""
    if not is_seen_by_somebody():
        show((_NOT_READY_FR if speaks_french() else _NOT_READY).format(line=line, folder=ROOT, lab=LAB))


def show(text: str) -> bool:
    """Show a text in a window, until somebody closes it; tell whether that could be done."""
    title = NAME_FR if speaks_french() else NAME
    if sys.platform == "win32":
        ctypes.windll.user32.MessageBoxW(None, text, title, _ERROR_ICON)
        return True
    if sys.platform == "darwin":
        script = "on run {title, said}\ndisplay alert title message said as critical\nend run"
        return _shown(("osascript", "-e", script, title, text))
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    commands = [[word.format(text=text) if "{text}" in word else word for word in program] for program in _PROGRAMS]
    return any(_shown(command) for command in (*commands, [sys.executable, "-I", "-c", _WITH_TK, title, text]))


def _shown(command: Sequence[str]) -> bool:
    """Have a program show it; tell whether it did: a window that is closed without its button gives 1 as well."""
    program = shutil.which(command[0])
    if program is None:
        return False
    try:
        done = subprocess.run(
            [program, *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0 or (done.returncode == 1 and "display" not in done.stderr.lower())
