"""How far long work has come: a bar on a terminal, and nothing anywhere else."""

from __future__ import annotations

import sys
import time

_AFTER_S, _BETWEEN_S = 1.0, 0.1
_WIDTH = 30


class ProgressBar:
    """A bar on standard error, if that is a terminal and the work takes more than a moment.

    Parameters
    ----------
    what
        What is being done.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._next_s = time.monotonic() + _AFTER_S
        self._shown = False

    def __call__(self, done: int, of: int) -> None:
        """Show that so much is done; when all is, the bar goes away."""
        if not sys.stderr.isatty():
            return
        if done >= of:
            if self._shown:
                print(f"\r{' ' * (_WIDTH + len(self._what) + 12)}\r", end="", file=sys.stderr, flush=True)
            return
        if time.monotonic() < self._next_s:
            return
        self._next_s, self._shown = time.monotonic() + _BETWEEN_S, True
        full = _WIDTH * done // of
        bar = "#" * full + "." * (_WIDTH - full)
        print(f"\r{self._what} [{bar}] {100 * done // of:3} %", end="", file=sys.stderr, flush=True)
