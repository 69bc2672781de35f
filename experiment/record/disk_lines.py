"""The disk, in the check of the lab PC: whether it has room, and how long it takes until a row is safe."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from experiment.format.check_report import CheckLine, Fact, Verdict
from experiment.format.judging import Limit, decided, judged
from experiment.messages.checks import OfFiles
from experiment.record.held_files import refused_because
from experiment.record.storage import Storage
from experiment.record.writable import NEEDED_BYTES

_SYNC = Limit(20.0, 100.0, "ms")
_ROOMY_BYTES = 10 * NEEDED_BYTES
"""Enough for what else a computer writes in a day."""

_MB = 1_000_000
_ROW = b"x" * 600 + b"\n"
"""About as long as a row of the trial-level CSV."""


def space_line(storage: Storage, data: Path) -> CheckLine:
    """Judge how much room the disk of the data folder has; a session is refused where there is hardly any."""
    free = storage.free_bytes(data)
    return decided(
        OfFiles.SPACE,
        free >= _ROOMY_BYTES,
        f"{_ROOMY_BYTES // _MB} MB free; fails below {NEEDED_BYTES // _MB} MB, with which no session starts",
        {"free_mb": free // _MB},
        otherwise=Verdict.WARN if free >= NEEDED_BYTES else Verdict.FAIL,
    )


def disk_line(
    storage: Storage, data: Path, times: int = 60, now_s: Callable[[], float] = time.perf_counter
) -> CheckLine:
    """Append and sync rows in the data folder, and judge how long that takes; a disk that refuses fails."""
    try:
        costs_ms = _costs_ms(storage, data, times, now_s)
    except OSError as error:
        facts = {"error": refused_because(error)}
        return decided(OfFiles.DISK_REFUSES, False, f"{times} rows can be written", facts)
    p95_ms = sorted(costs_ms)[int(0.95 * times)]
    taken: dict[str, Fact] = {"median_ms": statistics.median(costs_ms), "p95_ms": p95_ms, "times": times}
    return judged(OfFiles.DISK_TAKES, p95_ms, _SYNC, taken)


def _costs_ms(storage: Storage, data: Path, times: int, now_s: Callable[[], float]) -> list[float]:
    file = data / ".check_of_the_disk"
    if storage.exists(file):
        storage.remove(file)
    opened = storage.create(file)
    costs_ms = []
    try:
        for _ in range(times):
            start_s = now_s()
            opened.write(_ROW)
            opened.sync()
            costs_ms.append(1000 * (now_s() - start_s))
    finally:
        opened.close()
        storage.remove(file)
    return costs_ms
