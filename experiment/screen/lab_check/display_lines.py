"""Whether the display waits for its refresh, how steadily, and whether the study's screens are drawn in time."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from itertools import pairwise

from experiment.format.check_report import CheckLine, Fact, Verdict
from experiment.format.judging import Limit, decided, judged
from experiment.messages.checks import OfDisplay
from experiment.screen.pacing import Pacing, pacing_of

_EARLY = Limit(0.2, 1.0, "% of flips")
_REFRESH = Limit(1.0, 3.0, "% from the expected rate")
_JITTER = Limit(0.5, 1.0, "ms")
_HEADROOM = Limit(50.0, 80.0, "% of a frame")
_COMMON_HZ = (50.0, 59.94, 60.0, 72.0, 75.0, 85.0, 100.0, 119.88, 120.0, 143.86, 144.0, 165.0, 180.0, 240.0, 360.0)


@dataclass(frozen=True)
class Flips:
    """The times of flips that followed one another."""

    stamps_s: tuple[float, ...]

    @property
    def intervals_s(self) -> list[float]:
        """From each flip to the next."""
        return [after - before for before, after in pairwise(self.stamps_s)]

    def early_pct(self, frame_s: float) -> float:
        """Share of flips that came less than half a frame after the one before."""
        intervals = self.intervals_s
        return 100 * sum(interval < frame_s / 2 for interval in intervals) / len(intervals)

    def lost(self, frame_s: float) -> int:
        """Count refreshes that passed without a new frame."""
        return sum(round(interval / frame_s) - 1 for interval in self.intervals_s if interval > 1.5 * frame_s)

    def single_frame_sd_ms(self, frame_s: float) -> float | None:
        """Spread of the intervals that are one frame long."""
        single = [interval for interval in self.intervals_s if round(interval / frame_s) == 1]
        return 1000 * statistics.stdev(single) if len(single) > 1 else None


def unpaced_line(flips: Flips, known_hz: float | None) -> CheckLine | None:
    """Say that a display does not wait for its refresh, if that is so: nothing else about its timing is judged then.

    Parameters
    ----------
    flips
        Of the empty screen.
    known_hz
        What its refresh rate should be, if anybody says.
    """
    if pacing_of(flips.intervals_s, known_hz) is not Pacing.UNPACED:
        return None
    found_hz = 1 / statistics.median(flips.intervals_s)
    return CheckLine(
        state=OfDisplay.UNPACED.name,
        facts={"flips_per_s": found_hz},
        verdict=Verdict.FAIL,
        value=round(found_hz, 1),
        unit="flips per second",
        bar="flips wait for the refresh",
    )


def idle_lines(flips: Flips, expected_hz: float | None, display: str | None = None) -> list[CheckLine]:
    """Judge the flips of an empty screen.

    Parameters
    ----------
    flips
        Of the empty screen.
    expected_hz
        What the refresh rate should be, by the laboratory's file or the system's mode; ``None``: neither says, and
        then nothing is sure: flips that wait for nothing can look like those of a fast display.
    display
        What the laboratory's file calls the display, if it is that which says; ``None``: the system says.
    """
    found_hz = 1 / statistics.median(flips.intervals_s)
    nearest_hz = expected_hz or min(_COMMON_HZ, key=lambda hertz: abs(hertz - found_hz))
    frame_s = 1 / nearest_hz
    sd_ms = flips.single_frame_sd_ms(frame_s)
    return [
        _expected_line(expected_hz, display),
        _early_line(flips.early_pct(frame_s), expected_hz is not None),
        _refresh_line(found_hz, nearest_hz, expected_hz is not None),
        decided(OfDisplay.NO_SINGLE_FRAME, False, str(_JITTER))
        if sd_ms is None
        else judged(OfDisplay.INTERVALS_VARY, sd_ms, _JITTER, {"sd_ms": sd_ms}),
        _lost_line(OfDisplay.LOST_IDLE, flips, frame_s),
    ]


def _expected_line(expected_hz: float | None, display: str | None) -> CheckLine:
    bar = "the display's file or the system says what it should be"
    if expected_hz is None:
        return decided(OfDisplay.EXPECTED_BY_NOBODY, False, bar, otherwise=Verdict.WARN)
    facts: dict[str, Fact] = {"expected_hz": expected_hz}
    if display is None:
        return decided(OfDisplay.EXPECTED_BY_SYSTEM, True, bar, facts)
    return decided(OfDisplay.EXPECTED_BY_FILE, True, bar, {**facts, "display": display})


def _early_line(early_pct: float, known: bool) -> CheckLine:
    facts = {"early_pct": early_pct}
    line = judged(OfDisplay.EARLY_FLIPS, early_pct, _EARLY, facts)
    return line if known else _unsure(line, OfDisplay.EARLY_FLIPS_BY_A_GUESS)


def _refresh_line(found_hz: float, nearest_hz: float, known: bool) -> CheckLine:
    off_pct, facts = 100 * abs(found_hz / nearest_hz - 1), {"found_hz": found_hz, "nearest_hz": nearest_hz}
    if known:
        return judged(OfDisplay.RATE_AGAINST_EXPECTED, off_pct, _REFRESH, facts)
    return _unsure(judged(OfDisplay.RATE_OFF_THE_NEAREST, off_pct, _REFRESH, facts), OfDisplay.RATE_NEAR_A_GUESS)


def _unsure(line: CheckLine, by_a_guess: OfDisplay) -> CheckLine:
    """Let a line that would pass warn, because what it is held against is a guess."""
    if line.verdict is not Verdict.PASS:
        return line
    return line.model_copy(update={"verdict": Verdict.WARN, "state": by_a_guess.name})


def heavy_lines(flips: Flips, costs_s: list[float], frame_s: float, screen: str) -> list[CheckLine]:
    """Judge the study's heaviest screen: frames lost, and the time that drawing it takes.

    Parameters
    ----------
    flips
        Of the screen, shown again and again.
    costs_s
        How long drawing it took, each time.
    frame_s
        Refresh period.
    screen
        Which one it is.
    """
    costs_ms = sorted(1000 * cost_s for cost_s in costs_s)
    worst_ms = costs_ms[int(0.99 * len(costs_ms))]
    facts: dict[str, Fact] = {"screen": screen, "median_ms": statistics.median(costs_ms), "worst_ms": worst_ms}
    headroom = judged(OfDisplay.DRAWING_TAKES, worst_ms / (10 * frame_s), _HEADROOM, facts)
    return [_lost_line(OfDisplay.LOST_HEAVIEST, flips, frame_s), headroom]


def pixel_lines(requested: str, actual: str, same_picture: bool) -> list[CheckLine]:
    """Judge whether the pixels that were asked for are those on the screen.

    Parameters
    ----------
    requested
        Size of the screen or window, as the system tells it.
    actual
        Of the picture that the window holds.
    same_picture
        Whether a screen of the study, read back, is what was laid out.
    """
    return [
        decided(
            OfDisplay.PIXELS_DRAWN,
            requested == actual,
            "the window has the pixels of the screen",
            {"requested": requested, "drawn": actual},
        ),
        decided(
            OfDisplay.SAME_PICTURE if same_picture else OfDisplay.OTHER_PICTURE,
            same_picture,
            "a screen of the study, read back, is what was laid out",
            otherwise=Verdict.WARN,
        ),
    ]


def _lost_line(state: OfDisplay, flips: Flips, frame_s: float) -> CheckLine:
    lost, longest_ms, frames = flips.lost(frame_s), 1000 * max(flips.intervals_s), len(flips.intervals_s)
    bar = Limit(1, max(1, frames // 100), f"of {frames} frames")
    return judged(state, lost, bar, {"lost": lost, "frames": frames, "longest_ms": longest_ms})
