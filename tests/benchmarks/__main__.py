"""``python -m tests.benchmarks``: every row of the timing bars, each in a process and on a display of its own.

Linux, with Xvfb. The display is emulated: what the figures prove is the software chain, not any monitor or keyboard.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from experiment.screen.virtual_display import virtual_display
from tests.benchmarks.comparison import beside_one_another, disagreements
from tests.benchmarks.conditions import SCREEN, Conditions
from tests.benchmarks.figures import Figures, Row
from tests.benchmarks.machine import machine_facts
from tests.instruments.monitor_window import monitor_window

_PROJECT = Path(__file__).resolve().parents[2]
_PLACE = "tests.benchmarks"
_MEASURED_BY = {
    "response_time": "response_times.by_key",
    "response_time_mouse": "response_times.by_mouse",
    "taps": "taps.lost",
    "from_outside": "screens_from_outside.watched",
    "from_outside_144_hz": "screens_from_outside.watched_fast",
    "session": "session_frames.whole_session",
    "slow_disk": "slow_disk.frames",
    "watching": "watching.cost",
    "first_screen": "first_screen.launches",
    "commands": "commands.without_a_window",
}
"""Rows, or groups of rows that are measured together, and the function that measures them."""

_ON_A_SCREEN = [name for name in _MEASURED_BY if name not in ("first_screen", "commands")]
"""Those for which it may matter what else is open."""


def measured(name: str, quick: bool, monitored: bool) -> list[Row]:
    """Measure a row in a fresh process, on a display with nothing else on it."""
    with tempfile.TemporaryDirectory() as folder, virtual_display(SCREEN, Path(folder)) as display:
        result = Path(folder) / "rows.json"
        command = [sys.executable, "-m", _PLACE, "--here", folder, "--only", name, "--json", str(result)]
        environment = {**os.environ, "DISPLAY": display, "PSYCH_GETSECS_CLOCK": "1"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a lab PC's Python keeps what it has compiled
        flags = [*(["--quick"] if quick else []), *(["--monitored"] if monitored else [])]
        done = subprocess.run(
            [*command, *flags], cwd=_PROJECT, env=environment, capture_output=True, text=True, check=False
        )
        if not result.exists():
            tail = tuple(done.stderr.splitlines()[-12:])
            return [Row(name, f"could not be measured (code {done.returncode})", "it runs", False, (), tail)]
        found = [_row(row) for row in json.loads(result.read_text())]
        return [replace(row, name=f"{row.name}, monitor open") if monitored else row for row in found]


def _row(row: dict[str, Any]) -> Row:
    figures = tuple(Figures(**figures) for figures in row["figures"])
    return Row(**{**row, "figures": figures, "remarks": tuple(row["remarks"])})


def _compared(files: list[Path]) -> int:
    """Put kept figures beside one another; 1 if they do not agree or cannot be compared."""
    reports = [json.loads(file.read_text()) for file in files]
    if any(report["quick"] for report in reports):
        print("a report of --quick has too few measurements to be compared", file=sys.stderr)
        return 1
    runs = [[_row(row) for row in report["rows"]] for report in reports]
    print(*beside_one_another(runs), sep="\n")
    differences = disagreements(runs)
    print("", *(differences or ["every run has every row, with the same verdict"]), sep="\n")
    return 1 if differences else 0


def _measure_here(name: str, conditions: Conditions, result: Path) -> None:
    module, function = _MEASURED_BY[name].split(".")
    measure: Callable[[Conditions], list[Row]] = getattr(importlib.import_module(f"{_PLACE}.{module}"), function)
    with monitor_window(conditions.monitored):
        rows = measure(conditions)
    whole = result.with_suffix(".part")
    whole.write_text(json.dumps([asdict(row) for row in rows]))
    whole.rename(result)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="few measurements, nothing is judged: does everything run?"
    )
    parser.add_argument(
        "--only", action="append", choices=list(_MEASURED_BY), metavar="ROW", help=", ".join(_MEASURED_BY)
    )
    parser.add_argument(
        "--monitored", action="store_true", help="with the window that follows a session open, in a process of its own"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    parser.add_argument(
        "--compare", nargs="+", type=Path, metavar="FILE", help="measure nothing, put kept figures beside one another"
    )
    parser.add_argument("--here", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here is not None:
        conditions = Conditions(os.environ["DISPLAY"], options.here, options.quick, options.monitored)
        _measure_here(options.only[0], conditions, options.json)
        return 0
    if options.compare:
        return _compared(options.compare)
    facts = machine_facts()
    print("emulated_display: true;", "; ".join(f"{name} {value}" for name, value in facts.items()), flush=True)
    rows: list[Row] = []
    for name in options.only or (_ON_A_SCREEN if options.monitored else _MEASURED_BY):
        for row in measured(name, options.quick, options.monitored):
            rows.append(row.unjudged() if options.quick and row.figures else row)
            print("", *rows[-1].lines(), sep="\n", flush=True)
    if options.json:
        report = {"emulated_display": True, "quick": options.quick, "machine": facts, "rows": [asdict(r) for r in rows]}
        options.json.write_text(json.dumps(report, indent=1) + "\n")
    return 1 if any(row.met is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
