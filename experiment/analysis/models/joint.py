"""What the hierarchy over visits says of each arm: means of the group at each visit, and how they change."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from experiment.analysis.models.convergence import effective_draws, r_hat, tail_draws
from experiment.analysis.models.hierarchy import (
    ASSUMED_PRIORS,
    GroupSums,
    HierarchyDraws,
    HierarchyPriors,
    draw_hierarchy,
)
from experiment.analysis.models.session_arrays import SessionArrays, session_arrays
from experiment.belief.models import Family
from experiment.belief.news import Floats

_CHAINS, _DRAWS, _WARM_UP = 4, 2000, 500
LEAST_PARTICIPANTS = 3

_PARAMETERS: dict[str, tuple[float, float]] = {
    "scaling": (1.0, 0.0),
    "asymmetry": (0.0, 1.0),
    "learning_good": (1.0, 1.0),
    "learning_bad": (1.0, -1.0),
}
"""What is told, as shares of S and A."""

_COLUMNS = [
    "arm", "visit", "to_visit", "parameter", "participants", "mean", "sd", "low", "high", "r_hat", "effective_draws",
    "tail_draws",
]  # fmt: skip


def joint_parameters(updates: pd.DataFrame, priors: HierarchyPriors = ASSUMED_PRIORS, seed: int = 1) -> pd.DataFrame:
    """Return what all visits of an arm together say of its means: of the first published model, without families.

    Parameters
    ----------
    updates
        What `experiment.analysis.load_updates` gives.
    priors
        The prior distributions.
    seed
        Of the draws.

    Returns
    -------
    DataFrame
        One row for each arm, visit and parameter (`scaling`, `asymmetry`, `learning_good`, `learning_bad`), and, with
        `to_visit`, for each change from a visit to a later one: posterior `mean`, `sd`, 95 % interval `low` to `high`;
        `r_hat`, `effective_draws` and `tail_draws` (of the worse end of the interval) of its four chains: above 1.01,
        or either below 400, they should not be used. Arms of fewer than three participants have none.
    """
    sessions, arrays = session_arrays(updates)
    random = np.random.default_rng(seed)
    rows: list[tuple[object, ...]] = []
    for arm, of_arm in sessions.groupby("arm", observed=True, sort=True):
        visits = list(dict.fromkeys(of_arm.sort_values("visit_number")["visit"]))
        people = sorted(set(of_arm["participant_id"]))
        if len(people) < LEAST_PARTICIPANTS:
            continue
        sums = _sums(of_arm, arrays, people, visits).repeated(_CHAINS)
        drawn = draw_hierarchy(sums, priors, _DRAWS, _WARM_UP, random)
        rows += [(arm, *row[:3], len(people), *row[3:]) for row in _told(drawn, visits)]
    table = pd.DataFrame(rows, columns=_COLUMNS)
    return table.astype({"participants": "Int64", **dict.fromkeys(_COLUMNS[5:], "Float64")})


def _sums(sessions: pd.DataFrame, arrays: SessionArrays, people: list[object], visits: list[object]) -> GroupSums:
    """Return the sums over the trials of an arm; of several runs of a visit, the first counts."""
    trials = arrays.update_pct.shape[1]
    shape = (1, len(people), len(visits), trials)
    evidence, news, update = (np.full(shape, np.nan) for _ in range(3))
    first = sessions.drop_duplicates(["participant_id", "visit"])
    for row, who, visit in zip(first.index, first["participant_id"], first["visit"], strict=True):
        place = (0, people.index(who), visits.index(visit))
        evidence[place] = arrays.evidence_pct[Family.REINFORCEMENT][row]
        news[place], update[place] = arrays.news[row], arrays.update_pct[row]
    return GroupSums.of(evidence, news, update)


def _told(drawn: HierarchyDraws, visits: list[object]) -> Iterator[tuple[object, ...]]:
    for name, shares in _PARAMETERS.items():
        by_visit = drawn.group_mean @ np.array(shares)
        for number, visit in enumerate(visits):
            yield visit, None, name, *_summary(by_visit[:, :, number])
        for before, after in combinations(range(len(visits)), 2):
            change = by_visit[:, :, after] - by_visit[:, :, before]
            yield visits[before], visits[after], name, *_summary(change)


def _summary(draws: Floats) -> tuple[float, ...]:
    low, high = np.quantile(draws, [0.025, 0.975])
    enough = r_hat(draws), effective_draws(draws), tail_draws(draws)
    return float(draws.mean()), float(draws.std()), float(low), float(high), *enough
