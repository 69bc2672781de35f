"""``python -m tests.benchmarks.analysis_speed``: what it costs to load and score a study, from 138 sessions to 10,000.

One ketamine study of 56 participants is simulated, through the real plan, task and recorder; larger ones are copies
of its files under other participants' names. Each is loaded and scored in a process of its own; the first time its
files are read does not count. Times are without starting Python; memory is the largest of the process, and before it
began.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[2]
_BAR_S = 5.0
_COPIES = (1, 8, 73)
"""Of the study: 138, some 1,100 and some 10,000 sessions."""


def simulate_here(folder: Path) -> Path:
    """Simulate the study, and return its folder."""
    from experiment.config.assumptions import load_assumptions
    from experiment.config.load import load_study
    from experiment.format.vocabulary import ParticipantMode
    from experiment.simulated_study.simulate import simulate_study
    from experiment.simulated_study.simulation import Simulation

    study = load_study(_PROJECT / "configs" / "ketamine.yaml", any_screen=False)
    assumed = load_assumptions(_PROJECT / "configs" / "assumptions.yaml", study.file)
    simulation = Simulation(study, assumed, ParticipantMode.LEARNER, 1)
    return simulate_study(simulation, 56, folder / "data", os.cpu_count() or 1, lambda _done, _of: None).folder


def copied(study: Path, into: Path, copies: int) -> None:
    """Copy what the loader reads of a study, each time under other names of participants."""
    from tests.instruments.study_data import sum_again

    for number in range(copies):
        for file in sorted(study.glob("sub-*/ses-*/*")):
            if not file.name.endswith(("_session.json", "_data.csv", "_checksums.sha256")):
                continue
            old = file.parent.parent.name.removeprefix("sub-")
            new = f"{chr(65 + number // 26)}{chr(65 + number % 26)}{old[2:]}"
            place = into / f"sub-{new}" / file.parent.name
            place.mkdir(parents=True, exist_ok=True)
            (place / file.name.replace(f"sub-{old}_", f"sub-{new}_")).write_bytes(
                file.read_bytes().replace(old.encode(), new.encode())
            )
    sum_again(into)


def measure_here(folder: Path) -> dict[str, float]:
    """Load and score a study in this process, and measure each step."""
    from experiment.analysis import (
        LeftOut,
        group_tests,
        index_changes,
        index_reliability,
        load_sessions,
        load_updates,
        session_noise,
        session_nulls,
        session_scores,
    )

    warnings.simplefilter("ignore", LeftOut)
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    spent: dict[str, float] = {}
    started = time.perf_counter(), time.process_time()

    def lap(name: str) -> None:
        nonlocal started
        now = time.perf_counter(), time.process_time()
        spent[f"{name}_s"], spent[f"{name}_cpu_s"] = now[0] - started[0], now[1] - started[1]
        spent[f"{name}_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        started = time.perf_counter(), time.process_time()

    sessions, updates = load_sessions(folder), load_updates(folder)
    lap("load")
    scores = session_scores(updates)
    lap("score")
    session_noise(updates)
    nulls = session_nulls(updates)
    lap("nulls")
    changes = index_changes(nulls)
    lap("changes")
    index_reliability(updates)
    lap("reliability")
    group_tests(updates)
    lap("group")
    return {
        "sessions": len(sessions), "scored": len(scores), "rows": len(updates), "rows_changes": len(changes),
        "rows_nulls": len(nulls), "before_mb": before_kb / 1024, **spent,
    }  # fmt: skip


def _in_a_process(folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.analysis_speed", "--here", str(folder)]
    done = subprocess.run(command, cwd=_PROJECT, capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


_STEPS = ("load", "score", "nulls", "changes", "reliability", "group")


def main() -> int:
    """Measure, print a table, and say whether the bar holds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copies", type=int, nargs="*", default=list(_COPIES), help="of 138 sessions each")
    parser.add_argument("--repeats", type=int, default=3, help="how often each, the largest once (3)")
    parser.add_argument("--here", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here is not None:
        print(json.dumps(measure_here(options.here)))
        return 0
    print(f"load of this computer before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print("CPU s, medians; memory MB: the largest so far")
    print("sessions  n  before   " + "  ".join(f"{step:>14}" for step in _STEPS))
    held: bool | None = None
    with tempfile.TemporaryDirectory() as place:
        study = simulate_here(Path(place))
        for copies in options.copies:
            folder = Path(place) / f"copies-{copies}" / "data"
            copied(study, folder, copies)
            repeats = 1 if copies > 8 else options.repeats
            runs = [_in_a_process(folder) for _ in range(repeats + (copies == 1))][copies == 1 :]
            middle = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
            cells = "  ".join(f"{middle[f'{step}_cpu_s']:6.2f} {middle[f'{step}_mb']:6.0f}M" for step in _STEPS)
            print(f"{middle['sessions']:8.0f} {repeats:2} {middle['before_mb']:6.0f}M   {cells}", flush=True)
            if copies == 1:
                held = middle["load_cpu_s"] + middle["score_cpu_s"] < _BAR_S
                whole = sum(middle[f"{step}_cpu_s"] for step in _STEPS)
                print(f"  138 sessions, everything: {whole:.2f} s of CPU")
    verdict = "not measured" if held is None else "holds" if held else "FAILS"
    print(f"bar: 138 sessions loaded and scored below {_BAR_S:.0f} s of one core: {verdict}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
