"""The check of the lab PC: display, durations, keyboard, clock and disk, before a study and each morning.

Imported when PsychoPy is known to be usable (`experiment.screen.environment.check_usable`).
"""

from __future__ import annotations

import platform
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from experiment.config.load import Study
from experiment.format.apparatus import utc_now
from experiment.format.check_report import CheckLine, CheckReport
from experiment.layout.size import Size
from experiment.layout.views import Blank, FixationView, PageView, View
from experiment.record.disk_check import disk_line, space_line
from experiment.record.elsewhere import place_line
from experiment.record.storage import Storage
from experiment.screen.awake import kept_awake
from experiment.screen.check.display_lines import (
    HEAVIEST_LOST,
    drawing_cost_s,
    flip_many,
    heavy_lines,
    idle_lines,
    pixel_lines,
    unpaced_line,
)
from experiment.screen.check.duration_lines import duration_line, durations_of, tries_of
from experiment.screen.check.keyboard_lines import (
    ASK,
    ASK_IN_STALLS,
    TAPS,
    TapScreens,
    backend_line,
    not_tapped,
    stalled_tap_line,
    tap_lines,
)
from experiment.screen.check.machine_lines import clock_line, clock_lines, collector_line, read_clocks
from experiment.screen.check.preflight_lines import preflight_lines
from experiment.screen.check.progress import PAGE_S, Progress, about
from experiment.screen.check.stopping import unless_stopped
from experiment.screen.inputs import Inputs
from experiment.screen.keyboard import Keyboard
from experiment.screen.only_one import only_one_here
from experiment.screen.open_stage import DisplayChoice
from experiment.screen.placing import monitor_lines
from experiment.screen.reference_picture import rendered
from experiment.screen.scaling import mode_size_of, scaling_line
from experiment.screen.stage import LaunchClock, PsychoPyStage
from experiment.screen.storyboard import picture_of
from experiment.screen.window import (
    Refresh,
    emulate_refresh,
    graphics,
    open_window,
    period_s,
    rate_of_mode,
    screen_size_of,
    size_of,
)
from experiment.task.answers import NoAnswer
from experiment.task.gallery import Exhibit, screens
from experiment.task.stage import Stage

CANNOT_KNOW = (
    "panel lag: from the flip to the light, 5 to 30 ms by model, and later at the bottom of the screen than at the top",
    "a frame more that the graphics driver or the desktop keeps back (triple buffering, compositor)",
    "what the keyboard itself adds, 5 to 40 ms by model, and how that varies",
)
"""Only a photodiode and a button box can tell."""

_ABOUT = PageView(
    "This is the participant's screen.\n\nThis computer is being checked. Escape stops the check.\n\n"
    "Crosses and empty screens follow. There is nothing to do until you are asked.",
    (),
)
_WAIT = PageView("One moment …\n\nPlease do not touch the keyboard yet.", ())
_TAP = [PageView(f"{ASK}\n\n{done} of {TAPS}", ()) for done in range(TAPS + 1)]
_TAP_AGAIN = PageView(f"{ASK_IN_STALLS}\n\nThe screen stands still on purpose.", ())
_WARM_UP_FLIPS = 30
_USUAL_HZ, _DRAWING_TAKES_S, _TAPS_TAKE_S = 60, 10.0, 30.0
"""What the time that a check takes is reckoned with."""


@dataclass(frozen=True)
class Effort:
    """How long the check may take.

    Parameters
    ----------
    flips
        Of the idle and of the heaviest screen.
    within_s
        For each duration of the study.
    taps
        Whether somebody taps the space bar.
    patience_s
        How long it waits for the taps that it asks for.
    about_s
        How long it says what it is about.
    """

    flips: int = 600
    within_s: float = 12.0
    taps: bool = True
    patience_s: float = 60.0
    about_s: float = 3.0


