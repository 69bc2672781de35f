"""The figure of how lists compare: every base rate, and how many events are of each category."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from experiment.config.event_file import Event
from experiment.config.list_match import ListFigures

_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00")
"""Told apart by people who are colour-blind too (Okabe and Ito)."""
_BIN_PCT = 2
"""Base rates within so much of each other stand side by side."""


def draw_lists(figures: Sequence[ListFigures], events: Sequence[Sequence[Event]], title: str, file: Path) -> None:
    """Draw the figure, in the format that the name of the file says.

    The same lists give the same file.

    Parameters
    ----------
    figures, events
        Of each list: what it is like, and its events.
    file
        ``.svg``, ``.png`` or ``.pdf``.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    categories = sorted({category for one in figures for category in one.categories})
    height = 1.9 + max(1.0 + 0.75 * len(figures), 0.12 * len(categories) * (len(figures) + 1))
    figure = Figure(figsize=(10.5, height), layout="constrained")
    FigureCanvasAgg(figure)
    rates, counts = figure.subplots(1, 2, width_ratios=(3, 2))
    figure.suptitle(title, fontsize=11)
    _draw_rates(rates, figures, events)
    _draw_categories(counts, figures, categories)
    with matplotlib.rc_context({"svg.hashsalt": "lists", "svg.fonttype": "none"}):
        figure.savefig(file, dpi=150, metadata=_undated(file.suffix))


def _undated(suffix: str) -> dict[str, str | None]:
    key = {".svg": "Date", ".pdf": "CreationDate"}.get(suffix)
    return {key: None} if key else {}


def _draw_rates(axes: Axes, figures: Sequence[ListFigures], events: Sequence[Sequence[Event]]) -> None:
    for row, (one, of_list) in enumerate(zip(figures, events, strict=True)):
        colour = _COLOURS[row % len(_COLOURS)]
        stacked: dict[int, int] = {}
        for rate in sorted(event.base_rate_pct for event in of_list):
            place = rate // _BIN_PCT
            above = stacked[place] = stacked.get(place, -1) + 1
            axes.plot(rate, row - 0.05 - 0.11 * above, "o", color=colour, markersize=4.5, alpha=0.75, mew=0)
        axes.errorbar(one.mean_pct, row + 0.22, xerr=one.sd_pct, fmt="D", color="black", markersize=4, capsize=3)
        axes.annotate(
            f"{one.mean_pct:.1f} ± {one.sd_pct:.1f}", (one.mean_pct, row + 0.34), ha="center", va="top", fontsize=8
        )
    axes.set_yticks(range(len(figures)), [f"{one.name}\n{one.events} events" for one in figures])
    axes.set_ylim(len(figures) - 0.3, -0.85)
    axes.set_xlim(0, 100)
    axes.set_xlabel("base rate in %, each event a dot; below: mean ± SD")
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _draw_categories(axes: Axes, figures: Sequence[ListFigures], categories: Sequence[str]) -> None:
    thick = 0.8 / len(figures)
    for row, one in enumerate(figures):
        places = [n + (row - (len(figures) - 1) / 2) * thick for n in range(len(categories))]
        counted = [one.categories.get(category, 0) for category in categories]
        axes.barh(places, counted, height=thick * 0.9, color=_COLOURS[row % len(_COLOURS)], label=one.name)
    axes.set_yticks(range(len(categories)), [category.replace("_", " ") for category in categories])
    axes.set_ylim(len(categories) - 0.5, -0.5)
    axes.set_xlabel("events of each category")
    axes.xaxis.get_major_locator().set_params(integer=True)  # type: ignore[call-arg]
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(title="list", fontsize=8, title_fontsize=8, frameon=False)
