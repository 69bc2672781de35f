"""Which late frames the bench puts down to the machine, and which to the program."""

from __future__ import annotations

import pytest

from tests.instruments.flip_log import Flip, frame_held_up

_FRAME_S = 1 / 144


def _flips(interval_frames: float, ran_frames: float) -> list[Flip]:
    return [
        Flip(0.0, 0.0, 0.0, ran_frames * _FRAME_S, swapped_s, swapped_s)
        for swapped_s in (1.0, 1.0 + interval_frames * _FRAME_S)
    ]


@pytest.mark.parametrize(
    ("interval_frames", "ran_frames", "held_up"),
    [
        pytest.param(1.0, 0.1, False, id="on time: one more than planned is the program's decision"),
        pytest.param(2.0, 0.1, True, id="late, and the program had hardly run"),
        pytest.param(1.6, 0.1, True, id="shown late by a display that took its time"),
        pytest.param(2.0, 1.2, False, id="late because the program worked for longer than a frame"),
        pytest.param(2.0, 0.6, False, id="late, and the program worked for most of the frame"),
    ],
)
def test_the_machine_is_blamed_only_where_the_program_hardly_ran(
    interval_frames: float, ran_frames: float, held_up: bool
) -> None:
    """A frame is held up by the machine where it came late and the program had run for less than half of it."""
    assert frame_held_up(_flips(interval_frames, ran_frames), 1, _FRAME_S) is held_up
