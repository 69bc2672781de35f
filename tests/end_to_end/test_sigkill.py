"""Crash test 3 of the design (§8): SIGKILL at random instants, each session resumed to a complete one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.instruments.killed_children import Report

PROJECT = Path(__file__).resolve().parents[2]


def killed(stage: str, kills: int, seed: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.instruments.killed_children", stage, str(kills), str(seed)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)


def report_of(process: subprocess.Popen[str]) -> Report:
    output, _ = process.communicate()
    assert 0 == process.returncode
    (report,) = [line for line in output.splitlines() if line.startswith("{")]  # PsychoPy may have its own to say
    return Report(**json.loads(report))


def test_sigkill_on_the_virtual_stage() -> None:
    """Of 300 sessions killed on the virtual stage, all are resumed to their end, with every finished trial."""
    report = report_of(killed("virtual", 300, seed=1))
    assert (300, 0, 0) == (report.kills, report.acknowledged_lost, report.not_whole)
    assert report.resumed > 20


def test_sigkill_on_the_real_stage() -> None:
    """Of 51 sessions killed on the real stage, all are resumed to their end, with every finished trial."""
    # At its first import on a machine PsychoPy makes folders of its own, and fails if two processes do so at once.
    subprocess.run([sys.executable, "-c", "import psychopy"], check=True, stdout=subprocess.DEVNULL)
    reports = [report_of(process) for process in [killed("real", 17, seed) for seed in (2, 3, 4)]]
    assert [(17, 0, 0)] * 3 == [(r.kills, r.acknowledged_lost, r.not_whole) for r in reports]
    assert sum(report.resumed for report in reports) > 10
