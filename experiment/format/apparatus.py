"""What a session is run with, as it is written on its sheet."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from experiment.format import wall_clock


class _Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Display(_Facts):
    """What the task is shown on.

    Parameters
    ----------
    name
        What the laboratory's file of displays calls it.
    unexpected
        What is not as that file says, and was accepted.
    text_scale
        How large type was asked to be, against the usual size.
    text_scales
        How large it is, by kind of screen: as large as asked for, where everything of that kind fits.
    width_px, height_px
        Size of the window.
    full_screen
        Whether it covers the screen.
    refresh_hz, interval_sd_ms, measured_flips
        Measured before the session.
    emulated_display
        The display does not wait for its refresh and flips are paced by software: no evidence about timing.
    """

    name: str
    unexpected: tuple[str, ...]
    text_scale: float
    text_scales: dict[str, float] = {}
    width_px: int
    height_px: int
    full_screen: bool
    refresh_hz: float
    interval_sd_ms: float
    measured_flips: int
    emulated_display: bool


class Apparatus(_Facts):
    """Stage, source of presses, clock and display.

    Parameters
    ----------
    mouse
        How its events are stamped; ``None``: there is none.
    kept_awake
        By what means sleep and screen saver were held off; none: the computer might have fallen asleep.
    confirmed
        What was unusual before this launch, and meant: names of the questions that were answered yes.
    zero_utc
        What the wall clock said when the launch's own clock stood at zero.
    seed
        Of a virtual participant whose doings are drawn, and of all that happens by chance in a simulated study; what is
        assumed stands among the session's inputs.
    """

    zero_utc: str
    stage: str
    inputs: str
    mouse: str | None = None
    clock: str
    display: Display | None
    kept_awake: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    seed: int | None = None


class FlipIntervals(_Facts):
    """The intervals between the flips of a launch.

    Parameters
    ----------
    flips
        How many there were.
    dropped
        Refreshes that passed without a new frame.
    longest_ms
        The longest interval.
    counts_by_ms
        How many intervals lasted from so many milliseconds to one more.
    """

    flips: int
    dropped: int
    longest_ms: float
    counts_by_ms: dict[int, int]


def utc_now() -> str:
    """Read the time of day: UTC, in milliseconds."""
    return wall_clock.now().isoformat(timespec="milliseconds")
