"""The figure of updates as they were, and as the first published model would make them again."""

from __future__ import annotations

import pandas as pd

from experiment.analysis.models.tables import model_predictive
from experiment.report.drawing import Margins, as_svg, panels, the_look
from experiment.report.predictive_figure import draw_predicted
from experiment.report.section import Figure
from experiment.report.study_data import StudyData

_MARGINS = Margins(top=0.3, bottom=0.48, below=0.75)


def predicted_updates(data: StudyData) -> Figure:
    """Draw a panel for each arm and visit, with how many means the model has within its band."""
    table = model_predictive(data.updates)
    arms = [arm for arm in data.arms if (table["arm"] == arm).any()]
    visits = [visit for visit in data.visits if (table["visit"] == visit).any()]
    said: list[str] = []
    with the_look():
        drawing, grid = panels(max(1, len(arms)), max(1, len(visits)), 0.3 + 2.3 * max(1, len(arms)), _MARGINS)
        for row, arm in zip(grid, arms, strict=False):
            for axes, visit in zip(row, visits, strict=True):
                here = table[(table["arm"] == arm) & (table["visit"] == visit)]
                if visit not in data.arms[arm]:
                    axes.set_axis_off()
                    continue
                draw_predicted(axes, here)
                axes.set_title(f"{arm}, {visit}")
                said.append(f"{arm} at {visit}: {_within(here)}")
            row[0].set_ylabel("Update (points)")
        for column in zip(*grid, strict=True):
            lowest = [axes for axes in column if axes.axison][-1]
            lowest.set_xlabel("|Estimation error| (points)")
            lowest.tick_params(labelbottom=True)
        alt = "Mean updates by size of the error, beside those of the fitted model. " + "; ".join(said)
        svg = as_svg(drawing, "predicted", alt)
    return Figure(
        svg, alt,
        "Mean updates of sessions by size of the error (marks; circles: good news, triangles: bad news), and those "
        "that the first model, fitted to each session, makes again: line and band, in which 95 of 100 lie. Marks "
        "beside the band are what the model cannot make: often small errors, where answers scatter though there is "
        "little to learn. A model that can make everything need not be true: people who learn nothing are described "
        "as well.",
    )  # fmt: skip


def _within(table: pd.DataFrame) -> str:
    inside = (table["low_pct"] <= table["observed_pct"]) & (table["observed_pct"] <= table["high_pct"])
    return f"{int(inside.sum())} of {len(table)} means within the band" if len(table) else "too few sessions"
