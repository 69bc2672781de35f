"""The clocks of this computer, and a stage that holds them against each other."""

from __future__ import annotations

import time

import pytest

from experiment.format.vocabulary import EndedBy, PauseReason
from experiment.layout.views import Blank
from experiment.task.answers import NoAnswer
from experiment.task.gaps import ClockJump, ClockReading, ClockWatch
from experiment.task.inputs import Input
from tests.instruments.made_display import FRAME_S, Display


def test_the_clocks_of_this_computer_go_on_together() -> None:
    """Over a second of a computer that is awake, nothing has happened."""
    from experiment.screen.clocks import SystemClocks

    watch = ClockWatch(SystemClocks())
    time.sleep(1)
    assert watch.jump() is None


def test_reading_them_costs_nothing() -> None:
    """A thousand comparisons take less than a frame or two."""
    from experiment.screen.clocks import SystemClocks

    watch = ClockWatch(SystemClocks())
    begun_s = time.perf_counter()
    for _ in range(1000):
        watch.jump()
    assert time.perf_counter() - begun_s < 0.2


class Slept:
    """Clocks of a computer that sleeps for half a minute before each reading from the second on."""

    def __init__(self) -> None:
        self._readings = -1

    def read(self) -> ClockReading:
        self._readings += 1
        return ClockReading(self._readings, 31.0 * self._readings, 31.0 * self._readings)


def test_the_real_stage_tells_of_a_sleep(screen: str) -> None:
    """The clocks that a stage is given are held against each other whenever it is asked."""
    from experiment.screen.inputs import VirtualInputs
    from experiment.screen.stage import PsychoPyStage
    from experiment.screen.window import Refresh
    from tests.instruments.made_display import Hand

    display = Display()
    refresh = Refresh(FRAME_S, 0.0, 120, emulated=False)
    stage = PsychoPyStage(display, refresh, VirtualInputs(Hand()), None, display, clocks=Slept())  # type: ignore[arg-type]
    stage.prepare([Blank()])
    stage.show(Blank())
    stage.listen(NoAnswer(), 0.1)
    jump = stage.take_gaps().jump
    assert ClockJump(slept_s=pytest.approx(30.0), set_s=0.0) == jump


class Covered:
    """A watch of a window over which something lies all the time."""

    amiss = frozenset({PauseReason.COVERED})

    def take_news(self) -> frozenset[PauseReason]:
        return frozenset()

    def admitted(self, inputs: list[Input], _now_s: float, in_pause: bool) -> list[Input]:
        return inputs


def test_what_the_pause_has_told_breaks_nothing_off(screen: str) -> None:
    """A window that is covered breaks a screen off; the page after a pause that has said so stands."""
    from experiment.screen.inputs import VirtualInputs
    from experiment.screen.stage import PsychoPyStage
    from experiment.screen.window import Refresh
    from tests.instruments.made_display import Hand

    display, refresh = Display(), Refresh(FRAME_S, 0.0, 120, emulated=False)
    stage = PsychoPyStage(display, refresh, VirtualInputs(Hand()), None, display, watch=Covered())  # type: ignore[arg-type]
    stage.prepare([Blank()])
    found = []
    for _ in range(2):
        stage.show(Blank())
        found.append(stage.listen(NoAnswer(), 0.1).ended_by)
        stage.amiss()
    assert [EndedBy.PAUSE_ASKED, EndedBy.TIME] == found


@pytest.mark.parametrize(("missed", "stood_still"), [(13, 0), (15, 1)])
def test_what_the_key_queue_bridges_is_no_standstill(screen: str, missed: int, stood_still: int) -> None:
    """A frame held up for 233 ms leaves true stamps; one of 267 ms, longer than a quarter of a second, does not."""
    from experiment.screen.inputs import VirtualInputs
    from experiment.screen.stage import PsychoPyStage
    from experiment.screen.window import Refresh
    from tests.instruments.made_display import Hand

    display, refresh = Display(stalls={10: missed}), Refresh(FRAME_S, 0.0, 120, emulated=False)
    stage = PsychoPyStage(display, refresh, VirtualInputs(Hand()), None, display)  # type: ignore[arg-type]
    stage.prepare([Blank()])
    stage.show(Blank())
    stage.listen(NoAnswer(), 1.0)
    assert stood_still == len(stage.take_gaps().standstills)
