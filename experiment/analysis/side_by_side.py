"""Sessions side by side: arrays of shape (sessions, events), in which a short session is filled up with nothing."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiment.analysis.by_session import Flags
from experiment.analysis.session_grid import SessionGrid
from experiment.belief.news import Floats, estimation_error, news, update
from experiment.format.vocabulary import Valence


@dataclass(frozen=True)
class SideBySide:
    """The pairs of estimates of sessions.

    Parameters
    ----------
    sessions
        A row each: participant_id, visit, run, arm, visit_number.
    first_pct, second_pct, population_pct, rate_pct
        E1, E2, eBR and BR, of shape (sessions, events); NaN: missing, or no event. Within a session events stand in the
        order of their names, whatever the order of the table.
    shown, favourable
        Whether the rate was shown, and whether the event is to be hoped for.
    minimum_pct, maximum_pct
        Bounds of the scale.
    event
        Number of the event in the study; −1: none.
    """

    sessions: pd.DataFrame
    first_pct: Floats
    second_pct: Floats
    population_pct: Floats
    rate_pct: Floats
    shown: Flags
    favourable: Flags
    minimum_pct: Floats
    maximum_pct: Floats
    event: NDArray[np.int64]

    def part(self, which: slice | NDArray[Any]) -> SideBySide:
        """Return some of the sessions."""
        arrays = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "sessions"}
        sessions = self.sessions.iloc[which].reset_index(drop=True)
        return replace(self, sessions=sessions, **{name: array[which] for name, array in arrays.items()})

    @property
    def scored(self) -> Flags:
        """Which pairs are updates: both estimates given, the rate shown, and news."""
        return self.learned_from & (self.first_pct != self.rate_pct)

    @property
    def learned_from(self) -> Flags:
        """Which pairs have both estimates, and a rate that was shown; an estimate that is the rate is one of them."""
        return self.shown & ~np.isnan(self.first_pct) & ~np.isnan(self.second_pct)

    @property
    def error_pct(self) -> Floats:
        """EE = E1 − BR; NaN where the rate was not shown."""
        return np.where(self.shown, estimation_error(self.first_pct, self.rate_pct), np.nan)

    @property
    def news(self) -> NDArray[np.int8]:
        """What news each rate is: a member of `experiment.belief.news.News`."""
        return news(self.error_pct, self.favourable)

    @property
    def update_pct(self) -> Floats:
        """How far the second estimate lies from the first in the direction of the rate."""
        return update(self.first_pct, self.second_pct, self.error_pct)


def side_by_side(updates: pd.DataFrame) -> SideBySide:
    """Return the pairs of estimates that `load_updates` gives as arrays."""
    event = np.unique(updates["event_id"].astype(str).to_numpy(), return_inverse=True)[1].astype(np.int64)
    order = np.argsort(event, kind="stable")
    grid = SessionGrid(updates.iloc[order])
    return SideBySide(
        grid.sessions,
        first_pct=grid.numbers("first_estimate_pct"),
        second_pct=grid.numbers("second_estimate_pct"),
        population_pct=grid.numbers("population_pct"),
        rate_pct=grid.numbers("base_rate_pct"),
        shown=grid.flags("base_rate_shown", True),
        favourable=grid.flags("event_valence", Valence.FAVOURABLE.value),
        minimum_pct=grid.numbers("minimum_pct"),
        maximum_pct=grid.numbers("maximum_pct"),
        event=grid.placed(event[order], -1),
    )
