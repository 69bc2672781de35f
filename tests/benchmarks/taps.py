"""Taps of 5–50 ms over screens with stalls of up to 300 ms: how many are lost, and whether each goes to its screen."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count, pairwise

from psychopy import logging
from psychopy.hardware.keyboard import keyNames

from experiment.task.answers import NoAnswer
from experiment.task.inputs import KeyPress
from tests.benchmarks.conditions import Conditions
from tests.benchmarks.figures import Figures, Row
from tests.benchmarks.laboratory import BLANK, CROSS, PAGE, Laboratory, garbage_collected, laboratory
from tests.benchmarks.ordinary import OrdinaryScript
from tests.instruments.flip_log import Flip
from tests.instruments.injector import Tap, Tapped
from tests.instruments.matching import HeardTap, match

_TAPS_IN_A_BURST = 50
_HOLD_S, _GAP_S = (0.005, 0.050), (0.004, 0.014)
_SCREEN_S, _STALL_S = (0.15, 0.45), (0.02, 0.30)
_QUIET_S = 0.15
_BORDER_S = 0.001
"""A press may be given to either screen if, between the moment the hand asked for it and the moment X had taken it in,
the screen changed, give or take this: nobody knows better.
"""


@dataclass
class Tally:
    """What became of the taps of one way."""

    taps: int = 0
    lost: int = 0
    invented: int = 0
    on_another_screen: int = 0
    at_a_border: int = 0
    in_a_stall: int = 0

    def add(
        self, made: list[Tapped], heard: list[HeardTap], onsets: list[Flip], stalls: list[tuple[float, float]]
    ) -> None:
        """Count a burst."""
        matched = match(made, heard)
        self.taps += len(made)
        self.lost += len(matched.lost)
        self.invented += len(matched.invented)
        self.in_a_stall += sum(any(begin < tap.down_s and tap.up_s < end for begin, end in stalls) for tap in made)
        for tap, press in matched.pairs:
            earliest = [n for n, flip in enumerate(onsets) if flip.returned_s + _BORDER_S <= tap.down_s]
            latest = [n for n, flip in enumerate(onsets) if flip.swapped_s - _BORDER_S <= tap.down_done_s]
            screens = {earliest[-1] if earliest else -1, latest[-1] if latest else -1}
            self.at_a_border += len(screens) > 1
            self.on_another_screen += press.screen not in screens

    def figures(self, way: str, screens: bool) -> Figures:
        """Write it down."""
        values = {"lost": self.lost, "invented": self.invented, "within_a_stall": self.in_a_stall}
        if screens:
            values |= {"given_to_another_screen": self.on_another_screen, "at_a_border": self.at_a_border}
        return Figures(way, self.taps, dict(values))


Screen = Callable[[int, float], None]
"""Shows a screen of a burst: its number and its duration."""


class Bursts:
    """Bursts of taps over screens that follow each other without a gap.

    Parameters
    ----------
    lab
        Where.
    """

    def __init__(self, lab: Laboratory) -> None:
        self._lab = lab
        self._draw = random.Random(3)
        self._script = OrdinaryScript(lab.window)
        self._heard: list[HeardTap] = []
        self._onsets: list[Flip] = []

    def ours(self, tally: Tally) -> None:
        """The product's stage: what is heard in the last frame of a screen comes with the next one."""
        lab = self._lab
        lab.stage.show(BLANK)  # what was pressed before is not of this burst

        def screen(number: int, duration_s: float) -> None:
            shown = lab.stage.show((PAGE, CROSS, BLANK)[number % 3])
            self._onsets.append(lab.flips.last)
            self._take(shown.earlier, number - 1)
            self._take(lab.stage.listen(NoAnswer(), duration_s).inputs, number)

        self._burst(tally, screen)

    def ordinary(self, tally: Tally) -> None:
        """``while clock.getTime() < duration`` and ``Keyboard.getKeys(waitRelease=False)`` at each frame."""
        zero_s = float(logging.defaultClock.getLastResetTime())
        self._script.keyboard.clearEvents()

        def screen(number: int, duration_s: float) -> None:
            def at_onset() -> None:
                self._onsets.append(self._lab.flips.last)

            for at_s, key in self._script.taps(f"Screen {number}", duration_s, at_onset):
                self._heard.append(HeardTap(at_s + zero_s, key, number))

        with garbage_collected():
            self._burst(tally, screen)

    def control(self, tally: Tally) -> None:
        """Bare flips, and the queue of psychtoolbox."""
        control = self._lab.control
        control.presses()

        def screen(number: int, duration_s: float) -> None:
            end_s = control.flip(filled=bool(number % 2)) + duration_s
            self._onsets.append(self._lab.flips.last)
            while control.flip(filled=bool(number % 2)) < end_s:
                pass
            self._heard += [HeardTap(at_s, str(keyNames.get(code)), number) for at_s, code in control.presses()]

        self._burst(tally, screen)

    def _take(self, inputs: tuple[object, ...], screen: int) -> None:
        for given in inputs:
            if isinstance(given, KeyPress):
                self._heard.append(HeardTap(self._lab.monotonic_of(given.time_s), given.key.value, screen))

    def _burst(self, tally: Tally, screen: Screen) -> None:
        lab, draw = self._lab, self._draw
        self._heard, self._onsets = [], []
        first_flip, at_s, taps = len(lab.flips.flips), time.monotonic() + 0.1, []
        for n in range(_TAPS_IN_A_BURST):
            tap = Tap(at_s, str(n % 10), draw.uniform(*_HOLD_S))
            taps.append(tap)
            at_s += tap.hold_s + draw.uniform(*_GAP_S)
        lab.injector.tap(*taps)
        for number in count():
            duration_s = draw.uniform(*_SCREEN_S)
            if time.monotonic() > at_s:
                break
            lab.stalls.plan(draw.randint(1, round(60 * duration_s)), draw.uniform(*_STALL_S))
            screen(number, duration_s)
        made = lab.injector.take(len(taps))
        lab.stalls.forget()
        screen(len(self._onsets), _QUIET_S)
        flips = lab.flips.flips[first_flip - 1 :]
        stalled = [(a.returned_s, b.swapped_s) for a, b in pairwise(flips) if b.work_s > _STALL_S[0]]
        tally.add(made, self._heard, self._onsets, stalled)


def lost(conditions: Conditions) -> list[Row]:
    """Count what is lost, in bursts of each way in turn."""
    tallies = {"ours": Tally(), "control": Tally(), "ordinary": Tally()}
    with laboratory(conditions) as lab:
        bursts = Bursts(lab)
        ours, others = conditions.count(40, 4), conditions.count(10, 2)
        for n in range(ours):
            bursts.ours(tallies["ours"])
            if n % (ours // others) == 0:
                bursts.control(tallies["control"])
                bursts.ordinary(tallies["ordinary"])
    mine = tallies["ours"]
    return [
        Row(
            "taps",
            "taps of 5-50 ms lost over screens with stalls of 20-300 ms",
            "none lost, none invented, each given to the screen it was made on",
            not (mine.lost or mine.invented or mine.on_another_screen),
            (
                mine.figures("ours", screens=True),
                tallies["control"].figures("control: bare queue", screens=False),
                tallies["ordinary"].figures("ordinary: Keyboard.getKeys", screens=True),
            ),
            ("within_a_stall: taps that began and ended while one frame was held up",),
        )
    ]
