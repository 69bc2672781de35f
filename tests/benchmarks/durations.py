"""How well the screens of a session kept their planned durations, from its own journal.

``python -m tests.benchmarks.durations DATA_FOLDER`` prints the figures of every run in a data folder. They are our own
stamps: what they prove is that the program kept to its plan, not what a screen showed.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from experiment.format.journal import KeyPressed, ScreenShown, read_entry


@dataclass(frozen=True)
class TimedScreen:
    """A screen that time ended: its planned and its actual duration."""

    show: str
    planned_s: float
    actual_s: float

    def error_frames(self, frame_s: float) -> float:
        """Tell how many frames it was too long, against the plan rounded to whole frames."""
        return self.actual_s / frame_s - round(self.planned_s / frame_s)


def timed_screens(journal: Path) -> Iterator[TimedScreen]:
    """Find the screens with a planned duration that no answer ended."""
    entries = [read_entry(line) for line in journal.read_bytes().splitlines()]
    screens = [entry for entry in entries if isinstance(entry, ScreenShown)]
    escapes = [entry.t_s for entry in entries if isinstance(entry, KeyPressed) and entry.key == "escape"]
    for screen, following in pairwise(screens):
        broken_off = any(screen.t_s <= t_s <= following.t_s for t_s in escapes)
        if screen.planned_s is not None and screen.show != "estimate" and not broken_off:
            yield TimedScreen(screen.show, screen.planned_s, following.t_s - screen.t_s)


def main(data: Path) -> None:
    """Print a table."""
    for journal in sorted(data.glob("sub-*/ses-*/*_journal.jsonl")):
        sheet = json.loads(journal.with_name(journal.name.replace("journal.jsonl", "session.json")).read_text())
        display = sheet["launches"][-1]["apparatus"]["display"]
        frame_s = 1 / (display["refresh_hz"] if display else 60)
        screens = list(timed_screens(journal))
        print(f"{journal.name}: display {display}")
        for show in sorted({screen.show for screen in screens}):
            errors = [screen.error_frames(frame_s) for screen in screens if screen.show == show]
            errors_ms = [1000 * frame_s * error for error in errors]
            off = sum(abs(error) > 0.5 for error in errors)
            print(
                f"  {show:<10} n {len(errors):4}  error ms: median {statistics.median(errors_ms):+.3f}, "
                f"mean {statistics.fmean(errors_ms):+.3f}, min {min(errors_ms):+.3f}, max {max(errors_ms):+.3f}; "
                f"a frame or more off: {off}"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
