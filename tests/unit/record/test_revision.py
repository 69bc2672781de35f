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


def test_the_folders_above_are_not_looked_at(clone: Path) -> None:
    """A copy without git's files that lies in some other repository does not get that one's commit."""
    copy = clone / "copy"
    copy.mkdir()
    assert revision(copy) is None


def test_a_variable_of_git_leads_nowhere_else(clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session that is started where git's variables name another repository has its own commit."""
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "another" / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    assert (clone / ".git" / "refs" / "heads" / "main").read_text().strip() == revision(clone)


def test_a_tag_is_no_name(clone: Path) -> None:
    """A commit that was given a name of its own is still named by its number."""
    head = git(clone, "rev-parse", "HEAD")
    git(clone, "tag", "-a", "-m", "first", "v1")
    assert head == revision(clone)


OTHER_GITS = {
    "older than -c": "echo 'Unknown option: -c' >&2; exit 129",
    "older than --dirty": "echo 'error: unknown option `dirty' >&2; exit 129",
    "of another owner's clone": "echo 'fatal: unsafe repository' >&2; exit 128",
    "that says something else": "echo 'warning: nothing was looked for'",
    "that says something before": "echo 'a hint'; echo 0123456789012345678901234567890123456789",
    "that says nothing": "exit 0",
    "that says no text": r"printf '\377\376'",
    "that is ended": "kill -9 $$",
}
"""What stands in git's place, as a script."""


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "bin").mkdir()
    (folder / "bin" / "git").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "bin" / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder / "bin"))


@pytest.mark.skipif(sys.platform == "win32", reason="a script that stands in git's place")
@pytest.mark.parametrize("script", OTHER_GITS.values(), ids=OTHER_GITS)
def test_a_git_that_cannot_tell(clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Where git does not understand what it is asked, or names no commit, it is read, and changes are not known."""
    head = git(clone, "rev-parse", "HEAD")
    (clone / "file").write_text("two")
    stand_in(tmp_path, script, monkeypatch)
    assert f"{head}-unchecked" == revision(clone)


@pytest.mark.skipif(sys.platform == "win32", reason="a script that stands in git's place")
def test_a_git_that_knows_no_safe_directory(clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A git from before 2013, without that setting, without -C and without --exclude, says it all the same."""
    head, real = git(clone, "rev-parse", "HEAD"), shutil.which("git")
    (clone / "file").write_text("two")
    too_new = "for word; do case $word in -C|--exclude*) exit 129;; esac; done"
    stand_in(tmp_path, f'{too_new}\n[ "$1" = -c ] && shift 2\nexec {real} "$@"', monkeypatch)
    assert f"{head}-dirty" == revision(clone)
