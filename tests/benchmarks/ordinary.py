"""The ordinary way: what a competent PsychoPy user writes, with the stock parts, straight from the manual.

Stimuli are made once, texts are set at onset, a screen lasts ``while clock.getTime() < duration``, answers come from
``Keyboard.getKeys(waitRelease=False)``, ``event.getKeys`` or a ``Slider``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from psychopy import core, event, visual
from psychopy.hardware import keyboard

from experiment.screen.mute import mute_key_queue


class OrdinaryScript:
    """The parts of a script, on a window.

    Parameters
    ----------
    window
        The window.
    """

    def __init__(self, window: Any) -> None:
        self.window = window
        self.fixation = visual.ShapeStim(window, vertices="cross", size=40, units="pix", fillColor="white")
        self.text = visual.TextStim(window, text="", height=50, pos=(0, 120), units="pix", wrapWidth=1000)
        self.question = visual.TextStim(window, text="", height=34, pos=(0, 0), units="pix", wrapWidth=1000)
        self.slider = visual.Slider(
            window, ticks=(3, 77), labels=("3 %", "77 %"), granularity=1, style="slider", units="pix", size=(800, 30),
            pos=(0, -200), labelHeight=24,
        )  # fmt: skip
        mute_key_queue()
        self.keyboard = keyboard.Keyboard()
        self.clock = core.Clock()

    def timed(self, stimulus: Any, duration_s: float) -> float:
        """Show something for a while; returns what the flip that showed it returned."""
        stimulus.draw()
        onset_s = float(self.window.flip())
        self.clock.reset()
        while self.clock.getTime() < duration_s:
            stimulus.draw()
            self.window.flip()
        return onset_s

    def blank(self, frames: int) -> None:
        """Show nothing for some frames."""
        for _ in range(frames):
            self.window.flip()

    def key(self, text: str, timeout_s: float, at_onset: Callable[[], None]) -> float | None:
        """Show a text until the space bar is pressed; its response time, from a ``Keyboard``."""
        self.text.text = text
        self.keyboard.clearEvents()
        self.window.callOnFlip(self.keyboard.clock.reset)
        self.text.draw()
        self.window.flip()
        at_onset()
        self.clock.reset()
        while self.clock.getTime() < timeout_s:
            keys = self.keyboard.getKeys(["space"], waitRelease=False)
            if keys:
                return float(keys[0].rt)
            self.text.draw()
            self.window.flip()
        return None

    def event_key(self, text: str, timeout_s: float, at_onset: Callable[[], None]) -> float | None:
        """Show a text until the space bar is pressed; its response time, from ``event.getKeys``."""
        self.text.text = text
        event.clearEvents()
        self.window.callOnFlip(self.clock.reset)
        self.text.draw()
        self.window.flip()
        at_onset()
        while self.clock.getTime() < timeout_s:
            keys = event.getKeys(["space"], timeStamped=self.clock)
            if keys:
                return float(keys[0][1])
            self.text.draw()
            self.window.flip()
        return None

    def slider_click(self, text: str, timeout_s: float, at_onset: Callable[[], None]) -> float | None:
        """Show a text and a slider until it is clicked; the slider's response time."""
        self.text.text = text
        self.slider.reset()
        self.text.draw()
        self.slider.draw()
        self.window.flip()
        at_onset()
        self.clock.reset()
        while self.clock.getTime() < timeout_s:
            if self.slider.getRating() is not None:
                return float(self.slider.getRT())
            self.text.draw()
            self.slider.draw()
            self.window.flip()
        return None

    def taps(self, text: str, duration_s: float, at_onset: Callable[[], None]) -> Iterator[tuple[float, str]]:
        """Show a text for a while, and collect what is pressed: time and key."""
        self.text.text = text
        self.text.draw()
        self.window.flip()
        at_onset()
        self.clock.reset()
        while self.clock.getTime() < duration_s:
            for key in self.keyboard.getKeys(waitRelease=False):
                yield float(key.tDown), key.name
            self.text.draw()
            self.window.flip()
