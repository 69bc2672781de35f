"""`lab.py test` runs every check of the code, and tests with a window as an ordinary user."""

from __future__ import annotations

import os
import re
import sys

import pytest

from experiment.messages import Setup
from tests.instruments.made_up_computer import COMPILE, Computer, pip

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the make-believe programs are shell scripts")


def test_every_check_runs_and_pytest_is_last(computer: Computer) -> None:
    """`test` goes on after a check that fails, ends with 1 naming it, and pytest's closing line closes stdout.

    The checks begin together, so that they are called in any order.
    """
    calls, done = computer.start("test", "-k", "lab", user=1000)
    set_up = calls.index(COMPILE)
    checks = [call for call in calls[set_up + 1 :] if not call.startswith(("prlimit", "setpriv"))]
    types = [call for call in checks if call.startswith("-m mypy")]
    assert sorted(checks[:-2]) == sorted(["-m ruff check .", "-m ruff format --check .", *types, ""])
    assert checks[-2:] == ["-m compileall -q experiment tests", "-m pytest -k lab"]
    assert {"3.10", "3.12"} == {re.search(r"--python-version=(\S+)", call)[1] for call in types}  # type: ignore[index]
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "1 passed in 0.01s"
    assert done.stderr.splitlines()[-1] == Setup.CHECKS_FAILED.say(checks="ruff check")


def as_whom(calls: list[str]) -> dict[str, list[str]]:
    """Give what was run before each call of pytest, to change who it is; two may be going on at once."""
    whom: dict[str, list[str]] = {}
    for call in calls:
        if call.startswith("-m pytest"):
            before = [other.removesuffix(call) for other in calls if other != call and other.endswith(call)]
            whom[re.sub(r" -o cache_dir=\S+", "", call)] = [re.sub(r"^(prlimit \S+) .*", r"\1", one) for one in before]
    return whom


WITH_A_WINDOW = "-m pytest tests/screen tests/end_to_end"


def test_all_tests_run_in_four_parts(computer: Computer) -> None:
    """Without arguments the tests without a window run on all cores, beside them those with one; what measures, when
    both are over, in pairs or alone.
    """
    calls, done = computer.start("test")
    *beside, paired, alone = as_whom(calls)
    parts = [
        "-m pytest --numprocesses auto --dist worksteal tests/crashes tests/unit",
        f"{WITH_A_WINDOW} --numprocesses {(os.cpu_count() or 1) + 1} --dist worksteal -m not alone and not paired",
    ]
    assert parts == sorted(beside)
    assert f"{WITH_A_WINDOW} --numprocesses {min(2, os.cpu_count() or 1)} --dist worksteal -m paired" == paired
    assert f"{WITH_A_WINDOW} -m alone" == alone
    shown = [line for line in done.stdout.splitlines() if line.startswith("== pytest")]
    beside_another, measuring = ["with a window, as an ordinary user", "without a window"], ["in pairs", "alone"]
    assert [*beside_another, *(f"with a window, measuring {how}" for how in measuring)] == [
        line.removeprefix("== pytest ") for line in shown
    ]


def test_a_part_that_fails_in_the_background_is_named(computer: Computer) -> None:
    """What fails beside something else fails the whole, and what it said is shown."""
    (computer.folder / "broken").touch()
    _, done = computer.start("test")
    failed = "ruff check, pytest without a window"
    assert (1, Setup.CHECKS_FAILED.say(checks=failed)) == (done.returncode, done.stderr.splitlines()[-1])
    assert "a test has failed" in done.stdout


def nobody(kept: str = "") -> list[str]:
    """Give what makes root a user without privileges, or with one."""
    identity = "--no-new-privs --reuid=65534 --regid=65534 --clear-groups"
    capabilities = " ".join(f"--{kind}=-all{kept}" for kind in ("inh-caps", "ambient-caps", "bounding-set"))
    return ["prlimit --rtprio=0:0", f"setpriv {identity} {capabilities} env"]


def ordinary(calls: list[str]) -> dict[str, list[str]]:
    """Give as whom each call of pytest ran, without the command that is run so."""
    return {
        call: [re.sub(r" env .*", " env", part) if "reuid" in part else part for part in before]
        for call, before in as_whom(calls).items()
    }


