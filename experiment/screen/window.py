"""The window, and how fast its display refreshes."""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import dataclass
from itertools import pairwise

import pyglet
from psychopy import visual

from experiment.format.refresh import FASTEST_REFRESH_HZ, SLOWEST_REFRESH_HZ
from experiment.layout.size import Size
from experiment.messages import Reason, Refusal
from experiment.screen import display_loss
from experiment.screen.pacing import Pacing, pacing_of, period_s, uneven_pct

_WARM_UP_FLIPS = 30
_MEASURED_FLIPS = 120
_PACED_FLIPS = 30
_TRIES = 3
EMULATED_HZ = 60.0
_UNDER_X = sys.platform.startswith("linux")


@dataclass(frozen=True)
class Refresh:
    """The refresh of a display, as measured or as emulated.

    Parameters
    ----------
    frame_s
        Period.
    interval_sd_s
        Spread of the measured intervals.
    flips
        How many were measured.
    emulated
        Whether flips are paced by software, because the display does not wait for its refresh.
    pacing, uneven_pct
        Whether flips waited for the refresh, and which share of their intervals was unlike most.
    """

    frame_s: float
    interval_sd_s: float
    flips: int
    emulated: bool
    pacing: Pacing = Pacing.PACED
    uneven_pct: float = 0.0


def open_window(size: Size | None, display: str = "any", monitor: int = 0) -> visual.Window:
    """Open the window.

    Parameters
    ----------
    size
        Of a window; ``None``: the whole screen.
    display
        What the laboratory calls the display.
    monitor
        Number of the monitor, from 0.

    Raises
    ------
    Refusal
        If no window can be opened.
    """
    display_loss.watch()
    monitors = len(pyglet.canvas.get_display().get_screens())
    if monitor >= monitors:  # PsychoPy would take another one with a line in its log
        raise Refusal(Reason.NO_SUCH_MONITOR, display=display, monitor=monitor, monitors=monitors)
    try:
        window = visual.Window(
            size=(size.width, size.height) if size else (1280, 720),
            pos=(0, 0) if size else None,
            fullscr=size is None,
            screen=monitor,
            winType="pyglet",
            units="pix",
            color="black",
            checkTiming=False,
            waitBlanking=True,
            allowGUI=False,
            autoLog=False,
        )
    except (pyglet.window.WindowException, pyglet.gl.ContextException) as error:
        raise Refusal(Reason.DISPLAY_UNUSABLE, error=error) from error
    window.mouseVisible = False
    return window


def size_of(window: visual.Window) -> Size:
    """Return how large the window is."""
    return Size(int(window.size[0]), int(window.size[1]))


def screen_size_of(window: visual.Window) -> Size:
    """Return how large the system says the window's screen is."""
    screen = window.winHandle.screen
    return Size(int(screen.width), int(screen.height))


def rate_of_mode(window: visual.Window) -> float | None:
    """Return what refresh rate the system says the screen has; ``None``: it does not say.

    Under X pyglet 1.5 has no mode where there are several monitors, and what it calls a rate is the clock of the pixels
    in kHz (``canvas/xlib.py``): the rate is that, divided by the pixels of a frame with its blanking.
    """
    mode = window.winHandle.screen.get_mode()
    if mode is None:
        return None
    rate = 1000 * mode.info.dotclock / max(1, mode.info.htotal * mode.info.vtotal) if _UNDER_X else float(mode.rate)
    return rate if SLOWEST_REFRESH_HZ <= rate <= FASTEST_REFRESH_HZ else None


def graphics() -> str:
    """Name the graphics driver of the window that is open."""
    return f"{pyglet.gl.gl_info.get_vendor()}, {pyglet.gl.gl_info.get_renderer()}"


def measure_refresh(
    window: visual.Window,
    flips: int = _MEASURED_FLIPS,
    warm_up: int = _WARM_UP_FLIPS,
    known_hz: float | None = None,
) -> Refresh:
    """Measure the refresh period over empty flips.

    A display without vertical synchronisation flips as fast as it can; PsychoPy's own measurement then reports
    hundreds of hertz without complaint.

    Parameters
    ----------
    flips, warm_up
        How many are measured, after how many.
    known_hz
        The refresh rate, if the laboratory or the system says it.
    """
    stamps = [float(window.flip()) for _ in range(warm_up + flips)][warm_up:]
    intervals = [after - before for before, after in pairwise(stamps)]
    pacing = pacing_of(intervals, known_hz)
    frame_s = 1 / known_hz if pacing is Pacing.UNSTEADY and known_hz else period_s(stamps)
    sd_s, emulated = statistics.stdev(intervals), pacing is Pacing.UNPACED
    return Refresh(frame_s, sd_s, len(intervals), emulated, pacing, uneven_pct(intervals))


def measure_refresh_until_steady(window: visual.Window, expected_hz: float | None = None) -> Refresh:
    """Measure it again, where the computer was busy: it often is for a moment when a program has begun.

    Parameters
    ----------
    expected_hz
        What the laboratory says; if it says nothing and the flips leave it open, the system is asked.
    """
    refresh = measure_refresh(window, known_hz=expected_hz)
    for _ in range(_TRIES - 1):
        too_fast = 1 / refresh.frame_s > FASTEST_REFRESH_HZ
        if refresh.pacing is Pacing.PACED or (refresh.pacing is Pacing.UNPACED and too_fast):
            break
        expected_hz = expected_hz or rate_of_mode(window)
        refresh = measure_refresh(window, known_hz=expected_hz)
    return refresh


def emulate_refresh(window: visual.Window, hertz: float = EMULATED_HZ) -> Refresh:
    """Pace the flips of a display that does not wait for its refresh.

    A frame whose drawing takes too long is late by a whole period, as on a real display. Good for trying the task out
    and for tests of the software; no evidence about the timing of any display.
    """
    backend, period_s, start_s = window.backend, 1 / hertz, time.perf_counter()
    swap = backend.swapBuffers

    def paced(flipThisFrame: bool = True) -> None:  # noqa: N803 (PsychoPy's name)
        if flipThisFrame:
            pyglet.gl.glFinish()
            refresh = (time.perf_counter() - start_s) // period_s + 1
            _wait_until(start_s + refresh * period_s)
        swap(flipThisFrame)
        if flipThisFrame:
            pyglet.gl.glFinish()

    backend.swapBuffers = paced
    measured = measure_refresh(window, _PACED_FLIPS, warm_up=5)
    return Refresh(period_s, measured.interval_sd_s, measured.flips, emulated=True)


def _wait_until(moment_s: float, spin_s: float = 0.0015) -> None:
    """Sleep until shortly before a moment, then wait awake: a sleep alone overshoots by a tenth of a millisecond."""
    rest_s = moment_s - time.perf_counter() - spin_s
    if rest_s > 0:
        time.sleep(rest_s)
    while time.perf_counter() < moment_s:
        pass
