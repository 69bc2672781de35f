"""The commit that a session sheet names, in clones as laboratories have them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from experiment.record.provenance import revision

ME = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")


def git(folder: Path, *command: str) -> str:
    done = subprocess.run(["git", *ME, "-C", str(folder), *command], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with one commit."""
    if shutil.which("git") is None:
        pytest.skip("there is no git to make a clone with")
    folder = tmp_path / "clone"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "file").write_text("one")
    git(folder, "add", "file")
    git(folder, "commit", "-qm", "first")
    return folder


def test_the_commit_is_named(clone: Path) -> None:
    """A clone without changes has the name of its commit."""
    assert git(clone, "rev-parse", "HEAD") == revision(clone)


def test_a_change_is_said(clone: Path) -> None:
    """A file that was changed since the commit is told by the name."""
    (clone / "file").write_text("two")
    assert f"{git(clone, 'rev-parse', 'HEAD')}-dirty" == revision(clone)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_clone_of_somebody_else_s_is_named(clone: Path) -> None:
    """A clone that belongs to an administrator names its commit to everybody who starts it."""
    for path in (clone, *clone.rglob("*")):
        os.chown(path, 12345, 12345)
    head = (clone / ".git" / "refs" / "heads" / "main").read_text().strip()
    assert head == revision(clone)


@pytest.fixture
def without_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """There is no git on this computer."""
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))


@pytest.mark.parametrize("prepare", [(), ("pack-refs", "--all"), ("checkout", "-q", "--detach")], ids=str)
def test_without_git_the_commit_is_read(clone: Path, prepare: tuple[str, ...], request: pytest.FixtureRequest) -> None:
    """Without git the commit is read from the clone's own files, and the name says that changes are not known."""
    head = git(clone, "rev-parse", "HEAD")
    if prepare:
        git(clone, *prepare)
    request.getfixturevalue("without_git")
    assert f"{head}-unchecked" == revision(clone)


def test_a_linked_work_tree_is_read(clone: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """A second work tree of a clone names its commit without git too."""
    git(clone, "worktree", "add", "-q", "-b", "other", str(tmp_path / "linked"))
    head = git(clone, "rev-parse", "HEAD")
    request.getfixturevalue("without_git")
    assert f"{head}-unchecked" == revision(tmp_path / "linked")


def test_a_folder_that_is_no_clone_has_no_commit(tmp_path: Path) -> None:
    """A copy of the project without git's files has no commit to name."""
    assert revision(tmp_path) is None