@dataclass(frozen=True)
class Parts:
    """What is checked; a test puts something bad in the place of one, and the check must find it.

    Parameters
    ----------
    pace
        What is done to the window before anything is measured: nothing, on a real display.
    emulated
        Whether that paces its flips.
    open_inputs, open_stage
        Keyboard and stage.
    """

    pace: Callable[[Any], None] = field(default=lambda _window: None)
    emulated: bool = False
    open_inputs: Callable[[float], Inputs] = Keyboard
    open_stage: Callable[..., PsychoPyStage] = PsychoPyStage


def emulating(hertz: float) -> Parts:
    """Pace flips by software, where there is no real display."""

    def pace(window: Any) -> None:
        emulate_refresh(window, hertz)

    return Parts(pace=pace, emulated=True)


def check_lab(
    study: Study,
    choice: DisplayChoice,
    storage: Storage,
    data: Path,
    say: Callable[[str], None],
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
    storage, data
        The disk and the data folder.
    say
        Tells the person at the keyboard what is going on and what to do.
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
    with only_one_here(), kept_awake() as means, _opened_window(choice, parts) as window:
        say(f"The check begins. {about(_takes_s(progress, effort))} in all.")
        say(f"Measuring the display: about {2 * effort.flips // 60} s.")
        readings = [read_clocks()]
        flip_many(window, lambda: None, _WARM_UP_FLIPS)
        idle = flip_many(window, lambda: None, effort.flips)
        says = f"configs/displays.yaml ({choice.name})" if expected_hz else "the system"
        known_hz = expected_hz or rate_of_mode(window)
        unpaced = None if parts.emulated else unpaced_line(idle, known_hz)
        lines = [unpaced] if unpaced else idle_lines(idle, known_hz, says)
        lines += monitor_lines(window, choice.expected.screen, choice.window is None)
        frame_s = 1 / _USUAL_HZ if unpaced else period_s(idle.stamps_s)
        with _opened_stage(window, frame_s, parts, choice) as (stage, inputs, flip):
            exhibits = _exhibits_of(study)
            own: list[View] = [Blank(), FixationView(), _ABOUT, _WAIT, *_TAP, _TAP_AGAIN, *progress.pages]
            stage.prepare([*own, *(exhibit.view for exhibit in exhibits)])
            stage.show(_ABOUT)
            unless_stopped(stage.listen(NoAnswer(), effort.about_s).inputs)
            seen = _screen_lines(window, choice, stage, exhibits, effort.flips)
            lines += [line for line in seen if unpaced is None or line.name != HEAVIEST_LOST]
            readings.append(read_clocks())
            planned = [] if unpaced else list(zip(durations_s, progress.times, strict=True))
            for turn, (duration_s, times) in enumerate(planned):
                say(f"Keeping a screen for {duration_s:g} s, {times} times ({turn + 1} of {len(durations_s)}).")
                lines.append(duration_line(stage, duration_s, times, partial(_show_progress, stage, progress, turn)))
                readings.append(read_clocks())
            lines += _keyboard_lines(inputs, stage, flip, frame_s, say, effort)
            lines.append(collector_line())
            readings.append(read_clocks())
        lines += [
            clock_line(),
            *clock_lines(readings),
            *preflight_lines(means),
            place_line(data),
            space_line(storage, data),
            disk_line(storage, data),
        ]
        return CheckReport(
            made_utc=utc_now(),
            study=study.file.study,
            display=choice.name,
            emulated_display=parts.emulated,
            machine=_machine(window),
            lines=tuple(lines),
            intervals_ms=tuple(round(1000 * interval, 4) for interval in idle.intervals_s),
            cannot_know=CANNOT_KNOW,
        )


def _takes_s(progress: Progress, effort: Effort) -> float:
    """Say how long the whole check takes, with the two screens that are flipped and the page that begins it."""
    flips_s = 2 * effort.flips / _USUAL_HZ + _DRAWING_TAKES_S
    return flips_s + effort.about_s + progress.takes_s + progress.afterwards_s


def _show_progress(stage: Stage, progress: Progress, turn: int, time: int) -> None:
    page = progress.page(turn, time)
    if page is not None:
        unless_stopped(stage.show(page).earlier)
        unless_stopped(stage.listen(NoAnswer(), PAGE_S).inputs)


def _requested(window: Any, choice: DisplayChoice) -> Size:
    """Tell what size is asked for: by whoever tries things out, by the laboratory's file, or by the system."""
    if choice.window is not None:
        return choice.window
    return Size(*choice.expected.size_px) if choice.expected.size_px else screen_size_of(window)


@contextmanager
def _opened_window(choice: DisplayChoice, parts: Parts) -> Iterator[Any]:
    window = open_window(choice.window, choice.name, choice.expected.screen)
    try:
        parts.pace(window)
        yield window
    finally:
        window.close()


@contextmanager
def _opened_stage(
    window: Any, frame_s: float, parts: Parts, choice: DisplayChoice
) -> Iterator[tuple[PsychoPyStage, Inputs, Callable[[], float]]]:
    """Open the stage on the window, and give it back without closing the window."""
    clock = LaunchClock()
    inputs = parts.open_inputs(clock.zero_s)
    stage = parts.open_stage(
        window, Refresh(frame_s, 0.0, 0, parts.emulated), inputs, None, clock, choice.expected.text_scale
    )
    try:
        yield stage, inputs, lambda: clock.of_flip(float(window.flip()))
    finally:
        stage.release()


def _exhibits_of(study: Study) -> list[Exhibit]:
    """List every screen of the study in every state, of all visits and in all languages."""
    return [exhibit for language in study.file.languages for exhibit in screens(study, language)]


def _heaviest(stage: PsychoPyStage, exhibits: list[Exhibit]) -> Exhibit:
    """Choose the screen that takes longest to draw: one look at each, then several at the ten that seemed so."""

    def cost_s(exhibit: Exhibit, times: int) -> float:
        draw = stage.drawing_of(exhibit.view, exhibit.answer)
        return statistics.median(drawing_cost_s(draw) for _ in range(times))

    ten = sorted(exhibits, key=lambda exhibit: cost_s(exhibit, 3))[-10:]
    return max(ten, key=lambda exhibit: cost_s(exhibit, 15))


def _screen_lines(
    window: Any, choice: DisplayChoice, stage: PsychoPyStage, exhibits: list[Exhibit], flips: int
) -> list[CheckLine]:
    heaviest = _heaviest(stage, exhibits)
    draw = stage.drawing_of(heaviest.view, heaviest.answer)
    lines = heavy_lines(window, draw, stage.frame_s, f"the heaviest screen ({heaviest.name})", flips)
    window.clearBuffer()
    draw()
    picture = picture_of(window)
    window.flip()
    same = (
        picture.tobytes()
        == rendered(heaviest.view, stage.size, heaviest.answer, stage.text_scales()[type(heaviest.view)]).tobytes()
    )
    drawn = Size(*picture.size)
    told, mode = Size(*window.winHandle.get_size()), mode_size_of(window) if choice.window is None else None
    pixels = pixel_lines(str(_requested(window, choice)), str(drawn), same)
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
        wait=lambda: show(_WAIT),
        taps=lambda done: show(_TAP[done]),
        taps_in_stalls=lambda _done: show(_TAP_AGAIN),
    )
    return [
        backend_line(inputs),
        *tap_lines(inputs, screens, frame_s, say, effort.patience_s),
        stalled_tap_line(inputs, screens, say, effort.patience_s),
    ]


def _machine(window: Any) -> dict[str, str]:
    """Describe the machine by kind; nothing that names it or its user."""
    return {
        "system": f"{platform.system()} {platform.release()}",
        "processor": platform.machine(),
        "python": platform.python_version(),
        "graphics": graphics(),
        "window": str(size_of(window)),
    }
