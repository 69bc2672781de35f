"""Which program writes: files name it, so that another version can say whose they are."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, lru_cache
from importlib import metadata
from pathlib import Path

from experiment import __version__
from experiment.format.columns import SCHEMA_VERSION
from experiment.messages import Phrase, Reason, Refusal

PROJECT = Path(__file__).parents[2]
_DIRTY = "-dirty"
_NO_TAG = ".."
"""No tag is called so: a commit is named by its number, however it is tagged."""


@lru_cache(maxsize=8)
def revision(project: Path) -> str | None:
    """Name the commit of the checkout or, in a bundle that lab.py made, the commit it was made from.

    Returns
    -------
    str or None
        It ends in ``-dirty`` where files were changed since, and in ``-unchecked`` where there is no git that can tell.
    """
    with suppress(OSError, ValueError, KeyError):
        return str(json.loads((project / "bundle.json").read_bytes())["revision"])
    with suppress(OSError, subprocess.CalledProcessError, ValueError):
        return _described(project)
    with suppress(OSError, ValueError):
        return f"{_checked_out(project / '.git')}-unchecked"
    return None


def _described(project: Path) -> str:
    """Ask git, in words that it has understood since 2010; what is not the name of a commit is none."""
    # safe.directory: the clone may belong to an administrator, which git by itself takes for a danger
    command = ["git", "-c", "safe.directory=*", "describe", "--always", "--dirty", "--abbrev=40", f"--match={_NO_TAG}"]
    # no variable of git's own leads it to another repository, and it looks for none in the folders above
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    surroundings["GIT_CEILING_DIRECTORIES"] = str(project.parent)
    done = subprocess.run(
        command, cwd=project, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    said = done.stdout.decode("ascii").strip()
    return f"{_commit(said.removesuffix(_DIRTY))}{_DIRTY if said.endswith(_DIRTY) else ''}"


def _checked_out(git: Path) -> str:
    """Read which commit is checked out from git's own files, as its program would (gitrepository-layout)."""
    if git.is_file():  # a linked work tree
        git = git.parent / git.read_text("utf-8").removeprefix("gitdir:").strip()
    head = (git / "HEAD").read_text("utf-8").strip()
    if not head.startswith("ref:"):
        return _commit(head)
    name = head.removeprefix("ref:").strip()
    common = git / "commondir"
    shared = git / common.read_text("utf-8").strip() if common.exists() else git
    if (shared / name).exists():
        return _commit((shared / name).read_text("utf-8").strip())
    packed = (shared / "packed-refs").read_text("utf-8").splitlines()
    return _commit(next((line.split()[0] for line in packed if line.endswith(f" {name}")), ""))


def _commit(text: str) -> str:
    if not re.fullmatch("[0-9a-f]{40,64}", text):
        raise ValueError(text)
    return text


def program() -> str:
    """Name this program, as it stands at the top of what it writes."""
    return f"belief-update {__version__}, revision {revision(PROJECT) or 'unknown'}"


def unreadable(file: Path, content: bytes, what: str) -> Refusal:
    """Say why a file cannot be read: another version of the program wrote it, or it is damaged.

    Parameters
    ----------
    what
        What is the matter with it if this version wrote it.
    """
    writer = _writer(content)
    if writer is None or writer == program():
        return Refusal(Reason.RECORD_DAMAGED, file=file.name, what=what)
    return Refusal(Reason.WRITTEN_BY_ANOTHER, file=file.name, writer=writer, program=_in_words(program()))


def _writer(content: bytes) -> str | None:
    """Find out which program a file names; ``None`` if it names none."""
    try:
        named = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(named, dict):
        return None
    writer, version = named.get("written_by"), named.get("schema_version")
    if isinstance(writer, str) and writer.isprintable() and 0 < len(writer) <= 200:
        return _in_words(writer)
    other = (
        isinstance(version, str) and version != SCHEMA_VERSION and re.fullmatch(r"v?[0-9]{1,3}(\.[0-9]{1,3})*", version)
    )
    return Phrase.WRITER_OF_FORMAT.of(version=version) if other else None


def _in_words(writer: str) -> str:
    """Take apart what `program` has put together, whichever version that was."""
    named = re.fullmatch(r"(?P<name>\S+) (?P<version>\S+), revision (?P<revision>\S+)", writer)
    return Phrase.PROGRAM.of(**named.groupdict()) if named else writer


@cache
def versions() -> dict[str, str]:
    """Name the software that a session depends on; nothing that names the machine or its user."""
    computer = {"python": platform.python_version(), "system": f"{platform.system()} {platform.release()}"}
    packages = ("belief-update", "psychopy", "psychtoolbox", "pyglet", "pillow", "numpy", "pydantic", "pyyaml")
    return computer | _installed(packages)


def analysis_versions() -> dict[str, str]:
    """Name the same software, and what an analysis depends on beside it."""
    return versions() | _installed(("pandas", "scipy", "matplotlib"))


def _installed(packages: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for package in packages:
        with suppress(metadata.PackageNotFoundError):
            found[package] = metadata.version(package)
    return found
