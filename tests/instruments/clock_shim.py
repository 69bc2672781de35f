"""The experiment on a computer that sleeps, or whose time is set: ``python -m tests.instruments.clock_shim VERB …``.

No computer of a test can be sent to sleep. What a sleep does to its clocks is done to them here, where Python asks the
system: CLOCK_BOOTTIME and the time of day go on by what the file named in ``CLOCKS_FILE`` says, CLOCK_MONOTONIC (and
with it the clock of flips and keys) does not. Linux.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

CLOCKS = "CLOCKS_FILE"
"""Name of the environment variable that says where the clocks are told of."""


@dataclass(frozen=True)
class Clocks:
    """The clocks of a session that is going on, from the side of the test.

    Parameters
    ----------
    file
        What they are told by.
    """

    file: Path

    def __post_init__(self) -> None:
        self.put(slept_s=0.0, set_s=0.0)
        os.environ[CLOCKS] = str(self.file)

    def put(self, slept_s: float, set_s: float) -> None:
        """Have the computer slept for so long, and its time of day set by so much, since the start of the session."""
        whole = self.file.with_suffix(".part")
        whole.write_text(f"{slept_s} {set_s}", encoding="ascii")
        whole.replace(self.file)


def _told() -> tuple[float, float]:
    slept_s, set_s = Path(os.environ[CLOCKS]).read_text(encoding="ascii").split()
    return float(slept_s), float(set_s)


def _shim() -> None:
    """Come between Python and the clocks."""
    clock_gettime, wall_s = time.clock_gettime, time.time

    def shimmed_clock(clock: int) -> float:
        return clock_gettime(clock) + (_told()[0] if clock == time.CLOCK_BOOTTIME else 0.0)

    time.clock_gettime = shimmed_clock
    time.time = lambda: wall_s() + sum(_told())


if __name__ == "__main__":
    from experiment.cli import main

    _shim()
    sys.exit(main(sys.argv[1:]))
