"""The experiment on a virtual display, which waits for no refresh: its emulated one counts as a display's.

A session of it stands in a window beside others, so that whoever follows it can be seen too.
"""

from __future__ import annotations

import sys

from experiment.entry import main
from experiment.screen import open_stage

IN_A_WINDOW = ("--window", "640x480", "--accept-display")


if __name__ == "__main__":
    open_stage.check_paced = lambda _refresh: None
    if "run" in sys.argv:
        sys.argv += IN_A_WINDOW
    sys.exit(main())
