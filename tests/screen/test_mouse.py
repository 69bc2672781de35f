"""The mouse on a real X display: a click has the time at which it was made, whatever the program was doing then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from experiment.layout.size import Size
from experiment.task.inputs import PointerAct
from tests.instruments.injector import BUTTON, Injector, Tap
from tests.instruments.robot import MIDDLE, RIGHT, THUMB, WHEEL, Robot

if TYPE_CHECKING:
    from experiment.screen.mouse import MouseEvent

SMALL = Size(800, 600)
STALL_S = 0.3
SERVER_S = 0.001
"""The server counts in milliseconds."""


@pytest.fixture
def injector(screen: str) -> Iterator[Injector]:
    with Injector(screen) as injector:
        yield injector


def test_clicks_in_a_stall(open_window: Callable[[Size], object], injector: Injector) -> None:
    """Clicks while the program is held up are all there afterwards, at their places, each with a time between its own
    making and the making of the next; stamped when the events are read, all would have the same time.
    """
    from experiment.screen.mouse import Mouse

    mouse = Mouse(open_window(SMALL), zero_s=0.0)
    injector.point(200, 100)
    mouse.poll()
    begin_s = time.monotonic() + 0.05
    injector.tap(*(Tap(begin_s + n * STALL_S / 6, BUTTON, 0.02) for n in range(6)))
    made = injector.take(6)  # the stall: nothing is read meanwhile
    read_s = time.monotonic()
    events = mouse.poll()

    downs = [event for event in events if event.act is PointerAct.DOWN]
    ups = [event for event in events if event.act is PointerAct.UP]
    assert [200] * 6 == [event.x for event in downs]
    nexts_s = [*(tap.down_s for tap in made[1:]), read_s]
    assert all(
        tap.down_s - SERVER_S <= down.time_s < up.time_s <= next_s + SERVER_S
        for tap, down, up, next_s in zip(made, downs, ups, nexts_s, strict=True)
    )


def test_a_server_with_another_clock(
    open_window: Callable[[Size], object], injector: Injector, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the display's clock is not ours, an event has the time at which it is read."""
    from experiment.screen import mouse as mouse_module

    mouse = mouse_module.Mouse(open_window(SMALL), zero_s=0.0)
    real_now = mouse_module.GetSecs
    monkeypatch.setattr(mouse_module, "GetSecs", lambda: real_now() + 1e6)
    injector.point(200, 100)
    mouse.poll()
    injector.tap(Tap(0.0, BUTTON, 0.02))
    injector.take(1)
    time.sleep(STALL_S)  # until the press has come in
    before_s = real_now() + 1e6
    downs = [event.time_s for event in mouse.poll() if event.act is PointerAct.DOWN]
    assert [True] == [before_s <= time_s <= real_now() + 1e6 for time_s in downs]


def polled(mouse: object) -> list[MouseEvent]:
    """Take what the mouse did, once everything has come in."""
    time.sleep(STALL_S)
    return mouse.poll()  # type: ignore[attr-defined,no-any-return]


def test_only_the_left_button_counts(open_window: Callable[[Size], object], screen: str) -> None:
    """Clicks and drags of other buttons, and the wheel, are not told; a right click in a left drag does not end it."""
    from experiment.screen.mouse import Mouse

    mouse, robot = Mouse(open_window(SMALL), zero_s=0.0), Robot(screen, Size(1920, 1080))
    for number in (MIDDLE, RIGHT, WHEEL, THUMB):
        robot.click(200, 100, number=number)
        robot.button(down=True, number=number)
        robot.point(220, 100)
        robot.button(down=False, number=number)
    assert [] == polled(mouse)
    robot.point(200, 100)
    robot.button(down=True)
    robot.click(230, 100, number=RIGHT)
    robot.point(240, 100)
    robot.button(down=False)
    acts = [(event.act, event.x) for event in polled(mouse)]
    robot.close()
    assert [(PointerAct.DOWN, 200), (PointerAct.MOVE, 230), (PointerAct.MOVE, 240), (PointerAct.UP, 240)] == acts
