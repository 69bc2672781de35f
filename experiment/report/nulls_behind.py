"""What people without bias, or without learning, would give: drawn behind a measure, and said beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from experiment.analysis.null_answers import Null
from experiment.report.dots import LEFT, MEAN_AT, RIGHT
from experiment.report.written import NOTHING, interval

DRAWN: dict[Null, str] = {
    Null.NEVER_LEARNER: "never-learners",
    Null.EQUAL_LEARNER: "equal learners",
}
"""The nulls that are drawn, and what they are called."""

READ = (
    "Behind them the mean that the same people would have with the same first estimates and no learning at all (grey) "
    "or "
    "equal learning from all news (hatched), from the least to the most answer noise: the interval in which a session "
    "measures it, else 5 to 20 points."
)


@dataclass(frozen=True)
class NullBand:
    """What a null gives on average over some sessions: from the least noise to the most."""

    null: Null
    low: float
    high: float


def bands(nulls: pd.DataFrame, participants: Sequence[str], visit: str, measure: str) -> Iterator[NullBand]:
    """Yield the bands of a measure for the sessions of a visit.

    Parameters
    ----------
    nulls
        What `session_nulls` gives.
    participants
        Whose sessions.
    """
    if nulls.empty:
        return
    here = nulls[
        (nulls["measure"] == measure)
        & (nulls["visit"].astype(str) == visit)
        & nulls["participant_id"].isin(participants)
    ]
    for null in DRAWN:
        of_null = here[here["null"] == null.value].sort_values("noise_sd_pct", kind="stable")
        if len(of_null):
            by_session = of_null.groupby(["participant_id", "run"], observed=True)["null_mean"]
            ends = np.array([by_session.first().mean(), by_session.last().mean()], dtype=np.float64)
            yield NullBand(null, float(ends.min()), float(ends.max()))


def draw_bands(axes: Axes, at: float, of: Sequence[NullBand]) -> bool:
    """Draw bands behind a column of dots; return whether there are any."""
    for band in of:
        left = LEFT if band.null is Null.NEVER_LEARNER else 2 * MEAN_AT - RIGHT
        size = RIGHT - left, band.high - band.low
        axes.add_patch(Rectangle((at + left, band.low), *size, zorder=0.5, **_LOOKS[band.null]))
    return bool(of)


def label_bands(axes: Axes) -> None:
    """Put the bands into the legend."""
    for null, said in DRAWN.items():
        axes.add_patch(Rectangle((0, 0), 0, 0, label=said, **_LOOKS[null]))


_LOOKS: dict[Null, Any] = {
    Null.NEVER_LEARNER: {"facecolor": "#DEDEDE", "edgecolor": "none"},
    Null.EQUAL_LEARNER: {"facecolor": "none", "edgecolor": "#7A7A7A", "linewidth": 0.6, "hatch": "//////"},
}


def said_of(of: Sequence[NullBand], decimals: int) -> tuple[str, ...]:
    """Return what a table says about the bands of a measure: a cell for each null that is drawn."""
    found = {band.null: interval(band.low, band.high, decimals) for band in of}
    return tuple(found.get(null, NOTHING) for null in DRAWN)
