"""`lab.py` on a make-believe computer, whose Python, dpkg and apt are scripts that write down how they were called."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from experiment.messages import Setup

LAB = Path(__file__).resolve().parents[2] / "lab.py"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the make-believe programs are shell scripts")

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
echo "prlimit $1" >> "$COMPUTER/calls"
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
        shutil.copy(LAB, self.project)
        (self.project / "experiment").mkdir()
        shutil.copy(LAB.parent / "experiment" / "__init__.py", self.project / "experiment")
        shutil.copytree(LAB.parent / "experiment" / "messages", self.project / "experiment" / "messages")
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
            [sys.executable, "-c", START, str(self.folder), str(version), str(user), *arguments],
            env={"PATH": path, "HOME": str(self.folder / "home"), "COMPUTER": str(self.folder), "PYTHONUTF8": "1"},
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


def test_a_start_without_a_verb_opens_the_launcher(computer: Computer) -> None:
    """Whoever says nothing has the computer set up, and the program started without a verb."""
    calls, _ = computer.start()
    assert ["-m experiment"] == [call.strip() for call in calls[2:]]


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


@pytest.fixture
def updated(computer: Computer) -> Computer:
    """A computer that was set up, with the project updated since and no network now."""
    computer.start("plan")
    (computer.project / ".venv" / "psychopy").write_text("as it was")
    (computer.project / "requirements.txt").write_text("changed")
    (computer.folder / "offline").touch()
    return computer


def test_an_update_without_a_network_leaves_what_works(updated: Computer) -> None:
    """After an update that could not be had, the installation is as it was before, and the project set back starts."""
    _, done = updated.start("plan")
    assert Setup.UPDATE_FAILED.say() == done.stderr.splitlines()[-1]
    assert "as it was" == (updated.project / ".venv" / "psychopy").read_text()
    (updated.project / "requirements.txt").write_text("requirements.txt")
    assert ["-m experiment plan"] == updated.start("plan")[0]


def test_one_can_go_on_with_what_is_installed(updated: Computer) -> None:
    """`--as-installed` starts the verb with the packages as they are; without it the next start tries again."""
    assert ["-m experiment plan"] == updated.start("--as-installed", "plan")[0]
    assert 1 == len(pip(updated.start("plan")[0]))


def test_what_is_not_installed_cannot_be_gone_on_with(computer: Computer) -> None:
    """`--as-installed` on a computer that was never set up sets it up."""
    assert VENV == computer.start("--as-installed", "plan")[0][0]


def test_an_update_that_is_killed_is_undone_at_the_next_start(updated: Computer) -> None:
    """Killed while pip works, the next start has the installation that was whole."""
    program = updated.project / ".venv" / "bin" / "python"
    text = program.read_text()
    program.unlink()  # as pip does: nothing is written into a file that is there
    program.write_text(text.replace('"-m pip"*)', '"-m pip"*) echo new > .venv/half; rm .venv/psychopy; kill -9 $PPID'))
    program.chmod(0o755)
    _, done = updated.start("plan")
    assert -9 == done.returncode
    assert ["-m experiment plan"] == updated.start("--as-installed", "plan")[0]
    assert "as it was" == (updated.project / ".venv" / "psychopy").read_text()
    assert not (updated.project / ".venv" / "half").exists()


def test_another_python_that_cannot_be_set_up_leaves_the_first_one_s_installation(computer: Computer) -> None:
    """Started once with another Python and no network, the first Python starts as before."""
    computer.start("plan")
    (computer.folder / "offline").touch()
    assert 1 == computer.start("plan", version=(3, 12))[1].returncode
    assert ["-m experiment plan"] == computer.start("plan")[0]


def test_two_first_starts_at_once_set_up_once(computer: Computer) -> None:
    """A start during another one's set-up waits for it, and then does its verb; the computer is set up once."""
    program = computer.folder / "bin" / "python"
    program.write_text(PYTHON.replace('"-m pip"*)', '"-m pip"*) sleep 1'))
    with ThreadPoolExecutor(2) as starts:
        ended = list(starts.map(lambda verb: computer.start(verb, fresh=False)[1], ("plan", "check")))
    assert [7, 7] == [done.returncode for done in ended]
    assert 1 == (computer.folder / "calls").read_text().splitlines().count(VENV)


