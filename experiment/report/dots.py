"""Every participant as a dot beside the mean and its interval."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from experiment.report.intervals import MeanOf, mean_of

APART = 0.45
"""From one column of dots, with its mean beside it, to the next."""
LEFT, MEAN_AT, RIGHT = -0.18, 0.2, 0.26
"""What a column takes on either side of its place, and where in it the mean stands."""
_MIDDLE, _SPREAD = -0.03, 0.14
_BINS = 24


def beside_one_another(values: NDArray[np.float64], spread: float = _SPREAD) -> NDArray[np.float64]:
    """Place dots whose values are alike beside one another, so that each is seen; the same values, the same places."""
    if not len(values):
        return values
    reach = np.ptp(values) or 1.0
    rows = np.floor((values - values.min()) / reach * _BINS)
    places = np.zeros(len(values))
    for row in np.unique(rows):
        here = np.flatnonzero(rows == row)
        here = here[np.argsort(values[here], kind="stable")]
        steps = (np.arange(len(here)) + 1) // 2 * np.where(np.arange(len(here)) % 2, 1.0, -1.0)
        places[here] = steps * min(0.045, 2 * spread / max(1, len(here)))
    return places


def draw_dots(
    axes: Axes, at: float, values: pd.Series[Any], colour: str, marker: str
) -> dict[Any, tuple[float, float]]:
    """Draw a column of dots and, to the right of it, mean and interval.

    Parameters
    ----------
    at
        Its place on the x-axis.
    values
        Indexed by participant.

    Returns
    -------
    dict
        Where each participant's dot is.
    """
    there = values.dropna()
    y = there.to_numpy(dtype=np.float64)
    x = at + _MIDDLE + beside_one_another(y)
    axes.plot(x, y, marker, color=colour, markersize=3.2, alpha=0.45, markeredgewidth=0, zorder=3)
    of = mean_of(there)
    if of.n:
        axes.plot(
            [at + MEAN_AT], [of.mean], marker, color=colour, markersize=6.5, markeredgecolor="black",
            markeredgewidth=0.8, zorder=5,
        )  # fmt: skip
    draw_interval(axes, at + MEAN_AT, of, 1.4)
    return dict(zip(there.index, zip(x.tolist(), y.tolist(), strict=True), strict=True))


def draw_interval(axes: Axes, at: float, of: MeanOf, width: float) -> None:
    """Draw the interval of a mean, if there is one.

    The axis is not made longer for it: that of two or three people would leave no room for anything else.
    """
    if of.n > 1:
        axes.add_artist(Line2D([at, at], [of.low, of.high], color="black", linewidth=width, zorder=4))


def join(axes: Axes, before: dict[Any, tuple[float, float]], after: dict[Any, tuple[float, float]]) -> None:
    """Join the dots of the same participants by a thin line."""
    x: list[float] = []
    y: list[float] = []
    for who in sorted(before.keys() & after.keys()):
        x += [before[who][0], after[who][0], np.nan]
        y += [before[who][1], after[who][1], np.nan]
    axes.plot(x, y, color="#8C8C8C", linewidth=0.4, alpha=0.6, zorder=1)


def zero_line(axes: Axes) -> None:
    """Draw where nothing changes."""
    axes.axhline(0, color="#595959", linewidth=0.7, linestyle=(0, (4, 3)), zorder=0)
