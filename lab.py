"""Set up this computer for the belief-updating task and start it: ``python3 lab.py VERB …``.

Standard library only, as is experiment/messages.py, so that it runs on a computer that has nothing but git and Python.
It makes the folder ``.venv`` beside this file and, on Debian and Ubuntu, installs the system packages of
`SYSTEM_PACKAGES` that are missing. What it says itself goes to stderr; stdout belongs to the verb.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # as Python does by itself, unless it was told not to

from experiment.messages import Refusal, Setup  # noqa: E402

WINDOWS = sys.platform == "win32"

# Enough on a bare Debian 12; beside each, what fails without it. libportaudio2 brings libjack and libasound2, which
# newer releases call libasound2t64: so the names here are the same on Debian and Ubuntu.
SYSTEM_PACKAGES: tuple[str, ...] = (
    "libfontconfig1",  # PsychoPy's own text
    "libgl1",  # the window
    "libgl1-mesa-dri",  # the window on a virtual display, or without a graphics card's own driver
    "libglu1-mesa",  # the window
    "libportaudio2",  # psychtoolbox: PsychoPy would silently take a keyboard that loses keys
    "libxinerama1",  # a second monitor is not seen
    "xauth",  # xvfb-run
    "xvfb",  # the virtual display of demo and test
)

USAGE = """\
usage: python3 lab.py VERB …          (Windows: py lab.py VERB …)

Sets this computer up when that is needed (once: about 1.6 GB and some minutes), then does what VERB says:

  demo                              a short session with a virtual participant, to see the task
  enrol, plan                       a new participant; what a session will be
  run --participant ID --visit V    one session
  test [pytest arguments]           for developers: style, types and tests

and every other verb of `python -m experiment`. `python3 lab.py VERB --help` explains one."""


def say(text: str) -> None:
    """Tell the person at the keyboard what is going on."""
    print(text, file=sys.stderr, flush=True)


def python_refusal(version: tuple[int, int], windows: bool) -> Refusal | None:
    """Say why this Python cannot run PsychoPy 2026.2, or None if it can.

    Parameters
    ----------
    version : tuple of int
        Major and minor version of the running Python.
    windows : bool
        Whether this is Windows, where a part of PsychoPy (pyWinhook) exists ready-made up to Python 3.11 only.

    Returns
    -------
    Refusal or None
        It names the version to install.
    """
    if (3, 10) <= version <= ((3, 11) if windows else (3, 12)):
        return None
    fit, start = ("3.10 or 3.11", "py -3.11") if windows else ("3.10, 3.11 or 3.12", "python3.11")
    have = ".".join(map(str, version))
    return Refusal(Setup.PYTHON_UNFIT, fit=fit, have=have, start=start)


def missing_packages(names: tuple[str, ...]) -> list[str]:
    """Ask dpkg which of these Debian packages are not installed."""
    command = ["dpkg-query", "--show", "--showformat", "${db:Status-Abbrev}${Package}\n", *names]
    answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout
    installed = {line[3:].strip() for line in answer.splitlines() if line.startswith("ii ")}
    return [name for name in names if name not in installed]


def install_system_packages() -> None:
    """On Debian and Ubuntu, install the missing system packages, or name the line that does; elsewhere do nothing.

    Raises
    ------
    Refusal
        Not root, or apt-get failed.
    """
    if sys.platform == "win32":
        return
    try:
        release = platform.freedesktop_os_release()
    except OSError:  # macOS has no such file
        return
    if "debian" not in (release["ID"], *release.get("ID_LIKE", "").split()):
        return
    names = SYSTEM_PACKAGES
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps this part of Python apart
        names += (f"python{sys.version_info.major}.{sys.version_info.minor}-venv",)
    missing = missing_packages(names)
    if not missing:
        return
    update = ["apt-get", "update"]
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        line = f"sudo {' '.join(update)} && sudo {' '.join(install)}"
        raise Refusal(Setup.SYSTEM_PACKAGES_MISSING, line=line)
    say(f"Installing system packages for the display, the keyboard and Python: {' '.join(missing)}…")
    quiet = [] if sys.stderr.isatty() else ["-qq", "-o", "Dpkg::Use-Pty=0"]
    repair = ["dpkg", "--configure", "-a"]  # what an interrupted installation left behind
    for command in (repair, [*update, *quiet], [*install, *quiet]):
        run_setup(command, Setup.SYSTEM_PACKAGES_NOT_INSTALLED, DEBIAN_FRONTEND="noninteractive")


def run_setup(command: list[str], failure: Setup, **environment: str) -> None:
    """Run one command of the set-up in the project's folder, its output on stderr; raise `Refusal` if it fails."""
    env = {**os.environ, **environment}
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=env, check=False)
    if done.returncode != 0:
        raise Refusal(failure)


