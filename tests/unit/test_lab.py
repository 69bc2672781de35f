"""`lab.py` on a make-believe computer, whose Python, dpkg and apt are scripts that write down how they were called."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from experiment.messages import Setup

LAB = Path(__file__).resolve().parents[2] / "lab.py"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the make-believe programs are shell scripts")

PYTHON = """#!/bin/sh
echo "$*" >> "$COMPUTER/calls"
case "$*" in
  "-m venv --clear .venv") rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python; cp "$0" .venv/bin/lint-imports;;
  "-m pip"*) [ ! -e "$COMPUTER/offline" ] || exit 1;;
  "-m ruff check"*) exit 1;;
  "-m pytest"*) echo "1 passed in 0.01s";;
  "-m experiment"*) echo "the verb speaks"; exit 7;;
esac
"""
APT = """#!/bin/sh
echo "${0##*/} $*" >> "$COMPUTER/calls"
echo "chatter"
"""
DPKG = """#!/bin/sh
for name in "$@"; do
  case "$name" in
    --*|*db:Status*) ;;
    *) if grep -qx "$name" "$COMPUTER/removed"; then echo "rc $name"
       elif grep -qx "$name" "$COMPUTER/unknown"; then echo "no packages found matching $name" >&2
       else echo "ii $name"; fi;;
  esac
