"""Updates by group, visit and news, and the bias between them."""

from __future__ import annotations

from collections.abc import Iterator

from matplotlib.axes import Axes

from experiment.report.dots import draw_dots, join, zero_line
from experiment.report.drawing import BLUE, VERMILLION, as_svg, panels, the_look
from experiment.report.effects import cells, draw_by_visit, in_words, table_of
from experiment.report.section import Block, Figure, Section, paragraph
from experiment.report.study_data import StudyData

NEWS = (("good", BLUE, "o"), ("bad", VERMILLION, "^"))
"""Kinds of news: colour and shape, everywhere in the report."""

_READ = (
    "Each small dot is a participant, a thin line joins the visits of one; the large one beside it is the mean, with "
    "its "
    "95 % interval between participants."
)


def updating(data: StudyData) -> Section | None:
    """Make the section; ``None``: no run counts."""
    return Section("updates", "Updates by group, visit and news", tuple(_blocks(data))) if data.measured else None


def _blocks(data: StudyData) -> Iterator[Block]:
    yield paragraph(
        "An update is how far the second estimate moved from the first towards the base rate, in percentage points; a "
        "move away from it is negative. News is good where the first estimate was above the base rate of an adverse "
        "event, and bad where it was below. The bias is the mean update after good news less the mean after bad."
    )
    yield _by_news(data)
    yield _bias(data)
    yield table_of(data, "Updates and bias by arm and visit, in percentage points.", (
        ("update_good_pct", "update, good news"), ("update_bad_pct", "update, bad news"), ("bias_pct", "bias"),
    ))  # fmt: skip
    yield table_of(
        data,
        "The same in two other ways of looking: news told apart by the estimate of the population’s risk (the sign of "
        "eBR − BR), and what is left of the bias when the Bayesian updates are taken away.",
        (("population_bias_pct", "bias, second classification"), ("residual_bias_pct", "bias, Bayesian residual")),
    )


def _by_news(data: StudyData) -> Figure:
    alt = "Mean update: " + "; ".join(
        f"{kind} news: {in_words(data, f'update_{kind}_pct', 'points')}" for kind, _, _ in NEWS
    )
    with the_look():
        drawing, (row,) = panels(1, max(1, len(data.arms)), 3.4, sharex=False, width_ratios=_widths(data))
        for axes, arm in zip(row, data.arms, strict=True):
            _draw_arm(axes, data, arm)
        row[0].set_ylabel("Mean update (percentage points)")
        row[-1].legend(loc="upper right", handletextpad=0.2)
        svg = as_svg(drawing, "updates-by-news", alt)
    return Figure(svg, alt, f"Mean update of each session after good and after bad news, by group and visit. {_READ}")


def _widths(data: StudyData) -> list[int]:
    return [max(1, len(visits)) for visits in data.arms.values()] or [1]


def _draw_arm(axes: Axes, data: StudyData, arm: str) -> None:
    visits = data.arms[arm]
    for place, (kind, colour, marker) in enumerate(NEWS):
        before: dict[object, tuple[float, float]] = {}
        for cell in cells(data):
            if cell.arm == arm:
                at = visits.index(cell.visit) + 0.45 * place
                here = draw_dots(axes, at, cell.rows[f"update_{kind}_pct"], colour, marker)
                join(axes, before, here)
                before = here
        axes.plot([], [], marker, color=colour, markersize=5, label=f"{kind} news")
    zero_line(axes)
    axes.set_title(arm)
    axes.set_xticks([place + 0.3 for place in range(len(visits))], list(visits))
    axes.set_xlim(-0.35, len(visits) - 0.15)
    axes.tick_params(axis="x", length=0)


def _bias(data: StudyData) -> Figure:
    alt = f"Belief-updating bias: {in_words(data, 'bias_pct', 'points')}"
    with the_look():
        drawing, ((axes,),) = panels(1, 1, 3.1)
        draw_by_visit(axes, data, "bias_pct")
        zero_line(axes)
        axes.set_ylabel("Bias (percentage points)")
        axes.legend(loc="upper right", handletextpad=0.2)
        svg = as_svg(drawing, "bias", alt)
    return Figure(
        svg, alt,
        f"Belief-updating bias by visit and group: mean update after good news less mean update after bad. {_READ} "
        "Answer noise alone gives a bias above 0.",
    )  # fmt: skip
