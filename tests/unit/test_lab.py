"""`lab.py` finds what belongs to it, wherever and by whatever Python it is started, and looks at the verb first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.instruments.made_up_computer import PROJECT, Computer

LAB = PROJECT / "lab.py"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the make-believe programs are shell scripts")


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path)


def test_the_program_is_started_isolated(computer: Computer) -> None:
    """Everything is run with -I: neither the current folder nor PYTHONPATH can put modules in the place of ours."""
    computer.start("plan")
    called = (computer.folder / "as called").read_text().splitlines()
    assert {"-I"} == {call.split()[0] for call in called}


def test_the_program_reads_and_writes_utf_8(computer: Computer) -> None:
    """The experiment is run in UTF-8 mode, whatever the language of the system is set to."""
    computer.start("plan")
    called = (computer.folder / "as called").read_text().splitlines()
    assert "-I -X utf8 -m experiment plan" == called[-1]


@pytest.mark.parametrize("name", ["random", "json", "platform", "experiment"])
def test_modules_of_other_software_are_not_taken(tmp_path: Path, name: str) -> None:
    """A module in the current folder or on PYTHONPATH that has the name of one of Python's or ours is left alone."""
    (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong module')")
    for command in ([str(LAB), "--help"], ["-I", "-X", "utf8", "-m", "experiment", "--help"]):
        environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize("own", [Path(os.__file__).parent, Path(os.__file__).parent / "lib-dynload", Path.cwd()])
def test_python_s_own_folders_may_be_named(tmp_path: Path, own: Path) -> None:
    """Where PYTHONPATH names the folders of Python's own modules, or the project, they are found all the same."""
    environment = {**os.environ, "PYTHONPATH": str(own)}
    line = [sys.executable, str(LAB), "--help"]
    done = subprocess.run(line, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr)


def test_a_start_without_a_verb_opens_the_launcher(computer: Computer) -> None:
    """Whoever says nothing has the computer set up, and the program started without a verb."""
    calls, _ = computer.start()
    assert "-m experiment" == calls[-1].strip()
    assert [] == [call for call in calls[2:-1] if not call.startswith("-m compileall ")]


def test_usage(computer: Computer) -> None:
    """The usage goes to stdout with 0, and sets nothing up."""
    calls, asked = computer.start("--help")
    assert calls == []
    assert asked.returncode == 0
    assert asked.stderr == ""
    assert "python3 lab.py VERB" in asked.stdout


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("rnu", "--visit", "day7"), "“rnu” is not something to do; did you mean run?"),
        (("tests",), "did you mean test?"),
        (("bundel", "stick"), "did you mean bundle?"),
        (("frobnicate",), "choose from: validate, new"),
        (("--visit", "day7", "run"), "write it after the verb: run --visit"),
        (("--as-installed", "rnu"), "did you mean run?"),
    ],
)
def test_a_slip_in_the_verb_installs_nothing(computer: Computer, typed: tuple[str, ...], says: str) -> None:
    """What is to be done is looked at before anything is set up or updated."""
    calls, ended = computer.start(*typed)
    assert [] == calls
    assert 2 == ended.returncode
    assert "" == ended.stdout
    assert says in ended.stderr
