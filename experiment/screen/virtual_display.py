"""A display where there is none: Xvfb, for demonstrations and tests on Linux."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from experiment.layout.size import Size
from experiment.messages import Reason, Refusal

_PR_SET_PDEATHSIG = 1


def start_xvfb(size: Size, framebuffer_folder: Path | None = None) -> tuple[subprocess.Popen[bytes], str]:
    """Start Xvfb; it ends at the latest with this process, even if that is killed.

    Parameters
    ----------
    size
        Of its screen.
    framebuffer_folder
        Where it keeps its pixels in a file that others can look at, without a cursor among them; ``None``: in its own
        memory.

    Returns
    -------
    subprocess.Popen, str
        The server, and the name of its display.

    Raises
    ------
    Refusal
        If it cannot be started.
    """
    program = shutil.which("Xvfb")
    if program is None:
        raise Refusal(Reason.NO_VIRTUAL_DISPLAY, error="Xvfb is not installed")
    read, write = os.pipe()
    screen = f"{size.width}x{size.height}x24"
    framebuffer = [] if framebuffer_folder is None else ["-fbdir", str(framebuffer_folder), "-nocursor"]
    server = subprocess.Popen(
        [program, "-displayfd", str(write), "-screen", "0", screen, "-noreset", "-nolisten", "tcp", *framebuffer],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 (called before any thread is started)
    )
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    if not number:
        server.wait()
        raise Refusal(Reason.NO_VIRTUAL_DISPLAY, error=f"Xvfb ended with code {server.returncode}")
    return server, f":{number}"


@contextmanager
def virtual_display(size: Size, framebuffer_folder: Path | None = None) -> Iterator[str]:
    """Make Xvfb the display of this process and its children, for a while.

    Parameters
    ----------
    size
        Of its screen.
    framebuffer_folder
        As for :func:`start_xvfb`.

    Yields
    ------
    str
        The name of the display.

    Raises
    ------
    Refusal
        If it cannot be started.
    """
    server, name = start_xvfb(size, framebuffer_folder)
    before = os.environ.get("DISPLAY")
    os.environ["DISPLAY"] = name
    try:
        yield name
    finally:
        if before is None:
            del os.environ["DISPLAY"]
        else:
            os.environ["DISPLAY"] = before
        server.terminate()
        server.wait()


def _end_with_parent() -> None:
    """Ask Linux to end this process when the one that started it is gone."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
