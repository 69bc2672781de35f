"""A hand in another process: it taps keys and the mouse button at stated moments, and says when it really did.

It has an X connection of its own (XTEST), so nothing that the program under test does can hold it up. All times are on
CLOCK_MONOTONIC. Run as a program (``python -m tests.instruments.injector DISPLAY``) it reads one command and writes one
report a line, both JSON. Linux only.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from Xlib import X, display
from Xlib.ext import xtest

from tests.instruments.robot import PLACES

BUTTON = "button"
"""The left mouse button, as the key of a tap."""

_PROJECT = Path(__file__).resolve().parents[2]
_AWAKE_S = 0.0015


@dataclass(frozen=True)
class Tap:
    """A key to be pressed and released.

    Parameters
    ----------
    at_s
        When it is to go down; at once, if that is over.
    key
        Its place on the keyboard, by the names of the robot; or ``BUTTON``.
    hold_s
        How long it is to stay down.
    """

    at_s: float
    key: str
    hold_s: float


@dataclass(frozen=True)
class Tapped:
    """What was really done.

    Parameters
    ----------
    key
        Which key.
    down_s
        Just before X was told that it is down; no time stamp of the press can be earlier.
    down_done_s
        When X had taken that in.
    up_s
        When X had taken in the release.
    """

    key: str
    down_s: float
    down_done_s: float
    up_s: float


class Injector:
    """The other process, from the side of whoever gives the orders.

    Parameters
    ----------
    name
        Of the display.
    """

    def __init__(self, name: str) -> None:
        command = [sys.executable, "-m", "tests.instruments.injector", name]
        self._process = subprocess.Popen(
            command, cwd=_PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self._answer()  # it is ready

    def __enter__(self) -> Injector:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def tap(self, *taps: Tap) -> None:
        """Order taps, in the order of their times; this returns at once."""
        self._order("".join(json.dumps(asdict(tap)) + "\n" for tap in taps))

    def point(self, x: int, y: int) -> None:
        """Move the mouse, and wait until it is there."""
        self._order(json.dumps({"x": x, "y": y}) + "\n")
        self._answer()

    def take(self, count: int) -> list[Tapped]:
        """Wait until so many taps are done, and tell of them."""
        return [Tapped(**json.loads(self._answer())) for _ in range(count)]

    def close(self) -> None:
        """Send the hand home."""
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.stdout.close()  # type: ignore[union-attr]
        self._process.wait()

    def _order(self, lines: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(lines)
        self._process.stdin.flush()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the injector has gone")
        return line


def _sleep_until(moment_s: float) -> None:
    """Sleep until shortly before a moment, then wait awake: a sleep alone overshoots."""
    rest_s = moment_s - time.monotonic() - _AWAKE_S
    if rest_s > 0:
        time.sleep(rest_s)
    while time.monotonic() < moment_s:
        pass


def _carry_out(server: display.Display, tap: Tap) -> Tapped:
    down, up, detail = X.KeyPress, X.KeyRelease, PLACES.get(tap.key, 1)
    if tap.key == BUTTON:
        down, up = X.ButtonPress, X.ButtonRelease
    _sleep_until(tap.at_s)
    down_s = time.monotonic()
    xtest.fake_input(server, down, detail)
    server.sync()
    down_done_s = time.monotonic()
    _sleep_until(down_s + tap.hold_s)
    xtest.fake_input(server, up, detail)
    server.sync()
    return Tapped(tap.key, down_s, down_done_s, time.monotonic())


def main(name: str, orders: IO[str], reports: IO[str]) -> None:
    """Carry out orders until there are no more."""
    server = display.Display(name)
    print("{}", file=reports, flush=True)
    for line in orders:
        order = json.loads(line)
        if "x" in order:
            xtest.fake_input(server, X.MotionNotify, x=order["x"], y=order["y"])
            server.sync()
            report: dict[str, object] = {}
        else:
            report = asdict(_carry_out(server, Tap(**order)))
        print(json.dumps(report), file=reports, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin, sys.stdout)
