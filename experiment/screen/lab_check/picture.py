"""The picture of the frame intervals: one after the other, and how often each was."""

from __future__ import annotations

import io

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from experiment.format.check_report import CheckReport


def interval_picture(report: CheckReport) -> bytes:
    """Draw the intervals between the flips of the idle display, as a PNG."""
    intervals = report.intervals_ms
    figure = Figure(figsize=(10, 4), layout="constrained")
    FigureCanvasAgg(figure)
    over_time, histogram = figure.subplots(1, 2, width_ratios=(3, 1), sharey=True)
    over_time.plot(range(1, len(intervals) + 1), intervals, ".", markersize=3)
    over_time.set(xlabel="flip", ylabel="interval since the flip before (ms)", ylim=(0, max(40.0, *intervals) * 1.05))
    histogram.hist(intervals, bins=80, orientation="horizontal")
    histogram.set(xlabel="flips")
    emulated = ", emulated display" if report.emulated_display else ""
    figure.suptitle(f"Frame intervals, {report.made_utc}, display “{report.display}”{emulated}: {report.verdict}")
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=100)
    return picture.getvalue()
