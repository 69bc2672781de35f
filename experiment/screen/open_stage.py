"""Opening the real stage for a launch, and giving everything back at its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from experiment.config.display_file import ExpectedDisplay
from experiment.format.apparatus import Apparatus, Display
from experiment.format.vocabulary import SessionKind
from experiment.interrupts import importing
from experiment.layout.size import Size
from experiment.messages import Phrase, Reason, Refusal, together
from experiment.messages.accepting import Accepts, never
from experiment.screen.awake import kept_awake
from experiment.screen.environment import check_usable
from experiment.screen.only_one import only_one_here
from experiment.screen.pacing import Pacing
from experiment.task.participant import Participant

if TYPE_CHECKING:
    from experiment.screen.stage import PsychoPyStage
    from experiment.screen.window import Refresh

_REFRESH_TOLERANCE = 0.01
"""A refresh rate that is off by more than this share is another one."""


@dataclass(frozen=True)
class DisplayChoice:
    """What a session is to be shown on.

    Parameters
    ----------
    name, expected
        The display, as the laboratory's file of displays has it.
    window
        Size of a window in its place, for trying things out; ``None``: the whole screen.
    accept_others
        Asked where it is not as expected: go on all the same, and record that.
    text_scale
        How large type is set; ``None``: as the display says.
    """

    name: str = "any"
    expected: ExpectedDisplay = field(default_factory=ExpectedDisplay)
    window: Size | None = None
    accept_others: Accepts = never
    text_scale: float | None = None


@contextmanager
def open_stage(
    choice: DisplayChoice, kind: SessionKind, participant: Participant | None
) -> Iterator[tuple[PsychoPyStage, Apparatus]]:
    """Open the window, measure its display, and start to listen.

    Parameters
    ----------
    choice
        Where.
    kind
        A study session needs a display that waits for its refresh; for any other its flips may be paced by software.
    participant
        A virtual participant before the real screen; ``None``: a person at the keyboard.

    Raises
    ------
    Refusal
        If display, keyboard or PsychoPy are not fit for the session, or another one has them.
    """
    check_usable()
    with only_one_here(), kept_awake() as means, _opened_stage(choice, kind, participant) as (stage, apparatus):
        yield stage, apparatus.model_copy(update={"kept_awake": means})


@contextmanager
def _opened_stage(
    choice: DisplayChoice, kind: SessionKind, participant: Participant | None
) -> Iterator[tuple[PsychoPyStage, Apparatus]]:
    # PsychoPy takes a second to import, and only a launch that has come this far needs it.
    with importing():
        from experiment.screen.inputs import VirtualInputs  # noqa: PLC0415
        from experiment.screen.keyboard import Keyboard  # noqa: PLC0415
        from experiment.screen.launch_clock import LaunchClock  # noqa: PLC0415
        from experiment.screen.mouse import Mouse  # noqa: PLC0415
        from experiment.screen.placing import misplaced  # noqa: PLC0415
        from experiment.screen.seen_window import watch_window  # noqa: PLC0415
        from experiment.screen.stage import PsychoPyStage  # noqa: PLC0415
        from experiment.screen.window import (  # noqa: PLC0415
            emulate_refresh,
            measure_refresh_until_steady,
            open_window,
            size_of,
        )

    if participant is None:
        Keyboard.rehearse()
    window = open_window(choice.window, choice.name, choice.expected.monitor)
    try:
        refresh = measure_refresh_until_steady(window, choice.expected.refresh_hz)
        if kind is SessionKind.STUDY:
            check_paced(refresh)
        elsewhere = misplaced(window, choice.expected.monitor) if choice.window is None else None
        unexpected = check_expected(choice, kind, size_of(window), elsewhere, refresh)
        if refresh.emulated:
            refresh = emulate_refresh(window)
        clock = LaunchClock()
        mouse = Mouse(window, clock.zero_s) if participant is None else None
        inputs = Keyboard(clock.zero_s) if participant is None else VirtualInputs(participant)
        watch = watch_window(window, clock.now_s()) if participant is None else None
    except BaseException:
        window.close()
        raise
    text_scale = choice.text_scale or choice.expected.text_scale
    stage = PsychoPyStage(window, refresh, inputs, mouse, clock, text_scale, watch)
    display = Display(
        name=choice.name,
        unexpected=unexpected,
        text_scale=text_scale,
        width_px=stage.size.width,
        height_px=stage.size.height,
        full_screen=choice.window is None,
        refresh_hz=round(1 / refresh.frame_s, 3),
        interval_sd_ms=round(1000 * refresh.interval_sd_s, 3),
        measured_flips=refresh.flips,
        emulated_display=refresh.emulated,
    )
    apparatus = Apparatus(
        zero_utc=clock.zero_utc,
        stage="PsychoPy",
        inputs=inputs.name,
        mouse=mouse.stamped if mouse else None,
        clock="psychtoolbox GetSecs",
        display=display,
    )
    try:
        yield stage, apparatus
    finally:
        stage.close()


def check_paced(refresh: Refresh) -> None:
    """Refuse a display whose flips do not wait for its refresh, and one that misses it again and again."""
    if refresh.pacing is Pacing.UNPACED:
        raise Refusal(Reason.DISPLAY_NOT_SYNCHRONISED, flips_per_s=1 / refresh.frame_s)
    if refresh.pacing is Pacing.UNSTEADY:
        raise Refusal(Reason.DISPLAY_UNSTEADY, uneven_pct=refresh.uneven_pct)


def check_expected(
    choice: DisplayChoice, kind: SessionKind, size: Size, elsewhere: tuple[str, str] | None, refresh: Refresh
) -> tuple[str, ...]:
    """Return what is not as expected, if that is accepted.

    A study session has the whole screen; for anything else a window may stand in its place, and then nothing is
    expected of the screen. A display that does not wait for its refresh has an emulated rate, held against nothing.
    """
    expected = choice.expected
    if choice.window is not None:
        if kind is not SessionKind.STUDY:
            return ()
        expected = expected.model_copy(update={"size_px": None})
    wrong: list[tuple[str, str]] = []
    if choice.window is not None:
        wrong.append((Phrase.WHOLE_SCREEN.of(), Phrase.WINDOW_OF_SIZE.of(size=choice.window)))
    if expected.size_px is not None and expected.size_px != (size.width, size.height):
        wrong.append((f"{Size(*expected.size_px)} pixels", f"{size} pixels"))
    if elsewhere is not None:
        wrong.append(elsewhere)
    hertz = 1 / refresh.frame_s
    if (
        expected.refresh_hz is not None
        and not refresh.emulated
        and abs(hertz / expected.refresh_hz - 1) > _REFRESH_TOLERANCE
    ):
        wrong.append((f"{expected.refresh_hz:g} Hz", f"{hertz:.1f} Hz"))
    if wrong and not choice.accept_others():
        should, has = (together(parts, Phrase.BOTH) for parts in zip(*wrong, strict=True))
        raise Refusal(Reason.DISPLAY_NOT_AS_EXPECTED, display=choice.name, expected=should, found=has)
    return tuple(f"{has} in place of {should}" for should, has in wrong)
