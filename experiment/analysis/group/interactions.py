"""The planned tests of single trials: how the effect of news changes from visit to visit, and whether groups differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from experiment.analysis.group.designs import Classification, one_group, two_groups
from experiment.analysis.group.tables import comparisons, effects_of_trials

GROUP_VISIT_NEWS, VISIT_NEWS = "group × visit × news", "visit × news"
"""What is measured, as rows of `group_tests` have it."""
TRIALS_OF = {Classification.OWN: "trials_own", Classification.POPULATION: "trials_population"}
"""What a test is called, by how news are told apart."""


def interactions_of_trials(updates: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Yield the planned interactions of `group_effects` with news, as rows of `group_tests`.

    Parameters
    ----------
    updates
        What `experiment.analysis.load_updates` gives.

    Yields
    ------
    tuple
        test (`TRIALS_OF`), measure (`GROUP_VISIT_NEWS` or `VISIT_NEWS`), arm, visit, to_visit, n, estimate, low, high,
        p; the last three are missing where the search has come to no end.
    """
    planned = comparisons(updates)
    for by in Classification:
        if by is Classification.POPULATION and not updates["population_update_pct"].notna().any():
            continue
        if planned.arms and planned.visits and len(planned.visits) > 1:
            other, arm = planned.arms
            rows = effects_of_trials(two_groups(updates, planned.arms, planned.visits, by), by)
            names = {GROUP_VISIT_NEWS: (GROUP_VISIT_NEWS, f"{arm} - {other}", *planned.visits)}
            yield from _named(rows, names, by)
        arm, visits = planned.within
        if len(visits) > 1:
            rows = effects_of_trials(one_group(updates, arm, visits, by), by)
            yield from _named(
                rows, {f"({to} − {visits[0]}) × news": (VISIT_NEWS, arm, visits[0], to) for to in visits[1:]}, by
            )


def _named(
    rows: Iterator[dict[str, Any]], names: Mapping[str, tuple[str, ...]], by: Classification
) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        if row["effect"] in names:
            told = (row.get(name) for name in ("participants", "estimate", "low", "high", "p"))
            yield TRIALS_OF[by], *names[row["effect"]], *told
