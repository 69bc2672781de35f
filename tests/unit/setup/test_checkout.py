"""A checkout holds the same bytes on every system, so that a study is the same study on all of them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from experiment.setup.places import ROOT

KINDS = sorted({file.suffix for file in (ROOT / "configs").rglob("*.*")} | {".py", ".csv", ".md"})


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org")
    subprocess.run(["git", *who, "-C", str(folder), *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone by a git that is set as on Windows, of one text of each kind and a picture."""
    origin, clone = tmp_path_factory.mktemp("origin"), tmp_path_factory.mktemp("clone")
    git(origin, "init", "--quiet")
    for name in (".gitattributes", *(f"a{kind}" for kind in KINDS), "a.png"):
        there = (ROOT / name).read_bytes() if name == ".gitattributes" else b"one: 1\r\ntwo: 2\r\n"
        (origin / name).write_bytes(there)
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message", "all")
    git(clone, "-c", "core.autocrlf=true", "clone", "--quiet", str(origin), str(clone))
    return clone


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_has_the_line_ends_of_every_system(checkout: Path, kind: str) -> None:
    """Whatever git is set to, and however a text was saved, its lines end as they do everywhere."""
    assert (checkout / f"a{kind}").read_bytes() == b"one: 1\ntwo: 2\n"


def test_a_picture_is_left_as_it_is(checkout: Path) -> None:
    """What is no text is not touched."""
    assert (checkout / "a.png").read_bytes() == b"one: 1\r\ntwo: 2\r\n"
