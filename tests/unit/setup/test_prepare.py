"""The first start sets a computer up; a later one installs what has changed, and nothing else."""

from __future__ import annotations

import shutil
import sys

import pytest

from experiment.messages import Setup
from tests.instruments.made_up_computer import COMPILE, VENV, Computer, pip

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the make-believe programs are shell scripts")


def test_first_start_installs_then_does_the_verb(computer: Computer) -> None:
    """The first start makes the environment, installs pinned versions, compiles them on all processors, and ends as
    the verb ends; stdout is its own.
    """
    calls, done = computer.start("plan", "--visit", "day 7")
    assert calls[0] == VENV
    assert calls[1].startswith("-m pip install ")
    assert calls[1].endswith("--constraint requirements.txt --editable .[lab]")
    assert calls[2:] == [COMPILE, "-m experiment plan --visit day 7"]
    assert done.returncode == 7
    assert done.stdout == "the verb speaks\n"
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
    """A first installation that failed ends with 1, the verb not run, and the next start makes all anew."""
    (computer.folder / "offline").touch()
    calls, done = computer.start("plan")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == Setup.PYTHON_PACKAGES_NOT_INSTALLED.say()
    assert "-m experiment plan" not in calls
    (computer.folder / "offline").unlink()
    calls, done = computer.start("plan")
    assert calls[0] == VENV
    assert done.returncode == 7


def test_one_can_go_on_with_what_is_installed(updated: Computer) -> None:
    """`--as-installed` starts the verb with the packages as they are; without it the next start tries again."""
    assert ["-m experiment plan"] == updated.start("--as-installed", "plan")[0]
    assert 1 == len(pip(updated.start("plan")[0]))


def test_what_is_not_installed_cannot_be_gone_on_with(computer: Computer) -> None:
    """`--as-installed` on a computer that was never set up sets it up."""
    assert VENV == computer.start("--as-installed", "plan")[0][0]


def test_only_what_is_to_be_installed_decides_about_an_update(computer: Computer) -> None:
    """Another lab.py, or other line ends, update nothing."""
    computer.start("plan")
    with (computer.project / "lab.py").open("a") as lab:
        lab.write("# a remark\n")
    content = (computer.project / "requirements.txt").read_bytes()
    (computer.project / "requirements.txt").write_bytes(content.replace(b"\n", b"\r\n"))
    assert ["-m experiment plan"] == computer.start("plan")[0]


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


def test_an_environment_made_by_hand_is_kept(computer: Computer) -> None:
    """A folder of that name that somebody else has made is put aside, however often, and that is said."""
    for number, kept in enumerate((".venv-by-hand", ".venv-by-hand-2")):
        shutil.rmtree(computer.project / ".venv", ignore_errors=True)
        (computer.project / ".venv").mkdir()
        (computer.project / ".venv" / "work").write_text(str(number))
        _, done = computer.start("plan")
        assert f"it is kept as {kept}, and another is made" in done.stderr
        assert str(number) == (computer.project / kept / "work").read_text()
        assert 7 == done.returncode


def test_a_first_set_up_that_was_broken_off_is_nobody_s_work(computer: Computer) -> None:
    """What lab.py has begun itself is made anew in its place."""
    (computer.folder / "offline").touch()
    computer.start("plan")
    (computer.folder / "offline").unlink()
    computer.start("plan")
    assert not (computer.project / ".venv-by-hand").exists()
