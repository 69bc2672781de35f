"""Whether every duration that the study uses is kept, by the stage's own rule and stamps."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from functools import partial

from experiment.config.load import Study
from experiment.config.trial_screens import AskedEstimate, Screen, Uniform
from experiment.format.check_report import CheckLine, Fact, Verdict
from experiment.layout.views import Blank, FixationView
from experiment.messages.checks import OfDisplay
from experiment.screen.lab_check.stopping import unless_stopped
from experiment.task.answers import NoAnswer
from experiment.task.stage import Stage

_PASS_MEAN_MS = 1.0
_FRAMES = {"passes": 0.5, "warns": 0.75}
"""A duration that slipped is off by a whole frame, give or take the noise of two stamps."""
_BETWEEN_FRAMES = 0.25
"""A duration that is further than this from a whole number of frames is not shown as it is planned."""
_FEWEST, _MOST = 4, 25


def durations_of(study: Study) -> list[float]:
    """List every duration and deadline that a study plans, in seconds; of a drawn one, its shortest and longest."""
    found = {duration for phase in study.file.phases for _, screens in phase.parts for duration in _durations(screens)}
    if study.file.afterwards is not None:
        found.add(study.file.afterwards.fixation_s)
    return sorted(found)


def _durations(screens: tuple[Screen, ...]) -> Iterator[float]:
    for screen in screens:
        duration = screen.deadline_s if isinstance(screen, AskedEstimate) else screen.duration_s
        if isinstance(duration, Uniform):
            yield from duration.uniform
        elif duration is not None:
            yield duration


def tries_of(duration_s: float, within_s: float) -> int:
    """Return how often a duration is tried: as often as the time allows, but 4 times at least and 25 times at most."""
    return round(max(_FEWEST, min(_MOST, within_s / duration_s)))


def duration_line(stage: Stage, duration_s: float, times: int, before: Callable[[int], None]) -> CheckLine:
    """Show a screen for a duration again and again, and judge how well it was kept.

    Parameters
    ----------
    stage
        Where; a fixation and a blank are prepared on it.
    duration_s
        How long.
    times
        How often.
    before
        What is done before each try, which it is told: it may show something.
    """
    errors_ms = [1000 * _error_s(stage, duration_s, partial(before, time)) for time in range(times)]
    mean_ms, worst_ms = statistics.fmean(errors_ms), max(abs(error) for error in errors_ms)
    frame_ms = 1000 * stage.frame_s
    if abs(mean_ms) < _PASS_MEAN_MS and worst_ms < _FRAMES["passes"] * frame_ms:
        verdict = Verdict.PASS
    else:
        verdict = Verdict.WARN if worst_ms < _FRAMES["warns"] * frame_ms else Verdict.FAIL
    frames = round(duration_s / stage.frame_s)
    between_frames = abs(duration_s / stage.frame_s - frames) > _BETWEEN_FRAMES
    if between_frames and verdict is Verdict.PASS:
        verdict = Verdict.WARN
    facts: dict[str, Fact] = {
        "duration_s": duration_s,
        "mean_ms": mean_ms,
        "worst_ms": worst_ms,
        "times": times,
        "most": _MOST,
    }
    if between_frames:
        facts |= {"frames": frames, "shown_ms": frames * frame_ms}
    return CheckLine(
        state=(OfDisplay.DURATION_BETWEEN_FRAMES if between_frames else OfDisplay.DURATION_KEPT).name,
        facts=facts,
        verdict=verdict,
        value=round(mean_ms, 4),
        unit="ms",
        bar=f"whole frames, mean error below {_PASS_MEAN_MS:g} ms, none of half a frame; fails with a slip",
    )


def _error_s(stage: Stage, duration_s: float, before: Callable[[], None]) -> float:
    before()
    before_it, shown = stage.show(Blank()), stage.show(FixationView())
    heard = stage.listen(NoAnswer(), duration_s)
    after_it = stage.show(Blank())
    unless_stopped((*before_it.earlier, *shown.earlier, *heard.inputs, *after_it.earlier))
    return after_it.onset_s - shown.onset_s - round(duration_s / stage.frame_s) * stage.frame_s
