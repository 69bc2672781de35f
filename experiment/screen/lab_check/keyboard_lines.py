"""Whether the keyboard tells every press, when it went down and when it went up."""

from __future__ import annotations

import cmath
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from experiment.format.check_report import CheckLine, Verdict
from experiment.format.judging import Limit, decided, judged
from experiment.messages.checks import OfKeyboard
from experiment.screen.inputs import Inputs
from experiment.screen.lab_check.stopping import unless_stopped
from experiment.task.inputs import Key, KeyPress, KeyRelease

TAPS = 20
STALLED_TAPS = 10
STALL_S = 0.25
ASK = f"Tap the space bar {TAPS} times, at your own pace."
ASK_IN_STALLS = f"Now tap the space bar exactly {STALLED_TAPS} times, short and quick, then wait."
_AFTER_S = 1.0
_SILENCE_S = 3.0
_QUIET_S = 1.0

_QUANTISATION = Limit(0.6, 0.8, "concentration")


def backend_line(inputs: Inputs) -> CheckLine:
    """Judge where presses come from: only psychtoolbox's queue stamps a press when it happens; and it must hear one."""
    bar = "psychtoolbox's own queue, of one keyboard at least"
    if inputs.devices == 0:
        return decided(OfKeyboard.NO_KEYBOARD, False, bar, {"source": inputs.name})
    by_queue = inputs.name == "psychtoolbox KbQueue"
    return decided(
        OfKeyboard.LISTENED_BY_QUEUE if by_queue else OfKeyboard.LISTENED_OTHERWISE,
        by_queue,
        bar,
        {"source": inputs.name, "devices": inputs.devices},
    )


@dataclass(frozen=True)
class TapScreens:
    """What the person who taps sees; each call shows the next frame, and tells when that was, on the keyboard's clock.

    Parameters
    ----------
    wait
        A page that asks for patience.
    taps
        A page that asks for taps, and says how many there have been.
    taps_in_stalls
        A page that asks for taps while the program stands still.
    """

    wait: Callable[[], float]
    taps: Callable[[int], float]
    taps_in_stalls: Callable[[int], float]


def tap_lines(
    inputs: Inputs, screens: TapScreens, frame_s: float, say: Callable[[str], None], patience_s: float
) -> list[CheckLine]:
    """Have the space bar tapped, and judge its stamps.

    Parameters
    ----------
    inputs
        The keyboard.
    screens
        What is shown meanwhile.
    frame_s
        Refresh period.
    say
        Tells the person at the keyboard what to do.
    patience_s
        How long to wait for all of the taps.
    """
    presses, releases, flips = _taps(inputs, screens.wait, screens.taps, TAPS, lambda: say(ASK), patience_s)
    if len(presses) < TAPS:
        return [_too_few(OfKeyboard.FEW_TAPS, len(presses), TAPS, patience_s)]
    presses, releases = presses[:TAPS], releases[:TAPS]  # a hand does not stop at once
    distinct = len(releases) == TAPS and all(down < up for down, up in zip(presses, releases, strict=True))
    concentration = _concentration(presses, flips, frame_s)
    return [
        decided(
            OfKeyboard.PRESSES_AND_RELEASES,
            distinct,
            "each press has a release of its own, later",
            {"presses": len(presses), "releases": len(releases)},
        ),
        judged(
            OfKeyboard.PLACES_IN_FRAMES,
            concentration,
            _QUANTISATION,
            {"presses": TAPS, "concentration": concentration},
        ),
    ]


def stalled_tap_line(inputs: Inputs, screens: TapScreens, say: Callable[[str], None], patience_s: float) -> CheckLine:
    """Have the space bar tapped a known number of times while the program stands still, and count."""
    ask, show = lambda: say(ASK_IN_STALLS), screens.taps_in_stalls
    presses, _, _ = _taps(inputs, screens.wait, show, STALLED_TAPS, ask, patience_s, stall_s=STALL_S)
    if not presses:
        return _too_few(OfKeyboard.FEW_STALLED_TAPS, 0, STALLED_TAPS, patience_s)
    return decided(
        OfKeyboard.CAME_THROUGH,
        len(presses) == STALLED_TAPS,
        f"all of {STALLED_TAPS} presses while the program stands still for {1000 * STALL_S:.0f} ms at a time",
        {"presses": len(presses), "asked": STALLED_TAPS},
        otherwise=Verdict.WARN if len(presses) > STALLED_TAPS else Verdict.FAIL,
    )


def not_tapped() -> CheckLine:
    """Say that nobody tapped."""
    return decided(OfKeyboard.NOT_TAPPED, False, "the space bar is tapped", otherwise=Verdict.WARN)


def _too_few(state: OfKeyboard, found: int, wanted: int, patience_s: float) -> CheckLine:
    return decided(state, False, f"{wanted} taps", {"taps": found, "patience_s": patience_s})


def _taps(
    inputs: Inputs,
    wait: Callable[[], float],
    show: Callable[[int], float],
    wanted: int,
    ask: Callable[[], None],
    patience_s: float,
    stall_s: float = 0.0,
) -> tuple[list[float], list[float], list[float]]:
    """Collect presses and releases of the space bar, and flips, until there are enough or time is up.

    The page that asks comes up after a silence, and what is pressed from that flip on counts, however prompt the hand.
    Where presses may be lost one cannot wait for the last of them: there the end is a silence.
    """
    _wait_for_silence(inputs, wait)  # what is still being tapped does not count
    presses: list[float] = []
    releases: list[float] = []
    flips = [show(0)]
    ask()
    end_s = time.monotonic() + patience_s
    quiet_s = math.inf
    while time.monotonic() < min(end_s, quiet_s):
        time.sleep(stall_s)
        flips.append(show(min(len(presses), wanted)))
        given = [one for one in inputs.poll(flips[-1]) if one.time_s >= flips[0]]
        unless_stopped(given)
        presses += [one.time_s for one in given if isinstance(one, KeyPress) and one.key is Key.SPACE]
        releases += [one.time_s for one in given if isinstance(one, KeyRelease) and one.key is Key.SPACE]
        if len(presses) >= wanted:
            quiet_s = min(quiet_s, time.monotonic() + _AFTER_S)  # the last release is still to come
        elif stall_s and any(isinstance(one, KeyPress) for one in given):
            quiet_s = time.monotonic() + _SILENCE_S
    return presses, releases, flips


def _wait_for_silence(inputs: Inputs, flip: Callable[[], float]) -> None:
    quiet_s = time.monotonic() + _QUIET_S
    while time.monotonic() < quiet_s:
        given = inputs.poll(flip())
        unless_stopped(given)
        if any(isinstance(one, KeyPress) for one in given):
            quiet_s = time.monotonic() + _QUIET_S


def _concentration(presses: list[float], flips: list[float], frame_s: float) -> float:
    """Return how far presses stand at the same place within their frames: the mean resultant length of their phases."""
    phases = []
    for press in presses:
        before = max((flip for flip in flips if flip <= press), default=flips[0])
        phases.append(cmath.exp(2j * math.pi * ((press - before) / frame_s)))
    return abs(sum(phases) / len(phases))
