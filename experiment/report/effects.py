"""A measure of each session by group and visit: the drawing with everybody in it, and the table beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from experiment.report.dots import APART, LEFT, RIGHT, draw_dots, join, zero_line
from experiment.report.drawing import Margins, as_svg, look_of, panels, the_look
from experiment.report.intervals import MeanOf, mean_of
from experiment.report.nulls_behind import DRAWN, NullBand, bands, draw_bands, label_bands, said_of
from experiment.report.section import Figure, Table, heads
from experiment.report.study_data import StudyData
from experiment.report.written import interval, number

READ = (
    "Each small mark is a participant, a thin line joins the visits of one; the large mark beside it is the mean, with "
    "its 95 % interval between participants, which may leave the figure where they are few: the table has its ends."
)
"""How these figures are read."""


@dataclass(frozen=True)
class Cell:
    """The sessions of an arm at a visit.

    Parameters
    ----------
    arm, visit
        Which.
    rows
        A row each, by participant.
    nulls
        What `session_nulls` gives of the study.
    """

    arm: str
    visit: str
    rows: pd.DataFrame
    nulls: pd.DataFrame

    def behind(self, measure: str) -> tuple[NullBand, ...]:
        """Return what people without bias, or without learning, would have; nothing, where no null has the measure."""
        return tuple(bands(self.nulls, self.rows.index.tolist(), self.visit, measure))


@dataclass(frozen=True)
class Measure:
    """A measure to be shown.

    Parameters
    ----------
    column
        Of the table of scores, or another of one row for each session.
    name
        What it is called.
    """

    column: str
    name: str


def cells(data: StudyData, table: pd.DataFrame | None = None) -> Iterator[Cell]:
    """Yield the sessions that count of each arm and visit, where there are any.

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
                yield Cell(arm, visit, here.set_index("participant_id"), data.nulls)


def figure_by_visit(
    data: StudyData,
    name: str,
    measures: Sequence[Measure],
    axis: str,
    caption: str,
    table: pd.DataFrame | None = None,
    decimals: int = 1,
    unit: str = "",
    height_in: float = 3.0,
    from_zero: bool = False,
) -> Figure:
    """Draw measures in panels: visits from left to right, arms beside one another, a thin line for each participant.

    Parameters
    ----------
    name
        Of the figure.
    measures
        A panel each.
    axis
        What stands at the axis, with its unit.
    caption
        What is shown.
    decimals, unit
        How the figures are said to whoever cannot see them.
    from_zero
        Whether the axis begins at 0; otherwise a line shows where it is.
    """
    said = [f"{one.name}: {in_words(data, one.column, unit, decimals, table)}" for one in measures]
    alt = f"{caption.partition(':')[0].partition('.')[0]}. {'. '.join(said)}."
    with the_look():
        drawing, (row,) = panels(1, len(measures), height_in, Margins(top=0.6 if len(measures) > 1 else 0.35))
        for axes, one in zip(row, measures, strict=True):
            _draw(axes, data, one.column, table)
            axes.set_title(one.name if len(measures) > 1 else "")
            if from_zero:
                axes.set_ylim(bottom=0)
            else:
                zero_line(axes)
        row[0].set_ylabel(axis)
        legend(drawing, row[0])
        svg = as_svg(drawing, name, alt)
    return Figure(svg, alt, caption)


def _draw(axes: Axes, data: StudyData, measure: str, table: pd.DataFrame | None) -> None:
    arms = list(data.arms)
    before: dict[str, dict[object, tuple[float, float]]] = {}
    behind = False
    for cell in cells(data, table):
        place = arms.index(cell.arm)
        at = step_of(len(arms)) * data.visits.index(cell.visit) + APART * place
        behind |= draw_bands(axes, at, cell.behind(measure))
        here = draw_dots(axes, at, cell.rows[measure], *look_of(place))
        if cell.arm in before:
            join(axes, before[cell.arm], here)
        else:
            colour, marker = look_of(place)
            axes.plot([], [], marker, color=colour, markersize=5, label=cell.arm)
        before[cell.arm] = here
    if behind:
        label_bands(axes)
    name_visits(axes, data.visits, len(arms))


def step_of(columns: int) -> float:
    """Return how far visits stand from one another that have so many columns of dots each."""
    return APART * columns + 0.15


def name_visits(axes: Axes, visits: Sequence[str], columns: int) -> None:
    """Write the names of visits below, each in the middle of its columns."""
    step, middle = step_of(columns), (APART * (columns - 1) + LEFT + RIGHT) / 2
    axes.set_xticks([step * place + middle for place in range(len(visits))], list(visits))
    axes.set_xlim(LEFT - 0.15, step * len(visits) - 0.05)
    axes.tick_params(axis="x", length=0)


def legend(drawing: Drawing, axes: Axes) -> None:
    """Say above a drawing what its colours and shapes mean, out of the way of what is drawn."""
    handles, labels = axes.get_legend_handles_labels()
    drawing.legend(
        handles, labels, loc="upper right", ncols=len(labels), handletextpad=0.4, columnspacing=1.4,
        bbox_to_anchor=(0.995, 0.995), borderaxespad=0,
    )  # fmt: skip


def table_of(
    data: StudyData,
    caption: str,
    measures: Sequence[Measure],
    decimals: int = 1,
    table: pd.DataFrame | None = None,
) -> Table:
    """Return the table of measures by arm and visit: n, mean, SD, interval of the mean, and what nulls would give."""
    every = [(cell, one, cell.behind(one.column)) for cell in cells(data, table) for one in measures]
    any_null = any(behind for _, _, behind in every)
    rows = tuple(
        (
            cell.arm,
            cell.visit,
            one.name,
            *_figures(mean_of(cell.rows[one.column]), decimals),
            *(said_of(behind, decimals) if any_null else ()),
        )
        for cell, one, behind in every
    )
    nulls = tuple(DRAWN.values()) if any_null else ()
    return Table(caption, heads("Arm", "Visit", "Measure", numbers=("n", "Mean", "SD", "95 % CI", *nulls)), rows)


def _figures(of: MeanOf, decimals: int) -> tuple[str, str, str, str]:
    return str(of.n), number(of.mean, decimals), number(of.sd, decimals), interval(of.low, of.high, decimals)


def in_words(data: StudyData, measure: str, unit: str, decimals: int = 1, table: pd.DataFrame | None = None) -> str:
    """Return the means of a measure by arm and visit in words, for whoever cannot see the figure."""
    said = []
    for cell in cells(data, table):
        of = mean_of(cell.rows[measure])
        if of.n:
            ends = f", 95 % CI {number(of.low, decimals)} to {number(of.high, decimals)}" if of.n > 1 else ""
            mean = f"{number(of.mean, decimals)} {unit}".strip()
            said.append(f"{cell.arm} at {cell.visit} {mean} (n = {of.n}{ends})")
    return "; ".join(said) or "0 sessions"
