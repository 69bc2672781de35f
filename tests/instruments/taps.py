"""A keyboard on which somebody taps at known moments."""

from __future__ import annotations

from dataclasses import replace

from experiment.task.inputs import Input, Key, KeyPress, KeyRelease

FRAME_S = 1 / 60


class Taps:
    """A keyboard on which somebody taps at known moments after being asked to; the clock is the number of flips."""

    name = "psychtoolbox KbQueue"
    devices = 1

    def __init__(
        self, presses_s: list[float], hold_s: float = 0.05, lost_releases: int = 0, escape_s: float | None = None
    ) -> None:
        releases = [KeyRelease(at + hold_s, Key.SPACE, "space") for at in presses_s][lost_releases:]
        self._asked = False
        self._meant: list[Input] = [*(KeyPress(at, Key.SPACE, "space") for at in presses_s), *releases]
        self._meant += [] if escape_s is None else [KeyPress(escape_s, Key.ESCAPE, "escape")]
        self._coming: list[Input] = []
        self.now_s = 0.0

    def wait(self) -> float:
        self.now_s += FRAME_S
        return self.now_s

    def show(self, _done: int) -> float:
        """A page that asks for taps: as soon as it is on, the hand begins."""
        now_s = self.wait()
        if not self._asked:
            self._asked = True
            self._coming = [replace(one, time_s=now_s + one.time_s) for one in self._meant]
        return now_s

    def say(self, _what: str) -> None:
        pass

    def poll(self, _now_s: float) -> list[Input]:
        due = sorted((one for one in self._coming if one.time_s <= self.now_s), key=lambda one: one.time_s)
        self._coming = [one for one in self._coming if one.time_s > self.now_s]
        return due

    def attend(self, observation: object, onset_s: float) -> None:
        pass

    def close(self) -> None:
        pass
