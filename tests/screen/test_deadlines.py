"""When a timed screen ends, against a display whose every flip is known: no clock of this machine is involved."""

from __future__ import annotations

import pytest

from experiment.format.vocabulary import EndedBy
from experiment.layout.views import Blank
from experiment.screen.inputs import VirtualInputs
from experiment.task.answers import GoOn, NoAnswer
from experiment.task.stage import Stage
from tests.instruments.made_display import FRAME_S, Display, Hand


def stage_on(display: Display, hand: Hand | None = None) -> Stage:
    from experiment.screen.stage import PsychoPyStage
    from experiment.screen.window import Refresh

    refresh = Refresh(FRAME_S, 0.0, 120, emulated=False)
    stage = PsychoPyStage(display, refresh, VirtualInputs(hand or Hand()), None, display)  # type: ignore[arg-type]
    stage.prepare([Blank()])
    return stage


def refreshes_of(display: Display, duration_s: float) -> int:
    """Show a timed screen, then another, and count the refreshes between the two."""
    stage = stage_on(display)
    stage.show(Blank())
    first = display.refresh
    assert EndedBy.TIME is stage.listen(NoAnswer(), duration_s).ended_by
    stage.show(Blank())
    return display.refresh - first


@pytest.mark.parametrize("frames", [1, 2, 3, 30, 59, 60, 240])
def test_a_timed_screen_lasts_its_frames(screen: str, frames: int) -> None:
    """A screen planned for a number of frames is on for exactly so many, also if flips are stamped late by a third."""
    late = (0.0, 0.3 * FRAME_S, 0.1 * FRAME_S)
    assert frames == refreshes_of(Display(), frames * FRAME_S)
    assert frames == refreshes_of(Display(late), frames * FRAME_S)


@pytest.mark.parametrize(("share", "frames"), [(0.40, 90), (0.49, 90), (0.51, 91), (0.60, 91)])
def test_a_duration_between_two_frames_is_rounded(screen: str, share: float, frames: int) -> None:
    """A duration between two refreshes is rounded to the nearer, whatever the noise of the stamps."""
    late = (0.0, 0.2 * FRAME_S, 0.05 * FRAME_S)
    assert frames == refreshes_of(Display(late), (90 + share) * FRAME_S)


def test_a_stall_does_not_prolong_a_screen(screen: str) -> None:
    """A frame that misses two refreshes in the middle of a screen does not make the screen longer, and is counted."""
    display = Display(stalls={20: 2})
    stage = stage_on(display)
    stage.show(Blank())
    first = display.refresh
    stage.take_frames()
    stage.listen(NoAnswer(), 60 * FRAME_S)
    stage.show(Blank())
    frames = stage.take_frames()
    assert 60 == display.refresh - first
    assert 2 == frames.dropped
    assert 3 * FRAME_S == pytest.approx(frames.longest_s)


def test_a_press_before_the_last_look_answers(screen: str) -> None:
    """A press while the screen is listened to ends it; its time is its own stamp, not that of a frame."""
    display = Display()
    stage = stage_on(display, Hand(after_s=0.1234))
    onset_s = stage.show(Blank()).onset_s
    heard = stage.listen(GoOn(), 1.0)
    assert EndedBy.ANSWER is heard.ended_by
    assert [pytest.approx(onset_s + 0.1234)] == [press.time_s for press in heard.inputs]
