"""Tries in a copy of this program what might end it, so that the program itself can still say so. Not on Windows."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from collections.abc import Callable
from typing import NoReturn

from experiment.messages import Phrase

assert sys.platform != "win32"
import resource  # noqa: E402

_PATIENCE_S = 10


def rehearse(act: Callable[[], object]) -> str | None:
    """Do something in a copy of this program, which takes some milliseconds.

    Parameters
    ----------
    act
        It must leave alone what the copy shares with this program: files, the window, connections.

    Returns
    -------
    str or None
        What went wrong; ``None`` if nothing did.
    """
    read, write = os.pipe()
    copy = os.fork()
    if copy == 0:
        _act(act, write)
    os.close(write)
    with os.fdopen(read, encoding="utf-8", errors="replace") as answer:
        said = answer.read()
    code = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
    if code == 0:
        return None
    if code == -signal.SIGALRM:
        return Phrase.NO_ANSWER.of(seconds=_PATIENCE_S)
    if said:
        return said
    if code < 0:
        return Phrase.ENDED_BY_SIGNAL.of(signal=signal.Signals(-code).name)
    return Phrase.ENDED_WITH_CODE.of(code=code)


def _act(act: Callable[[], object], write: int) -> NoReturn:
    """Be the copy: in silence, not for long, and never beyond this function."""
    code = 1
    try:
        faulthandler.disable()  # who has it on wants to hear of this program
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(_PATIENCE_S)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        act()
        code = 0
    except Exception as error:  # noqa: BLE001 (whatever it is, it is told)
        os.write(write, str(error).encode(errors="replace"))
    finally:
        os._exit(code)
