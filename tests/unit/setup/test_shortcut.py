"""The icon that opens the launcher: what Linux, Windows and macOS are given, whatever the folders are called."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from experiment.setup.shortcut import NAME, desktop_entry, make_shortcut
from tests.instruments.systems import posix_paths

AWKWARD = ("/opt/python 3/bin/python3", '/srv/Étude é "50 %" $HOME `x` \\ 試/lab.py')


def unescaped(value: str) -> str:
    """Read a value as a desktop does: first the backslashes of the entry, then the quotes of the command."""
    plain, signs = "", iter(value)
    for sign in signs:
        plain += next(signs) if sign == "\\" else sign
    return plain


def words(line: str) -> list[str]:
    """Read a command as a desktop does: within quotes a backslash disarms what follows, and %% is %."""
    shell = f"for word in {unescaped(line)}; do printf '%s\\n' \"$word\"; done"
    read = subprocess.run(["sh", "-c", shell], capture_output=True, encoding="utf-8", check=True).stdout
    return [word.replace("%%", "%") for word in read.splitlines()]


@posix_paths
def test_a_desktop_entry_holds_no_sign_that_it_may_not() -> None:
    """A path with any sign that steers stays one line of plain signs; one main category."""
    entry = desktop_entry(("/opt/p\ty", "/a\nb\r\\/lab.py"), Path("/a\tb\n"))
    assert all(line.isprintable() for line in entry.splitlines())
    assert r'Exec="/opt/p\ty" "/a\nb\r\\\\/lab.py"' in entry.splitlines()
    assert r"Path=/a\tb\n" in entry.splitlines()
    assert "Categories=Science;" in entry.splitlines()


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed")
def test_a_desktop_entry_is_one_for_the_checker_of_desktops(tmp_path: Path) -> None:
    """Nothing is said against it, and no hint is given."""
    file = tmp_path / "belief-update.desktop"
    file.write_text(desktop_entry(AWKWARD, Path("/srv/a\tb")), encoding="utf-8", newline="\n")
    done = subprocess.run(["desktop-file-validate", file], capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stdout + done.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="a desktop of Linux")
def test_a_desktop_entry_starts_what_it_is_told() -> None:
    """The command is read back as it was, with every sign that means something in one."""
    entry = dict(line.partition("=")[::2] for line in desktop_entry(AWKWARD, Path("/srv")).splitlines()[1:])
    assert list(AWKWARD) == words(entry["Exec"])
    assert ("Application", "false", "/srv") == (entry["Type"], entry["Terminal"], entry["Path"])


def test_on_linux_it_stands_in_the_menu_and_on_the_desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It can be started, and is found in the menu, and on the desktop whatever that is called; again is as once."""
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    (tmp_path / "Bureau").mkdir()
    for _ in range(2):
        places = make_shortcut(Path("/usr/bin/python3"), tmp_path / "lab.py", "linux", tmp_path)
    expected = [".local/share/applications/belief-update.desktop", "Bureau/belief-update.desktop"]
    assert expected == [place.relative_to(tmp_path).as_posix() for place in places]
    assert all(os.access(place, os.X_OK) for place in places)


def test_the_desktop_that_the_system_names_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system says which folder is the desktop, it is that one."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    (tmp_path / "user-dirs.dirs").write_text('XDG_DESKTOP_DIR="$HOME/Mon écran"\n', encoding="utf-8", newline="\n")
    (tmp_path / "Mon écran").mkdir()
    places = make_shortcut(Path("/usr/bin/python3"), tmp_path / "lab.py", "linux", tmp_path)
    assert tmp_path / "Mon écran" / "belief-update.desktop" == places[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="a script of a shell")
def test_on_macos_a_script_opens_it(tmp_path: Path) -> None:
    """The script starts what it is told, whatever the folder is called."""
    lab = tmp_path / "Étude d'été"
    lab.mkdir()
    (lab / "lab.py").write_text("print('opened')")
    (place,) = make_shortcut(Path(sys.executable), lab / "lab.py", "darwin", tmp_path)
    assert "opened\n" == subprocess.run([place], capture_output=True, text=True, check=True).stdout


def test_on_windows_powershell_makes_a_link(tmp_path: Path) -> None:
    """PowerShell is given everything by the environment, and Python without a console where there is one."""
    (tmp_path / "pythonw.exe").touch()
    calls: list[tuple[list[str], dict[str, str]]] = []

    def powershell(command: list[str], env: dict[str, str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append((command, env))
        return subprocess.CompletedProcess(command, 0, "C:\\Users\\x\\Desktop\\link.lnk\r\n", "")

    (place,) = make_shortcut(tmp_path / "python.exe", tmp_path / "a folder" / "lab.py", "win32", tmp_path, powershell)
    (command, env), *_ = calls
    assert "C:\\Users\\x\\Desktop\\link.lnk" == str(place)
    assert "powershell" == command[0]
    assert NAME == env["SHORTCUT_NAME"]
    assert str(tmp_path / "pythonw.exe") == env["SHORTCUT_TARGET"]
    assert f'"{tmp_path / "a folder" / "lab.py"}"' == env["SHORTCUT_ARGUMENTS"]


def test_a_powershell_that_refuses_is_said(tmp_path: Path) -> None:
    """Its first line is what is said."""

    def powershell(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, "", "access denied\r\nat line 1")

    with pytest.raises(OSError, match="access denied"):
        make_shortcut(tmp_path / "python.exe", tmp_path / "lab.py", "win32", tmp_path, powershell)
