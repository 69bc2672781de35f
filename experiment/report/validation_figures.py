"""The figures of `recover`: one function for each, from a table to a drawing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from experiment.analysis.validation.bands import PLACES, below, simultaneous_band
from experiment.analysis.validation.confusion import AS_PUBLISHED as TOLD_AS_PUBLISHED
from experiment.analysis.validation.confusion import EQUAL, NAMES
from experiment.analysis.validation.parameters import AS_PUBLISHED, LATENT, LEARN, NEVER, PUBLISHED
from experiment.analysis.validation.predictions import KINDS
from experiment.report.drawing import COLOURS, GREY, LIGHT, Margins, look_of, panels
from experiment.report.predictive_figure import draw_predicted, draw_spread

_MARGINS = Margins(left=0.78, top=0.4, bottom=0.5, between=0.25, below=0.6)
_WITH_NAMES = replace(_MARGINS, top=0.65)
_SHORT_KIND = {AS_PUBLISHED: "as published"}
_ZERO: Any = {"color": GREY, "linewidth": 0.7, "linestyle": (0, (4, 3)), "zorder": 1}


def parameters(table: pd.DataFrame) -> Drawing:
    """Draw how much too large the difference of learning rates comes out, and how that scatters."""
    drawing, grid = panels(2, 2, 5.4, _WITH_NAMES)
    for row, people in zip(grid, (LEARN, NEVER), strict=True):
        for axes, model in zip(row, (LATENT, PUBLISHED), strict=True):
            here = table[(table["people"] == people) & (table["model"] == model) & (table["parameter"] == "difference")]
            for place, (retest, rows) in enumerate(here.groupby("retest_events")):
                colour, marker = look_of(place)
                at = rows["noise_sd_pct"] + (place - 1.5) * 0.6
                axes.errorbar(
                    at, rows["bias"], rows["spread"], color=colour, marker=marker, markersize=4, linewidth=1,
                    linestyle="none", label=f"{retest} retest events",
                )  # fmt: skip
            axes.axhline(0, **_ZERO)
            axes.set_title(f"People who {people}: {'λ good − λ bad' if model == LATENT else '2·A, published'}")
    _names_above(drawing, grid[0][0])
    for row in grid:
        row[0].set_ylabel("Found − put in: mean, SD")
    _label_below(grid, "Noise of answers, SD (points)")
    return drawing


def correlations(table: pd.DataFrame) -> Drawing:
    """Draw the correlation of what was put in and what came out, over noise."""
    drawing, ((left, right),) = panels(1, 2, 3.0, _MARGINS)
    lines = (
        (left, AS_PUBLISHED, PUBLISHED, "scaling", 0, "S"), (left, AS_PUBLISHED, PUBLISHED, "asymmetry", 0, "A"),
        (right, LEARN, LATENT, "difference", 0, "λ good − λ bad, no retest event"),
        (right, LEARN, LATENT, "difference", 20, "the same, 20 retest events"),
        (right, LEARN, LATENT, "noise_sd_pct", 20, "σ, 20 retest events"),
        (right, LEARN, PUBLISHED, "difference", 20, "2·A, published"),
    )  # fmt: skip
    for place, (axes, people, model, parameter, retest, name) in enumerate(lines):
        here = table[
            (table["people"] == people) & (table["model"] == model) & (table["parameter"] == parameter)
            & (table["retest_events"] == retest)
        ]  # fmt: skip
        colour, marker = look_of(place)
        axes.plot(here["noise_sd_pct"], here["r"], color=colour, marker=marker, markersize=4, label=name)
        published = here["published_r"].dropna()
        if len(published) and axes is left:
            axes.axhline(published.iloc[0], color=colour, linestyle=":", linewidth=1)
    left.set_title("As the published model; dotted: K25")
    right.set_title("People of a latent belief")
    for axes in (left, right):
        axes.set_ylim(-0.75, 1.02)  # room for the names, below the lines
        axes.legend(loc="lower left")
    left.set_ylabel("r of put in and found")
    _label_below([[left, right]], "Noise, SD (points)")
    return drawing


def models(table: pd.DataFrame) -> Drawing:
    """Draw confusion and inversion matrices, for either way of telling the published models."""
    drawing, grid = panels(2, 2, 7.4, _MARGINS)
    for row, told in zip(grid, (TOLD_AS_PUBLISHED, EQUAL), strict=True):
        for axes, (column, title) in zip(
            row, (("confusion", "P(found | made)"), ("inversion", "P(made | found)")), strict=True
        ):
            of_told = table[table["told"] == told]
            shares = of_told.pivot_table(index="made_by", columns="found", values=column, aggfunc="first", dropna=False)
            _heat_map(axes, shares.reindex(index=list(NAMES), columns=list(NAMES)).to_numpy(dtype=np.float64))
            axes.set_title(f"{title}, {told}")
        row[0].set_ylabel("Made by model")
    _label_below(grid, "Found: model")
    return drawing


def _heat_map(axes: Axes, shares: Any) -> None:
    axes.imshow(np.nan_to_num(shares), vmin=0, vmax=1, cmap="Blues", aspect="auto")
    for (made, found), share in np.ndenumerate(shares):
        if share >= 0.005:
            colour = "white" if share > 0.55 else "black"
            axes.text(found, made, f"{100 * share:.0f}", ha="center", va="center", fontsize=6, color=colour)
    labels = [name.replace("latent", "lat.") for name in NAMES]
    axes.set_xticks(range(len(NAMES)), labels, fontsize=7)
    axes.set_yticks(range(len(NAMES)), labels, fontsize=7)


def prior_predictive(table: pd.DataFrame) -> Drawing:
    """Draw what updates the priors allow."""
    drawing, (row,) = panels(1, 2, 3.0, _MARGINS)
    for axes, model in zip(row, (PUBLISHED, LATENT), strict=True):
        draw_spread(axes, table[table["model"] == model])
        axes.set_title(f"Priors: {model}")
    row[0].set_ylabel("Update (points)")
    _label_below([row], "|Estimation error| (points)")
    return drawing


def posterior_predictive(table: pd.DataFrame) -> Drawing:
    """Draw what fitted models would make of the same trials, beside what was."""
    drawing, grid = panels(len(KINDS), 2, 2.3 * len(KINDS), _MARGINS)
    for row, people in zip(grid, KINDS, strict=True):
        for axes, model in zip(row, (PUBLISHED, LATENT), strict=True):
            draw_predicted(axes, table[(table["people"] == people) & (table["model"] == model)])
            axes.set_title(f"{_SHORT_KIND.get(people, people)}; fitted: {model}")
        row[0].set_ylabel("Update (points)")
    _label_below(grid, "|Estimation error| (points)")
    return drawing


def held_out(table: pd.DataFrame) -> Drawing:
    """Draw how well models predict what was held out: more density than the first one gives, and error."""
    drawing, ((left, right),) = panels(1, 2, 3.4, _WITH_NAMES, sharey=False)
    for place, people in enumerate(KINDS):
        here = table[table["people"] == people].set_index("model").reindex(list(NAMES))
        colour, marker = look_of(place)
        at = np.arange(len(NAMES)) + (place - 1) * 0.2
        dots: Any = {"color": colour, "marker": marker, "markersize": 4, "linestyle": "none"}
        left.plot(at, here["log_density"] - here["log_density"].loc["1"], label=people, **dots)
        right.plot(at, here["error_pct"] / here["error_of_mean_pct"], **dots)
    left.axhline(0, **_ZERO)
    right.axhline(1, **_ZERO)
    left.set_title("Log density of a trial, less that of model 1")
    right.set_title("Error, as a share of that of the mean")
    _names_above(drawing, left)
    for axes in (left, right):
        axes.set_xticks(range(len(NAMES)), [name.replace("latent", "lat.") for name in NAMES], fontsize=7)
    _label_below([[left, right]], "Model")
    return drawing


def calibration(table: pd.DataFrame) -> Drawing:
    """Draw how the places of what was put in are spread over the posterior, less an even spread, with a 95 % band."""
    groups = list(table.groupby("panel", sort=False))
    rows_of_panels = -(-len(groups) // 2)
    drawing, grid = panels(rows_of_panels, 2, 2.6 * rows_of_panels, _MARGINS)
    lowest, highest = 0.0, 0.0
    for axes, (panel, rows) in zip([axes for row in grid for axes in row], groups, strict=False):
        several = rows["model"].nunique() > 1
        curves = [
            (f"{_SHORT.sub('', str(model))}: {name}" if several else str(name), one["share"].dropna())
            for (model, name), one in rows.groupby(["model", "parameter"], sort=False)
        ]
        low, high = simultaneous_band(min(len(shares) for _, shares in curves))
        axes.fill_between(PLACES, low - PLACES, high - PLACES, color=LIGHT, linewidth=0)
        for place, (name, shares) in enumerate(curves):
            colour, _ = look_of(place)
            apart = below(shares.to_numpy(dtype=np.float64)) - PLACES
            lowest, highest = min(lowest, apart.min(), *(low - PLACES)), max(highest, apart.max(), *(high - PLACES))
            axes.plot(
                PLACES, apart, color=colour, label=name, linewidth=1,
                linestyle="-" if place < len(COLOURS) else ":",
            )  # fmt: skip
        axes.axhline(0, **_ZERO)
        axes.set_title(f"{panel} ({min(len(shares) for _, shares in curves)} fits of each)")
        axes.legend(loc="lower center", fontsize=6.5, ncols=2, handlelength=1.4, columnspacing=1, labelspacing=0.2)
    for axes in [axes for row in grid for axes in row][len(groups) :]:
        axes.set_axis_off()
    reach = highest - lowest
    grid[0][0].set_ylim(lowest - 0.55 * reach, highest + 0.05 * reach)  # room for the names, below the curves
    for row in grid:
        row[0].set_ylabel("Share below, less even")
    _label_below(grid, "Place in the posterior")
    return drawing


_SHORT = re.compile("^published model |^latent belief, | events$")


def _names_above(drawing: Drawing, axes: Axes) -> None:
    """Say above the panels what their marks mean, where no mark is."""
    handles, labels = axes.get_legend_handles_labels()
    drawing.legend(handles, labels, loc="upper right", ncols=len(labels), handletextpad=0.4, columnspacing=1.4)


def _label_below(grid: Any, text: str) -> None:
    for axes in grid[-1]:
        axes.set_xlabel(text)


FIGURES: Mapping[str, tuple[str, Callable[[pd.DataFrame], Drawing]]] = {
    "parameters": ("parameters", parameters),
    "correlations": ("parameters", correlations),
    "models": ("models", models),
    "prior_predictive": ("prior_predictive", prior_predictive),
    "posterior_predictive": ("posterior_predictive", posterior_predictive),
    "held_out": ("held_out", held_out),
    "calibration": ("calibration", calibration),
}
"""By name: of which table, and how it is drawn."""
