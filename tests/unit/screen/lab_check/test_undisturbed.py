"""Another window in the way of the check fails it, and what was typed there is no tap and does not stop it."""

from __future__ import annotations

import pytest

from experiment.format.check_report import Verdict
from experiment.format.vocabulary import PauseReason
from experiment.screen.lab_check.undisturbed import Undisturbed, UndisturbedInputs
from experiment.screen.window_watch import SETTLING_S, WindowWatch
from experiment.task.inputs import Input, Key, KeyPress
from tests.unit.screen.test_window_watch import AMISS, FRAME_S, GOOD, Window


class Clock:
    """A clock that goes on by a frame whenever it is read."""

    now_s = 0.0

    def __call__(self) -> float:
        self.now_s += FRAME_S
        return self.now_s


class Typed:
    """A keyboard on which a key is pressed before every poll."""

    name, devices = "typed", 1

    def __init__(self, clock: Clock, key: Key) -> None:
        self._clock, self._key = clock, key

    def attend(self, observation: object, onset_s: float) -> None:
        pass

    def poll(self, _now_s: float) -> list[Input]:
        return [KeyPress(self._clock.now_s, self._key, str(self._key))]

    def close(self) -> None:
        pass


def test_a_check_that_nothing_disturbs_passes() -> None:
    """However often it is looked, the line passes."""
    undisturbed = Undisturbed(WindowWatch(Window(), 0.0), Clock())
    for _ in range(100):
        undisturbed.look()
    assert Verdict.PASS is undisturbed.line().verdict


@pytest.mark.parametrize("reason", AMISS, ids=str)
def test_whatever_comes_in_the_way_fails(reason: PauseReason) -> None:
    """Also if it was over long before the check has ended; the line says what it was."""
    window = Window()
    undisturbed = Undisturbed(WindowWatch(window, 0.0), Clock())
    window.becomes(AMISS[reason])
    undisturbed.look()
    window.becomes(GOOD)
    for _ in range(100):
        undisturbed.look()
    line = undisturbed.line()
    assert (Verdict.FAIL, 1) == (line.verdict, len(line.found.split(" and ")))


def test_every_disturbance_has_its_own_words() -> None:
    """No two of them are said alike."""
    found = set()
    for standing in AMISS.values():
        window = Window()
        undisturbed = Undisturbed(WindowWatch(window, 0.0), Clock())
        window.becomes(standing)
        found.add(undisturbed.line().found)
    assert len(AMISS) == len(found)


def test_a_keyboard_that_was_away_between_two_looks_fails() -> None:
    """Another window had it and gave it back before anybody looked."""
    window = Window()
    undisturbed = Undisturbed(WindowWatch(window, 0.0), Clock())
    window.passes()
    assert Verdict.FAIL is undisturbed.line().verdict


def test_a_check_that_began_without_the_keyboard_fails() -> None:
    """Another window had the keyboard when the check began."""
    undisturbed = Undisturbed(WindowWatch(Window(AMISS[PauseReason.KEYBOARD_LOST]), 0.0), Clock())
    assert Verdict.FAIL is undisturbed.line().verdict


def test_where_nothing_is_known_of_windows_it_is_said() -> None:
    """A warning, and every press counts."""
    clock = Clock()
    undisturbed = Undisturbed(None, clock)
    assert Verdict.WARN is undisturbed.line().verdict
    assert 1 == len(UndisturbedInputs(Typed(clock, Key.SPACE), undisturbed).poll(0.0))


@pytest.mark.parametrize("key", [Key.SPACE, Key.ESCAPE])
def test_what_is_typed_elsewhere_is_not_of_the_check(key: Key) -> None:
    """Neither a tap nor an Escape that was meant for another window comes through; those before it do."""
    clock, window = Clock(), Window()
    inputs = UndisturbedInputs(Typed(clock, key), Undisturbed(WindowWatch(window, 0.0), clock))
    assert ("typed", 1) == (inputs.name, inputs.devices)
    before = [len(inputs.poll(0.0)) for _ in range(10)]
    window.becomes(AMISS[PauseReason.KEYBOARD_LOST])
    during = [len(inputs.poll(0.0)) for _ in range(round(2 * SETTLING_S / FRAME_S))]
    assert [1] * 10 == before
    assert {0} == set(during)
