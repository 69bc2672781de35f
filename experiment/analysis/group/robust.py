"""The noise-robust asymmetry for the contrasts that the group analysis plans: what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from experiment.analysis.group_tests import ROBUST, robust_tests_of
from experiment.analysis.side_by_side import side_by_side


def robust_contrasts(
    updates: pd.DataFrame, visits: tuple[str, ...], arms: tuple[str, ...]
) -> Iterator[dict[str, object]]:
    """Give the asymmetry of a group at each visit, and how it changes from the first; or of two, how they differ in it.

    Parameters
    ----------
    updates
        What `experiment.analysis.load_updates` gives.
    visits
        In order; the first is what the others are compared with.
    arms
        One group; or two, and the second less the first is meant.
    """
    for test, _, arm, visit, to_visit, n, estimate, low, high, p in robust_tests_of(side_by_side(updates)):
        sign = 1.0
        if len(arms) == 1 and arm == arms[0]:
            if test == "level" and visit in visits:
                effect = f"noise-robust asymmetry at {visit}"
            elif test == "change" and visit == visits[0] and to_visit in visits:
                effect = f"change of noise-robust asymmetry, {to_visit} − {visit}"
            else:
                continue
        elif test == "change_between_arms" and (visit, to_visit) == (visits[0], visits[-1]) and len(arms) == 2:
            if arm not in (f"{arms[1]} - {arms[0]}", f"{arms[0]} - {arms[1]}"):
                continue
            sign = 1.0 if arm == f"{arms[1]} - {arms[0]}" else -1.0
            effect = f"change of noise-robust asymmetry, {to_visit} − {visit}: {arms[1]} − {arms[0]}"
        else:
            continue
        if estimate is None:
            yield {"effect": effect, "participants": n, "remark": "too few participants"}
            continue
        ends = sorted(sign * end for end in (low, high)) if low is not None else (None, None)
        yield {
            "effect": effect, "estimate": sign * estimate, "low": ends[0], "high": ends[1], "p": p, "participants": n,
            "counted": (test, ROBUST),
        }  # fmt: skip
