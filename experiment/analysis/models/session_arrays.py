"""The updates of many sessions as arrays: one row for each session, as many columns as the longest has trials."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiment.analysis.by_session import SESSION
from experiment.analysis.models.latent_likelihood import AnsweredTwice, Flags
from experiment.analysis.session_grid import SessionGrid
from experiment.belief.models import Family, evidence_pct
from experiment.belief.news import Floats
from experiment.format.vocabulary import Valence


@dataclass(frozen=True)
class SessionArrays:
    """What the models of updating are fitted to, all of shape (sessions, trials); NaN beyond a session's last trial.

    Parameters
    ----------
    evidence_pct
        x, for each family of models; NaN throughout for a session that a family cannot be fitted to.
    news
        v: 1 after good news, −1 after bad news.
    update_pct
        Updates, in percentage points, positive towards the base rate.
    """

    evidence_pct: Mapping[Family, Floats]
    news: Floats
    update_pct: Floats

    def __getitem__(self, sessions: Flags) -> SessionArrays:
        """Return some of the sessions."""
        evidence = {family: x[sessions] for family, x in self.evidence_pct.items()}
        return SessionArrays(evidence, self.news[sessions], self.update_pct[sessions])

    @property
    def trials(self) -> Floats:
        """How many trials each session has, of shape (sessions,)."""
        return np.asarray((~np.isnan(self.update_pct)).sum(axis=1), dtype=np.float64)


def session_arrays(updates: pd.DataFrame) -> tuple[pd.DataFrame, SessionArrays]:
    """Return the sessions that have updates, and these as arrays.

    All models see the same trials, or their evidence could not be compared: where a session was asked for population
    estimates, trials without one are left out. A session that was not asked for any has no evidence for the families
    that need them.

    Parameters
    ----------
    updates
        What `experiment.analysis.load_updates` gives.

    Returns
    -------
    DataFrame
        One row for each session: `participant_id`, `visit`, `run`, `arm`, `visit_number`.
    SessionArrays
        In the same order.
    """
    pairs = updates[updates["excluded"].isna()]
    has_population = pairs["population_pct"].notna()
    asked = has_population.groupby([pairs[name] for name in SESSION], observed=True).transform("any").astype(bool)
    grid = SessionGrid(pairs[has_population | ~asked])
    first, rate, population = (grid.numbers(name) for name in ("first_estimate_pct", "base_rate_pct", "population_pct"))
    return grid.sessions, SessionArrays(
        evidence_pct={family: evidence_pct(family, first, rate, population) for family in Family},
        news=np.sign(first - rate) * np.where(grid.flags("event_valence", Valence.FAVOURABLE.value), -1.0, 1.0),
        update_pct=grid.numbers("update_pct"),
    )


def answered_twice(updates: pd.DataFrame) -> tuple[pd.DataFrame, AnsweredTwice]:
    """Return the sessions that have estimates, and both answers to each event as arrays; retest events too.

    An event with one answer only tells something as well. The sessions are described as by `session_arrays`.
    """
    grid = SessionGrid(updates[updates["first_estimate_pct"].notna() | updates["second_estimate_pct"].notna()])
    rate = grid.numbers("base_rate_pct")
    with_events = ~np.isnan(rate)
    centre = np.where(with_events, rate, 0.0).sum(axis=1) / with_events.sum(axis=1)
    return grid.sessions, AnsweredTwice(
        first_pct=grid.numbers("first_estimate_pct"),
        second_pct=grid.numbers("second_estimate_pct"),
        rate_pct=np.where(with_events, rate, centre[:, None]),
        centre_pct=centre,
        rate_shown=grid.flags("base_rate_shown", True),
        favourable=grid.flags("event_valence", Valence.FAVOURABLE.value),
        minimum_pct=np.nanmin(grid.numbers("minimum_pct"), axis=1),
        maximum_pct=np.nanmax(grid.numbers("maximum_pct"), axis=1),
    )
