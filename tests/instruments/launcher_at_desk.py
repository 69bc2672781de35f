"""Somebody at the launcher, on a real display: they read its page, and press and type with real keys (XTEST)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.instruments.robot import Robot
from tests.instruments.small_study import PROJECT

PATIENCE_S = 30.0


class Desk:
    """A launcher in a process of its own, and a hand before it."""

    def __init__(
        self, robot: Robot, study: Path, data: Path, language: str, size: tuple[int, int] = (620, 900)
    ) -> None:
        self._robot = robot
        command = [sys.executable, "-X", "utf8", "-m", "tests.instruments.driven_launcher", str(study), str(data)]
        self.process = subprocess.Popen(
            [*command, language, *map(str, size)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=PROJECT,
            env={**os.environ, "DISPLAY": robot.name},
        )

    def look(self, for_what: str = "?") -> dict[str, object]:
        """Read the page; where something is on it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{for_what}\n")
        self.process.stdin.flush()
        told: dict[str, object] = json.loads(self.process.stdout.readline())
        return told

    def until(self, condition: Callable[[dict[str, object]], object], what: str) -> dict[str, object]:
        """Wait until the page is so."""
        end = time.monotonic() + PATIENCE_S
        while not condition(told := self.look()):
            assert time.monotonic() < end, f"waited in vain: {what}; {told}"
            time.sleep(0.05)
        return told

    def page(self, name: str) -> dict[str, object]:
        """Wait for a page."""
        return self.until(lambda told: told["page"] == name, name)

    def reads(self, text: str) -> None:
        """Wait until a text can be read."""
        self.until(lambda told: any(text in one for one in told["texts"]), text)  # type: ignore[attr-defined]

    def reads_in_a_list(self, text: str) -> None:
        """Wait until a text can be read in a list."""
        self.until(lambda told: any(text in one for one in told["cells"]), text)  # type: ignore[attr-defined]

    def press(self, text: str) -> None:
        """Click what begins with a text."""
        end = time.monotonic() + PATIENCE_S
        at, before = self.look(text)["at"], None
        while not at or at != before:  # a window that has just come up may still be put elsewhere
            assert time.monotonic() < end, f"there is no “{text}”"
            time.sleep(0.05)
            at, before = self.look(text)["at"], at
        x, y = at  # type: ignore[misc]
        self._robot.click(x, y)

    def type(self, text: str) -> None:
        """Type into what has the keyboard."""
        subprocess.run(
            ["xdotool", "type", "--delay", "15", text], env={**os.environ, "DISPLAY": self._robot.name}, check=True
        )

    def key(self, *names: str) -> None:
        """Press keys, by the names that X has for them."""
        subprocess.run(["xdotool", "key", *names], env={**os.environ, "DISPLAY": self._robot.name}, check=True)

    def picture(self, file: Path) -> None:
        """Have the window painted into a file."""
        self.look(f"picture {file}")

    def close(self) -> None:
        """Close the launcher."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
