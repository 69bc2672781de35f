"""A session in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.instruments.small_study import write_small_study


def run_a_session(folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    study, data = write_small_study(folder), folder / "data"
    common = [sys.executable, "-m", "experiment"]
    whose = ["--study", str(study), "--data", str(data), "--participant", "KD001"]
    subprocess.run([*common, "enrol", *whose, "--arm", "patient", "--language", "fr"], check=True, capture_output=True)
    command = [*common, "run", *whose, "--visit", "baseline", "--kind", "test"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
