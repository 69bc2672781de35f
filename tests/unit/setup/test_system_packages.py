"""System packages: root gets those that are missing, anybody else the line that installs them."""

from __future__ import annotations

import shutil
import sys

import pytest

from experiment.messages import Setup
from experiment.setup import system_packages
from tests.instruments.made_up_computer import VENV, Computer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the make-believe programs are shell scripts")


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


FOR_TESTS = (
    "metacity openbox r-base-core r-cran-data.table r-cran-jsonlite r-cran-lme4 r-cran-readr x11-xserver-utils xdotool"
)


def test_root_gets_what_only_tests_need(computer: Computer) -> None:
    """As root, the tests install R and window managers for what they try; a session never does."""
    computer.system_packages(removed=(), unknown=tuple(FOR_TESTS.split()))
    assert VENV == computer.start("plan")[0][0]
    calls, _ = computer.start("test")
    assert calls[2].startswith(f"apt-get install -y --no-install-recommends {FOR_TESTS}")


def test_others_are_not_kept_from_the_tests_by_these(computer: Computer) -> None:
    """Who is not root runs the tests without them, and is told of it in the line that installs what all need."""
    computer.system_packages(removed=(), unknown=tuple(FOR_TESTS.split()))
    calls, done = computer.start("test", user=1000)
    assert "-m pytest tests/screen tests/end_to_end -m alone" == calls[-1]
    assert 1 == done.returncode
    computer.system_packages(removed=("xvfb",), unknown=tuple(FOR_TESTS.split()))
    shutil.rmtree(computer.project / ".venv")
    line = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb {FOR_TESTS}"
    refused = computer.start("test", user=1000)[1]
    assert refused.stderr.splitlines() == [Setup.SYSTEM_PACKAGES_MISSING.say(line=line)]


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_a_linux_is_known_by_python_not_by_a_file(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    """On Windows and macOS what lies at /etc/os-release (under Wine, the Linux below) is not read."""
    monkeypatch.setattr(system_packages.platform, "freedesktop_os_release", lambda: {"ID": "debian"})
    assert {"ID": "debian"} == system_packages.linux_release()
    monkeypatch.setattr(sys, "platform", system)
    assert {} == system_packages.linux_release()
    assert not system_packages.like_debian(system_packages.linux_release())
