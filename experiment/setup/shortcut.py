"""An icon that opens the launcher: a desktop entry on Linux, a link on Windows, a script to open on macOS.

A lab PC's user opens it without a terminal. A start without a terminal can show nothing while it sets the computer up:
so that is done before the icon is made.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from experiment.messages import LAB, Refusal, Setup
from experiment.setup.places import ROOT
from experiment.setup.prepare import prepare
from experiment.setup.programs import say

SHORTCUT_USAGE = f"""\
usage: {LAB} shortcut

Makes an icon on the desktop that opens the launcher."""

NAME, NAME_FR = "Belief-updating task", "Tâche de mise à jour des croyances"

_LINK = (
    "$w = New-Object -ComObject WScript.Shell; "
    "$l = $w.CreateShortcut((Join-Path $w.SpecialFolders('Desktop') ($env:SHORTCUT_NAME + '.lnk'))); "
    "$l.TargetPath = $env:SHORTCUT_TARGET; $l.Arguments = $env:SHORTCUT_ARGUMENTS; "
    "$l.WorkingDirectory = $env:SHORTCUT_FOLDER; $l.Save(); $l.FullName"
)
"""What PowerShell does; everything that is this computer's comes by the environment, and needs no quotes."""


def shortcut(arguments: list[str]) -> int:
    """Do what follows the verb ``shortcut`` on the command line; 0 if that is done, 2 if it is not understood."""
    if arguments:
        asked = bool({"-h", "--help"} & set(arguments))
        print(SHORTCUT_USAGE, file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    prepare({"lab"})
    try:
        places = make_shortcut(Path(sys.executable), ROOT / "lab.py")
    except OSError as error:
        raise Refusal(Setup.SHORTCUT_NOT_MADE, error=error.strerror or error) from error
    for place in places:
        say(f"Made {place}.")
    return 0


def make_shortcut(
    python: Path,
    lab: Path,
    system: str = sys.platform,
    home: Path | None = None,
    run: Callable[..., subprocess.CompletedProcess[str]] = subprocess.run,
) -> list[Path]:
    """Make the icon, anew if there is one, and tell where it is.

    Parameters
    ----------
    python, lab
        What is started: Python, and lab.py.
    system, home, run
        Of this computer; others for tests.

    Raises
    ------
    OSError
        If it cannot be written, or PowerShell is not there or refuses.
    """
    home = home or Path.home()
    if system == "win32":
        return [_windows_link(python, lab, run)]
    if system == "darwin":
        place = home / "Desktop" / f"{NAME}.command"
        return [_written(place, f"#!/bin/sh\nexec {shlex.quote(str(python))} {shlex.quote(str(lab))}\n")]
    entry = desktop_entry([str(python), str(lab)], lab.parent)
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    places = [data / "applications", *_desktop_folders(home)]
    return [_written(place / "belief-update.desktop", entry) for place in places]


def desktop_entry(command: Sequence[str], folder: Path) -> str:
    """Write a desktop entry, as freedesktop.org has it (Desktop Entry Specification).

    The version is one that also the checker of an older system knows: 1.4 has every key that stands here.
    """
    line = " ".join(map(_quoted, command))
    return (
        "[Desktop Entry]\nType=Application\nVersion=1.4\n"
        f"Name={NAME}\nName[fr]={NAME_FR}\n"
        f"Exec={line}\nPath={_escaped(str(folder))}\n"
        "Terminal=false\nCategories=Science;\nStartupWMClass=belief-update\n"
    )


def _quoted(word: str) -> str:
    """Write a word of a command: in quotes, with the signs that mean something there, and “%”, disarmed."""
    within = re.sub(r'(["`$\\])', r"\\\1", word.replace("%", "%%"))
    return '"' + _escaped(within) + '"'


_ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"})


def _escaped(text: str) -> str:
    """Write a value of an entry, in which a backslash begins something."""
    return text.translate(_ESCAPES)


def _desktop_folders(home: Path) -> list[Path]:
    """Find the folder whose icons stand on the desktop, if there is one."""
    named = os.environ.get("XDG_CONFIG_HOME") or str(home / ".config")
    try:
        text = (Path(named) / "user-dirs.dirs").read_text(encoding="utf-8")
    except OSError:
        text = ""
    match = re.search(r'^XDG_DESKTOP_DIR="(.*)"', text, re.MULTILINE)
    folders = [Path(match[1].replace("$HOME", str(home)))] if match else [home / "Desktop", home / "Bureau"]
    return [folder for folder in folders if folder.is_dir() and folder != home][:1]


def _written(place: Path, text: str) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    place.chmod(0o755)  # a desktop starts what may be executed
    return place


def _windows_link(python: Path, lab: Path, run: Callable[..., subprocess.CompletedProcess[str]]) -> Path:
    without_console = python.with_name("pythonw.exe")
    known = {
        "SHORTCUT_NAME": NAME,
        "SHORTCUT_TARGET": str(without_console if without_console.exists() else python),
        "SHORTCUT_ARGUMENTS": subprocess.list2cmdline([str(lab)]),
        "SHORTCUT_FOLDER": str(lab.parent),
    }
    command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", _LINK]
    done = run(command, env={**os.environ, **known}, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise OSError(done.stderr.strip().partition("\n")[0] or f"PowerShell ended with code {done.returncode}")
    return Path(done.stdout.strip())
