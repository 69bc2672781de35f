"""Crash test 3 of the design (§8), on the real stage: SIGKILL at random instants, each session resumed to its end."""

from __future__ import annotations

import subprocess
import sys

from tests.instruments.killed_children import begin, report_of


def test_sigkill_on_the_real_stage() -> None:
    """Of 4 sessions killed on the real stage, all are resumed to their end, with every finished trial."""
    # At its first import on a machine PsychoPy makes folders of its own, and fails if two processes do so at once.
    subprocess.run([sys.executable, "-c", "import psychopy"], check=True, stdout=subprocess.DEVNULL)
    reports = [report_of(process) for process in [begin("real", 2, seed) for seed in (2, 3)]]
    assert [(2, 0, 0)] * 2 == [(r.kills, r.acknowledged_lost, r.not_whole) for r in reports]
    assert sum(report.resumed for report in reports) >= 2