@pytest.mark.parametrize("kept", ["", "dac_read_search", "dac_override"])
def test_root_tests_windows_as_an_ordinary_user(computer: Computer, kept: str) -> None:
    """Root runs the tests with a window as nobody, without any capability, or with the one without which the project's
    folder cannot be entered, and those without a window as root.
    """
    computer.needs(f",+{kept}" if kept else "")
    calls, done = computer.start("test")
    assert done.stderr.splitlines()[-1] == Setup.CHECKS_FAILED.say(checks="ruff check")
    user = nobody(f",+{kept}" if kept else "")
    assert [[], *[user] * 3] == sorted(ordinary(calls).values())


def test_another_user_tests_windows_without_the_allowance_of_priority(computer: Computer) -> None:
    """Who is not root keeps the own account, and gives up real-time priority and what a program's file may grant."""
    unit, *with_a_window = sorted(as_whom(computer.start("test", user=1000)[0]).values())
    assert [] == unit
    assert ["prlimit --rtprio=0:0"] * 3 == [before[0] for before in with_a_window]
    assert all(before[1].startswith("setpriv --no-new-privs /") for before in with_a_window)


@pytest.mark.parametrize(
    ("arguments", "root"),
    [
        (["tests/unit"], True),
        (["-x", "tests/unit/test_lab.py::test_usage", "tests/crashes"], True),
        (["tests/unit", "tests/screen"], False),
        (["tests"], False),
        (["-k", "lab"], False),
    ],
)
def test_only_what_certainly_has_no_window_runs_as_root(computer: Computer, arguments: list[str], root: bool) -> None:
    """Of what is asked for by arguments, only files of tests without a window are run as root."""
    for folder in ("unit", "crashes", "screen"):
        (computer.project / "tests" / folder).mkdir(parents=True)
    (computer.project / "tests" / "unit" / "test_lab.py").touch()
    (before,) = ordinary(computer.start("test", *arguments)[0]).values()
    assert ([] if root else nobody()) == before


@pytest.mark.parametrize("program", ["prlimit", "setpriv"])
def test_no_ordinary_user_is_said(computer: Computer, program: str) -> None:
    """Without the programs that make an ordinary user the tests are not run as root instead: they fail, saying why."""
    (computer.folder / "absent").write_text(program)
    calls, done = computer.start("test")
    assert {} == as_whom(calls)
    said = Setup.NO_ORDINARY_USER.say(error=f"there is no {program}, of util-linux")
    assert (1, said) == (done.returncode, done.stderr.splitlines()[-1])


def test_a_folder_that_only_root_may_enter_is_said(computer: Computer) -> None:
    """Where no capability helps, the tests fail too, with what the system says."""
    computer.needs("a miracle")
    calls, done = computer.start("test")
    assert {} == as_whom(calls)
    said = Setup.NO_ORDINARY_USER.say(error="env: python: Permission denied")
    assert (1, said) == (done.returncode, done.stderr.splitlines()[-1])


def test_a_root_without_rights_is_said(computer: Computer) -> None:
    """A root who has no right to give anything away makes no ordinary user, and is told so."""
    (computer.folder / "weak root").touch()
    calls, done = computer.start("test")
    assert {} == as_whom(calls)
    said = Setup.NO_ORDINARY_USER.say(error="[Errno 1] Operation not permitted")
    assert (1, said) == (done.returncode, done.stderr.splitlines()[-1])


@pytest.mark.parametrize(("user", "whom"), [(0, "as root"), (1000, "as an ordinary user")])
def test_bench_says_as_whom_it_measures(computer: Computer, user: int, whom: str) -> None:
    """The bars are measured as whoever starts them, and that is said, for only root's key queue has priority."""
    assert f"Measuring {whom}" in computer.start("bench", user=user)[1].stderr


def test_bench_measures_with_the_tools_of_tests(computer: Computer) -> None:
    """`bench` installs what tests need, and runs the benchmarks with its arguments and their exit code."""
    calls, done = computer.start("bench", "--quick")
    assert 0 == done.returncode
    assert "-m tests.benchmarks --quick" == calls[-1]
    assert pip(calls)[0].endswith("--editable .[lab,test]")
