"""Updates by group, visit and news, and the bias between them."""

from __future__ import annotations

from collections.abc import Iterator

from matplotlib.axes import Axes

from experiment.report.dots import APART, draw_dots, join, zero_line
from experiment.report.drawing import BLUE, VERMILLION, as_svg, panels, the_look
from experiment.report.effects import (
    READ,
    Measure,
    cells,
    figure_by_visit,
    in_words,
    legend,
    name_visits,
    step_of,
    table_of,
)
from experiment.report.nulls_behind import READ as READ_NULLS
from experiment.report.nulls_behind import draw_bands, label_bands
from experiment.report.section import Block, Figure, Section, paragraph
from experiment.report.study_data import StudyData

NEWS = (("good", BLUE, "o"), ("bad", VERMILLION, "^"))
"""Kinds of news: colour and shape, everywhere in the report."""

_MEASURES = (
    Measure("update_good_pct", "update, good news"),
    Measure("update_bad_pct", "update, bad news"),
    Measure("bias_pct", "bias"),
)
_OTHER_WAYS = (
    Measure("population_bias_pct", "bias, second classification"),
    Measure("residual_bias_pct", "bias, Bayesian residual"),
)


def updating(data: StudyData) -> Section | None:
    """Return the section; ``None``: no run counts."""
    return Section("updates", "Updates by group, visit and news", tuple(_blocks(data))) if data.measured else None


def _blocks(data: StudyData) -> Iterator[Block]:
    yield paragraph(
        "An update is how far the second estimate moved from the first towards the base rate, in percentage points; a "
        "move away from it is negative. News is good where the first estimate was above the base rate of an adverse "
        "event, and bad where it was below. The bias is the mean update after good news less the mean after bad news."
    )
    yield _by_news(data)
    yield figure_by_visit(
        data, "bias", [_MEASURES[-1]], "Bias (percentage points)",
        "Belief-updating bias by visit and group: mean update after good news less mean update after bad news. "
        f"{READ} {READ_NULLS}", unit="points",
    )  # fmt: skip
    yield table_of(
        data,
        "Updates and bias by arm and visit, in percentage points; to the right, the means that the same people would "
        "have without learning, and with equal learning, from the least answer noise to the most.",
        _MEASURES,
    )
    yield table_of(
        data,
        "The bias in two other ways of looking: news told apart by the estimate of the population’s risk (the sign of "
        "eBR − BR), and what is left of it when the Bayesian updates are taken away.",
        _OTHER_WAYS,
    )


def _by_news(data: StudyData) -> Figure:
    said = [f"{kind} news: {in_words(data, f'update_{kind}_pct', 'points')}" for kind, _, _ in NEWS]
    alt = f"Mean updates. {'. '.join(said)}."
    widths = [max(1, len(visits)) for visits in data.arms.values()]
    with the_look():
        drawing, (row,) = panels(1, len(widths), 3.4, sharex=False, width_ratios=widths)
        for axes, arm in zip(row, data.arms, strict=True):
            _draw_arm(axes, data, arm)
        row[0].set_ylabel("Mean update (percentage points)")
        legend(drawing, max(row, key=lambda axes: len(axes.get_legend_handles_labels()[1])))
        svg = as_svg(drawing, "updates-by-news", alt)
    return Figure(
        svg, alt,
        f"Mean update of each session after good and after bad news, by group and visit. {READ} {READ_NULLS}",
    )  # fmt: skip


def _draw_arm(axes: Axes, data: StudyData, arm: str) -> None:
    visits = data.arms[arm]
    behind = False
    for place, (kind, colour, marker) in enumerate(NEWS):
        before: dict[object, tuple[float, float]] = {}
        measure = f"update_{kind}_pct"
        for cell in cells(data):
            if cell.arm == arm:
                at = step_of(len(NEWS)) * visits.index(cell.visit) + APART * place
                behind |= draw_bands(axes, at, cell.behind(measure))
                here = draw_dots(axes, at, cell.rows[measure], colour, marker)
                join(axes, before, here)
                before = here
        axes.plot([], [], marker, color=colour, markersize=5, label=f"{kind} news")
    if behind:
        label_bands(axes)
    zero_line(axes)
    axes.set_title(arm)
    name_visits(axes, visits, len(NEWS))
