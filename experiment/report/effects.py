"""A measure of each session by group and visit: the drawing with everybody in it, and the table beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from experiment.report.dots import draw_dots, join
from experiment.report.drawing import look_of
from experiment.report.intervals import MeanOf, mean_of
from experiment.report.section import Table, heads
from experiment.report.study_data import StudyData
from experiment.report.written import interval, number


@dataclass(frozen=True)
class Cell:
    """The sessions of an arm at a visit."""

    arm: str
    visit: str
    rows: pd.DataFrame


def cells(data: StudyData, table: pd.DataFrame | None = None) -> Iterator[Cell]:
    """Give the sessions that count of each arm and visit, where there are any.

    Parameters
    ----------
    table
        Something else of each session than its scores, with the columns that name it.
    """
    rows = data.scores if table is None else table
    for arm, visits in data.arms.items():
        for visit in visits:
            here = rows[(rows["arm"] == arm) & (rows["visit"].astype(str) == visit)]
            if len(here):
                yield Cell(arm, visit, here.set_index("participant_id"))


def draw_by_visit(axes: Axes, data: StudyData, measure: str, table: pd.DataFrame | None = None) -> None:
    """Draw a measure: visits from left to right, arms beside one another, a thin line for each participant."""
    arms = list(data.arms)
    before: dict[str, dict[object, tuple[float, float]]] = {}
    labelled: set[str] = set()
    for cell in sorted(cells(data, table), key=lambda one: (arms.index(one.arm), data.visits.index(one.visit))):
        place = arms.index(cell.arm)
        colour, marker = look_of(place)
        at = data.visits.index(cell.visit) + place / max(1, len(arms)) * 0.9
        here = draw_dots(axes, at, cell.rows[measure], colour, marker)
        join(axes, before.get(cell.arm, {}), here)
        before[cell.arm] = here
        if cell.arm not in labelled:
            labelled.add(cell.arm)
            axes.plot([], [], marker, color=colour, markersize=5, label=cell.arm)
    middle = 0.45 * (len(arms) - 1) / max(1, len(arms))
    axes.set_xticks([place + middle for place in range(len(data.visits))], list(data.visits))
    axes.set_xlim(-0.45, len(data.visits) - 0.15)
    axes.tick_params(axis="x", length=0)


def table_of(
    data: StudyData, caption: str, measures: Sequence[tuple[str, str]], decimals: int = 1,
    table: pd.DataFrame | None = None,
) -> Table:  # fmt: skip
    """Make the table of measures by arm and visit: n, mean, SD and the interval of the mean."""
    rows = [
        (cell.arm, cell.visit, said, *figures(mean_of(cell.rows[measure]), decimals))
        for cell in cells(data, table)
        for measure, said in measures
    ]
    return Table(caption, heads("Arm", "Visit", "Measure", numbers=("n", "Mean", "SD", "95 % CI")), tuple(rows))


def figures(of: MeanOf, decimals: int) -> tuple[str, str, str, str]:
    """Write what a table says of a mean."""
    return str(of.n), number(of.mean, decimals), number(of.sd, decimals), interval(of.low, of.high, decimals)


def in_words(data: StudyData, measure: str, unit: str, decimals: int = 1, table: pd.DataFrame | None = None) -> str:
    """Say the means of a measure by arm and visit, for whoever cannot see the figure."""
    said = []
    for cell in cells(data, table):
        of = mean_of(cell.rows[measure])
        if of.n:
            ends = f", 95 % CI {number(of.low, decimals)} to {number(of.high, decimals)}" if of.n > 1 else ""
            said.append(f"{cell.arm} at {cell.visit} {number(of.mean, decimals)} {unit} (n = {of.n}{ends})")
    return "; ".join(said)
