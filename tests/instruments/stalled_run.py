"""The experiment on a computer that stalls: ``python -m tests.instruments.stalled_run VERB …``.

Every few frames the process that shows the task stands still for 140 ms, as it would while a virus scanner or a slow
disk holds it up. The beginning and the end of each stall are written to a file, on CLOCK_MONOTONIC.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from experiment.cli import main
from experiment.screen import environment, window
from tests.instruments.stalls import STALLS

STALL_S = 0.140
EVERY_FLIPS = 8
FIRST_FLIP = 400
"""The refresh is measured first; a stall there would only be taken for a slow display."""

environment.check_usable()  # before the first import of PsychoPy, as a session does
open_window = window.open_window


def open_stalling_window(*arguments: Any) -> Any:
    """Open the window, and make every few flips late."""
    win = open_window(*arguments)
    flip, flips = win.flip, 0
    log = os.open(os.environ[STALLS], os.O_WRONLY | os.O_APPEND)

    def stalling_flip(*flip_arguments: Any, **options: Any) -> Any:
        nonlocal flips
        flips += 1
        if flips > FIRST_FLIP and flips % EVERY_FLIPS == 0:
            os.write(log, f"{time.monotonic()} ".encode())
            time.sleep(STALL_S)
            os.write(log, f"{time.monotonic()}\n".encode())
        return flip(*flip_arguments, **options)

    win.flip = stalling_flip
    return win


if __name__ == "__main__":
    window.open_window = open_stalling_window
    sys.exit(main(sys.argv[1:]))
