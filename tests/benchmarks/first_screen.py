"""From the command to the first screen, in fresh processes, beside a bare PsychoPy window.

``python -m tests.benchmarks.first_screen ours|bare …`` is what is started; another process sees when something stands
on the display. Measuring the refresh is timed within, and taken off: how long it takes is a matter of the display.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from tests.benchmarks.conditions import SCREEN, Conditions
from tests.benchmarks.figures import Row, lengths_ms
from tests.instruments.pixel_observer import PixelObserver, digest_of, rows

_PROJECT = Path(__file__).resolve().parents[2]
_STUDY = _PROJECT / "configs" / "ketamine.yaml"
_TIMEOUT_S = 60.0
_MOST_TIMES = 1.5
_BARE = "a bare PsychoPy window and text"


def launches(conditions: Conditions) -> list[Row]:
    """Launch both in turn, the first time of each not counted: it warms the disk's cache."""
    totals_s: dict[str, list[float]] = {"ours": [], "bare": []}
    measuring_s: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for n in range(conditions.count(8, 2) + 1):
            data, report = Path(folder) / f"data{n}", Path(folder) / f"report{n}"
            _enrol(data)
            ours_s = _launched(conditions, ["ours", str(data), str(report)])
            bare_s = _launched(conditions, ["bare"])
            if n:
                totals_s["ours"].append(ours_s)
                totals_s["bare"].append(bare_s)
                measuring_s.append(float(report.read_text()))
    without_s = [total - measuring for total, measuring in zip(totals_s["ours"], measuring_s, strict=True)]
    mine, bare = lengths_ms("ours, without measuring the refresh", without_s), lengths_ms(_BARE, totals_s["bare"])
    times = mine.values["median_ms"] / bare.values["median_ms"]
    return [
        Row(
            "first_screen",
            "command to first screen, ketamine study, seen from outside",
            f"median without measuring the refresh below {_MOST_TIMES:g} times that of {_BARE}",
            times < _MOST_TIMES,
            (
                mine,
                lengths_ms("ours, measuring the refresh", measuring_s),
                lengths_ms("ours, all", totals_s["ours"]),
                bare,
            ),
            (f"{times:.2f} times",),
        )
    ]


def _enrol(data: Path) -> None:
    whose = ["--study", str(_STUDY), "--data", str(data), "--participant", "KD001"]
    command = [sys.executable, "-m", "experiment", "enrol", *whose, "--arm", "patient", "--language", "fr"]
    subprocess.run(command, cwd=_PROJECT, check=True, capture_output=True)


def _launched(conditions: Conditions, arguments: list[str]) -> float:
    """Launch a program, and tell how long it took until something was on the display."""
    observer = _observer_of_black(conditions)
    command = [sys.executable, "-m", "tests.benchmarks.first_screen", *arguments]
    start_s = time.monotonic()
    process = subprocess.Popen(command, cwd=_PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not observer.changes() and process.poll() is None and time.monotonic() - start_s < _TIMEOUT_S:
        time.sleep(0.02)
    process.kill()
    process.wait()
    changes = observer.stop().changes
    if not changes:
        raise RuntimeError(f"nothing was seen of {arguments}")
    return changes[0].time_s - start_s


def _observer_of_black(conditions: Conditions) -> PixelObserver:
    """Watch the display from when the last program's window has gone."""
    spans = rows(SCREEN, every=12)
    black = digest_of(Image.new("RGB", (SCREEN.width, SCREEN.height)), spans)
    while PixelObserver(conditions.framebuffer_folder, spans).stop().first != black:
        time.sleep(0.1)
    return PixelObserver(conditions.framebuffer_folder, spans, poll_s=0.001)


class _Stopwatch:
    """Adds up how long functions take that may call each other, and keeps the sum in a file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._spent_s = 0.0
        self._depth = 0

    def timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Time a function."""

        def with_time(*arguments: Any, **more: Any) -> Any:
            begin_s = time.monotonic()
            self._depth += 1
            result = function(*arguments, **more)
            self._depth -= 1
            if self._depth == 0:
                self._spent_s += time.monotonic() - begin_s
                self._file.write_text(str(self._spent_s))
            return result

        return with_time


def _ours(data: str, report: str) -> None:
    """Run a session, and write down how long the refresh was measured."""
    from experiment.cli import main
    from experiment.screen import environment, window

    environment.check_usable()
    stopwatch = _Stopwatch(Path(report))
    for name in ("measure_refresh", "emulate_refresh"):
        setattr(window, name, stopwatch.timed(getattr(window, name)))
    whose = ["--study", str(_STUDY), "--data", data, "--participant", "KD001", "--visit", "baseline"]
    main(["run", *whose, "--kind", "test", "--participant-mode", "scripted"])


def _bare() -> None:
    """Open a window and show a text, as the manual's first page does."""
    from psychopy import core, visual

    window = visual.Window(
        (SCREEN.width, SCREEN.height), pos=(0, 0), units="pix", color="black", checkTiming=False, allowGUI=False
    )
    visual.TextStim(window, text="Welcome", height=40).draw()
    window.flip()
    core.wait(5.0)


if __name__ == "__main__":
    if sys.argv[1] == "ours":
        _ours(*sys.argv[2:])
    else:
        _bare()
