"""``python -m tests.benchmarks.simulated_study``: what a simulated study costs, from 10 sessions to 1,000.

Each study is simulated in a process of its own, on one core, through the real plan, task and recorder, with the same
files as a real one. Times are those of the process without starting Python and reading the study: both stand beside
them. CPU time says what the work is; time on the wall also says what else the computer was doing.

What is simulated is deleted when all has been measured: for half a minute after thousands of files have been deleted,
ext4 takes ten times as long to make new ones (it passes over their inodes one by one), which is up to .4 s of system
time in 2,000 files. So system time is printed too; where it is much above .3 s for 137 sessions, somebody else has
just deleted files, and one measures again.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[2]
_STUDY = _PROJECT / "configs" / "ketamine.yaml"
_ASSUMED = _PROJECT / "configs" / "assumptions.yaml"
_PARTICIPANTS = (4, 56, 406)
"""Of the ketamine study: 10, 138 and 1,000 planned sessions."""

_BAR_S, _BAR_SESSIONS = 10.0, 138


def simulate_here(participants: int, jobs: int, folder: Path) -> dict[str, float]:
    """Simulate in this process, and measure it."""
    import resource

    started_s = time.perf_counter()
    from experiment.config.assumptions import load_assumptions, with_assumptions
    from experiment.config.load import load_study
    from experiment.format.vocabulary import ParticipantMode
    from experiment.simulated_study.simulate import simulate_study
    from experiment.simulated_study.simulation import Simulation

    study = load_study(_STUDY, any_screen=False)
    simulation = Simulation(
        with_assumptions(study, _ASSUMED), load_assumptions(_ASSUMED, study.file), ParticipantMode.LEARNER, 1
    )
    ready_s, ready_cpu_s, ready_system_s = time.perf_counter(), time.process_time(), os.times().system
    at_first_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    done = simulate_study(simulation, participants, folder / "data", jobs, lambda _done, _of: None)
    return {
        "sessions": done.sessions,
        "start_s": ready_s - started_s,
        "wall_s": time.perf_counter() - ready_s,
        "cpu_s": time.process_time() - ready_cpu_s,
        "system_s": os.times().system - ready_system_s,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "memory_before_mb": at_first_kb / 1024,
        "files_mb": sum(file.stat().st_size for file in done.folder.rglob("*") if file.is_file()) / 1e6,
    }


def _in_a_process(participants: int, jobs: int, folder: str) -> dict[str, float]:
    words = ["--here", tempfile.mkdtemp(dir=folder), "--participants", str(participants), "--jobs", str(jobs)]
    command = [sys.executable, "-m", "tests.benchmarks.simulated_study", *words]
    done = subprocess.run(command, cwd=_PROJECT, capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _measure(studies: list[int], repeats: int, jobs: int, folder: str) -> bool | None:
    """Simulate each study, print a table, and return whether the bar holds; ``None``: it was not measured."""
    print("sessions   n   wall s   CPU s (system)   ms CPU/session   memory MB (before)   files MB")
    held: bool | None = None
    for participants in studies:
        runs = [
            _in_a_process(participants, jobs, folder)
            for _ in range(1 if participants == max(_PARTICIPANTS) else repeats)
        ]
        middle = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
        sessions = int(middle["sessions"])
        print(
            f"{sessions:8} {len(runs):3} {middle['wall_s']:8.2f} {middle['cpu_s']:7.2f} ({middle['system_s']:.2f}) "
            f"{1000 * middle['cpu_s'] / sessions:18.1f} {middle['memory_mb']:11.0f} ({middle['memory_before_mb']:.0f}) "
            f"{middle['files_mb']:10.0f}",
            flush=True,
        )
        if participants == 56:
            held = middle["cpu_s"] < _BAR_S
    return held


def main() -> int:
    """Measure, print a table, and say whether the bar holds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--participants", type=int, nargs="*", default=list(_PARTICIPANTS), help="each a study")
    parser.add_argument("--repeats", type=int, default=3, help="how often each, the largest once (3)")
    parser.add_argument("--jobs", type=int, default=1, help="processes (1)")
    parser.add_argument("--here", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here is not None:
        print(json.dumps(simulate_here(options.participants[0], options.jobs, options.here)))
        return 0
    print(f"load of this computer before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; jobs: {options.jobs}")
    with tempfile.TemporaryDirectory() as folder:
        held = _measure(options.participants, options.repeats, options.jobs, folder)
    verdict = "not measured" if held is None else "holds" if held else "FAILS"
    print(f"bar: {_BAR_SESSIONS} planned sessions below {_BAR_S:.0f} s of one core: {verdict}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
