"""The twelve published models of updating (Khalid et al. 2025, eLife 13:RP101157, eqs v–xviii), as a table.

All of them say UPD = S·x + A·(v·x) + noise: x is the evidence, v is 1 after good news and −1 after bad news, S is how
much of the evidence is taken over, and A how much more of good news than of bad. So the learning rate is S + A after
good news and S − A after bad news.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike

from experiment.belief.bayes import bayesian_shift_pct
from experiment.belief.news import Floats, direction, estimation_error
from experiment.belief.relevance import personal_relevance


class Family(Enum):
    """What the models of a family take for evidence."""

    REINFORCEMENT = "rl"
    """The size of the estimation error."""
    RELEVANCE = "rl_pr"
    """That size, the less the further somebody sets themselves apart from the population."""
    BAYES = "bayes"
    """How far Bayes' rule moves the estimate in the direction of the base rate."""


@dataclass(frozen=True)
class Model:
    """One of the twelve.

    Parameters
    ----------
    number
        Its place in the table of the publication, from 1.
    family
        What it takes for evidence.
    scaling, asymmetry
        The value at which S or A is fixed; ``None``: it is free.
    """

    number: int
    family: Family
    scaling: float | None
    asymmetry: float | None

    def fixed_sum(self, share_of_scaling: float, share_of_asymmetry: float) -> float | None:
        """Return what a sum of shares of S and A is whatever the data; ``None``: something free is in it."""
        parts = ((share_of_scaling, self.scaling), (share_of_asymmetry, self.asymmetry))
        known = [share * fixed for share, fixed in parts if share != 0 and fixed is not None]
        return sum(known) if len(known) == sum(share != 0 for share, _ in parts) else None


_FIXED: tuple[tuple[float | None, float | None], ...] = ((None, None), (None, 0.0), (1.0, None), (1.0, 0.0))

MODELS: tuple[Model, ...] = tuple(
    Model(number, family, scaling, asymmetry)
    for number, (family, (scaling, asymmetry)) in enumerate(
        ((family, fixed) for family in Family for fixed in _FIXED), start=1
    )
)
"""Models 1 to 12, in the order of the publication."""


def evidence_pct(
    family: Family, first_pct: ArrayLike, base_rate_pct: ArrayLike, population_pct: ArrayLike = np.nan
) -> Floats:
    """Return the evidence x of each trial.

    Parameters
    ----------
    family
        Whose evidence.
    first_pct, base_rate_pct, population_pct
        First estimate (E1), base rate (BR) and population estimate (eBR), which the first family does not need; shapes
        that broadcast.

    Returns
    -------
    array
        At least 0, but for the Bayesian family, where it is signed; NaN where there is no news, or an estimate that is
        needed is missing.
    """
    error = estimation_error(first_pct, base_rate_pct)
    size = error * direction(error)
    match family:
        case Family.REINFORCEMENT:
            return size
        case Family.RELEVANCE:
            return np.asarray(size * (1 - personal_relevance(first_pct, population_pct)))
        case Family.BAYES:
            return bayesian_shift_pct(first_pct, population_pct, base_rate_pct)


def expected_update_pct(evidence: ArrayLike, news: ArrayLike, scaling: ArrayLike, asymmetry: ArrayLike) -> Floats:
    """Return the update that a model expects: S·x + A·(v·x).

    Parameters
    ----------
    evidence
        x, in percentage points; see `evidence_pct`.
    news
        v: 1 for good, −1 for bad news; see `experiment.belief.news`.
    scaling, asymmetry
        S and A; shapes that broadcast, as (sessions, 1) does with (sessions, trials).
    """
    x = np.asarray(evidence, dtype=np.float64)
    share = np.asarray(scaling, dtype=np.float64) + np.asarray(asymmetry, dtype=np.float64) * np.asarray(news)
    return np.asarray(share * x)


def second_pct(first_pct: ArrayLike, error_pct: ArrayLike, update_pct: ArrayLike) -> Floats:
    """Return the second estimate that lies an update away from the first; where there is no news, the first."""
    first = np.asarray(first_pct, dtype=np.float64)
    moved = first - direction(error_pct) * np.asarray(update_pct, dtype=np.float64)
    return np.where(np.asarray(error_pct) == 0, first, moved)