def venv_program(name: str) -> Path:
    """Give the path of a program in ``.venv``."""
    return ROOT / ".venv" / "Scripts" / f"{name}.exe" if WINDOWS else ROOT / ".venv" / "bin" / name


def read_stamp(path: Path) -> dict[str, Any]:
    """Read what the last finished set-up wrote; nothing if there was none or it was cut short."""
    try:
        stamp = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def prepare(extras: set[str]) -> None:
    """Make ``.venv`` hold the package with these extras, at the versions of requirements.txt.

    The stamp inside ``.venv`` is taken away before anything is changed and written when all is done: where there is
    none, a set-up was cut short. Then, and when Python or the folder is another one, ``.venv`` is made anew.

    Parameters
    ----------
    extras : set of str
        Extras of pyproject.toml; those already installed stay.
    """
    stamp = ROOT / ".venv" / "lab-stamp.json"
    sources = (ROOT / name for name in ("lab.py", "pyproject.toml", "requirements.txt"))
    files = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    home = [str(ROOT), sys.base_prefix, *sys.version_info[:2]]
    found = read_stamp(stamp)
    whole = found.get("home") == home
    have = set(found["extras"]) if whole else set()
    if whole and found["files"] == files and extras <= have:
        return
    install_system_packages()
    stamp.unlink(missing_ok=True)
    if not whole:
        say("Making the folder .venv for the Python packages…")
        run_setup([sys.executable, "-m", "venv", "--clear", ".venv"], Setup.VENV_NOT_MADE)
    say("Updating the Python packages…" if whole else "Installing the Python packages (1.6 GB, some minutes, once)…")
    extras = extras | have
    install = ["install", "--no-input", "--disable-pip-version-check", *([] if sys.stderr.isatty() else ["-qq"])]
    what = ["--constraint", "requirements.txt", "--editable", f".[{','.join(sorted(extras))}]"]
    run_setup([str(venv_program("python")), "-m", "pip", *install, *what], Setup.PYTHON_PACKAGES_NOT_INSTALLED)
    stamp.write_text(json.dumps({"home": home, "files": files, "extras": sorted(extras)}), encoding="utf-8")
    say("This computer is set up.")


def run_tests(arguments: list[str]) -> int:
    """Run every check of the code, pytest last; 0 if all passed, else 1."""
    python = str(venv_program("python"))
    steps = {
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "mypy": [python, "-m", "mypy"],
        "lint-imports": [str(venv_program("lint-imports"))],
        "pytest": [python, "-m", "pytest", *arguments],
    }
    failed = []
    for name, command in steps.items():
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            failed.append(name)
    if failed:
        say(Setup.CHECKS_FAILED.say(checks=", ".join(failed)))
    return 1 if failed else 0


def hand_over(arguments: list[str]) -> int:
    """Run ``python -m experiment`` in place of this program; on Windows, wait for it and give its exit code."""
    python = str(venv_program("python"))
    command = [python, "-m", "experiment", *arguments]
    if not WINDOWS:
        os.execv(python, command)
    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # Ctrl-C reached the session too, which ends itself
                continue


def main(arguments: list[str]) -> int:
    """Do what the command line says.

    Parameters
    ----------
    arguments : list of str
        The verb and what follows it.

    Returns
    -------
    int
        The exit code: that of the verb, 1 if the set-up failed, 2 without a verb.
    """
    if not arguments or arguments[0] in ("-h", "--help"):
        print(USAGE, file=sys.stdout if arguments else sys.stderr)
        return 0 if arguments else 2
    try:
        refusal = python_refusal(sys.version_info[:2], WINDOWS)
        if refusal is not None:
            raise refusal
        prepare({"lab", "test"} if arguments[0] == "test" else {"lab"})
        return run_tests(arguments[1:]) if arguments[0] == "test" else hand_over(arguments)
    except Refusal as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say(Setup.STOPPED.say())
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
