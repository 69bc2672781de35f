"""A connection to the X server of this program's own, beside PsychoPy's and psychtoolbox's."""

from __future__ import annotations

import os
from typing import Any

from Xlib import display
from Xlib.error import DisplayError

from experiment.messages import Reason, Refusal


def connect() -> Any:
    """Connect to the server.

    Errors are not printed: whoever asks about a window that has gone meanwhile gets an exception.

    Raises
    ------
    Refusal
        If it cannot be reached.
    """
    name = os.environ.get("DISPLAY", "")
    try:
        server = display.Display(name)
    except (DisplayError, OSError) as error:
        raise Refusal(Reason.DISPLAY_UNREACHABLE, display=name) from error
    server.set_error_handler(lambda *_: None)
    return server
