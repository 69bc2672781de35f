"""The check of a lab PC with something wrong: ``python -m tests.instruments.checked_lab TROUBLE STUDY DATA``.

In a process of its own, since PsychoPy's keyboards and ours must not share one. What the check says to the person at
the keyboard goes to stderr, its report to stdout.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from experiment.screen.environment import check_usable

if sys.argv[1] == "other surroundings":
    os.environ["PSYCH_GETSECS_CLOCK"] = "0"  # what psychtoolbox does on Linux unless it is told otherwise
check_usable()  # before the first import of PsychoPy, as the command does

from psychopy import event, logging  # noqa: E402
from psychopy.hardware import keyboard  # noqa: E402
from psychtoolbox import GetSecs  # noqa: E402

from experiment.config.display_file import ExpectedDisplay  # noqa: E402
from experiment.config.load import load_study  # noqa: E402
from experiment.screen.lab_check.check_lab import check_lab  # noqa: E402
from experiment.screen.lab_check.parts import Effort, Parts, emulating  # noqa: E402
from experiment.screen.mute import mute_key_queue  # noqa: E402
from experiment.screen.open_stage import DisplayChoice  # noqa: E402
from experiment.screen.stage import PsychoPyStage  # noqa: E402
from experiment.screen.window import emulate_refresh  # noqa: E402
from experiment.task.inputs import Input, Key, KeyPress  # noqa: E402
from experiment.task.participant import Observation  # noqa: E402
from experiment.verbs.check import lines_of_the_disk  # noqa: E402


class NaiveStage(PsychoPyStage):
    """Ends timed screens as tutorials do: ``while clock.getTime() < duration: flip``."""

    def _next_screen_is_due(self, until_s: float) -> bool:
        return self._clock.now_s() >= until_s


class LossyKeyboard:
    """PsychoPy's keyboard, asked for presses and not for releases."""

    name = "psychopy Keyboard, waitRelease=False"
    devices = 1

    def __init__(self, zero_s: float) -> None:
        mute_key_queue()
        self._keyboard = keyboard.Keyboard(backend="ptb")
        self._to_launch_s = float(logging.defaultClock.getLastResetTime()) - zero_s

    def attend(self, observation: Observation, onset_s: float) -> None:
        pass

    def poll(self, _now_s: float) -> list[Input]:
        pressed = self._keyboard.getKeys(["space"], waitRelease=False)
        return [KeyPress(float(press.tDown) + self._to_launch_s, Key.SPACE, "space") for press in pressed]

    def close(self) -> None:
        self._keyboard.stop()


class EventKeyboard:
    """The keyboard that PsychoPy falls back to: a press is stamped when the window is asked for it."""

    name = "psychopy event"
    devices = 1

    def __init__(self, zero_s: float) -> None:
        self._zero_s = zero_s

    def attend(self, observation: Observation, onset_s: float) -> None:
        pass

    def poll(self, _now_s: float) -> list[Input]:
        now_s = float(GetSecs()) - self._zero_s
        return [KeyPress(now_s, Key.SPACE, "space") for _ in event.getKeys(["space"])]

    def close(self) -> None:
        pass


def stalling(window: Any) -> None:
    """Pace the display at 60 Hz, and be late by 25 ms every 30 flips."""
    emulate_refresh(window, 60.0)
    flip, flips = window.flip, 0

    def late(*arguments: Any, **options: Any) -> Any:
        nonlocal flips
        flips += 1
        if flips % 30 == 0:
            time.sleep(0.025)
        return flip(*arguments, **options)

    window.flip = late


PACED = emulating(60.0)
AS_IT_IS = ExpectedDisplay(refresh_hz=60.0)
OF_ANOTHER_SIZE = ExpectedDisplay(size_px=(1920, 1080))
"""And nobody says how fast it refreshes."""
TROUBLES: dict[str, Parts] = {
    "none": PACED,
    "unpaced": Parts(),
    "stalls": replace(PACED, pace=stalling),
    "double sync": emulating(30.0),
    "naive durations": replace(PACED, open_stage=NaiveStage),
    "lossy keyboard": replace(PACED, open_inputs=LossyKeyboard),
    "other surroundings": PACED,
    "event keyboard": replace(PACED, open_inputs=EventKeyboard),
}
WITH_TAPS = ("none", "lossy keyboard", "event keyboard")
WITH_MANY_FLIPS = ("none", "stalls")
OF_DURATIONS = ("none", "naive durations", "other surroundings")

if __name__ == "__main__":
    trouble, study, data = sys.argv[1:]
    say: Callable[[str], None] = partial(print, file=sys.stderr, flush=True)
    choice = DisplayChoice("lab_pc", OF_ANOTHER_SIZE if trouble == "other surroundings" else AS_IT_IS)
    flips = 180 if trouble in WITH_MANY_FLIPS else 90
    within_s = 1.0 if trouble in OF_DURATIONS else 0.4
    effort = Effort(flips, within_s, taps=trouble in WITH_TAPS, patience_s=9.0, about_s=0.1)
    report = check_lab(
        load_study(Path(study)), choice, say, partial(lines_of_the_disk, Path(data)), effort, TROUBLES[trouble]
    )
    print(report.model_dump_json())  # noqa: T201
