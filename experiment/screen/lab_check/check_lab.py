"""The check of the lab PC: display, durations, keyboard, clock and disk, before a study and each morning.

Imported when PsychoPy is known to be usable (`experiment.screen.environment.check_usable`).
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from functools import partial
from typing import Any

from experiment.config.load import Study
from experiment.design.gallery import Exhibit, screens
from experiment.format.apparatus import utc_now
from experiment.format.check_report import CheckLine, CheckReport
from experiment.layout.picture import rendered
from experiment.layout.size import Size
from experiment.layout.views import Blank, FixationView, PageView, View
from experiment.messages.checks import OfDisplay
from experiment.screen.awake import kept_awake
from experiment.screen.inputs import Inputs
from experiment.screen.keyboard import Keyboard
from experiment.screen.lab_check import pages
from experiment.screen.lab_check.display_lines import (
    heavy_lines,
    idle_lines,
    pixel_lines,
    unpaced_line,
)
from experiment.screen.lab_check.duration_lines import duration_line, durations_of, tries_of
from experiment.screen.lab_check.keyboard_lines import (
    TapScreens,
    backend_line,
    not_tapped,
    stalled_tap_line,
    tap_lines,
)
from experiment.screen.lab_check.machine_lines import clock_line, clock_lines, collector_line
from experiment.screen.lab_check.measuring import clocks_apart_s, collection_s, drawing_cost_s, flip_many, read_clocks
from experiment.screen.lab_check.opening import machine_of, opened_stage, opened_window, requested_size, watched
from experiment.screen.lab_check.parts import Effort, Parts
from experiment.screen.lab_check.preflight_lines import preflight_lines
from experiment.screen.lab_check.progress import PAGE_S, Progress, about
from experiment.screen.lab_check.stopping import unless_stopped
from experiment.screen.lab_check.undisturbed import Undisturbed
from experiment.screen.launch_clock import LaunchClock
from experiment.screen.only_one import only_one_here
from experiment.screen.open_stage import DisplayChoice
from experiment.screen.pacing import period_s
from experiment.screen.placing import monitor_lines
from experiment.screen.scaling import mode_size_of, scaling_line
from experiment.screen.stage import PsychoPyStage
from experiment.screen.storyboard import picture_of
from experiment.screen.window import rate_of_mode
from experiment.task.answers import NoAnswer
from experiment.task.stage import Stage

CANNOT_KNOW = (
    "panel lag: from the flip to the light, 5 to 30 ms by model, and later at the bottom of the screen than at the top",
    "a frame more that the graphics driver or the desktop keeps back (triple buffering, compositor)",
    "what the keyboard itself adds, 5 to 40 ms by model, and how that varies",
)
"""Only a photodiode and a button box can tell."""

_WARM_UP_FLIPS = 30
_DRAWN_TIMES = 200
_USUAL_HZ, _DRAWING_TAKES_S, _TAPS_TAKE_S = 60, 10.0, 30.0
"""What the time that a check takes is reckoned with."""


def check_lab(
    study: Study,
    choice: DisplayChoice,
    say: Callable[[str], None],
    beside_the_screen: Callable[[], list[CheckLine]],
    effort: Effort | None = None,
    parts: Parts | None = None,
) -> CheckReport:
    """Check the lab PC.

    Parameters
    ----------
    study
        Whose screens and durations are tried.
    choice
        The display, and what is expected of it.
    say
        Tells the person at the keyboard what is going on and what to do.
    beside_the_screen
        Tries what is no matter of the screen: the disk and the data folder.
    effort, parts
        How thoroughly, and what is checked.

    Returns
    -------
    CheckReport
        A line for each thing that was tried.

    Raises
    ------
    Refusal
        If no window can be opened, the keyboard cannot be listened to, or Escape was pressed.
    """
    Keyboard.rehearse()
    effort, parts = effort or Effort(), parts or Parts()
    expected_hz = choice.expected.refresh_hz
    durations_s = durations_of(study)
    tries = [tries_of(duration_s, effort.within_s) for duration_s in durations_s]
    progress = Progress(durations_s, tries, _TAPS_TAKE_S if effort.taps else 0.0)
    clock = LaunchClock()
    with (
        only_one_here(),
        kept_awake() as means,
        opened_window(choice, parts) as window,
        watched(window, clock) as undisturbed,
    ):
        say(f"The check begins. {about(_takes_s(progress, effort))} in all.")
        say(f"Measuring the display: about {2 * effort.flips // 60} s.")
        readings = [read_clocks()]
        flip_many(window, undisturbed.look, _WARM_UP_FLIPS)
        idle = flip_many(window, undisturbed.look, effort.flips)
        known_hz = expected_hz or rate_of_mode(window)
        unpaced = None if parts.emulated else unpaced_line(idle, known_hz)
        lines = [unpaced] if unpaced else idle_lines(idle, known_hz, choice.name if expected_hz else None)
        lines += monitor_lines(window, choice.expected.monitor, choice.window is None)
        frame_s = 1 / _USUAL_HZ if unpaced else period_s(idle.stamps_s)
        with opened_stage(window, frame_s, parts, choice, clock, undisturbed) as (stage, inputs, flip):
            exhibits = _exhibits_of(study)
            own: list[View] = [
                Blank(),
                FixationView(),
                pages.ABOUT,
                pages.WAIT,
                *pages.TAP,
                pages.TAP_AGAIN,
                *progress.pages,
            ]
            stage.prepare([*own, *(exhibit.view for exhibit in exhibits)])
            stage.show(pages.ABOUT)
            unless_stopped(stage.listen(NoAnswer(), effort.about_s).inputs)
            seen = _screen_lines(window, choice, stage, exhibits, effort.flips, undisturbed)
            lines += [line for line in seen if unpaced is None or line.found_as is not OfDisplay.LOST_HEAVIEST]
            readings.append(read_clocks())
            planned = [] if unpaced else list(zip(durations_s, progress.times, strict=True))
            for turn, (duration_s, times) in enumerate(planned):
                say(f"Keeping a screen for {duration_s:g} s, {times} times ({turn + 1} of {len(durations_s)}).")
                lines.append(duration_line(stage, duration_s, times, partial(_show_progress, stage, progress, turn)))
                readings.append(read_clocks())
            lines += _keyboard_lines(inputs, stage, flip, frame_s, say, effort)
            lines.append(collector_line(collection_s()))
            readings.append(read_clocks())
        lines += [
            undisturbed.line(),
            clock_line(clocks_apart_s()),
            *clock_lines(readings),
            *preflight_lines(means),
            *beside_the_screen(),
        ]
        return CheckReport(
            made_utc=utc_now(),
            study=study.file.study,
            display=choice.name,
            emulated_display=parts.emulated,
            machine=machine_of(window),
            lines=tuple(lines),
            intervals_ms=tuple(round(1000 * interval, 4) for interval in idle.intervals_s),
            cannot_know=CANNOT_KNOW,
        )


def _takes_s(progress: Progress, effort: Effort) -> float:
    """Return how long the whole check takes, with the two screens that are flipped and the page that begins it."""
    flips_s = 2 * effort.flips / _USUAL_HZ + _DRAWING_TAKES_S
    return flips_s + effort.about_s + progress.takes_s + progress.afterwards_s


def _show_progress(stage: Stage, progress: Progress, turn: int, time: int) -> None:
    page = progress.page(turn, time)
    if page is not None:
        unless_stopped(stage.show(page).earlier)
        unless_stopped(stage.listen(NoAnswer(), PAGE_S).inputs)


def _exhibits_of(study: Study) -> list[Exhibit]:
    """List every screen of the study in every state, of all visits and in all languages."""
    return [exhibit for language in study.file.languages for exhibit in screens(study, language)]


def _heaviest(stage: PsychoPyStage, exhibits: list[Exhibit]) -> Exhibit:
    """Choose the screen that takes longest to draw: one look at each, then several at the ten that seemed so."""

    def cost_s(exhibit: Exhibit, times: int) -> float:
        draw = stage.drawing_of(exhibit.view, exhibit.state)
        return statistics.median(drawing_cost_s(draw) for _ in range(times))

    ten = sorted(exhibits, key=lambda exhibit: cost_s(exhibit, 3))[-10:]
    return max(ten, key=lambda exhibit: cost_s(exhibit, 15))


def _screen_lines(
    window: Any,
    choice: DisplayChoice,
    stage: PsychoPyStage,
    exhibits: list[Exhibit],
    flips: int,
    undisturbed: Undisturbed,
) -> list[CheckLine]:
    heaviest = _heaviest(stage, exhibits)
    draw = stage.drawing_of(heaviest.view, heaviest.state)

    def watched_drawing() -> None:
        undisturbed.look()
        draw()

    shown = flip_many(window, watched_drawing, flips)
    costs_s = [drawing_cost_s(draw) for _ in range(_DRAWN_TIMES)]
    window.flip()
    lines = heavy_lines(shown, costs_s, stage.frame_s, heaviest.name)
    window.clearBuffer()
    draw()
    picture = picture_of(window)
    window.flip()
    same = (
        picture.tobytes()
        == rendered(heaviest.view, stage.size, heaviest.state, stage.text_scales()[type(heaviest.view)]).tobytes()
    )
    drawn = Size(*picture.size)
    told, mode = Size(*window.winHandle.get_size()), mode_size_of(window) if choice.window is None else None
    pixels = pixel_lines(str(requested_size(window, choice)), str(drawn), same)
    return [*lines, *pixels, scaling_line(told, drawn, mode)]


def _keyboard_lines(
    inputs: Inputs,
    stage: PsychoPyStage,
    flip: Callable[[], float],
    frame_s: float,
    say: Callable[[str], None],
    effort: Effort,
) -> list[CheckLine]:
    if not effort.taps:
        return [backend_line(inputs), not_tapped()]

    def show(page: PageView) -> float:
        stage.drawing_of(page)()
        return flip()

    screens = TapScreens(
        wait=lambda: show(pages.WAIT),
        taps=lambda done: show(pages.TAP[done]),
        taps_in_stalls=lambda _done: show(pages.TAP_AGAIN),
    )
    return [
        backend_line(inputs),
        *tap_lines(inputs, screens, frame_s, say, effort.patience_s),
        stalled_tap_line(inputs, screens, say, effort.patience_s),
    ]
