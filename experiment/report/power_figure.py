"""The figure of `power`: in which share of simulated studies each planned contrast is found, by their size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from experiment.analysis.group.designs import Classification
from experiment.analysis.group.interactions import TRIALS_OF
from experiment.analysis.group_tests import NOISE, ROBUST
from experiment.report.drawing import GREY, Margins, look_of, panels

_MARGINS = Margins(left=0.62, top=0.62, bottom=0.5, between=0.45, below=0.85)
_BETWEEN, _CHANGE = "change_between_arms", "change"
_LINES = {
    (None, ROBUST): "noise-robust", (None, "bias_pct"): "bias", (None, "population_bias_pct"): "bias (eBR − BR)",
    (TRIALS_OF[Classification.OWN], None): "trials", (TRIALS_OF[Classification.POPULATION], None): "trials (eBR − BR)",
}  # fmt: skip
"""Measure of a contrast of participants, or test of trials, and what it is called."""
_ENOUGH = 0.8
"""What planners usually ask for."""


@dataclass(frozen=True)
class _Contrast:
    """Who is compared: an arm or two, and two visits."""

    arm: str
    visit: str
    to_visit: str

    @property
    def said(self) -> str:
        """Name it in a figure."""
        return f"{self.arm.replace(' - ', ' − ')}, {self.visit} → {self.to_visit}"

    def rows_of(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return its rows of a table."""
        here = (table["visit"] == self.visit) & (table["to_visit"] == self.to_visit)
        return table[here & (table["arm"] == self.arm)]


def power_figure(table: pd.DataFrame) -> Drawing | None:
    """Draw how often each contrast is found; where retest events were tried, how closely they tell a change of noise.

    Parameters
    ----------
    table
        What `experiment.simulated_study.power.power` gives, for one number of retest events or several. They change the
        test of the noise alone: the others are drawn of the fewest.

    Returns
    -------
    Figure or None
        ``None``: nobody has two visits, so that nothing changes.
    """
    contrasts = _contrasts(table)
    if not contrasts:
        return None
    noise = contrasts[0].rows_of(table[table["measure"] == NOISE])
    cells = len(contrasts) + (1 if len(noise) else 0)
    columns = min(2, cells)
    drawing, grid = panels(-(-cells // columns), columns, 0.3 + 2.6 * -(-cells // columns), _MARGINS, sharex=False,
                           sharey=False)  # fmt: skip
    axes = [one for row in grid for one in row]
    for one, contrast in zip(axes, contrasts, strict=False):
        _draw_contrast(one, contrast, table[table["retest_events"] == table["retest_events"].min()])
    for row in grid:
        row[0].set_ylabel("Share with p < .05")
    _names_above(drawing, axes[0])
    if len(noise):
        _draw_noise(axes[len(contrasts)], contrasts[0].said, noise)
    for one in axes[cells:]:
        one.set_axis_off()
    return drawing


def _contrasts(table: pd.DataFrame) -> list[_Contrast]:
    """Return those between arms first; within an arm, each later visit beside its first."""
    found = []
    for test in (_BETWEEN, _CHANGE):
        rows = table[table["test"] == test][["arm", "visit", "to_visit"]].drop_duplicates()
        first = rows.groupby("arm", sort=False)["visit"].transform("first")
        found += [_Contrast(*map(str, one)) for one in rows[rows["visit"] == first].itertuples(index=False)]
    return found


def _draw_contrast(axes: Axes, contrast: _Contrast, table: pd.DataFrame) -> None:
    of_contrast = contrast.rows_of(table)
    sizes = np.sort(table["participants"].unique())
    apart = 0.012 * (float(np.ptp(sizes)) or 0.4 * float(sizes.max()))
    for place, ((test, measure), called) in enumerate(_LINES.items()):
        asked = (_BETWEEN, _CHANGE) if test is None else (test,)
        rows = of_contrast[of_contrast["test"].isin(asked)]
        rows = (rows if measure is None else rows[rows["measure"] == measure]).sort_values("participants")
        if rows.empty:
            continue
        colour, marker = look_of(place)
        share = rows["share"].to_numpy(dtype=np.float64)
        ends = np.abs(rows[["low", "high"]].to_numpy(dtype=np.float64).T - share)
        axes.errorbar(rows["participants"] + (place - 2) * apart, share, ends, color=colour, marker=marker,
                      markersize=4, linewidth=1, elinewidth=0.7, label=called)  # fmt: skip
    axes.axhline(_ENOUGH, color=GREY, linewidth=0.7, linestyle=(0, (4, 3)))
    axes.axhline(0.05, color=GREY, linewidth=0.7, linestyle=":")
    axes.set_ylim(0, 1)
    axes.set_xticks(sizes)
    beside = max(0.06 * float(np.ptp(sizes)), 0.05 * float(sizes.max()))
    axes.set_xlim(sizes.min() - beside, sizes.max() + beside)
    axes.set_title(contrast.said)
    axes.set_xlabel("Participants in all")


def _draw_noise(axes: Axes, said: str, rows: pd.DataFrame) -> None:
    for place, (size, of_size) in enumerate(rows.groupby("participants")):
        colour, marker = look_of(place)
        ordered = of_size.sort_values("retest_events")
        axes.plot(ordered["retest_events"], ordered["half_width"], color=colour, marker=marker, markersize=4,
                  linewidth=1, label=f"{size} people")  # fmt: skip
    axes.set_ylim(bottom=0)
    axes.set_xticks(np.sort(rows["retest_events"].unique()))
    axes.set_title(f"Change of noise: {said}")
    axes.set_xlabel("Retest events a session")
    axes.set_ylabel("Half a 95 % interval (points)")
    axes.legend()


def _names_above(drawing: Drawing, axes: Axes) -> None:
    handles, names = axes.get_legend_handles_labels()
    drawing.legend(handles, names, loc="upper left", ncol=len(names), columnspacing=1.2)
