"""A display where there is none: Xvfb, for demonstrations and tests on Linux."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from experiment.layout.composition import Size
from experiment.refusals import Reason, Refusal


@contextmanager
def virtual_display(size: Size) -> Iterator[str]:
    """Start Xvfb, and make it the display of this process and its children.

    Parameters
    ----------
    size
        Of its screen.

    Yields
    ------
    str
        The name of the display.

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
    server = subprocess.Popen(
        [program, "-displayfd", str(write), "-screen", "0", screen, "-noreset", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    if not number:
        server.wait()
        raise Refusal(Reason.NO_VIRTUAL_DISPLAY, error=f"Xvfb ended with code {server.returncode}")
    before = os.environ.get("DISPLAY")
    os.environ["DISPLAY"] = f":{number}"
    try:
        yield f":{number}"
    finally:
        if before is None:
            del os.environ["DISPLAY"]
        else:
            os.environ["DISPLAY"] = before
        server.terminate()
        server.wait()
