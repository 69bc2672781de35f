"""Timing: what the display did."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from experiment.report.section import Block, Section, Table, heads, paragraph
from experiment.report.study_data import StudyData
from experiment.report.written import number, share, whole

_TIMED = ("fixation", "event", "base_rate")


def timing(data: StudyData) -> Section | None:
    """Make the section; ``None``: no run counts."""
    return Section("timing", "Timing", tuple(_blocks(data))) if data.measured else None


def _blocks(data: StudyData) -> Iterator[Block]:
    counted = data.runs[data.runs["use"] == "counts"]
    if counted["refresh_hz"].isna().all():
        yield paragraph(
            "No session had a display: the times are those of a virtual stage, and say nothing about a screen."
        )
    elif counted["emulated_display"].any():
        yield paragraph(
            f"{int(counted['emulated_display'].sum())} sessions were shown on a display that did not keep time, with "
            "flips paced by software: their times say nothing about a screen."
        )
    flagged = data.trials["timing_flag"].astype(bool)
    disturbed = data.trials["disturbed"].astype(bool)
    n = len(data.trials)
    yield paragraph(
        f"Of {n} rows of trials {int(flagged.sum())} ({share(int(flagged.sum()), n)}) carry a timing flag (a timed "
        "screen"
        " missed its duration by more than a quarter of a frame, or the computer slept or stood still) and "
        f"{int(disturbed.sum())} ({share(int(disturbed.sum()), n)}) were disturbed. Times are those of the software: "
        "the "
        "delays of a monitor and a keyboard come on top."
    )
    yield Table(
        "Durations of timed screens: what was measured less what was planned, in milliseconds.",
        heads("Screen", numbers=("n", "Median", "5 %", "95 %", "Largest in size")), tuple(_durations(data.trials)),
    )  # fmt: skip
    yield Table(
        "Frames of the sessions that count, by refresh rate.",
        heads("Refresh rate (Hz)", numbers=("Sessions", "Frames", "Dropped", "Longest interval (ms)")),
        tuple(_frames(counted)),
    )


def _durations(trials: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    for screen in _TIMED:
        off = 1000 * (trials[f"{screen}_s"] - trials[f"{screen}_planned_s"]).dropna().to_numpy(dtype=np.float64)
        if len(off):
            ends = np.percentile(off, [50, 5, 95])
            largest = off[np.argmax(np.abs(off))]
            yield screen.replace("_", " "), str(len(off)), *(number(one, 2) for one in (*ends, largest))


def _frames(runs: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    rates = runs["refresh_hz"].round().astype("Int64")
    for rate, here in runs.groupby(rates, dropna=False):
        yield (
            "no display" if pd.isna(rate) else str(rate), str(len(here)), whole(here["frames"].sum(min_count=1)),
            whole(here["frames_dropped"].sum(min_count=1)), number(here["frame_longest_ms"].max(), 1),
        )  # fmt: skip
