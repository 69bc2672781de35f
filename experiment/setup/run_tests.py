"""``lab.py test`` and ``lab.py bench``: every check of the code, and every timing bar."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from experiment.messages import Setup
from experiment.setup.ordinary_user import as_ordinary_user
from experiment.setup.places import ROOT, venv_program
from experiment.setup.programs import say

NEEDED_IN_MEMORY = 4_000_000_000


@contextlib.contextmanager
def files_in_memory() -> Iterator[dict[str, str]]:
    """Give an environment in which temporary files are in memory, where the system has room for them there.

    What the tests write is synced again and again: a fifth of their time was the disk's.
    """
    memory = Path("/dev/shm")
    if not memory.is_dir() or shutil.disk_usage(memory).free < NEEDED_IN_MEMORY:
        yield dict(os.environ)
        return
    with tempfile.TemporaryDirectory(prefix="belief-update-", dir=memory, ignore_cleanup_errors=True) as folder:
        yield {**os.environ, "TMPDIR": folder}


def without_window(arguments: list[str]) -> bool:
    """Return whether pytest's arguments name files, and none that may open a window."""
    named = [path for path in ((ROOT / argument.split("::")[0]).resolve() for argument in arguments) if path.exists()]
    return bool(named) and all(
        any(path.is_relative_to(ROOT / "tests" / part) for part in ("unit", "crashes")) for path in named
    )


# What is written here is tried for the oldest and the newest Python of pyproject.toml, and so for those between, and
# for the system that is not here. In a clean clone each takes half a minute: a third, for this Python, shows no more.
TYPES = {
    "Python 3.10 on Windows": ("--python-version=3.10", "--platform=win32", "--cache-dir=.mypy_cache/windows"),
    "Python 3.12 on Linux": ("--python-version=3.12", "--platform=linux", "--cache-dir=.mypy_cache/linux"),
}


@dataclass(frozen=True)
class Part:
    """Some of the tests.

    Parameters
    ----------
    name
        What is printed above what it says.
    command, environment
        What runs it, and in what.
    """

    name: str
    command: list[str]
    environment: dict[str, str]


def failed_of(parts: Sequence[Part]) -> list[str]:
    """Run parts one after the other, and return the names of those that failed."""
    failed = []
    for part in parts:
        print(f"== {part.name}", flush=True)
        if subprocess.run(part.command, cwd=ROOT, env=part.environment, check=False).returncode != 0:
            failed.append(part.name)
    return failed


def failed_beside(part: Part, others: Sequence[Part]) -> list[str]:
    """Run a part in the time that others leave a processor idle, and show afterwards what it said.

    What has a window often waits, and must not be kept waiting itself: so the part comes last for a processor.
    """
    last = [] if sys.platform == "win32" else ["nice", "-n", "19"]
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(
            [*last, *part.command], cwd=ROOT, env=part.environment, stdout=said, stderr=subprocess.STDOUT
        ) as process:
            failed = failed_of(others)
        said.seek(0)
        print(f"== {part.name}\n{said.read().decode('utf-8', 'replace')}", end="", flush=True)
    return [*([part.name] if process.returncode != 0 else []), *failed]


def checks_at_once(checks: dict[str, list[str]]) -> list[str]:
    """Run the checks of the code all at once, show what each says, and return the names of those that failed."""
    running = {
        name: subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for name, command in checks.items()
    }
    failed = []
    for name, process in running.items():
        said, _ = process.communicate()
        print(f"== {name}\n{said.decode('utf-8', 'replace')}", end="", flush=True)
        if process.returncode != 0:
            failed.append(name)
    return failed


def run_tests(arguments: list[str]) -> int:
    """Run every check of the code, pytest last; 0 if all passed, else 1.

    Without arguments pytest runs four times: what has no window, on all cores; what has one, as an ordinary user and
    one more at a time than there are cores, for it often waits, which is when the former goes on; then what measures
    time on a window, with nothing else beside it: two at a time, for they wait for most of it, or one by one. What is
    asked for by arguments runs as an ordinary user unless it certainly has no window.
    """
    python = str(venv_program("python"))
    pytest = [python, "-X", "utf8", "-m", "pytest"]  # what it reads of the program is UTF-8
    checks = {
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        **{f"mypy, as for {name}": [python, "-m", "mypy", *how] for name, how in TYPES.items()},
        "lint-imports": [str(venv_program("lint-imports"))],
    }
    failed = checks_at_once(checks)
    # The tests start hundreds of programs, and a user who may not write here would compile each of them anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([python, "-m", "compileall", "-q", "experiment", "tests"], cwd=ROOT, check=False)
    with as_ordinary_user() as (ordinary, environment), files_in_memory() as in_memory:
        if not arguments:
            # What takes longest comes first, so that no core waits for it at the end; what stands together stays
            # together, so that what several tests look at is made once.
            without = [*pytest, "--numprocesses", "auto", "--dist", "worksteal", "tests/crashes", "tests/unit"]
            window = [*ordinary, "tests/screen", "tests/end_to_end"]
            # At its first import PsychoPy makes folders of its own, and fails if two processes do so at once.
            first = [*window[: window.index("-m")], "-c", "import psychopy"]
            cores = os.cpu_count() or 1
            at_once, in_pairs = str(cores + 1), str(min(2, cores))
            side_by_side = [*window, "--numprocesses", at_once, "--dist", "worksteal", "-m", "not alone and not paired"]
            failed += failed_beside(
                Part("pytest without a window", without, in_memory),
                [
                    Part("PsychoPy, as an ordinary user", first, environment),
                    Part("pytest with a window, as an ordinary user", side_by_side, environment),
                ],
            )
            paired = [*window, "--numprocesses", in_pairs, "--dist", "worksteal", "-m", "paired"]
            failed += failed_of(
                [
                    Part("pytest with a window, measuring in pairs", paired, environment),
                    Part("pytest with a window, measuring alone", [*window, "-m", "alone"], environment),
                ]
            )
        elif without_window(arguments):
            failed += failed_of([Part("pytest", [*pytest, *arguments], dict(os.environ))])
        else:
            failed += failed_of([Part("pytest, as an ordinary user", [*ordinary, *arguments], environment)])
    if failed:
        say(Setup.CHECKS_FAILED.say(checks=", ".join(failed)))
    return 1 if failed else 0


def run_benchmarks(arguments: list[str]) -> int:
    """Measure every timing bar; 0 if all are met, else 1."""
    if sys.platform == "linux":
        root = os.geteuid() == 0
        say(
            "Measuring as root, whose key queue is given real-time priority where the system lets it."
            if root
            else "Measuring as an ordinary user, whose key queue has no real-time priority unless one was granted."
        )
    return subprocess.run(
        [str(venv_program("python")), "-m", "tests.benchmarks", *arguments], cwd=ROOT, check=False
    ).returncode