def test_packages_stay_while_a_session_is_on(computer: Computer) -> None:
    """An update that is asked for while a session runs waits until it has ended."""
    computer.start("plan")
    (computer.project / ".venv" / "bin" / "python").write_text(
        PYTHON.replace('"-m experiment"*)', '"-m experiment"*) sleep 1; echo ended >> "$COMPUTER/calls";')
    )
    with ThreadPoolExecutor(1) as session:
        running = session.submit(computer.start, "run", fresh=False)
        while "-m experiment run" not in (computer.folder / "calls").read_text():
            time.sleep(0.01)
        (computer.project / "requirements.txt").write_text("changed")
        _, done = computer.start("plan", fresh=False)
        running.result()
    assert "waits for it" in done.stderr
    calls = (computer.folder / "calls").read_text().splitlines()
    (installed,) = (number for number, call in enumerate(calls) if "requirements" in call and number > 2)
    assert calls.index("ended") < installed


def test_only_what_is_to_be_installed_decides_about_an_update(computer: Computer) -> None:
    """Another lab.py, or other line ends, update nothing."""
    computer.start("plan")
    with (computer.project / "lab.py").open("a") as lab:
        lab.write("# a remark\n")
    content = (computer.project / "requirements.txt").read_bytes()
    (computer.project / "requirements.txt").write_bytes(content.replace(b"\n", b"\r\n"))
    assert ["-m experiment plan"] == computer.start("plan")[0]


def test_the_program_is_started_isolated(computer: Computer) -> None:
    """Everything is run with -I: neither the current folder nor PYTHONPATH can put modules in the place of ours."""
    computer.start("plan")
    called = (computer.folder / "as called").read_text().splitlines()
    assert {"-I"} == {call.split()[0] for call in called}


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


