"""`lab.py bundle` makes a folder that sets up a computer which is never online."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.instruments.made_up_computer import KIND, PROJECT, Computer, pip

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the make-believe programs are shell scripts")


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
    assert 1 == done.returncode
    assert [] == calls
    assert 1 == len(done.stderr.splitlines())
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
    assert 1 == done.returncode
    assert [] == calls
    assert 1 == len(done.stderr.splitlines())
    assert done.stderr.startswith(says)


def test_usage_of_bundle(computer: Computer) -> None:
    """Asked for, the usage of `bundle` goes to stdout with 0; for a line not understood, to stderr with 2."""
    calls, asked = computer.start("bundle", "--help")
    assert 0 == asked.returncode
    assert [] == calls
    assert asked.stdout.startswith("usage: python3 lab.py bundle [FOLDER]")
    calls, done = computer.start("bundle", "one", "two")
    assert 2 == done.returncode
    assert "" == done.stdout
    assert asked.stdout == done.stderr
    assert [] == calls


def test_pins_are_the_same_for_every_python_of_a_minor_version() -> None:
    """No pin depends on a patch version of Python, so that a bundle made with 3.11.9 fits a lab PC that has 3.11.2."""
    pins = (PROJECT / "requirements.txt").read_text().splitlines()
    assert [] == [pin for pin in pins if re.search(r"python_full_version\s*\W+'\d+\.\d+\.\d+'", pin)]
