"""The Python packages: ``.venv`` is made, or brought up to date, whenever a start finds that it does not fit."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from experiment.messages import Setup
from experiment.setup.bundle_kind import check_bundle
from experiment.setup.kept_until_whole import (
    BEFORE,
    BEGUN,
    keep_what_was_made_by_hand,
    kept_until_whole,
    undo_unfinished_change,
)
from experiment.setup.one_at_a_time import one_at_a_time
from experiment.setup.places import ROOT, VENV, venv_program
from experiment.setup.programs import run_setup, say
from experiment.setup.stamp import STAMP, home, is_set_up, read_stamp, wanted
from experiment.setup.system_packages import install_system_packages

NOT_COMPILED = r"\Wtests\W|site-packages\W(pip|setuptools|mypyc?|xarray|blosc2|tables|gevent)\W"
"""What no session, analysis or test imports, other packages' own tests before all: four tenths of what is installed."""


def prepare(extras: set[str], as_installed: bool = False) -> None:
    """Make ``.venv`` hold the package with these extras, at the versions of requirements.txt.

    Two starts at once do this one after the other.

    Parameters
    ----------
    extras : set of str
        Extras of pyproject.toml; those already installed stay.
    as_installed : bool
        Go on with what is installed for this folder and this Python, though the project has been updated since.
    """
    if not BEFORE.exists() and is_set_up(read_stamp(VENV / STAMP), extras, as_installed):
        return
    with one_at_a_time():
        undo_unfinished_change()
        found = read_stamp(VENV / STAMP)
        if is_set_up(found, extras, as_installed):  # by the start that this one has waited for
            return
        offline = (ROOT / "wheels").is_dir()
        if offline:
            check_bundle(extras)
        install_system_packages(offline, extras)
        keep_what_was_made_by_hand()
        same_place = found.get("home") == home()
        have = set(found["extras"]) if same_place else set()
        with kept_until_whole(there=bool(found), same_place=same_place, enough=extras <= have):
            if not same_place:
                say("Making the folder .venv for the Python packages…")
                run_setup([sys.executable, "-I", "-m", "venv", "--clear", VENV.name], Setup.VENV_NOT_MADE)
                (VENV / BEGUN).touch()
            install = "Installing the Python packages (1.6 GB, some minutes, once)…"
            say("Updating the Python packages…" if same_place else install)
            install_python_packages(extras | have, offline)
            stamp = {"home": home(), "files": wanted(), "extras": sorted(extras | have)}
            (VENV / STAMP).write_text(json.dumps(stamp), encoding="utf-8")
        say("This computer is set up.")


def install_python_packages(extras: set[str], offline: bool) -> None:
    """Install the package with these extras, at the versions of requirements.txt."""
    quiet = [] if sys.stderr.isatty() else ["-qq"]
    install = ["install", "--no-input", "--disable-pip-version-check", "--no-compile", *quiet]
    # offline, no setting of this computer's pip may name another place
    where = ["--isolated", "--no-index", "--find-links", "wheels"] if offline else []
    settings = {"PIP_CONFIG_FILE": os.devnull} if offline else {}
    what = ["--constraint", "requirements.txt", "--editable", f".[{','.join(sorted(extras))}]"]
    python = [str(venv_program("python")), "-I"]
    run_setup([*python, "-m", "pip", *install, *where, *what], Setup.PYTHON_PACKAGES_NOT_INSTALLED, **settings)
    # pip compiles on one processor. Some packages hold files for another Python, which never compile: no failure.
    compiling = ["compileall", "-qq", "-j", "0", "-x", NOT_COMPILED]
    subprocess.run([*python, "-m", *compiling, VENV.name], cwd=ROOT, check=False)
