"""A make-believe computer with the project on it, whose Python, dpkg and apt write down how they were called."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from experiment.setup.prepare import NOT_COMPILED

PROJECT = Path(__file__).resolve().parents[2]
LOADED_BY_LAB_PY = (
    "lab.py",
    "experiment/__init__.py",
    "experiment/entry.py",
    "experiment/interrupts.py",
    "experiment/messages",
    "experiment/setup",
    "experiment/verbs/__init__.py",
    "experiment/verbs/names.py",
)
"""All that this computer has of the project: lab.py starts with these files and Python's own library alone."""

PYTHON = """#!/bin/sh
echo "$*" >> "$COMPUTER/as called"
[ "$1" != -I ] || shift
[ "$1" != -X ] || shift 2
echo "$*" >> "$COMPUTER/calls"
case "$*" in
  "-m venv --clear .venv") rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python; cp "$0" .venv/bin/lint-imports;;
  "-m pip"*)
    [ ! -e "$COMPUTER/offline" ] || exit 1
    case "$*" in *" wheel "*)
      while [ "$1" != --wheel-dir ]; do shift; done
      mkdir "$2"; touch "$2/psychopy-1-py3-none-any.whl" "$2/belief_update-0.1.0-py3-none-any.whl";;
    esac;;
  "-m ruff check"*) exit 1;;
  "-m pytest --numprocesses auto"*) [ ! -e "$COMPUTER/broken" ] || { echo "a test has failed" >&2; exit 1; };;
  "-m pytest"*) echo "1 passed in 0.01s";;
  "-m experiment"*) echo "the verb speaks"; exit 7;;
esac
"""
APT = """#!/bin/sh
echo "${0##*/} $*" >> "$COMPUTER/calls"
echo "chatter"
case "$*" in *--download-only*)
  for setting in "$@"; do
    case "$setting" in
      Dir::Cache=*)
        for name in xvfb_2%3a1_amd64 xauth_1_amd64; do echo "$name" > "${setting#*=}/archives/$name.deb"; done;;
    esac
  done;;
esac
"""
APT_CACHE = """#!/bin/sh
while [ $# -gt 1 ]; do shift; done
grep -qx "$1" "$COMPUTER/unknown" || echo "Package: $1"
"""
DPKG_DEB = """#!/bin/sh
name="${2##*/}"
echo "Package: ${name%%_*}"
"""
GIT = """#!/bin/sh
[ ! -e "$COMPUTER/no clone" ] || exit 128
case "$*" in
  "ls-files -z") printf '%s\\0' lab.py pyproject.toml requirements.txt data/README.md deleted.txt;;
  "ls-files -z --others"*) [ ! -e new.yaml ] || printf '%s\\0' new.yaml;;
  describe*) echo 0123abc-dirty;;
esac
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
PRLIMIT = """#!/bin/sh
echo "prlimit $*" >> "$COMPUTER/calls"
shift
exec "$@"
"""
SETPRIV = """#!/bin/sh
echo "setpriv $*" >> "$COMPUTER/calls"
case "$*" in *"$(cat "$COMPUTER/needs")"*) ;; *) echo "env: python: Permission denied" >&2; exit 126;; esac
while [ "$1" != "${1#--}" ]; do shift; done
exec "$@"
"""
"""Runs only what is left the capability that this computer's folders need."""

START = """
import os, platform, runpy, shutil, signal, sys
from pathlib import Path
computer, version, user = Path(sys.argv[1]), eval(sys.argv[2]), int(sys.argv[3])
signal.signal(signal.SIGINT, signal.default_int_handler)  # as at a terminal
sys.argv = ["lab.py", *sys.argv[4:]]
sys.executable = str(computer / "bin" / "python")
sys.version_info = (*version, 0)
os.geteuid = lambda: user
def chown(path, *_):
    if (computer / "weak root").exists():
        raise PermissionError(1, "Operation not permitted")
os.chown = chown
which = shutil.which
shutil.which = lambda name: None if name in (computer / "absent").read_text().split() else which(name)
platform.freedesktop_os_release = lambda: eval((computer / "release").read_text())
platform.machine = lambda: "x86_64"
runpy.run_path(str(computer / "project" / "lab.py"), run_name="__main__")
"""


class Computer:
    """A computer with the project on it, on which nothing has been installed for it yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = folder / "project"
        self.project.mkdir()
        for name in LOADED_BY_LAB_PY:
            target = self.project / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if name.endswith(".py"):
                shutil.copy(PROJECT / name, target)
            else:
                shutil.copytree(PROJECT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "requirements.txt"):
            (self.project / name).write_text(name)
        (folder / "bin").mkdir()
        (folder / "release").write_text(repr({"ID": "linuxmint", "ID_LIKE": "ubuntu debian", "VERSION_ID": "22"}))
        programs = {"python": PYTHON, "apt-get": APT, "dpkg": APT, "dpkg-query": DPKG}
        programs |= {"apt-cache": APT_CACHE, "dpkg-deb": DPKG_DEB, "git": GIT, "prlimit": PRLIMIT, "setpriv": SETPRIV}
        for name, text in programs.items():
            (folder / "bin" / name).write_text(text)
            (folder / "bin" / name).chmod(0o755)
        self.system_packages(removed=(), unknown=())
        self.needs("")
        (folder / "absent").write_text("")

    def needs(self, capability: str) -> None:
        """Set what a user other than root needs to enter this computer's folders; empty: nothing."""
        (self.folder / "needs").write_text(capability)

    def system_packages(self, removed: tuple[str, ...], unknown: tuple[str, ...]) -> None:
        """Set which packages dpkg calls removed and which it does not know; the others are installed."""
        (self.folder / "removed").write_text("\n".join(removed) + "\n")
        (self.folder / "unknown").write_text("\n".join(unknown) + "\n")

    def make_bundle(self, made_for: object) -> None:
        """Make the project on this computer a bundle for a kind of computer."""
        for name in ("wheels", "packages"):
            (self.project / name).mkdir()
        (self.project / "bundle.json").write_text(json.dumps({"made_for": made_for, "revision": "0123abc"}))

    def start(
        self, *arguments: str, version: tuple[int, int] = (3, 11), user: int = 0, fresh: bool = True
    ) -> tuple[list[str], subprocess.CompletedProcess[str]]:
        """Run ``python3 lab.py ARGUMENTS``; give the commands it ran (with those before) and how it ended."""
        calls = self.folder / "calls"
        if fresh:
            calls.write_text("")
        path = f"{self.folder / 'bin'}:/usr/bin:/bin"
        done = subprocess.run(
            [sys.executable, "-S", "-c", START, str(self.folder), str(version), str(user), *arguments],
            cwd=self.folder,
            env={"PATH": path, "HOME": str(self.folder / "home"), "COMPUTER": str(self.folder), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        return calls.read_text().splitlines(), done


VENV = "-m venv --clear .venv"
COMPILE = f"-m compileall -qq -j 0 -x {NOT_COMPILED} .venv"
KIND = {"system": "linuxmint-22", "processor": "x86_64", "python": "3.11"}


def pip(calls: list[str]) -> list[str]:
    return [call for call in calls if call.startswith("-m pip install")]
