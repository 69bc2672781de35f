"""Crash test 3 of the design (§8), on the virtual stage: SIGKILL at random instants, each session resumed."""

from __future__ import annotations

import pytest

from tests.instruments.killed_children import begin, report_of
from tests.instruments.systems import WINDOWS

KILLS, RESUMED = (20, 2) if WINDOWS else (80, 3)
"""Windows copies no process: each session begins with a new one, which takes seconds; TerminateProcess ends it."""


@pytest.mark.timeout(1200)
def test_sigkill_on_the_virtual_stage() -> None:
    """Of the sessions killed on the virtual stage, all are resumed to their end, with every finished trial."""
    report = report_of(begin("virtual", KILLS, seed=1))
    assert (KILLS, 0, 0) == (report.kills, report.acknowledged_lost, report.not_whole)
    assert report.resumed >= RESUMED
