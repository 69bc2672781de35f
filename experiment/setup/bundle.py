"""``lab.py bundle``: a folder for a computer that is never online.

It holds this project and, beside lab.py, what would otherwise be fetched: ``wheels`` (Python packages), on Debian and
Ubuntu ``packages`` (system packages), and `BUNDLE`, which says what kind of computer it is for. Where there is a folder
``wheels``, everything is installed from these folders alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from experiment.messages import LAB, Refusal, Setup
from experiment.setup.bundle_kind import BUNDLE, this_kind
from experiment.setup.places import ROOT, venv_program
from experiment.setup.prepare import prepare
from experiment.setup.programs import ask, run_setup, say
from experiment.setup.system_packages import (
    SYSTEM_PACKAGES,
    apt_options,
    like_debian,
    linux_release,
    venv_package,
)

BUNDLE_USAGE = f"""\
usage: {LAB} bundle [FOLDER]

Makes FOLDER (else one beside this project, named after the kind of computer): the project and all that it installs, for
a computer that is never online but has the same system, processor and Python. There, in it: {LAB} demo"""


def bundle(arguments: list[str]) -> int:
    """Do what follows the verb ``bundle`` on the command line; 0 if that is done, 2 if it is not understood."""
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        asked = bool({"-h", "--help"} & set(arguments))
        print(BUNDLE_USAGE, file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    kind = this_kind()
    name = f"belief-update-{kind['system']}-{kind['processor']}-python{kind['python']}"
    # not every shell knows what ~ is
    make_bundle(Path(os.path.expanduser(arguments[0])).resolve() if arguments else ROOT.parent / name)  # noqa: PTH111
    return 0


def make_bundle(folder: Path) -> None:
    """Make a folder that sets up a computer of this kind without a network.

    This computer is set up first: only what can be installed here is worth carrying away.

    Parameters
    ----------
    folder : Path
        Absent or empty. When something fails, it is taken away again.
    """
    if (ROOT / "wheels").is_dir():
        raise Refusal(Setup.BUNDLE_OF_A_BUNDLE)
    free = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    if folder.is_relative_to(ROOT) or not free:
        raise Refusal(Setup.BUNDLE_FOLDER_TAKEN, folder=folder)
    prepare({"lab"})
    try:
        say(f"Copying the project to {folder}…")
        folder.mkdir(parents=True, exist_ok=True)
        revision = copy_project(folder)
        with tempfile.TemporaryDirectory() as scratch:
            say("Fetching the Python packages…")
            fetch_wheels(folder, Path(scratch))
            if like_debian(linux_release()):
                say("Fetching the system packages…")
                fetch_packages(folder / "packages", Path(scratch))
        told = json.dumps({"made_for": this_kind(), "revision": revision})
        (folder / BUNDLE).write_text(f"{told}\n", encoding="utf-8")
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise Refusal(Setup.BUNDLE_NOT_WRITTEN, error=error) from error
        raise
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    say(f"Made {folder} ({size / 1e9:.1f} GB). Copy it to the lab PC and start there, in it: {LAB} demo")


def copy_project(folder: Path) -> str:
    """Copy the files that git tracks, as they are now, and name the commit they come from.

    What git does not track stays behind, above all study data, wherever it was put; it is named, for it may be a study
    file that was meant to go along.
    """
    listing = ["git", "ls-files", "-z"]
    tracked, others = ask(listing), ask([*listing, "--others", "--exclude-standard", "--directory"])
    revision = ask(["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"])
    if not tracked or others is None or revision is None:
        raise Refusal(Setup.BUNDLE_NEEDS_GIT)
    if others:
        say("Left behind, as git does not track it: " + ", ".join(others.rstrip("\0").split("\0")))
    for name in tracked.rstrip("\0").split("\0"):
        if (ROOT / name).exists():  # git goes on tracking a deleted file until that is committed
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return revision.strip()


def fetch_wheels(folder: Path, scratch: Path) -> None:
    """Fetch all that the extra ``lab`` needs, and what builds this project; what is not ready-made is built here."""
    project = scratch / "project"  # pip builds this project too and leaves traces of that in its folder
    shutil.copytree(folder, project)
    wheels = folder / "wheels"
    options = ["--no-input", "--disable-pip-version-check", *([] if sys.stderr.isatty() else ["-qq"])]
    what = ["--constraint", "requirements.txt", "--wheel-dir", str(wheels), "setuptools", f"{project}[lab]"]
    command = [str(venv_program("python")), "-m", "pip", "wheel", *options, *what]
    run_setup(command, Setup.PYTHON_PACKAGES_NOT_FETCHED)
    for own in wheels.glob("belief_update-*"):  # the lab PC uses the files themselves
        own.unlink()


def fetch_packages(folder: Path, scratch: Path) -> None:
    """Fetch the system packages with all they need, as if nothing at all were installed, and make the index apt reads.

    So the most basic ones (libc6, dpkg…) are there too: they are small, and a lab PC may be some updates behind what
    the others were built with. apt takes from the folder only what is missing or too old.
    """
    status, archives = scratch / "status", scratch / "archives"
    status.touch()
    archives.mkdir()
    options = apt_options({"Dir::State": scratch, "Dir::State::status": status, "Dir::Cache": scratch})
    quiet = [] if sys.stderr.isatty() else ["-qq"]
    failure = Setup.SYSTEM_PACKAGES_NOT_FETCHED
    run_setup(["apt-get", *options, "update", *quiet], failure)
    # a Python that is not Debian's brings this part itself, and Debian may not have it in that version
    own = (venv_package(),) if ask(["apt-cache", *options, "show", venv_package()]) else ()
    fetch = ["install", "-y", "--download-only", "--no-install-recommends", *SYSTEM_PACKAGES, *own]
    run_setup(["apt-get", *options, *fetch, *quiet], failure)
    folder.mkdir()
    index = []
    for package in sorted(archives.glob("*.deb")):
        name = package.name.replace("%3a", "-")  # apt would read the % as the beginning of a code
        fields = ask(["dpkg-deb", "--field", str(package)])
        if fields is None:
            raise Refusal(Setup.PACKAGE_DAMAGED, package=package.name)
        content = package.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        (folder / name).write_bytes(content)
        index.append(f"{fields.rstrip()}\nFilename: ./{name}\nSize: {len(content)}\nSHA256: {sha256}\n")
    (folder / "Packages").write_text("\n".join(index), encoding="utf-8")
