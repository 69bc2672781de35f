"""Whether the display waits for its refresh, how steadily, and whether the study's screens are drawn in time."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from itertools import pairwise

from experiment.format.check_report import CheckLine, Verdict
from experiment.format.judging import Limit, decided, judged
from experiment.screen.pacing import Pacing, pacing_of

HEAVIEST_LOST = "frames lost, heaviest screen"
"""Name of a line that says nothing where flips wait for nothing."""

_EARLY = Limit(0.2, 1.0, "% of flips")
_REFRESH = Limit(1.0, 3.0, "% from the expected rate")
_JITTER = Limit(0.5, 1.0, "ms")
_HEADROOM = Limit(50.0, 80.0, "% of a frame")
_COMMON_HZ = (50.0, 59.94, 60.0, 72.0, 75.0, 85.0, 100.0, 119.88, 120.0, 143.86, 144.0, 165.0, 180.0, 240.0, 360.0)

_GRAPHICS = (
    "update the graphics driver; switch vertical synchronisation on, variable refresh (G-Sync, FreeSync) and power "
    "saving off; close other programs"
)


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
        name="vsync",
        verdict=Verdict.FAIL,
        value=round(found_hz, 1),
        unit="flips per second",
        bar="flips wait for the refresh",
        found=f"the display does not wait for its refresh: {found_hz:.0f} flips per second",
        remedy="switch vertical synchronisation on, and variable refresh (G-Sync, FreeSync) off, in the graphics "
        "driver, then check again: until then no duration can be kept, and none was tried",
    )


def idle_lines(flips: Flips, expected_hz: float | None, says: str = "") -> list[CheckLine]:
    """Judge the flips of an empty screen.

    Parameters
    ----------
    flips
        Of the empty screen.
    expected_hz
        What the refresh rate should be, by the laboratory's file or the system's mode; ``None``: neither says, and
        then nothing is sure: flips that wait for nothing can look like those of a fast display.
    says
        Which of the two.
    """
    found_hz = 1 / statistics.median(flips.intervals_s)
    nearest_hz = expected_hz or min(_COMMON_HZ, key=lambda hertz: abs(hertz - found_hz))
    frame_s = 1 / nearest_hz
    early_pct = flips.early_pct(frame_s)
    known = "expected" if expected_hz else "is the nearest rate that displays have; what it should be is not known here"
    sd_ms = flips.single_frame_sd_ms(frame_s)
    unknown = decided(
        "expected refresh",
        expected_hz is not None,
        "the display's file or the system says what it should be",
        f"{expected_hz:g} Hz, says {says}" if expected_hz else "nobody says: half or double of it would look as good",
        "give this computer's screen an entry in configs/displays.yaml",
        otherwise=Verdict.WARN,
    )
    synchronised, refresh = (
        judged(
            "vsync",
            early_pct,
            _EARLY,
            f"{early_pct:.2f} % of flips came less than half a frame after the one before",
            f"the display is not synchronised: {_GRAPHICS}",
        ),
        judged(
            "refresh",
            100 * abs(found_hz / nearest_hz - 1),
            _REFRESH,
            f"{found_hz:.2f} Hz measured, {nearest_hz:g} Hz {known}",
            "set the refresh rate in the system's display settings, or correct configs/displays.yaml; half of what is "
            "expected means that each frame waits for two refreshes: switch off the compositor or full-screen scaling",
        ),
    )
    return [
        unknown,
        *((synchronised, refresh) if expected_hz else (_unsure(synchronised), _unsure(refresh))),
        decided("jitter", False, str(_JITTER), "no interval is one frame long", _GRAPHICS)
        if sd_ms is None
        else judged("jitter", sd_ms, _JITTER, f"intervals of one frame vary with SD {sd_ms:.3f} ms", _GRAPHICS),
        _lost_line("frames lost, idle", flips, frame_s),
    ]


def _unsure(line: CheckLine) -> CheckLine:
    """Let a line that would pass warn, because what it is held against is a guess."""
    if line.verdict is not Verdict.PASS:
        return line
    remedy = "give this computer's screen an entry in configs/displays.yaml, then this can be judged"
    found = line.found if line.name == "refresh" else f"{line.found}, if the rate is the nearest that displays have"
    return line.model_copy(update={"verdict": Verdict.WARN, "found": found, "remedy": remedy})


def heavy_lines(flips: Flips, costs_s: list[float], frame_s: float, name: str) -> list[CheckLine]:
    """Judge the study's heaviest screen: frames lost, and the time that drawing it takes.

    Parameters
    ----------
    flips
        Of the screen, shown again and again.
    costs_s
        How long drawing it took, each time.
    frame_s
        Refresh period.
    name
        What the screen is.
    """
    costs_ms = sorted(1000 * cost_s for cost_s in costs_s)
    worst_ms = costs_ms[int(0.99 * len(costs_ms))]
    headroom = judged(
        "draw headroom",
        worst_ms / (10 * frame_s),
        _HEADROOM,
        f"drawing {name} takes {statistics.median(costs_ms):.2f} ms, 99 % within {worst_ms:.2f} ms",
        "use a computer with a graphics card of its own, or a smaller screen",
    )
    return [_lost_line(HEAVIEST_LOST, flips, frame_s), headroom]


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
            "pixels",
            requested == actual,
            "the window has the pixels of the screen",
            f"{requested} asked for, {actual} drawn",
            "set the system's scaling to 100 %",
        ),
        decided(
            "picture",
            same_picture,
            "a screen of the study, read back, is what was laid out",
            "every pixel is as laid out" if same_picture else "some pixels differ from what was laid out",
            "switch off colour filters and smoothing of the graphics driver",
            otherwise=Verdict.WARN,
        ),
    ]


def _lost_line(name: str, flips: Flips, frame_s: float) -> CheckLine:
    lost, longest_ms, frames = flips.lost(frame_s), 1000 * max(flips.intervals_s), len(flips.intervals_s)
    return judged(
        name,
        lost,
        Limit(1, max(1, frames // 100), f"of {frames} frames"),
        f"{lost} of {frames} frames lost, the longest interval {longest_ms:.1f} ms",
        _GRAPHICS,
    )
