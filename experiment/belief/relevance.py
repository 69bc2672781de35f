"""Personal relevance: how far somebody sets themselves apart from the population (Kuzmanovic & Rigoux 2017)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from experiment.belief.news import Floats

_LOWEST_PCT, _HIGHEST_PCT = 1.0, 99.0


def personal_relevance(first_pct: ArrayLike, population_pct: ArrayLike) -> Floats:
    """Return the distance of one's own risk from the population's, as a share of all the room on that side: 0 to 1.

    E1 < eBR: (eBR − E1) / (eBR − 1); E1 > eBR: (E1 − eBR) / (99 − eBR); equal: 0. Khalid et al. 2025 print the two
    conditions the other way round, which makes it negative; this is the normalised form. The room ends at 1 and 99,
    and so do estimates beyond. It is the same for adverse and for favourable events.

    Parameters
    ----------
    first_pct, population_pct
        First estimates of one's own risk (E1) and of the population's (eBR); shapes that broadcast; NaN: missing.
    """
    own, population = (
        np.clip(np.asarray(pct, dtype=np.float64), _LOWEST_PCT, _HIGHEST_PCT) for pct in (first_pct, population_pct)
    )
    room = np.where(own < population, population - _LOWEST_PCT, _HIGHEST_PCT - population)
    apart = np.abs(own - population)
    return np.asarray(np.divide(apart, room, out=np.where(np.isnan(apart), np.nan, 0.0), where=apart > 0))
