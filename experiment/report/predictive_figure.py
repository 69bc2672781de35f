"""Updates over the size of the error, by news, and between which a fitted model would have them."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from experiment.report.drawing import GREY
from experiment.report.updating import NEWS


def draw_predicted(axes: Axes, table: pd.DataFrame) -> None:
    """Draw what `beside_what_was` gives: marks for what was, bands for what is predicted."""
    for kind, colour, marker in NEWS:
        of_kind = table[table["news"] == kind]
        middle: Any = (of_kind["from_pct"] + of_kind["to_pct"]) / 2
        axes.fill_between(middle, of_kind["low_pct"], of_kind["high_pct"], color=colour, alpha=0.22, linewidth=0)
        axes.plot(middle, of_kind["predicted_pct"], color=colour, linewidth=0.9)
        axes.plot(
            middle, of_kind["observed_pct"], marker, color=colour, markersize=4.5, markeredgecolor="black",
            markeredgewidth=0.6, zorder=4,
        )  # fmt: skip
    axes.axhline(0, color=GREY, linewidth=0.7, linestyle=(0, (4, 3)), zorder=1)
    axes.set_xlim(-1, 71)


def draw_spread(axes: Axes, table: pd.DataFrame) -> None:
    """Draw what `spread_of_single` gives: medians, and bands that hold half and 95 of 100 updates."""
    for kind, colour, _ in NEWS:
        of_kind = table[table["news"] == kind]
        middle: Any = (of_kind["from_pct"] + of_kind["to_pct"]) / 2
        for low, high in (("share_0.025", "share_0.975"), ("share_0.25", "share_0.75")):
            axes.fill_between(middle, of_kind[low], of_kind[high], color=colour, alpha=0.2, linewidth=0)
        axes.plot(middle, of_kind["share_0.5"], color=colour)
    axes.axhline(0, color=GREY, linewidth=0.7, linestyle=(0, (4, 3)), zorder=1)
    axes.set_xlim(-1, 71)