done
"""
START = """
import os, platform, runpy, signal, sys
from pathlib import Path
computer, version, user = Path(sys.argv[1]), eval(sys.argv[2]), int(sys.argv[3])
signal.signal(signal.SIGINT, signal.default_int_handler)  # as at a terminal
sys.argv = ["lab.py", *sys.argv[4:]]
sys.executable = str(computer / "bin" / "python")
sys.version_info = (*version, 0)
os.geteuid = lambda: user
platform.freedesktop_os_release = lambda: {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}
runpy.run_path(str(computer / "project" / "lab.py"), run_name="__main__")
"""


class Computer:
    """A computer with the project on it, on which nothing has been installed for it yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = folder / "project"
        self.project.mkdir()
        shutil.copy(LAB, self.project)
        (self.project / "experiment").mkdir()
        for name in ("__init__.py", "messages.py"):
            shutil.copy(LAB.parent / "experiment" / name, self.project / "experiment")
        for name in ("pyproject.toml", "requirements.txt"):
            (self.project / name).write_text(name)
        (folder / "bin").mkdir()
        for name, text in {"python": PYTHON, "apt-get": APT, "dpkg": APT, "dpkg-query": DPKG}.items():
            (folder / "bin" / name).write_text(text)
            (folder / "bin" / name).chmod(0o755)
        self.system_packages(removed=(), unknown=())

    def system_packages(self, removed: tuple[str, ...], unknown: tuple[str, ...]) -> None:
        """Set which packages dpkg calls removed and which it does not know; the others are installed."""
        (self.folder / "removed").write_text("\n".join(removed) + "\n")
        (self.folder / "unknown").write_text("\n".join(unknown) + "\n")

    def start(
        self, *arguments: str, version: tuple[int, int] = (3, 11), user: int = 0
    ) -> tuple[list[str], subprocess.CompletedProcess[str]]:
        """Run ``python3 lab.py ARGUMENTS``; give the commands it ran and how it ended."""
        calls = self.folder / "calls"
        calls.write_text("")
        path = f"{self.folder / 'bin'}:/usr/bin:/bin"
        done = subprocess.run(
            [sys.executable, "-c", START, str(self.folder), str(version), str(user), *arguments],
            env={"PATH": path, "COMPUTER": str(self.folder), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        return calls.read_text().splitlines(), done


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path)


VENV = "-m venv --clear .venv"


def pip(calls: list[str]) -> list[str]:
    return [call for call in calls if call.startswith("-m pip install")]


def test_first_start_installs_then_does_the_verb(computer: Computer) -> None:
    """The first start makes the environment, installs pinned versions and ends as the verb ends; stdout is its own."""
    calls, done = computer.start("plan", "--visit", "day 7")
    assert calls[0] == VENV
    assert calls[1].startswith("-m pip install ")
    assert calls[1].endswith("--constraint requirements.txt --editable .[lab]")
    assert calls[2:] == ["-m experiment plan --visit day 7"]
    assert (done.returncode, done.stdout) == (7, "the verb speaks\n")
    assert "Installing the Python packages" in done.stderr


def test_later_start_does_only_the_verb(computer: Computer) -> None:
    """Once set up, a start runs the verb and nothing else, and says nothing of its own."""
    computer.start("plan")
    calls, done = computer.start("check")
    assert calls == ["-m experiment check"]
    assert done.stderr == ""


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_changed_requirements_install_again(computer: Computer, name: str) -> None:
    """A change of the pins or of the package's needs updates the environment at the next start, once, in place."""
    computer.start("plan")
    (computer.project / name).write_text("changed")
    calls, _ = computer.start("plan")
    assert len(pip(calls)) == 1
    assert VENV not in calls
    assert computer.start("plan")[0] == ["-m experiment plan"]


def test_tests_add_their_tools_and_keep_them(computer: Computer) -> None:
    """The tools for `test` come on top of the lab's packages and stay, and going back to a session installs nothing."""
    computer.start("plan")
    calls, _ = computer.start("test")
    assert pip(calls)[0].endswith("--editable .[lab,test]")
    assert VENV not in calls
    assert computer.start("plan")[0] == ["-m experiment plan"]
    (computer.project / "requirements.txt").write_text("changed")
    assert pip(computer.start("plan")[0])[0].endswith("--editable .[lab,test]")


def test_unfinished_installation_is_made_anew(computer: Computer) -> None:
    """An installation or an update that failed ends with 1, the verb not run, and the next start makes all anew."""
    for _ in ("first installation", "update"):
        (computer.folder / "offline").touch()
        calls, done = computer.start("plan")
        assert done.returncode == 1
        assert done.stderr.splitlines()[-1] == Setup.PYTHON_PACKAGES_NOT_INSTALLED.say()
        assert "-m experiment plan" not in calls
        (computer.folder / "offline").unlink()
        calls, done = computer.start("plan")
        assert calls[0] == VENV
        assert done.returncode == 7
        (computer.project / "requirements.txt").write_text("changed")


def test_moved_folder_or_other_python_is_made_anew(computer: Computer) -> None:
    """An environment names its folder and its Python, so that another place or another Python gets a new one."""
    computer.start("plan")
    assert computer.start("plan", version=(3, 12))[0][0] == VENV
    shutil.copytree(computer.project, computer.folder / "copy")
    shutil.rmtree(computer.project)
    (computer.folder / "elsewhere").mkdir()
    shutil.move(computer.folder / "copy", computer.folder / "elsewhere" / "project")
    (computer.folder / "project").symlink_to(computer.folder / "elsewhere" / "project")
    assert computer.start("plan", version=(3, 12))[0][0] == VENV


def test_root_gets_the_missing_system_packages(computer: Computer) -> None:
    """As root, exactly the packages that dpkg does not call installed are installed, before anything else."""
    computer.system_packages(removed=("xvfb",), unknown=("libportaudio2",))
    calls, done = computer.start("plan")
    assert calls[0].startswith("dpkg --configure -a")
    assert calls[1].startswith("apt-get update")
    assert calls[2].startswith("apt-get install -y --no-install-recommends libportaudio2 xvfb")
    assert calls[3] == VENV
    assert done.stdout == "the verb speaks\n"


def test_others_are_told_the_line_to_run(computer: Computer) -> None:
    """Who is not root gets the one line that installs what is missing, and nothing is changed."""
    computer.system_packages(removed=("xvfb",), unknown=("libportaudio2",))
    calls, done = computer.start("plan", user=1000)
    line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libportaudio2 xvfb"
    assert done.returncode == 1
    assert done.stderr.splitlines() == [Setup.SYSTEM_PACKAGES_MISSING.say(line=line)]
    assert calls == []
    computer.system_packages(removed=(), unknown=())
    assert computer.start("plan", user=1000)[1].returncode == 7


@pytest.mark.parametrize("version", [(3, 9), (3, 13)])
def test_other_pythons_are_refused(computer: Computer, version: tuple[int, int]) -> None:
    """A Python that PsychoPy cannot use ends with one line that names the one to install, and nothing is touched."""
    calls, done = computer.start("run", version=version)
    assert (done.returncode, calls) == (1, [])
    assert len(done.stderr.splitlines()) == 1
    assert "install Python 3.11" in done.stderr


def test_windows_needs_an_older_python() -> None:
    """On Windows 3.12 is refused too, as a part of PsychoPy would have to be compiled there, and 3.11 is not."""
    spec = importlib.util.spec_from_file_location("lab", LAB)
    assert spec is not None
    assert spec.loader is not None
    lab = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(lab)
    assert "py -3.11 lab.py" in str(lab.python_refusal((3, 12), windows=True))
    assert lab.python_refusal((3, 11), windows=True) is None
    assert lab.python_refusal((3, 12), windows=False) is None


def test_every_check_runs_and_pytest_is_last(computer: Computer) -> None:
    """`test` goes on after a check that fails, ends with 1 naming it, and pytest's closing line closes stdout."""
    calls, done = computer.start("test", "-k", "lab")
    assert calls[2:] == ["-m ruff check .", "-m ruff format --check .", "-m mypy", "", "-m pytest -k lab"]
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "1 passed in 0.01s"
    assert done.stderr.splitlines()[-1] == Setup.CHECKS_FAILED.say(checks="ruff check")


def test_usage(computer: Computer) -> None:
    """Without a verb the usage goes to stderr with 2; asked for, it goes to stdout with 0; neither sets anything up."""
    calls, done = computer.start()
    assert (calls, done.returncode, done.stdout) == ([], 2, "")
    calls, asked = computer.start("--help")
    assert (calls, asked.returncode, asked.stdout) == ([], 0, done.stderr)
    assert "python3 lab.py VERB" in asked.stdout
