"""Timed screens, seen from outside: how long they were on, and how well their onset stamps tell when they came on."""

from __future__ import annotations

import bisect
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from psychopy import logging

from experiment.layout.compose import compose
from experiment.task.answers import NoAnswer
from tests.benchmarks.conditions import FAST_HERTZ, HERTZ, SCREEN, Conditions
from tests.benchmarks.figures import MARGIN_S, Figures, Row, errors_ms, no_worse
from tests.benchmarks.laboratory import BLANK, CROSS, Laboratory, garbage_collected, laboratory
from tests.benchmarks.ordinary import OrdinaryScript
from tests.instruments.flip_log import Flip, frame_held_up
from tests.instruments.pixel_observer import Change, Observation, PixelObserver, pixel

_STALL_S = 0.040
_STALLED_AT_FLIP = 6
_DURATIONS = {0.25: 40, 0.5: 40, 1.37: 16, 2.0: 10, 4.0: 5}
"""In seconds, with how often each is shown; those of the shipped study are among them."""
_FAST_DURATIONS = {0.25: 40, 0.5: 40, 2.0: 10}
"""The same, on a display that refreshes faster."""
_STALLED_DURATION_S, _STALLED_TIMES = 0.5, 40
_SAME_ONSET_S = 0.1

Way = Callable[[float], float]
"""Shows a screen for a while, then an empty one; tells its own stamp of the onset, on CLOCK_MONOTONIC."""


@dataclass(frozen=True)
class Trial:
    """A screen that was shown.

    Parameters
    ----------
    way
        Who showed it.
    planned_s
        How long it was to last.
    frame_s
        Refresh period of the display.
    stalled
        Whether the program was held up meanwhile.
    stamp_s
        When it came on, by the program's own stamp.
    """

    way: str
    planned_s: float
    frame_s: float
    stalled: bool
    stamp_s: float


@dataclass(frozen=True)
class Watched:
    """A trial and what was seen of it."""

    trial: Trial
    on: Change
    off: Change
    held_up: bool
    """Whether the machine held up a frame on which its length depends: it or its picture came late."""

    @property
    def stamp_error_s(self) -> float:
        """By how much the stamp is later than what was seen."""
        return self.trial.stamp_s - self.on.time_s

    @property
    def duration_error_s(self) -> float:
        """By how much it was on for longer than planned, the plan rounded to whole frames."""
        frame_s = self.trial.frame_s
        return self.off.time_s - self.on.time_s - round(self.trial.planned_s / frame_s) * frame_s

    @property
    def slipped(self) -> bool:
        """Whether it was on for a frame more or less than planned, at least."""
        return abs(self.duration_error_s) > self.trial.frame_s / 2

    @property
    def slipped_by_itself(self) -> bool:
        """Whether it was so by the program's own doing."""
        return self.slipped and not self.held_up


class Ways:
    """The three ways of showing a screen for a while."""

    def __init__(self, lab: Laboratory, frame_s: float) -> None:
        self._lab = lab
        self._frame_s = frame_s
        self._draw = random.Random(4)
        self._script = OrdinaryScript(lab.window)
        self._zero_s = float(logging.defaultClock.getLastResetTime())

    def ours(self, duration_s: float) -> float:
        """The product's stage."""
        stage = self._lab.stage
        shown = stage.show(CROSS)
        stage.listen(NoAnswer(), duration_s)
        stage.show(BLANK)
        stage.listen(NoAnswer(), self._rest_frames() * self._frame_s)
        return self._lab.monotonic_of(shown.onset_s)

    def ordinary(self, duration_s: float) -> float:
        """``while clock.getTime() < duration``."""
        with garbage_collected():
            onset_s = self._script.timed(self._script.fixation, duration_s)
            self._script.blank(self._rest_frames())
        return onset_s + self._zero_s

    def control(self, duration_s: float) -> float:
        """Bare flips of a rectangle up to the last refresh before its end."""
        control, frame_s = self._lab.control, self._frame_s
        onset_s = last_s = control.flip()
        while last_s + frame_s < onset_s + round(duration_s / frame_s) * frame_s - frame_s / 2:
            last_s = control.flip()
        for _ in range(self._rest_frames()):
            control.flip(filled=False)
        return onset_s

    def _rest_frames(self) -> int:
        return self._draw.randint(4, 9)


