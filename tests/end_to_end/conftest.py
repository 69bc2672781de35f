"""A robot for the sessions that are typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from experiment.screen.virtual_display import virtual_display
from tests.instruments.lab_pc import SIZE
from tests.instruments.robot import Robot


@pytest.fixture
def robot() -> Iterator[Robot]:
    """A hand and an eye at a virtual display of their own."""
    with virtual_display(SIZE) as name:
        robot = Robot(name, SIZE)
        yield robot
        robot.close()
