"""Opening the real stage for a launch, and giving everything back at its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from experiment.format.vocabulary import SessionKind
from experiment.layout.composition import Size
from experiment.messages import Reason, Refusal
from experiment.screen.environment import check_usable
from experiment.task.apparatus import Apparatus, Display
from experiment.task.participant import Participant

if TYPE_CHECKING:
    from experiment.screen.stage import PsychoPyStage


@contextmanager
def open_stage(
    size: Size | None, kind: SessionKind, participant: Participant | None
) -> Iterator[tuple[PsychoPyStage, Apparatus]]:
    """Open the window, measure its display, and start to listen.

    Parameters
    ----------
    size
        Of a window; ``None``: the whole screen.
    kind
        A study session needs a display that waits for its refresh; for any other its flips may be paced by software.
    participant
        A virtual participant before the real screen; ``None``: a person at the keyboard.

    Raises
    ------
    Refusal
        If display, keyboard or PsychoPy are not fit for the session.
    """
    check_usable()
    # PsychoPy takes a second to import, and only a launch that has come this far needs it.
    from experiment.screen.inputs import VirtualInputs  # noqa: PLC0415
    from experiment.screen.keyboard import Keyboard  # noqa: PLC0415
    from experiment.screen.mouse import Mouse  # noqa: PLC0415
    from experiment.screen.stage import LaunchClock, PsychoPyStage  # noqa: PLC0415
    from experiment.screen.window import emulate_refresh, measure_refresh, open_window  # noqa: PLC0415

    window = open_window(size)
    try:
        refresh = measure_refresh(window)
        if refresh.emulated and kind is SessionKind.STUDY:
            raise Refusal(Reason.DISPLAY_NOT_SYNCHRONISED, flips_per_s=1 / refresh.frame_s)
        if refresh.emulated:
            refresh = emulate_refresh(window)
        clock = LaunchClock()
        inputs = Keyboard(clock.zero_s) if participant is None else VirtualInputs(participant)
    except BaseException:
        window.close()
        raise
    mouse = Mouse(window, clock.zero_s) if participant is None else None
    stage = PsychoPyStage(window, refresh, inputs, mouse, clock)
    display = Display(
        width_px=stage.size.width,
        height_px=stage.size.height,
        full_screen=size is None,
        refresh_hz=round(1 / refresh.frame_s, 3),
        interval_sd_ms=round(1000 * refresh.interval_sd_s, 3),
        measured_flips=refresh.flips,
        emulated_display=refresh.emulated,
    )
    apparatus = Apparatus(
        zero_utc=clock.zero_utc,
        stage="PsychoPy",
        inputs=inputs.name,
        clock="psychtoolbox GetSecs",
        display=display,
    )
    try:
        yield stage, apparatus
    finally:
        stage.close()
