"""What watching costs: a screen of a trial with everything on that watches over a session, and with nothing of it.

What watches: the window's focus and place, keyboards that come, the computer's clocks. Both ways share window and keys,
and take turns; the first frame of a screen and those after it are told apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from experiment.layout.views import FixationView
from experiment.screen.keyboard import Keyboard
from experiment.screen.launch_clock import LaunchClock
from experiment.screen.mouse import Mouse
from experiment.screen.seen_window import watch_window
from experiment.screen.stage import PsychoPyStage
from experiment.screen.window import emulate_refresh, measure_refresh, open_window
from experiment.task.answers import NOTHING
from experiment.task.gaps import ClockReading
from tests.benchmarks.conditions import FRAME_S, HERTZ, SCREEN, Conditions
from tests.benchmarks.figures import Row, lengths_ms
from tests.instruments.flip_log import Flip, FlipLog

_TURNS = 150
_SCREEN_S = 0.25
_MOST_PCT = 1.0
"""Of a frame: a sixth of a millisecond, as little as the observer of pixels can tell."""


class _DeafToNewcomers(Keyboard):
    """The keyboard, with no ear for keyboards that come later."""

    def _listen_to_newcomers(self) -> None:
        return None


class _NoClocks:
    """In place of the computer's clocks: nothing is read."""

    def read(self) -> ClockReading:
        return ClockReading(0.0, 0.0, 0.0)


@dataclass
class _Way:
    """One of the two, and the flips of its screens."""

    stage: PsychoPyStage
    first: list[Flip] = field(default_factory=list)
    later: list[Flip] = field(default_factory=list)
    durations_s: list[float] = field(default_factory=list)


def cost(conditions: Conditions) -> list[Row]:
    """Show one screen again and again, in both ways by turns."""
    window = open_window(SCREEN)
    emulate_refresh(window, HERTZ)
    refresh, clock = measure_refresh(window), LaunchClock()
    mouse = Mouse(window, clock.zero_s)
    bare = _Way(PsychoPyStage(window, refresh, _DeafToNewcomers(clock.zero_s), mouse, clock, clocks=_NoClocks()))
    watch = watch_window(window, clock.now_s())
    watched = _Way(PsychoPyStage(window, refresh, Keyboard(clock.zero_s), mouse, clock, watch=watch))
    log, view = FlipLog(window), FixationView()
    for way in (bare, watched):
        way.stage.prepare([view])
    for turn in range(conditions.count(_TURNS, 10)):
        for way in (watched, bare) if turn % 2 else (bare, watched):
            _show(way, view, log)
    watched.stage.release()
    bare.stage.close()
    return [_row(watched, bare)]


def _show(way: _Way, view: FixationView, log: FlipLog) -> None:
    """Show a screen for its time, and look afterwards at what the recorder of a session asks for."""
    begun = len(log.flips)
    onset_s = way.stage.show(view).onset_s
    way.stage.listen(NOTHING, _SCREEN_S)
    way.stage.take_gaps()
    way.stage.amiss()
    way.first.append(log.flips[begun])
    way.later += log.flips[begun + 1 :]
    way.durations_s.append(way.stage.show(view).onset_s - onset_s)


def _row(watched: _Way, bare: _Way) -> Row:
    more_pct = {which: _more_pct(watched, bare, of) for which, of in _FRAMES.items()}
    figures = [
        lengths_ms(f"{name}: {which}", [flip.work_s for flip in of(way)])
        for which, of in _FRAMES.items()
        for name, way in (("ours, watched", watched), ("control, not watched", bare))
    ]
    slips = {name: _slipped(way) for name, way in (("watched", watched), ("not watched", bare))}
    return Row(
        "watching",
        "work of the frames of a screen, with focus, devices and clocks watched and without",
        f"median of both at most {_MOST_PCT:g} % of a frame more, and no more screens of another duration",
        max(more_pct.values()) <= _MOST_PCT and slips["watched"] <= slips["not watched"],
        tuple(figures),
        (
            "; ".join(f"{which} {pct:+.2f} % of a frame more" for which, pct in more_pct.items()),
            "; ".join(f"{name}: {n} of {len(watched.durations_s)} durations a frame off" for name, n in slips.items()),
        ),
    )


_FRAMES: dict[str, Callable[[_Way], list[Flip]]] = {
    "first frame": lambda way: way.first,
    "later frames": lambda way: way.later,
}


def _more_pct(watched: _Way, bare: _Way, of: Callable[[_Way], list[Flip]]) -> float:
    """Return by how much the median work of a frame is more, in percent of a frame."""
    mine, its = (lengths_ms("", [flip.work_s for flip in of(way)]).values["median_ms"] for way in (watched, bare))
    return (mine - its) / (10 * FRAME_S)


def _slipped(way: _Way) -> int:
    return sum(abs(duration_s - _SCREEN_S) > FRAME_S / 2 for duration_s in way.durations_s)
