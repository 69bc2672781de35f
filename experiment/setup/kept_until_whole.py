"""The installation that works is kept until the one that takes its place is whole."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from experiment.messages import Refusal, Setup
from experiment.setup.places import ROOT, VENV
from experiment.setup.programs import say
from experiment.setup.stamp import STAMP

BEFORE = ROOT / ".venv-before"  # the installation that works, while another is being made

BY_HAND = ROOT / ".venv-by-hand"  # one that somebody has made, and lab.py has not
BEGUN = "lab-begun"  # in one that lab.py has begun: without a stamp, it is a first set-up that did not come to its end


def keep_what_was_made_by_hand() -> None:
    """Put a folder aside that has the name of lab.py's and was not made by it, and say so: it holds somebody's work.

    Raises
    ------
    Refusal
        If it is in use.
    """
    if not VENV.exists() or any((VENV / name).exists() for name in (BEGUN, STAMP)):
        return
    number = next(n for n in itertools.count(1) if not _by_hand(n).exists())
    try:
        VENV.rename(_by_hand(number))
    except OSError as error:
        raise Refusal(Setup.VENV_IN_USE, error=error.strerror or error) from error
    say(
        f"The folder .venv was not made by lab.py: it is kept as {_by_hand(number).name}, and another is made. "
        "To have it back, remove .venv and give it its name again."
    )


def _by_hand(number: int) -> Path:
    return BY_HAND if number == 1 else BY_HAND.with_name(f"{BY_HAND.name}-{number}")


@contextlib.contextmanager
def kept_until_whole(there: bool, same_place: bool, enough: bool) -> Iterator[None]:
    """Keep the installation that works until the new one does; when the change fails, put it back.

    ``.venv`` is changed under its own name, which the programs in it know, and what it held stands beside it meanwhile.
    Killed in between, the next start puts it back (`undo_unfinished_change`).

    Parameters
    ----------
    there : bool
        Whether there is an installation that was finished once.
    same_place : bool
        Whether it is for this folder and this Python, and is changed rather than made anew.
    enough : bool
        Whether it has all parts that are asked for, so that one can go on with it.

    Raises
    ------
    Refusal
        If the change failed; it says whether one can go on with what was installed before.
    """
    if there:
        try:
            if same_place:
                copy_aside()
            else:
                VENV.replace(BEFORE)
        except OSError as error:
            raise Refusal(Setup.VENV_IN_USE, error=error.strerror or error) from error
    try:
        (VENV / STAMP).unlink(missing_ok=True)
        yield
    except BaseException as error:
        undo_unfinished_change()
        if there and same_place and enough and isinstance(error, Refusal):
            raise Refusal(Setup.UPDATE_FAILED) from error
        raise
    shutil.rmtree(BEFORE, ignore_errors=True)


def copy_aside() -> None:
    """Copy the installation by links, which takes seconds and no room: pip replaces files and never writes into one."""

    def link(source: str, target: str) -> None:
        try:
            os.link(source, target, follow_symlinks=False)
        except OSError:  # a disk without links
            shutil.copy2(source, target, follow_symlinks=False)

    not_yet = shutil.ignore_patterns(STAMP)
    shutil.copytree(VENV, BEFORE, symlinks=True, copy_function=link, ignore=not_yet)
    shutil.copy2(VENV / STAMP, BEFORE / STAMP)  # last: what has it is whole


def undo_unfinished_change() -> None:
    """Put back the installation that was kept, where a change of it did not come to its end."""
    if not BEFORE.exists():
        return
    if not (VENV / STAMP).exists() and (BEFORE / STAMP).exists():
        shutil.rmtree(VENV, ignore_errors=True)
        BEFORE.replace(VENV)
    shutil.rmtree(BEFORE, ignore_errors=True)
