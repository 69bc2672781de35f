"""Crash test 3 of the design (§8), on the virtual stage: SIGKILL at random instants, each session resumed."""

from __future__ import annotations

from tests.instruments.killed_children import begin, report_of


def test_sigkill_on_the_virtual_stage() -> None:
    """Of 300 sessions killed on the virtual stage, all are resumed to their end, with every finished trial."""
    report = report_of(begin("virtual", 300, seed=1))
    assert (300, 0, 0) == (report.kills, report.acknowledged_lost, report.not_whole)
    assert report.resumed > 20
