"""Timing: what the display did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from experiment.report.drawing import BLUE, Margins, as_svg, panels, the_look
from experiment.report.section import Block, Figure, Section, Table, heads, paragraph
from experiment.report.study_data import StudyData
from experiment.report.written import number, share, whole

_TIMED = {"fixation": "fixation cross", "event": "event", "base_rate": "base rate"}
_BINS = 40
_MARGINS = Margins(top=0.3, bottom=0.48)


def timing(data: StudyData) -> Section | None:
    """Return the section; ``None``: no run counts."""
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
    n, flagged, disturbed = (len(data.trials), *(int(data.trials[name].sum()) for name in ("timing_flag", "disturbed")))
    yield paragraph(
        f"Of {n} rows of trials {flagged} ({share(flagged, n)}) carry a timing flag (a timed screen missed its "
        "duration "
        "by more than a quarter of a frame, or the computer slept or stood still) and "
        f"{disturbed} ({share(disturbed, n)}) were disturbed. Times are those of the software: the delays of a monitor "
        "and a keyboard come on top. Durations are rounded to whole frames."
    )
    off = _off(data.trials)
    if off:
        yield _durations_drawn(off)
        yield Table(
            "Durations of timed screens: what was measured less what was planned, in milliseconds.",
            heads("Screen", numbers=("n", "Median", "5 %", "95 %", "Farthest off")), tuple(_durations(off)),
        )  # fmt: skip
    intervals = _flip_intervals(data)
    if intervals:
        yield _intervals_drawn(intervals)
    yield Table(
        "Frames of the sessions that count, by refresh rate.",
        heads("Refresh rate (Hz)", numbers=("Sessions", "Frames", "Dropped", "Longest interval (ms)")),
        tuple(_frames(counted)),
    )


def _off(trials: pd.DataFrame) -> dict[str, Any]:
    """Return the errors of the durations of each kind of timed screen, in milliseconds."""
    found = {}
    for screen, name in _TIMED.items():
        off = 1000 * (trials[f"{screen}_s"] - trials[f"{screen}_planned_s"]).dropna().to_numpy(dtype=np.float64)
        if len(off):
            found[name] = off
    return found


def _durations(off: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for name, values in off.items():
        figures = (*np.percentile(values, [50, 5, 95]), values[np.argmax(np.abs(values))])
        yield name, str(len(values)), *(number(one, 2) for one in figures)


def _durations_drawn(off: Mapping[str, Any]) -> Figure:
    reach = max(1.0, *(float(np.abs(values).max()) for values in off.values()))
    said = [f"{name}: from {number(values.min(), 2)} to {number(values.max(), 2)} ms" for name, values in off.items()]
    alt = f"Durations of timed screens, measured less planned. {'; '.join(said)}."
    with the_look():
        drawing, (row,) = panels(1, len(off), 2.1, _MARGINS)
        for axes, (name, values) in zip(row, off.items(), strict=True):
            axes.hist(values, bins=list(np.linspace(-reach, reach, _BINS + 1)), color=BLUE)
            axes.set_title(f"{name} (n = {len(values)})")
            _counts_upwards(axes)
            axes.set_xlabel("Measured − planned (ms)")
        row[0].set_ylabel("Screens")
        svg = as_svg(drawing, "durations", alt)
    return Figure(
        svg, alt, "How long timed screens were on, less how long they were planned to be. Counts on a log scale."
    )


def _counts_upwards(axes: Axes) -> None:
    axes.set_yscale("log")
    axes.set_ylim(bottom=0.7)


def _flip_intervals(data: StudyData) -> Counter[int]:
    """Return counts of the intervals between flips, in whole milliseconds, over all launches of the runs that count."""
    counts: Counter[int] = Counter()
    for session in data.counted:
        for launch in session.sheet.launches:
            if launch.flip_intervals is not None:
                counts.update(launch.flip_intervals.counts_by_ms)
    return counts


def _intervals_drawn(counts: Counter[int]) -> Figure:
    n, (commonest, most) = counts.total(), counts.most_common(1)[0]
    alt = (
        f"Intervals between flips: {n}, from {min(counts)} to {max(counts) + 1} ms; {share(most, n)} lasted "
        f"{commonest} to {commonest + 1} ms."
    )
    with the_look():
        drawing, ((axes,),) = panels(1, 1, 2.1, _MARGINS)
        axes.bar([ms + 0.5 for ms in counts], list(counts.values()), width=1.0, color=BLUE)
        _counts_upwards(axes)
        axes.set_xlabel("Interval between flips (ms)")
        axes.set_ylabel("Intervals")
        svg = as_svg(drawing, "flip-intervals", alt)
    return Figure(svg, alt, "Intervals between the flips of the sessions that count. Counts on a log scale.")


def _frames(runs: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    rates = runs["refresh_hz"].round().astype("Int64")
    for rate, here in runs.groupby(rates, dropna=False):
        yield (
            "no display" if pd.isna(rate) else str(rate), str(len(here)), whole(here["frames"].sum(min_count=1)),
            whole(here["frames_dropped"].sum(min_count=1)), number(here["frame_longest_ms"].max(), 1),
        )  # fmt: skip
