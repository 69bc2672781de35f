"""Every test of a group: indices against 0, their change between visits, and whether arms change differently.

Ordinary indices are worked out for each session, and tested over participants. What these tests say of people who learn
nothing at all stands in docs/nulls.md; the noise-robust asymmetry is tested beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from experiment.analysis.asymmetry import RobustAsymmetry, robust_asymmetry
from experiment.analysis.contrasts import Contrast, against_zero, between, given, t_test
from experiment.analysis.indices import INDICES, weights_of
from experiment.analysis.noise import measured_noise_pct
from experiment.analysis.null_rates import NULL_COLUMNS, counted_as, null_columns
from experiment.analysis.side_by_side import SideBySide, side_by_side
from experiment.belief.news import Floats

TESTED: tuple[str, ...] = (
    "bias_pct", "bias_adjusted_pct", "slope_difference", "asymmetry", "population_bias_pct", "residual_bias_pct",
)  # fmt: skip
"""The ordinary indices that are tested; `slope_difference`: learning slope after good news less that after bad news."""

ROBUST = "robust_asymmetry"
NOISE = "noise_sd_pct"
"""How noisy answers are, where retest events measure it: a change of it changes the ordinary indices."""
COLUMNS = ["test", "measure", "arm", "visit", "to_visit", "n", "estimate", "low", "high", "p"]


def group_tests(updates: pd.DataFrame) -> pd.DataFrame:
    """Return every test of a group.

    Parameters
    ----------
    updates
        What `load_updates` gives.

    Returns
    -------
    DataFrame
        One row for each test, index and group. `test`: `level` (an index of an arm at a visit against 0), `change` (of
        the same participants, from `visit` to `to_visit`), `change_between_arms` (the difference of two arms in it, the
        first named in `arm` less the other). `n`: participants. `estimate` with its 95 % interval and `p`, two-sided:
        of ordinary indices by Student's t over participants (Welch's between arms); of `robust_asymmetry` from one
        model of all pairs of estimates, see `experiment.analysis.asymmetry`; its row without arm and visit is for all
        sessions together. Where sessions have retest events, `noise_sd_pct`: whether the noise of answers changes.
        Missing with fewer than two participants. `found_in_nulls_low`, `found_in_nulls_high`: in which share of
        simulated studies of people without bias or learning the test found p < .05, over what was tried
        (docs/nulls.md); `found_in_nulls_noisier`: where patients answer more noisily after the first visit;
        `found_in_nulls_skewed`: where beliefs have a long tail to high risks.

    Notes
    -----
    No p is corrected for the number of tests. That a `level` of an ordinary index differs from 0 is no sign of bias.
    """
    if updates.empty:
        return pd.DataFrame(columns=[*COLUMNS, *NULL_COLUMNS])
    table = pd.DataFrame(list(tests_of(side_by_side(updates))), columns=COLUMNS)
    named = zip(table["test"], table["measure"], table["arm"], strict=True)
    beside = null_columns((counted_as(str(test), bool(pd.isna(arm))), str(measure)) for test, measure, arm in named)
    return table.astype({"n": "Int64", **dict.fromkeys(COLUMNS[6:], "Float64")}).join(beside)


def tests_of(pairs: SideBySide) -> Iterator[tuple[Any, ...]]:
    """Yield every test, as the rows of `group_tests`."""
    groups = _Groups.of(pairs.sessions)
    moved = np.where(pairs.learned_from, pairs.first_pct - pairs.second_pct, 0.0)
    values = dict(zip(INDICES, weights_of(pairs).indices(moved[..., None])[..., 0].T, strict=True))
    values["slope_difference"] = values["slope_good"] - values["slope_bad"]
    for index in TESTED:
        yield from _ordinary(index, values[index], groups)
    yield from _robust(pairs, groups)
    noise = measured_noise_pct(pairs)
    if not np.isnan(noise).all():
        yield from (row for row in _ordinary(NOISE, noise, groups) if row[0] != "level")  # nobody has none


def robust_tests_of(pairs: SideBySide) -> Iterator[tuple[Any, ...]]:
    """Give the tests of the noise-robust asymmetry alone, as rows of `group_tests`."""
    return _robust(pairs, _Groups.of(pairs.sessions))


@dataclass(frozen=True)
class _Groups:
    """Arms, each with its visits in order, and which session each participant has of each.

    Parameters
    ----------
    sessions
        By arm, visit and participant: number of the session. Of several runs of a visit, the first.
    """

    sessions: Mapping[str, Mapping[str, Mapping[str, int]]]

    @classmethod
    def of(cls, sessions: pd.DataFrame) -> _Groups:
        found: dict[str, dict[str, dict[str, int]]] = {}
        order = np.argsort(sessions["visit_number"].to_numpy(dtype=float), kind="stable")
        names = list(sessions[["arm", "visit", "participant_id"]].astype(str).itertuples(index=False, name=None))
        for number in order:
            arm, visit, who = names[number]
            found.setdefault(arm, {}).setdefault(visit, {}).setdefault(who, int(number))
        return cls({arm: found[arm] for arm in sorted(found)})

    def changes(self) -> Iterator[tuple[str, str, str]]:
        """Yield every arm with two of its visits, in order."""
        for arm, visits in self.sessions.items():
            for before, after in combinations(visits, 2):
                yield arm, before, after

    def between(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield every two arms with two visits that both have; the arm named first by letter is subtracted."""
        changes = list(self.changes())
        for (other, *visits), (arm, *also) in combinations(changes, 2):
            if visits == also:
                yield arm, other, visits[0], visits[1]

    def both(self, arm: str, before: str, after: str) -> list[str]:
        """Return who has sessions at both visits."""
        visits = self.sessions[arm]
        return sorted(set(visits[before]) & set(visits[after]))


