"""Why lab.py could not set a computer up: each message is provoked on a make-believe computer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.messages import Setup
from tests.instruments.made_up_computer import KIND, PYTHON, Computer
from tests.instruments.small_study import PROJECT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the make-believe programs are shell scripts")

Ended = tuple[subprocess.CompletedProcess[str], dict[str, str]]
"""How lab.py ended, and the facts of the case."""


def an_old_python(computer: Computer) -> Ended:
    facts = {"fit": "3.10, 3.11 or 3.12", "have": "3.8", "start": "python3.11"}
    return computer.start("plan", version=(3, 8))[1], facts


def not_root(computer: Computer) -> Ended:
    computer.system_packages(removed=("xvfb",), unknown=())
    line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb"
    return computer.start("plan", user=1000)[1], {"line": line}


def apt_fails(computer: Computer) -> Ended:
    computer.system_packages(removed=("xvfb",), unknown=())
    (computer.folder / "bin" / "apt-get").write_text("#!/bin/sh\nexit 100\n")
    return computer.start("plan")[1], {}


def no_room_for_venv(computer: Computer) -> Ended:
    (computer.folder / "bin" / "python").write_text("#!/bin/sh\nexit 1\n")
    return computer.start("plan")[1], {}


def offline(computer: Computer) -> Ended:
    (computer.folder / "offline").touch()
    return computer.start("plan")[1], {}


def update_without_network(computer: Computer) -> Ended:
    computer.start("plan")
    (computer.project / "requirements.txt").write_text("changed")
    return offline(computer)


def in_use(computer: Computer) -> Ended:
    """Something stands where the installation is to be kept meanwhile."""
    computer.start("plan")
    (computer.project / "requirements.txt").write_text("changed")
    (computer.project / ".venv-before").symlink_to(computer.folder / "nowhere")
    return computer.start("plan")[1], {"error": "File exists"}


def untidy_code(computer: Computer) -> Ended:
    return computer.start("test")[1], {"checks": "ruff check"}


def no_setpriv(computer: Computer) -> Ended:
    (computer.folder / "absent").write_text("setpriv")
    return computer.start("test")[1], {"error": "there is no setpriv, of util-linux"}


def ctrl_c(computer: Computer) -> Ended:
    pressed = PYTHON.replace("#!/bin/sh\n", "#!/bin/sh\nkill -INT $PPID; sleep 1\n")
    (computer.folder / "bin" / "python").write_text(pressed)
    return computer.start("plan")[1], {}


def bundle_of(made_for: object, verb: str = "plan", **facts: str) -> Callable[[Computer], Ended]:
    """Start a verb in a bundle that was made for some kind of computer."""

    def provoke(computer: Computer) -> Ended:
        computer.make_bundle(made_for)
        return computer.start(verb)[1], facts

    return provoke


def told(kind: dict[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in kind.items())


def no_clone(computer: Computer) -> Ended:
    (computer.folder / "no clone").touch()
    return computer.start("bundle", str(computer.folder / "made"))[1], {}


def a_folder_in_use(computer: Computer) -> Ended:
    (computer.folder / "taken").touch()
    return computer.start("bundle", str(computer.folder / "taken"))[1], {"folder": str(computer.folder / "taken")}


def no_place_to_write(computer: Computer) -> Ended:
    (computer.folder / "file").touch()
    made = computer.folder / "file" / "made"
    return computer.start("bundle", str(made))[1], {"error": f"[Errno 20] Not a directory: '{made}'"}


def a_damaged_package(computer: Computer) -> Ended:
    (computer.folder / "bin" / "dpkg-deb").write_text("#!/bin/sh\nexit 2\n")
    return computer.start("bundle", str(computer.folder / "made"))[1], {"package": "xauth_1_amd64.deb"}


def offline_later(computer: Computer) -> Ended:
    computer.start("plan")
    (computer.folder / "offline").touch()
    return computer.start("bundle", str(computer.folder / "made"))[1], {}


def apt_fails_later(computer: Computer) -> Ended:
    (computer.folder / "bin" / "apt-get").write_text("#!/bin/sh\nexit 100\n")
    return computer.start("bundle", str(computer.folder / "made"))[1], {}


def no_place_for_an_icon(computer: Computer) -> Ended:
    (computer.folder / "home").touch()
    return computer.start("shortcut")[1], {"error": "Not a directory"}


ANOTHER = {**KIND, "system": "debian-12"}

PROVOCATIONS: dict[Setup, Callable[[Computer], Ended]] = {
    Setup.PYTHON_UNFIT: an_old_python,
    Setup.SYSTEM_PACKAGES_MISSING: not_root,
    Setup.SYSTEM_PACKAGES_NOT_INSTALLED: apt_fails,
    Setup.VENV_NOT_MADE: no_room_for_venv,
    Setup.PYTHON_PACKAGES_NOT_INSTALLED: offline,
    Setup.UPDATE_FAILED: update_without_network,
    Setup.VENV_IN_USE: in_use,
    Setup.BUNDLE_INCOMPLETE: bundle_of(None),
    Setup.BUNDLE_OF_ANOTHER_KIND: bundle_of(ANOTHER, need=told(ANOTHER), have=told(KIND)),
    Setup.BUNDLE_WITHOUT_TESTS: bundle_of(KIND, "test"),
    Setup.BUNDLE_OF_A_BUNDLE: bundle_of(KIND, "bundle"),
    Setup.BUNDLE_NEEDS_GIT: no_clone,
    Setup.BUNDLE_FOLDER_TAKEN: a_folder_in_use,
    Setup.BUNDLE_NOT_WRITTEN: no_place_to_write,
    Setup.PACKAGE_DAMAGED: a_damaged_package,
    Setup.PYTHON_PACKAGES_NOT_FETCHED: offline_later,
    Setup.SYSTEM_PACKAGES_NOT_FETCHED: apt_fails_later,
    Setup.CHECKS_FAILED: untidy_code,
    Setup.NO_ORDINARY_USER: no_setpriv,
    Setup.SHORTCUT_NOT_MADE: no_place_for_an_icon,
    Setup.STOPPED: ctrl_c,
}


@pytest.mark.parametrize("setup", PROVOCATIONS, ids=str)
def test_a_set_up_that_fails_says_why(tmp_path: Path, setup: Setup) -> None:
    """A set-up that cannot be finished ends with this message, as the last line, and no success."""
    done, facts = PROVOCATIONS[setup](Computer(tmp_path))
    assert setup.say(**facts) == done.stderr.splitlines()[-1]
    assert done.returncode == (130 if setup is Setup.STOPPED else 1)
    assert "Traceback" not in done.stderr


def test_every_message_of_the_set_up_is_provoked() -> None:
    """A message that nothing here provokes is one too many, or a provocation too few."""
    assert set(Setup) == set(PROVOCATIONS)


def test_lab_starts_from_any_folder(tmp_path: Path) -> None:
    """lab.py finds the catalogue beside itself, wherever and however it is started, and needs nothing installed."""
    command = [sys.executable, "-I", "-S", str(PROJECT / "lab.py"), "--help"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr)
    assert "python3 lab.py VERB" in done.stdout
