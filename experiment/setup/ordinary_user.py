"""Tests with a window run as a lab PC's user does: without privileges."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from experiment.messages import Refusal, Setup
from experiment.setup.places import ROOT, venv_program

NOBODY = 65534  # the user that owns nothing, on every Linux

# As the ordinary user: what must be read is read, and the home folder can be written to.
PROBE = "import sys, pytest, psychtoolbox.hid; open(sys.argv[1]).close(); open(sys.argv[2], 'w').close()"


def ordinary_user(home: Path) -> list[str]:
    """Give what to put before a command so that it runs as a lab PC's user does: without privileges.

    No lab PC is used as root. Who is root, or may ask for real-time priority, does not meet what such a user meets: so
    root becomes the user *nobody* with every capability given up, and whoever else starts this loses the allowance of
    priority and what a program's file could give. Where the project or its Python lies in a folder that only root may
    enter (a clone under /root), one capability is kept, to read any file, or, where there is no such one, as in
    Docker, to read and write any file: then this user is less ordinary, as far as files go.

    Parameters
    ----------
    home : Path
        An empty folder, which becomes this user's.

    Raises
    ------
    Refusal
        If there is no such user to be had.
    """
    if sys.platform != "linux":  # elsewhere every user is given the priority
        return []
    for program in ("prlimit", "setpriv"):  # in util-linux, which Debian always has
        if shutil.which(program) is None:
            raise Refusal(Setup.NO_ORDINARY_USER, error=f"there is no {program}, of util-linux")
    common = ["prlimit", "--rtprio=0:0", "setpriv", "--no-new-privs"]
    if os.geteuid() != 0:
        return common
    try:
        os.chown(home, NOBODY, NOBODY)
    except OSError as error:  # root in name only, as in some containers
        raise Refusal(Setup.NO_ORDINARY_USER, error=error) from error
    identity = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    probe = [str(venv_program("python")), "-c", PROBE, str(ROOT / "pyproject.toml"), str(home / "probe")]
    for kept in ("", ",+dac_read_search", ",+dac_override"):
        capabilities = [f"--{kind}=-all{kept}" for kind in ("inh-caps", "ambient-caps", "bounding-set")]
        # `env`, for setpriv itself still has root's right to enter any folder when it starts the first program
        command = [*common, *identity, *capabilities, "env"]
        tried = subprocess.run([*command, *probe], cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False)
        if tried.returncode == 0:
            return command
    why = (tried.stderr.splitlines() or [f"code {tried.returncode}"])[-1]
    raise Refusal(Setup.NO_ORDINARY_USER, error=why)


@contextlib.contextmanager
def as_ordinary_user() -> Iterator[tuple[list[str], dict[str, str]]]:
    """Give what runs pytest as an ordinary user, up to its own arguments, and its environment.

    Root's user gets a home, a temporary folder and pytest's cache of its own, for as long as this lasts, and leaves no
    compiled files among root's; the pictures that are asked for by SCREENSHOTS are brought to where root wants them.
    """
    pytest = [str(venv_program("python")), "-X", "utf8", "-m", "pytest"]
    with tempfile.TemporaryDirectory(prefix="belief-update-user-") as folder:
        home = Path(folder)
        before = ordinary_user(home)
        if sys.platform == "win32" or not before or os.geteuid() != 0:
            yield [*before, *pytest], dict(os.environ)
            return
        kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        places = {name: str(home / folder) for name, folder in (("TMPDIR", "tmp"), ("SCREENSHOTS", "pictures"))}
        for place in places.values():
            Path(place).mkdir()
            os.chown(place, NOBODY, NOBODY)
        wanted = kept.pop("SCREENSHOTS", None)
        if wanted is None:
            del places["SCREENSHOTS"]
        yield (
            [*before, *pytest, "-o", f"cache_dir={home / 'cache'}"],
            {**kept, **places, "HOME": str(home), "USER": "nobody", "PYTHONDONTWRITEBYTECODE": "1"},
        )
        if wanted is not None:
            shutil.copytree(places["SCREENSHOTS"], ROOT / wanted, dirs_exist_ok=True)