def _ordinary(index: str, values: Floats, groups: _Groups) -> Iterator[tuple[Any, ...]]:
    changes: dict[tuple[str, str, str], Floats] = {}
    for arm, visits in groups.sessions.items():
        for visit, members in visits.items():
            there = given(values[list(members.values())])
            yield "level", index, arm, visit, None, len(there), *_row(against_zero(there))
    for arm, before, after in groups.changes():
        visits, who = groups.sessions[arm], groups.both(arm, before, after)
        one, other = ([visits[visit][name] for name in who] for visit in (after, before))
        moved = changes[arm, before, after] = given(values[one] - values[other])
        yield "change", index, arm, before, after, len(moved), *_row(against_zero(moved))
    for arm, other_arm, before, after in groups.between():
        own, others = changes[arm, before, after], changes[other_arm, before, after]
        n = len(own) + len(others)
        yield "change_between_arms", index, f"{arm} - {other_arm}", before, after, n, *_row(between(others, own))


def _row(contrast: Contrast | None) -> tuple[float | None, ...]:
    """Return estimate, interval and p, as far as there are any."""
    if contrast is None:
        return None, None, None, None
    return _there(contrast.estimate, contrast.low, contrast.high, contrast.p)


def _there(*values: float) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(value) else value for value in values)


def _robust(pairs: SideBySide, groups: _Groups) -> Iterator[tuple[Any, ...]]:
    cells = np.zeros(len(pairs.sessions), dtype=np.int64)
    whole = robust_asymmetry(pairs, cells)
    numbers: dict[tuple[str, str], int] = {}
    for arm, visits in groups.sessions.items():
        for visit in visits:
            numbers[arm, visit] = len(numbers)
    names = pairs.sessions[["arm", "visit"]].astype(str).itertuples(index=False, name=None)
    found = robust_asymmetry(pairs, np.array([numbers[arm, visit] for arm, visit in names], dtype=np.int64))
    if whole is None or found is None:
        return
    n = pairs.sessions["participant_id"].nunique()
    yield "level", ROBUST, None, None, None, n, *_contrast(whole, {0: 1.0})
    for (arm, visit), cell in numbers.items():
        yield "level", ROBUST, arm, visit, None, len(groups.sessions[arm][visit]), *_contrast(found, {cell: 1.0})
    for arm, before, after in groups.changes():
        n = len(groups.both(arm, before, after))
        weights = {numbers[arm, after]: 1.0, numbers[arm, before]: -1.0}
        yield "change", ROBUST, arm, before, after, n, *_contrast(found, weights)
    for arm, other, before, after in groups.between():
        n = len(groups.both(arm, before, after)) + len(groups.both(other, before, after))
        weights = {
            numbers[arm, after]: 1.0, numbers[arm, before]: -1.0,
            numbers[other, after]: -1.0, numbers[other, before]: 1.0,
        }  # fmt: skip
        yield "change_between_arms", ROBUST, f"{arm} - {other}", before, after, n, *_contrast(found, weights)


def _contrast(found: RobustAsymmetry, weights: Mapping[int, float]) -> tuple[float | None, ...]:
    estimate, error, df = found.contrast(weights)
    return _there(estimate, *t_test(estimate, error, df))