FOR_TESTS = "metacity openbox r-base-core r-cran-data.table r-cran-jsonlite r-cran-readr x11-xserver-utils"


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
    assert (f"{WITH_A_WINDOW} -m alone", 1) == (calls[-1], done.returncode)
    computer.system_packages(removed=("xvfb",), unknown=tuple(FOR_TESTS.split()))
    shutil.rmtree(computer.project / ".venv")
    line = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb {FOR_TESTS}"
    refused = computer.start("test", user=1000)[1]
    assert refused.stderr.splitlines() == [Setup.SYSTEM_PACKAGES_MISSING.say(line=line)]


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


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_a_linux_is_known_by_python_not_by_a_file(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    """On Windows and macOS what lies at /etc/os-release (under Wine, the Linux below) is not read."""
    spec = importlib.util.spec_from_file_location("lab", LAB)
    assert spec is not None
    assert spec.loader is not None
    lab = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(lab)
    monkeypatch.setattr(lab.platform, "freedesktop_os_release", lambda: {"ID": "debian"})
    assert {"ID": "debian"} == lab.linux_release()
    monkeypatch.setattr(sys, "platform", system)
    assert {} == lab.linux_release()
    assert not lab.like_debian(lab.linux_release())


def test_every_check_runs_and_pytest_is_last(computer: Computer) -> None:
    """`test` goes on after a check that fails, ends with 1 naming it, and pytest's closing line closes stdout.

    The checks begin together, so that they are called in any order.
    """
    calls, done = computer.start("test", "-k", "lab", user=1000)
    checks = [call for call in calls[2:] if not call.startswith(("prlimit", "setpriv"))]
    types = ["-m mypy", *(call for call in checks if "--python-version" in call)]
    assert sorted(checks[:-2]) == sorted(["-m ruff check .", "-m ruff format --check .", *types, ""])
    assert checks[-2:] == ["-m compileall -q experiment tests", "-m pytest -k lab"]
    assert {"3.10", "3.12"} == {re.search(r"--python-version=(\S+)", call)[1] for call in types[1:]}  # type: ignore[index]
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "1 passed in 0.01s"
    assert done.stderr.splitlines()[-1] == Setup.CHECKS_FAILED.say(checks="ruff check")


def as_whom(calls: list[str]) -> dict[str, list[str]]:
    """Give what was run before each call of pytest, to change who it is."""
    whom: dict[str, list[str]] = {}
    before: list[str] = []
    for call in calls:
        if call.startswith(("prlimit", "setpriv")):
            before.append(call)
            continue
        if call.startswith("-m pytest"):
            whom[re.sub(r" -o cache_dir=\S+", "", call)] = before
        before = []
    return whom


WITH_A_WINDOW = "-m pytest tests/screen tests/end_to_end"


def test_all_tests_run_in_three_parts(computer: Computer) -> None:
    """Without arguments the tests without a window run on all cores, then those with one, and alone what measures."""
    calls, _ = computer.start("test")
    parts = [
        "-m pytest --numprocesses auto tests/crashes tests/unit",
        f"{WITH_A_WINDOW} --numprocesses {(os.cpu_count() or 1) + 1} --dist worksteal -m not alone",
        f"{WITH_A_WINDOW} -m alone",
    ]
    assert parts == list(as_whom(calls))


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
    assert [[], user, user] == list(ordinary(calls).values())


def test_another_user_tests_windows_without_the_allowance_of_priority(computer: Computer) -> None:
    """Who is not root keeps the own account, and gives up real-time priority and what a program's file may grant."""
    unit, *with_a_window = as_whom(computer.start("test", user=1000)[0]).values()
    assert [] == unit
    assert ["prlimit --rtprio=0:0"] * 2 == [before[0] for before in with_a_window]
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
    assert (0, "-m tests.benchmarks --quick") == (done.returncode, calls[-1])
    assert pip(calls)[0].endswith("--editable .[lab,test]")


def test_usage(computer: Computer) -> None:
    """The usage goes to stdout with 0, and sets nothing up."""
    calls, asked = computer.start("--help")
    assert (calls, asked.returncode, asked.stderr) == ([], 0, "")
    assert "python3 lab.py VERB" in asked.stdout


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("rnu", "--visit", "day7"), "“rnu” is not something to do; did you mean run?"),
        (("tests",), "did you mean test?"),
        (("bundel", "stick"), "did you mean bundle?"),
        (("frobnicate",), "choose from: validate, enrol"),
        (("--visit", "day7", "run"), "write it after the verb: run --visit"),
        (("--as-installed", "rnu"), "did you mean run?"),
    ],
)
def test_a_slip_in_the_verb_installs_nothing(computer: Computer, typed: tuple[str, ...], says: str) -> None:
    """What is to be done is looked at before anything is set up or updated."""
    calls, ended = computer.start(*typed)
    assert ([], 2, "", True) == (calls, ended.returncode, ended.stdout, says in ended.stderr)


KIND = {"system": "linuxmint-22", "processor": "x86_64", "python": "3.11"}


