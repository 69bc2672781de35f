"""What is checked, opened: the window, and the stage on it."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from experiment.layout.size import Size
from experiment.screen.inputs import Inputs
from experiment.screen.lab_check.parts import Parts
from experiment.screen.lab_check.undisturbed import Undisturbed, UndisturbedInputs
from experiment.screen.launch_clock import LaunchClock
from experiment.screen.open_stage import DisplayChoice
from experiment.screen.seen_window import watch_window
from experiment.screen.stage import PsychoPyStage
from experiment.screen.window import Refresh, graphics, open_window, screen_size_of, size_of


def requested_size(window: Any, choice: DisplayChoice) -> Size:
    """Return what size is asked for: by whoever tries things out, by the laboratory's file, or by the system."""
    if choice.window is not None:
        return choice.window
    return Size(*choice.expected.size_px) if choice.expected.size_px else screen_size_of(window)


@contextmanager
def opened_window(choice: DisplayChoice, parts: Parts) -> Iterator[Any]:
    """Open the window that is checked, and close it afterwards."""
    window = open_window(choice.window, choice.name, choice.expected.monitor)
    try:
        parts.pace(window)
        yield window
    finally:
        window.close()


@contextmanager
def watched(window: Any, clock: LaunchClock) -> Iterator[Undisturbed]:
    """Watch the window while it is checked."""
    watch = watch_window(window, clock.now_s())
    try:
        yield Undisturbed(watch, clock.now_s)
    finally:
        if watch is not None:
            watch.close()


@contextmanager
def opened_stage(
    window: Any, frame_s: float, parts: Parts, choice: DisplayChoice, clock: LaunchClock, undisturbed: Undisturbed
) -> Iterator[tuple[PsychoPyStage, Inputs, Callable[[], float]]]:
    """Open the stage on the window, and give it back without closing the window."""
    inputs = UndisturbedInputs(parts.open_inputs(clock.zero_s), undisturbed)
    stage = parts.open_stage(
        window, Refresh(frame_s, 0.0, 0, parts.emulated), inputs, None, clock, choice.expected.text_scale
    )
    try:
        yield stage, inputs, lambda: clock.of_flip(float(window.flip()))
    finally:
        stage.release()


def machine_of(window: Any) -> dict[str, str]:
    """Describe the machine by kind; nothing that names it or its user."""
    return {
        "system": f"{platform.system()} {platform.release()}",
        "processor": platform.machine(),
        "python": platform.python_version(),
        "graphics": graphics(),
        "window": str(size_of(window)),
    }
