"""Pairs of estimates that were drawn, as the table of updates that a study's files give."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiment.analysis.side_by_side import SideBySide
from experiment.analysis.updates import measured
from experiment.format.vocabulary import Valence


def updates_of_pairs(pairs: SideBySide) -> pd.DataFrame:
    """Return the pairs as `load_updates` gives them: a row each, without what nobody drew (memory, times).

    Parameters
    ----------
    pairs
        Of sessions whose visits stand in the order of `visit_number`.
    """
    session, place = np.nonzero(pairs.event >= 0)
    rows = pairs.sessions.take(session).reset_index(drop=True)
    whole = {
        "first_estimate_pct": pairs.first_pct, "second_estimate_pct": pairs.second_pct,
        "population_pct": pairs.population_pct, "base_rate_pct": pairs.rate_pct,
        "minimum_pct": pairs.minimum_pct, "maximum_pct": pairs.maximum_pct,
    }  # fmt: skip
    numbers = {
        name: pd.array(values[session, place], dtype="Float64").astype("Int64") for name, values in whole.items()
    }
    visits = pairs.sessions.sort_values("visit_number", kind="stable")["visit"].unique().tolist()
    valence = np.where(pairs.favourable[session, place], Valence.FAVOURABLE.value, Valence.ADVERSE.value)
    return measured(rows.assign(
        **numbers, visit=rows["visit"].astype(pd.CategoricalDtype(visits, ordered=True)),
        event_id=[f"e{one}" for one in pairs.event[session, place]], event_valence=valence,
        base_rate_shown=pairs.shown[session, place], memory_pct=pd.array([None] * len(rows), dtype="Int64"),
    ))  # fmt: skip
