"""Estimation error against update, every pair of estimates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from experiment.report.dots import draw_interval
from experiment.report.drawing import Margins, as_svg, panels, the_look
from experiment.report.intervals import mean_of
from experiment.report.section import Block, Figure, Section, paragraph
from experiment.report.study_data import StudyData
from experiment.report.updating import NEWS
from experiment.report.written import number

_EDGES = np.array([0.5, 5.5, 10.5, 15.5, 20.5, 30.5, 40.5, 70.5])
"""Sizes of the error within which updates are averaged."""

_MARGINS = Margins(top=0.3, bottom=0.48, below=0.75)


def errors_and_updates(data: StudyData) -> Section | None:
    """Return the section; ``None``: no run counts."""
    return Section("errors", "Estimation error and update", tuple(_blocks(data))) if data.measured else None


def _blocks(data: StudyData) -> Iterator[Block]:
    yield paragraph(
        "The estimation error is the first estimate less the base rate. Who learns moves further the larger the error "
        "was. But so does who answers with noise and learns nothing, since a first estimate that was too high by "
        "chance "
        "is followed by a lower one: the slope alone is no evidence of learning."
    )
    yield _figure(data)


def _figure(data: StudyData) -> Figure:
    pairs = data.updates[data.updates["excluded"].isna()]
    arms = [arm for arm in data.arms if (pairs["arm"] == arm).any()]
    visits = [visit for visit in data.visits if (pairs["visit"].astype(str) == visit).any()]
    said: list[str] = []
    with the_look():
        drawing, grid = panels(max(1, len(arms)), max(1, len(visits)), 0.3 + 2.3 * max(1, len(arms)), _MARGINS)
        for row, arm in zip(grid, arms, strict=False):
            for axes, visit in zip(row, visits, strict=True):
                here = pairs[(pairs["arm"] == arm) & (pairs["visit"].astype(str) == visit)]
                if visit not in data.arms[arm]:
                    axes.set_axis_off()
                    continue
                _draw(axes, here)
                axes.set_title(f"{arm}, {visit} ({len(here)} pairs)")
                said += [f"{arm} at {visit}: {_in_words(here)}"]
            row[0].set_ylabel("Update (points)")
        for column in zip(*grid, strict=True):
            lowest = [axes for axes in column if axes.axison][-1]
            lowest.set_xlabel("|Estimation error| (points)")
            lowest.tick_params(labelbottom=True)
        alt = "Mean update by size of the estimation error. " + "; ".join(said)
        svg = as_svg(drawing, "errors", alt)
    return Figure(
        svg, alt,
        "Update against the size of the estimation error. Each faint mark is a pair of estimates; the large ones are "
        "means of participants’ means within ranges of the error, with 95 % intervals between participants. Circles: "
        "good news, triangles: bad news. Dotted: the whole way to the base rate. An interval of few people may leave "
        "the figure.",
    )  # fmt: skip


def _draw(axes: Axes, pairs: pd.DataFrame) -> None:
    axes.plot([0, 70], [0, 70], color="#595959", linewidth=0.8, linestyle=":", zorder=1)
    axes.axhline(0, color="#595959", linewidth=0.7, linestyle=(0, (4, 3)), zorder=1)
    for place, (kind, colour, marker) in enumerate(NEWS):
        of_kind = pairs[pairs["news"] == kind]
        size, update = _sizes(of_kind), of_kind["update_pct"].to_numpy(dtype=np.float64)
        axes.plot(size, update, marker, color=colour, markersize=1.8, alpha=0.22, markeredgewidth=0, zorder=2)
        for middle, of in _binned(of_kind):
            at = middle + (place - 0.5) * 1.6
            draw_interval(axes, at, of, 1.1)
            axes.plot(
                [at], [of.mean], marker, color=colour, markersize=5, markeredgecolor="black", markeredgewidth=0.7,
                zorder=5,
            )  # fmt: skip
    axes.set_xlim(-1, 71)


def _sizes(pairs: pd.DataFrame) -> Any:
    return pairs["estimation_error_pct"].abs().to_numpy(dtype=np.float64)


def _binned(pairs: pd.DataFrame) -> Iterator[tuple[float, Any]]:
    """Average within ranges of the error: first of each participant, then over them."""
    place = np.digitize(_sizes(pairs), _EDGES)
    for number_of, (low, high) in enumerate(pairwise(_EDGES), start=1):
        means = pairs[place == number_of].groupby("participant_id", observed=True)["update_pct"].mean()
        of = mean_of(means)
        if of.n > 1:
            yield float((low + high) / 2), of


def _in_words(pairs: pd.DataFrame) -> str:
    said = []
    for kind, _, _ in NEWS:
        bins = list(_binned(pairs[pairs["news"] == kind]))
        if bins:
            (first, low), (last, high) = bins[0], bins[-1]
            said.append(
                f"{kind} news from {number(low.mean)} at errors of about {number(first, 0)} to {number(high.mean)} at "
                f"about {number(last, 0)}"
            )
    return ", ".join(said) or "too few pairs"
