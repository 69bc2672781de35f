"""A display that is not as the laboratory's file says is refused, or recorded where that is accepted."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.config.display_file import ExpectedDisplay
from experiment.format.vocabulary import SessionKind
from experiment.layout.size import Size
from experiment.messages import Reason, Refusal
from experiment.messages.accepting import Accepts
from experiment.screen.open_stage import DisplayChoice, check_expected

SIZE = Size(1920, 1080)


def found(expected_hz: float, hertz: float, emulated: bool = False, accept: bool = False) -> tuple[str, ...]:
    accepts: Accepts = lambda: accept  # noqa: E731
    choice = DisplayChoice("lab_pc", ExpectedDisplay(refresh_hz=expected_hz), accept_others=accepts)
    measured: Any = SimpleNamespace(frame_s=1 / hertz, emulated=emulated)  # the real one asks for a display
    return check_expected(choice, SessionKind.STUDY, SIZE, None, measured)


@given(st.floats(30, 480), st.floats(0.5, 2.0))
def test_another_refresh_rate_is_refused(expected_hz: float, factor: float) -> None:
    """A rate that is off by more than one percent is another one, and is told with the one that was expected."""
    if abs(factor - 1) < 0.0099:
        assert () == found(expected_hz, factor * expected_hz)
    elif abs(factor - 1) > 0.0101:
        with pytest.raises(Refusal) as refused:
            found(expected_hz, factor * expected_hz)
        assert Reason.DISPLAY_NOT_AS_EXPECTED is refused.value.reason
        assert f"{expected_hz:g} Hz" in str(refused.value)


def test_another_refresh_rate_that_is_accepted_is_recorded() -> None:
    """Whoever goes on at 59.9 where 144 Hz were expected has it in the session's sheet."""
    assert ("59.9 Hz in place of 144 Hz",) == found(144.0, 59.9, accept=True)


def test_an_emulated_rate_is_held_against_nothing() -> None:
    """A display that does not wait for its refresh has no rate that could be another one."""
    assert () == found(144.0, 60.0, emulated=True)
