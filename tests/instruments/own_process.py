"""A session in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from experiment.cli import act
from tests.instruments.small_study import write_small_study


def run_a_session(folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    study, data = write_small_study(folder), folder / "data"
    whose = ["--study", str(study), "--data", str(data), "--participant", "KD001"]
    assert 0 == act(["enrol", *whose, "--arm", "patient", "--language", "fr"]).code
    command = [sys.executable, "-m", "experiment", "run", *whose, "--visit", "baseline", "--kind", "test"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
