"""Response times against injected truth: true press minus true onset is what every way should have found."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from psychopy import logging
from psychopy.hardware.keyboard import keyNames

from experiment.task.answers import GoOn, NoAnswer
from experiment.task.inputs import Input, KeyPress, Pointer, PointerAct
from tests.benchmarks.conditions import SCREEN, Conditions
from tests.benchmarks.figures import MARGIN_S, Row, deviations_s, errors_ms, no_worse
from tests.benchmarks.laboratory import BLANK, PAGE, Laboratory, garbage_collected, laboratory
from tests.benchmarks.ordinary import OrdinaryScript
from tests.instruments.injector import BUTTON, Tap

_HOLD_S = 0.06
_TIMEOUT_S = 0.6
_REST_FRAMES = (3, 7)
_TRACK_Y = SCREEN.height // 2 + 200

Way = Callable[[], float | None]
"""A trial: the error of its response time, or nothing if the response was lost."""


class Trials:
    """Trials of each way, with a hand that responds at random moments.

    Parameters
    ----------
    lab
        Where.
    key
        What the hand presses.
    """

    def __init__(self, lab: Laboratory, key: str) -> None:
        self._lab = lab
        self._key = key
        self._draw = random.Random(1)
        self._script = OrdinaryScript(lab.window)
        for _ in range(3):
            self._script.timed(self._script.slider, 0.1)
        self._onset_s = 0.0

    def ours(self) -> float | None:
        """The product's stage, with its own answer and inputs."""
        lab, by_key = self._lab, self._key != BUTTON
        lab.stage.show(BLANK)
        lab.stage.listen(NoAnswer(), self._draw.uniform(0.05, 0.12))
        shown = lab.stage.show(PAGE)
        self._respond()
        heard = lab.stage.listen(GoOn() if by_key else NoAnswer(), _TIMEOUT_S if by_key else 0.35)
        responses = [given.time_s for given in heard.inputs if _is_response(given)]
        return self._error_s(responses[0] - shown.onset_s if responses else None)

    def keyboard(self) -> float | None:
        """``Keyboard.getKeys(waitRelease=False)``."""
        return self._ordinary(self._script.key)

    def event(self) -> float | None:
        """``event.getKeys(timeStamped=…)``."""
        return self._ordinary(self._script.event_key)

    def slider(self) -> float | None:
        """``Slider.getRT``."""
        return self._ordinary(self._script.slider_click)

    def control(self) -> float | None:
        """A bare flip, and the queue of psychtoolbox."""
        control = self._lab.control
        for _ in range(self._draw.randint(*_REST_FRAMES)):
            control.flip(filled=False)
        control.presses()
        onset_s = control.flip()
        self._respond()
        end_s = onset_s + _TIMEOUT_S
        while onset_s < end_s:
            presses = [at_s for at_s, code in control.presses() if keyNames.get(code) == self._key]
            if presses:
                return self._error_s(presses[0] - onset_s)
            if control.flip() > end_s:
                break
        return self._error_s(None)

    def _ordinary(self, trial: Callable[[str, float, Callable[[], None]], float | None]) -> float | None:
        with garbage_collected():
            self._script.blank(self._draw.randint(*_REST_FRAMES))
            return self._error_s(trial("A page. Space goes on", _TIMEOUT_S, self._respond))

    def _respond(self) -> None:
        """Have the hand respond to the screen that has just come on."""
        self._onset_s = self._lab.flips.last.swapped_s
        after_s = self._draw.uniform(0.06, 0.18)
        self._lab.injector.tap(Tap(self._onset_s + after_s, self._key, _HOLD_S))

    def _error_s(self, found_s: float | None) -> float | None:
        (tapped,) = self._lab.injector.take(1)
        time.sleep(0.002)
        return None if found_s is None else found_s - (tapped.down_s - self._onset_s)


def _is_response(given: Input) -> bool:
    return isinstance(given, KeyPress) or (isinstance(given, Pointer) and given.act is PointerAct.DOWN)


def by_key(conditions: Conditions) -> list[Row]:
    """Respond with the space bar."""
    with laboratory(conditions) as lab:
        trials = Trials(lab, "space")
        ways = {
            "ours": trials.ours,
            "control: bare queue": trials.control,
            "ordinary: Keyboard.getKeys": trials.keyboard,
            "ordinary: event.getKeys": trials.event,
        }
        errors_s, lost = _interleaved(ways, conditions.count(150, 15))
    same, spread = no_worse(deviations_s(errors_s["ours"]), deviations_s(errors_s["control: bare queue"]), MARGIN_S)
    figures = tuple(errors_ms(way, errors_s[way], lost=lost[way]) for way in ways)
    median_ms = figures[0].values["median_ms"]
    return [
        Row(
            "response_time",
            "error of a response time, key, 60 Hz, against injected truth",
            "absolute median <= 1 ms, spread no more than the control's, none lost",
            abs(median_ms) <= 1.0 and same and lost["ours"] == 0,
            figures,
            (f"spread as mean distance from the median, in s: {spread}",),
        )
    ]


def by_mouse(conditions: Conditions) -> list[Row]:
    """Respond with a click."""
    with laboratory(conditions) as lab:
        lab.injector.point(SCREEN.width // 2 + 30, _TRACK_Y)
        trials = Trials(lab, BUTTON)
        ways = {"ours": trials.ours, "ordinary: Slider.getRT": trials.slider}
        errors_s, lost = _interleaved(ways, conditions.count(100, 15))
    figures = tuple(errors_ms(way, errors_s[way], lost=lost[way]) for way in ways)
    what = "error of a response time, mouse button, 60 Hz, against injected truth"
    return [Row("response_time_mouse", what, "none", None, figures)]


def _interleaved(ways: dict[str, Way], count: int) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Run one trial of each way, in random order, again and again."""
    logging.console.setLevel(logging.ERROR)
    order, draw = list(ways), random.Random(2)
    errors_s: dict[str, list[float]] = {way: [] for way in ways}
    lost = dict.fromkeys(ways, 0)
    for rehearse in ways.values():
        rehearse()
    for _ in range(count):
        draw.shuffle(order)
        for way in order:
            error_s = ways[way]()
            if error_s is None:
                lost[way] += 1
            else:
                errors_s[way].append(error_s)
    return errors_s, lost