def contents(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_bundle_is_the_project_and_all_it_installs(computer: Computer) -> None:
    """A bundle holds the tracked files, every wheel but the project's own, every system package, and its kind."""
    (computer.project / "data").mkdir()
    (computer.project / "data" / "README.md").touch()
    (computer.project / "data" / "KD001.csv").touch()
    folder = computer.folder / "sticks" / "one"
    calls, done = computer.start("bundle", str(folder))
    assert (0, "") == (done.returncode, done.stdout)
    project = {"lab.py", "pyproject.toml", "requirements.txt", "data/README.md"}
    packages = {"packages/Packages", "packages/xauth_1_amd64.deb", "packages/xvfb_2-1_amd64.deb"}
    assert {*project, *packages, "wheels/psychopy-1-py3-none-any.whl", "bundle.json"} == contents(folder)
    assert {"made_for": KIND, "revision": "0123abc-dirty"} == json.loads((folder / "bundle.json").read_text())
    assert pip(calls)[0].endswith("--editable .[lab]"), "this computer is set up first"
    (wheel,) = (call for call in calls if call.startswith("-m pip wheel "))
    assert re.search(rf"--constraint requirements.txt --wheel-dir {folder}/wheels setuptools /\S+\[lab\]$", wheel)


def test_a_bundle_may_go_into_the_home_folder(computer: Computer) -> None:
    """A tilde that the shell has left is the home folder."""
    assert 0 == computer.start("bundle", "~/one")[1].returncode
    assert (computer.folder / "home" / "one" / "bundle.json").exists()


def test_system_packages_are_fetched_as_if_there_were_none(computer: Computer) -> None:
    """A bundle's apt starts from an empty status, changes nothing here, and fetches Python's own missing part too."""
    calls, _ = computer.start("bundle", str(computer.folder / "made"))
    update, fetch = (call for call in calls if call.startswith("apt-get"))
    assert update.endswith(" update -qq")
    assert " install -y --download-only --no-install-recommends libfontconfig1 " in fetch
    assert fetch.endswith(" xauth xvfb python3.11-venv -qq")
    for call in (update, fetch):
        scratch = Path(re.findall(r"-o Dir::State=(\S+)", call)[0])
        assert f"-o Dir::State::status={scratch}/status -o Dir::Cache={scratch} -o APT::Sandbox::User=root" in call
        assert not scratch.exists()


def test_a_python_that_debian_does_not_have_is_no_matter(computer: Computer) -> None:
    """A Python built by hand brings its venv itself: what Debian does not have is not asked for."""
    computer.system_packages(removed=(), unknown=("python3.11-venv",))
    calls, _ = computer.start("bundle", str(computer.folder / "made"))
    assert calls[-1].endswith(" xauth xvfb -qq")


def test_the_index_describes_every_package(computer: Computer) -> None:
    """Apt finds each package by a name without codes and knows it by size and hash."""
    computer.start("bundle", str(computer.folder / "made"))
    xvfb = (
        "Package: xvfb\nFilename: ./xvfb_2-1_amd64.deb\nSize: 17\n"
        f"SHA256: {hashlib.sha256(b'xvfb_2%3a1_amd64' + bytes([10])).hexdigest()}\n"
    )
    assert xvfb == (computer.folder / "made" / "packages" / "Packages").read_text().split("\n\n")[1]


def test_elsewhere_a_bundle_has_no_system_packages(computer: Computer) -> None:
    """On a system without apt a bundle holds wheels only, and lies beside the project under the name of its kind."""
    (computer.folder / "release").write_text(repr({"ID": "fedora", "VERSION_ID": "44"}))
    calls, done = computer.start("bundle", version=(3, 12))
    assert 0 == done.returncode
    folder = computer.folder / "belief-update-fedora-44-x86_64-python3.12"
    assert (folder / "wheels").is_dir()
    assert not (folder / "packages").exists()
    assert not [call for call in calls if call.startswith("apt")]


def test_what_git_does_not_track_is_named(computer: Computer) -> None:
    """A study file that was not added to git stays behind, and the person is told so."""
    (computer.project / "new.yaml").touch()
    _, done = computer.start("bundle", str(computer.folder / "made"))
    assert "Left behind, as git does not track it: new.yaml" in done.stderr.splitlines()
    assert "new.yaml" not in contents(computer.folder / "made")


@pytest.mark.parametrize("folder", ["taken", "taken/file", "project/made"])
def test_a_bundle_takes_no_folder_that_is_in_use(computer: Computer, folder: str) -> None:
    """A folder with something in it, a file, or a place inside the project is refused in one line, all as it was."""
    (computer.folder / "taken").mkdir()
    (computer.folder / "taken" / "file").write_text("mine")
    calls, done = computer.start("bundle", str(computer.folder / folder))
    assert (1, [], 1) == (done.returncode, calls, len(done.stderr.splitlines()))
    assert done.stderr.startswith("a bundle needs a new or empty folder outside the project, and ")
    assert {"file"} == contents(computer.folder / "taken")
    assert not (computer.project / "made").exists()


@pytest.mark.parametrize("trouble", ["no clone", "offline"])
def test_a_bundle_that_fails_leaves_nothing(computer: Computer, trouble: str) -> None:
    """Without git's list or without a network the bundle ends with 1 and no half folder; the same line works later."""
    computer.start("plan")
    (computer.folder / trouble).touch()
    _, done = computer.start("bundle", str(computer.folder / "made"))
    assert 1 == done.returncode
    assert not (computer.folder / "made").exists()
    (computer.folder / trouble).unlink()
    assert 0 == computer.start("bundle", str(computer.folder / "made"))[1].returncode


def test_a_bundle_that_cannot_be_written_says_so(computer: Computer) -> None:
    """A folder that cannot be made, as on a full or write-protected disk, ends with one line that names it."""
    computer.start("plan")
    (computer.folder / "file").touch()
    _, done = computer.start("bundle", str(computer.folder / "file" / "made"))
    assert 1 == done.returncode
    assert done.stderr.splitlines()[-1].startswith("the bundle could not be written (")
    assert f"{computer.folder}/file/made" in done.stderr.splitlines()[-1]


def test_a_bundle_installs_from_itself_alone(computer: Computer) -> None:
    """With wheels beside lab.py, pip and apt look nowhere else, whatever they are set to on that computer."""
    computer.make_bundle(KIND)
    computer.system_packages(removed=("xvfb",), unknown=())
    calls, done = computer.start("plan")
    packages = computer.project / "packages"
    only = (
        f"-o Dir::Etc::sourcelist={packages}/sources.list -o Dir::Etc::sourceparts=- "
        f"-o Dir::State::lists={packages}/lists -o APT::Sandbox::User=root"
    )
    assert f"apt-get {only} update -qq -o Dpkg::Use-Pty=0" == calls[1]
    assert f"apt-get {only} install -y --no-install-recommends xvfb -qq -o Dpkg::Use-Pty=0" == calls[2]
    assert f"deb [trusted=yes] file:{packages} ./\n" == (packages / "sources.list").read_text()
    alone = "--isolated --no-index --find-links wheels --constraint requirements.txt --editable .[lab]"
    assert pip(calls)[0].endswith(f" {alone}")
    assert 7 == done.returncode
    assert ["-m experiment plan"] == computer.start("plan")[0]


def test_the_line_for_others_names_the_bundle_too(computer: Computer) -> None:
    """Who is not root gets a line that installs from the bundle and can be pasted into a shell."""
    computer.make_bundle(KIND)
    computer.system_packages(removed=("xvfb",), unknown=())
    shutil.move(computer.project, computer.folder / "lab pc")
    (computer.folder / "project").symlink_to(computer.folder / "lab pc")
    _, done = computer.start("plan", user=1000)
    assert f"-o 'Dir::Etc::sourcelist={computer.folder}/lab pc/packages/sources.list'" in done.stderr.splitlines()[-1]
    assert "/lab%20pc/packages ./" in (computer.project / "packages" / "sources.list").read_text()


@pytest.mark.parametrize(
    ("made_for", "verb", "says"),
    [
        ({**KIND, "python": "3.12"}, "plan", "this bundle is for system linuxmint-22, processor x86_64, python 3.12,"),
        ({**KIND, "system": "debian-12"}, "plan", "this bundle is for system debian-12,"),
        (None, "plan", "this bundle is not complete;"),
        (KIND, "test", "a bundle does not hold the tools for tests;"),
        (KIND, "bundle", "this is a bundle already;"),
    ],
)
def test_what_a_bundle_is_not_made_for_is_refused(computer: Computer, made_for: object, verb: str, says: str) -> None:
    """On another kind of computer, cut short, or for tests, a bundle says so in one line and touches nothing."""
    computer.make_bundle(made_for)
    calls, done = computer.start(verb)
    assert (1, [], 1) == (done.returncode, calls, len(done.stderr.splitlines()))
    assert done.stderr.startswith(says)


def test_usage_of_bundle(computer: Computer) -> None:
    """Asked for, the usage of `bundle` goes to stdout with 0; for a line not understood, to stderr with 2."""
    calls, asked = computer.start("bundle", "--help")
    assert (0, []) == (asked.returncode, calls)
    assert asked.stdout.startswith("usage: python3 lab.py bundle [FOLDER]")
    calls, done = computer.start("bundle", "one", "two")
    assert (2, "", asked.stdout, []) == (done.returncode, done.stdout, done.stderr, calls)


def test_pins_are_the_same_for_every_python_of_a_minor_version() -> None:
    """No pin depends on a patch version of Python, so that a bundle made with 3.11.9 fits a lab PC that has 3.11.2."""
    pins = LAB.with_name("requirements.txt").read_text().splitlines()
    assert [] == [pin for pin in pins if re.search(r"python_full_version\s*\W+'\d+\.\d+\.\d+'", pin)]
