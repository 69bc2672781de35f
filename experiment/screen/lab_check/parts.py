"""How thoroughly the lab PC is checked, and what of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from experiment.screen.inputs import Inputs
from experiment.screen.keyboard import Keyboard
from experiment.screen.stage import PsychoPyStage
from experiment.screen.window import emulate_refresh


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
