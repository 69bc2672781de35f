"""Which presses count: those made while the window has the keyboard, is on the screen and can be seen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.format.session_line import Away, Front
from experiment.format.vocabulary import PauseReason
from experiment.screen.window_state import Box, Happened, WindowState
from experiment.screen.window_watch import GRAB_S, QUIET_S, SETTLING_S, WindowWatch
from experiment.task.inputs import Input, Key, KeyPress, KeyRelease, Pointer, PointerAct
from experiment.task.orders import Orders

FRAME_S = 1 / 60
WHOLE = Box(0, 0, 1920, 1080)
GOOD = WindowState(True, False, True, False, frozenset(), WHOLE, WHOLE, 60.0)

AMISS = {
    PauseReason.KEYBOARD_LOST: replace(GOOD, keyboard=False),
    PauseReason.HIDDEN: replace(GOOD, on_screen=False),
    PauseReason.COVERED: replace(GOOD, over=frozenset({7})),
    PauseReason.SIZE_CHANGED: replace(GOOD, place=Box(0, 0, 1280, 720)),
    PauseReason.REFRESH_CHANGED: replace(GOOD, refresh_hz=59.94),
}
DEAF = [AMISS[PauseReason.KEYBOARD_LOST], AMISS[PauseReason.HIDDEN], replace(GOOD, obscured=True)]


@dataclass
class Window:
    """A window whose standing a test sets."""

    standing: WindowState = GOOD
    told: Happened = field(default_factory=lambda: Happened(False, False, False))
    taken_back: int = 0
    looks: int = 0
    unasked: Happened | None = None
    """What the server tells only once it is asked."""

    def becomes(self, standing: WindowState) -> None:
        lost = standing.deaf
        self.standing, self.told = standing, Happened(True, lost, lost and not standing.grabbed)

    def passes(self) -> None:
        """Lose the keyboard and have it back between two looks."""
        self.told = Happened(True, True, True)

    def happened(self, surely: bool = False) -> Happened:
        told, self.told = self.told, Happened(False, False, False)
        if surely and self.unasked is not None:
            told, self.unasked = self.unasked, None
        return told

    def look(self) -> WindowState:
        self.looks += 1
        return self.standing

    def take_keyboard_back(self) -> None:
        self.taken_back += 1

    def close(self) -> None:
        pass


def press(time_s: float, key: Key = Key.DIGIT_4) -> KeyPress:
    return KeyPress(time_s, key, key.value)


def watch(window: Window) -> WindowWatch:
    return WindowWatch(window, 0.0)


def test_the_server_is_asked_after_a_key_was_read() -> None:
    """A key that was pressed just after the window lost the keyboard does not count, though nothing was told of it."""
    window = Window()
    watched = watch(window)
    window.standing, window.unasked = AMISS[PauseReason.KEYBOARD_LOST], Happened(True, True, True)
    assert [] == watched.admitted([press(1.0)], 1.01, in_pause=False)


def test_a_press_in_the_window_counts() -> None:
    """While all is as it was, every input is let in."""
    given_: list[Input] = [press(1.0), Pointer(1.01, PointerAct.DOWN, 0.4), KeyRelease(1.02, Key.DIGIT_4, "4")]
    assert given_ == watch(Window()).admitted(given_, 1.1, in_pause=False)


@pytest.mark.parametrize("standing", DEAF)
def test_presses_elsewhere_never_count(standing: WindowState) -> None:
    """Keys and clicks that are made while the window is deaf are dropped, and so are those of half a second after."""
    window = Window()
    watched = watch(window)
    window.becomes(standing)
    assert [] == watched.admitted([press(1.0), Pointer(1.0, PointerAct.DOWN, 0.1)], 1.01, in_pause=False)
    assert [] == watched.admitted([press(2.0)], 2.01, in_pause=False)
    window.becomes(GOOD)
    assert [] == watched.admitted([press(3.0)], 3.0, in_pause=True)
    late = press(3.1 + SETTLING_S - 0.05)
    assert [] == watched.admitted([press(3.1)], 3.1, in_pause=True)
    assert [] == watched.admitted([late], late.time_s, in_pause=True), "typing goes on from 3.1"
    quiet = press(late.time_s + SETTLING_S + 0.01)
    assert [quiet] == watched.admitted([quiet], quiet.time_s, in_pause=True)


def test_the_keyboard_lost_between_two_frames() -> None:
    """A loss that is over at the next look still drops what was pressed between the looks, and is news."""
    window = Window()
    watched = watch(window)
    window.passes()
    assert [] == watched.admitted([press(1.0)], 1.01, in_pause=False)
    assert {PauseReason.KEYBOARD_LOST} == watched.take_news()
    assert frozenset() == watched.amiss


@pytest.mark.parametrize("reason", list(AMISS))
def test_what_is_amiss_is_told_and_when_it_is_over(reason: PauseReason) -> None:
    """Each disturbance is news once, and amiss until all is as it was."""
    window = Window()
    watched = watch(window)
    window.becomes(AMISS[reason])
    watched.admitted([], 1.0, in_pause=False)
    assert {reason} == watched.take_news()
    assert frozenset() == watched.take_news()
    assert {reason} == watched.amiss
    window.becomes(GOOD)
    watched.admitted([], 2.0, in_pause=True)
    assert frozenset() == watched.amiss


def test_a_window_that_lay_over_it_from_the_beginning_is_not_new() -> None:
    """What covers the window when it is opened stays unremarked, whatever lies over it besides does not."""
    window = Window(replace(GOOD, over=frozenset({3})))
    watched = watch(window)
    assert frozenset() == watched.amiss
    window.becomes(replace(GOOD, over=frozenset({3, 9})))
    watched.admitted([], 1.0, in_pause=False)
    assert {PauseReason.COVERED} == watched.amiss


def test_a_key_of_the_desktop_is_no_disturbance_a_lock_screen_is() -> None:
    """A grab drops keys at once; it is amiss only once it lasts."""
    window = Window()
    watched = watch(window)
    window.becomes(replace(GOOD, grabbed=True))
    assert [] == watched.admitted([press(1.0)], 1.0, in_pause=False)
    assert frozenset() == watched.amiss | watched.take_news()
    watched.admitted([], 1.0 + GRAB_S + 0.01, in_pause=False)
    assert {PauseReason.KEYBOARD_LOST} == watched.amiss


def test_to_let_go_is_always_let_in() -> None:
    """The release of a held arrow or of the mouse reaches the answer, whoever has the keyboard: nothing runs on."""
    window = Window()
    watched = watch(window)
    window.becomes(DEAF[0])
    released: list[Input] = [KeyRelease(1.0, Key.LEFT, "left"), Pointer(1.0, PointerAct.UP, 0.5)]
    assert released == watched.admitted(released, 1.0, in_pause=False)


def test_the_keyboard_is_taken_back_once_when_nobody_types() -> None:
    """A second after the loss, or after the last key typed elsewhere, and not again."""
    window = Window()
    watched = watch(window)
    window.becomes(DEAF[0])
    watched.admitted([], 1.0, in_pause=False)
    watched.admitted([press(1.8)], 1.8, in_pause=True)
    watched.admitted([], 1.0 + QUIET_S + 0.1, in_pause=True)
    assert 0 == window.taken_back
    for frame in range(300):
        watched.admitted([], 1.8 + QUIET_S + frame * FRAME_S, in_pause=True)
    assert 1 == window.taken_back


def test_who_leaves_the_pause_for_another_window_is_left_in_peace() -> None:
    """In a pause the keyboard is not taken back."""
    window = Window()
    watched = watch(window)
    window.becomes(DEAF[0])
    for frame in range(300):
        watched.admitted([], 1.0 + frame * FRAME_S, in_pause=True)
    assert 0 == window.taken_back


def test_nothing_is_asked_while_all_is_well() -> None:
    """Without an event the window is not looked at, however many frames pass."""
    window = Window()
    watched = watch(window)
    for frame in range(600):
        watched.admitted([], frame * FRAME_S, in_pause=False)
    assert 1 == window.looks


@settings(derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([GOOD, *DEAF]), st.integers(0, 3)), max_size=60))
def test_no_press_of_a_deaf_frame_is_ever_heard(frames: list[tuple[WindowState, int]]) -> None:
    """Whatever the window goes through, a press is heard only in a frame at whose both ends the window could hear."""
    window = Window()
    watched = watch(window)
    before, now_s = GOOD, 0.0
    for standing, presses in frames:
        now_s += FRAME_S
        if standing != before:
            window.becomes(standing)
        heard = watched.admitted([press(now_s - 0.001 * n) for n in range(presses)], now_s, in_pause=False)
        if before.deaf or standing.deaf:
            assert [] == heard
        before = standing


def test_a_keyboard_that_is_lent_is_not_amiss() -> None:
    """The launcher has said that somebody writes there: no key counts here, and nobody is told to close its window.

    Whatever else is amiss is said, and the keyboard is missed again once it is not lent any more.
    """
    window, orders = Window(), Orders()
    watched = watch(window)
    watched.lend_keyboard(lambda: orders.away)
    for order, amiss in ((Away(), set[PauseReason]()), (Front(), {PauseReason.KEYBOARD_LOST, PauseReason.COVERED})):
        orders.give(order)
        window.becomes(GOOD)
        watched.admitted([], 1.0, in_pause=True)
        watched.take_news()
        window.becomes(replace(AMISS[PauseReason.COVERED], keyboard=False))
        assert [] == watched.admitted([press(2.0)], 2.01, in_pause=True)
        assert amiss == watched.amiss
        assert amiss == watched.take_news()
    orders.give(Away())
    window.becomes(replace(GOOD, keyboard=False, on_screen=False))
    watched.admitted([], 3.0, in_pause=True)
    assert {PauseReason.HIDDEN} == watched.amiss


@pytest.mark.parametrize("comes_back", [True, False])
def test_a_keyboard_that_is_given_back_is_waited_for(comes_back: bool) -> None:
    """Nothing is amiss while the desktop brings it; if another window has it after a second, that is said."""
    window, orders = Window(), Orders()
    watched = watch(window)
    watched.lend_keyboard(lambda: orders.keyboard_is_lent)
    orders.give(Away())
    window.becomes(AMISS[PauseReason.KEYBOARD_LOST])
    watched.admitted([], 1.0, in_pause=True)
    orders.give(Front())
    assert set() == watched.amiss, "the task has not read it yet"
    orders.front = False
    watched.come_to_front()
    watched.admitted([], 1.1, in_pause=True)
    assert set() == watched.amiss
    if comes_back:
        window.becomes(GOOD)
    watched.admitted([], 1.2, in_pause=True)
    watched.admitted([], 1.1 + QUIET_S, in_pause=True)
    assert set() == watched.take_news()
    assert (set() if comes_back else {PauseReason.KEYBOARD_LOST}) == watched.amiss
    window.becomes(AMISS[PauseReason.KEYBOARD_LOST])
    watched.admitted([], 4.0, in_pause=False)
    assert {PauseReason.KEYBOARD_LOST} == watched.amiss