def watched(conditions: Conditions) -> list[Row]:
    """Show screens at 60 Hz, some of them while the program is held up."""
    plan = [(s, False) for s, times in _DURATIONS.items() for _ in range(conditions.count(times, max(1, times // 10)))]
    plan += [(_STALLED_DURATION_S, True)] * conditions.count(_STALLED_TIMES, 4)
    trials, found = _watch(conditions, HERTZ, plan)
    return [_durations("duration", HERTZ, trials, found), _stalled(trials, found), _onsets(found)]


def watched_fast(conditions: Conditions) -> list[Row]:
    """Show screens at 144 Hz."""
    durations = _FAST_DURATIONS.items()
    plan = [(s, False) for s, times in durations for _ in range(conditions.count(times, max(1, times // 10)))]
    return [_durations("duration_144_hz", FAST_HERTZ, *_watch(conditions, FAST_HERTZ, plan))]


def _watch(conditions: Conditions, hertz: float, plan: list[tuple[float, bool]]) -> tuple[list[Trial], list[Watched]]:
    """Show screens in each way in turn, while another process watches the middle of the display."""
    bright = compose(CROSS, SCREEN).bars
    x, y = SCREEN.width // 2, SCREEN.height // 2
    assert any(bar.box.left <= x < bar.box.right and bar.box.top <= y < bar.box.bottom for bar in bright)
    with laboratory(conditions, hertz) as lab:
        ways = Ways(lab, 1 / hertz)
        by_name: dict[str, Way] = {"ours": ways.ours, "control": ways.control, "ordinary": ways.ordinary}
        for way in by_name.values():
            way(0.2)
        observer = PixelObserver(conditions.framebuffer_folder, pixel(x, y))
        trials = list(_shown(lab, by_name, plan, 1 / hertz))
        seen = observer.stop()
    return trials, _matched(trials, seen, lab.flips.flips)


def _shown(lab: Laboratory, by_name: dict[str, Way], plan: list[tuple[float, bool]], frame_s: float) -> Iterator[Trial]:
    draw, order = random.Random(5), list(by_name)
    for planned_s, stalled in draw.sample(plan, len(plan)):
        draw.shuffle(order)
        for way in order:
            if stalled:
                lab.stalls.plan(_STALLED_AT_FLIP, _STALL_S)
            yield Trial(way, planned_s, frame_s, stalled, by_name[way](planned_s))


def _matched(trials: list[Trial], seen: Observation, flips: list[Flip]) -> list[Watched]:
    """Find what was seen of each trial: the onset nearest to its stamp, and the change after that."""
    changes = seen.changes
    swapped_s = [flip.swapped_s for flip in flips]
    ons = [n for n, change in enumerate(changes[:-1]) if change.digest != seen.first]
    found = []
    for trial in trials:
        near = min(ons, key=lambda n: abs(changes[n].time_s - trial.stamp_s))
        if abs(changes[near].time_s - trial.stamp_s) < _SAME_ONSET_S:
            on, off = changes[near], changes[near + 1]
            found.append(Watched(trial, on, off, _held_up(flips, swapped_s, (on, off), trial.frame_s)))
    return found


def _held_up(flips: list[Flip], swapped_s: list[float], changes: Sequence[Change], frame_s: float) -> bool:
    """Tell whether a frame on which the length depends was held up, or its picture was seen long after it was sent."""
    first, last = (_nearest(swapped_s, change.time_s) for change in changes)
    frames_late = any(frame_held_up(flips, n, frame_s) for n in (first, last - 1, last))
    seen_late_s = [abs(change.time_s - swapped_s[n]) for change, n in zip(changes, (first, last), strict=True)]
    return frames_late or max(seen_late_s) > frame_s / 4


def _nearest(sorted_s: list[float], time_s: float) -> int:
    after = bisect.bisect_left(sorted_s, time_s, 1, len(sorted_s) - 1)
    return min(after - 1, after, key=lambda n: abs(sorted_s[n] - time_s))


def _of(found: list[Watched], way: str, stalled: bool | None = None, planned_s: float | None = None) -> list[Watched]:
    return [
        one
        for one in found
        if one.trial.way == way
        and (stalled is None or one.trial.stalled is stalled)
        and (planned_s is None or one.trial.planned_s == planned_s)
    ]


def _duration_figures(name: str, ones: list[Watched]) -> Figures:
    slipped, by_itself = sum(one.slipped for one in ones), sum(one.slipped_by_itself for one in ones)
    return errors_ms(name, [one.duration_error_s for one in ones], slipped=slipped, by_itself=by_itself)


def _verdict(trials: list[Trial], found: list[Watched], stalled: bool) -> tuple[bool, str]:
    """Judge the mean error of all by the bar, and how many slipped by the control, for whatever reason they did."""
    ours, control = _of(found, "ours", stalled), _of(found, "control", stalled)
    mean_ms = 1000 * sum(one.duration_error_s for one in ours) / len(ours)
    all_seen = len(ours) == sum(trial.way == "ours" and trial.stalled is stalled for trial in trials)
    fair, slips = no_worse([one.slipped for one in ours], [one.slipped for one in control], margin=0)
    itself = (sum(one.slipped_by_itself for one in ones) for ones in (ours, control))
    by_itself = "although the machine held none of their frames up: {} of ours, {} of the control's".format(*itself)
    remark = f"mean error of all {mean_ms:+.4f} ms; share slipped {slips}; {by_itself}"
    return abs(mean_ms) <= 0.1 and fair and all_seen, remark


def _durations(name: str, hertz: float, trials: list[Trial], found: list[Watched]) -> Row:
    met, remark = _verdict(trials, found, stalled=False)
    figures = [_duration_figures(way, _of(found, way, False)) for way in ("ours", "control", "ordinary")]
    for planned_s in sorted({trial.planned_s for trial in trials}):
        figures += [
            _duration_figures(f"{way}, {planned_s} s", _of(found, way, False, planned_s))
            for way in ("ours", "control", "ordinary")
        ]
    what = f"error of the duration of a timed screen, {hertz:g} Hz, seen from outside"
    bar = "mean error <= 0.1 ms, slipped frames no more than the control"
    return Row(name, what, bar, met, tuple(figures), (remark,))


def _stalled(trials: list[Trial], found: list[Watched]) -> Row:
    met, remark = _verdict(trials, found, stalled=True)
    figures = tuple(_duration_figures(way, _of(found, way, True)) for way in ("ours", "control", "ordinary"))
    what = "the same, the program being held up for 40 ms in the middle of the screen"
    bar = "mean error <= 0.1 ms, slipped frames no more than the control"
    return Row("duration_through_a_stall", what, bar, met, figures, (remark,))


def _onsets(found: list[Watched]) -> Row:
    errors_s = {way: [one.stamp_error_s for one in _of(found, way)] for way in ("ours", "control", "ordinary")}
    magnitudes = {way: [abs(error_s) for error_s in errors_s[way]] for way in errors_s}
    met, remark = no_worse(magnitudes["ours"], magnitudes["control"], MARGIN_S)
    spans_ms = [1000 * (one.on.first_new_s - one.on.last_old_s) for one in found]
    seen = f"a change was seen within {sorted(spans_ms)[len(spans_ms) // 2]:.3f} ms (median)"
    return Row(
        "onset",
        "onset stamp minus onset seen from outside",
        "no worse than the control",
        met,
        tuple(errors_ms(way, errors_s[way]) for way in errors_s),
        (f"mean absolute error in s: {remark}", seen),
    )
