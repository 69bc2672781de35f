"""The product's own stage on an emulated display, with the instruments around it, and the control beside it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from psychopy import logging, visual
from psychtoolbox import hid

from experiment.layout.targets import Target
from experiment.layout.views import Blank, FixationView, Hint, PageView
from experiment.screen.keyboard import Keyboard
from experiment.screen.launch_clock import LaunchClock
from experiment.screen.mouse import Mouse
from experiment.screen.mute import mute_key_queue
from experiment.screen.seen_window import watch_window
from experiment.screen.stage import PsychoPyStage
from experiment.screen.window import emulate_refresh, measure_refresh, open_window
from tests.benchmarks.conditions import HERTZ, SCREEN, Conditions
from tests.instruments.flip_log import FlipLog
from tests.instruments.injector import Injector
from tests.instruments.stalls import Stalls

BLANK, CROSS, PAGE = Blank(), FixationView(), PageView("A page.", (Hint("Space goes on", Target.GO_ON),))


@dataclass(frozen=True)
class Laboratory:
    """Everything that a trial of any way needs; all ways share the window, the display and the hand."""

    window: Any
    stage: PsychoPyStage
    clock: LaunchClock
    flips: FlipLog
    stalls: Stalls
    injector: Injector
    control: Control

    def monotonic_of(self, launch_s: float) -> float:
        """Convert a time of the stage to CLOCK_MONOTONIC, which psychtoolbox reads."""
        return launch_s + self.clock.zero_s


class Control:
    """Bare flips of one rectangle, and a bare psychtoolbox queue: the noise of the instruments and the machine."""

    def __init__(self, window: Any) -> None:
        self._window = window
        self._rectangle = visual.Rect(window, width=200, height=200, fillColor="white", autoLog=False)
        # Queues belong to devices, not to these objects: the stage's keyboard has started them.
        mute_key_queue()
        self._queues = [_QueueOf(device) for device in hid.get_keyboard_indices()[0]]

    def flip(self, filled: bool = True) -> float:
        """Show the rectangle, or nothing; the time is on CLOCK_MONOTONIC."""
        if filled:
            self._rectangle.draw()
        return float(self._window.flip()) + float(logging.defaultClock.getLastResetTime())

    def presses(self) -> list[tuple[float, int]]:
        """Take the presses from the queue: time and key code."""
        found = []
        for queue in self._queues:
            while queue.flush():
                event, _ = queue.queue_get_event()
                if event and event["Pressed"]:
                    found.append((float(event["Time"]), int(event["Keycode"])))
        return sorted(found)


class _QueueOf(hid.Keyboard):  # type: ignore[misc]
    """The queue of a device that has one already."""

    def _create_queue(self, *_: object) -> None:
        pass


@contextmanager
def laboratory(conditions: Conditions, hertz: float = HERTZ) -> Iterator[Laboratory]:
    """Set everything up, on a display of that refresh rate."""
    window = open_window(SCREEN)
    emulate_refresh(window, hertz)
    refresh = measure_refresh(window)  # as a session does on a real display: nothing here knows the true period
    clock = LaunchClock()
    keyboard, mouse = Keyboard(clock.zero_s), Mouse(window, clock.zero_s)
    watch = watch_window(window, clock.now_s())
    stage = PsychoPyStage(window, refresh, keyboard, mouse, clock, watch=watch)
    stalls, flips = Stalls(window), FlipLog(window)
    with Injector(conditions.display) as injector:
        injector.point(SCREEN.width // 2, SCREEN.height // 2)
        control = Control(window)
        for _ in range(5):
            control.flip()
        stage.prepare([BLANK, CROSS, PAGE])
        stage.show(BLANK)
        try:
            yield Laboratory(window, stage, clock, flips, stalls, injector, control)
        finally:
            stage.close()


@contextmanager
def garbage_collected() -> Iterator[None]:
    """Let garbage be collected as it is in any script; the stage has set that aside."""
    gc.unfreeze()
    gc.enable()
    try:
        yield
    finally:
        gc.disable()
        gc.freeze()
