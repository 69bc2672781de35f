"""The group analysis of a study as one table: mixed models of trials, and contrasts of participants beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm

from experiment.analysis.contrasts import Contrast, against_zero, between, given
from experiment.analysis.group.designs import Classification, Design, one_group, two_groups
from experiment.analysis.group.mixed_model import MixedModelFit, RankDeficient, fit_mixed_model
from experiment.analysis.group.robust import robust_contrasts
from experiment.analysis.group.spread import singular_in_words, spread_rows
from experiment.analysis.null_rates import (
    AT_FIRST,
    AT_LAST,
    BETWEEN_ARMS,
    CHANGE,
    LEVEL,
    null_columns,
    of_trials,
)
from experiment.belief.news import Floats


@dataclass(frozen=True)
class Comparisons:
    """What a study lets one compare.

    Parameters
    ----------
    arms
        Two groups with visits in common; ``None``: there are none.
    visits
        The first and the last of these, or the only one.
    within
        The group with most visits, and these in order.
    left_out
        Groups that are compared with none, though there are several.
    why
        They are left out.
    """

    arms: tuple[str, str] | None
    visits: tuple[str, ...] | None
    within: tuple[str, tuple[str, ...]]
    left_out: tuple[str, ...] = ()
    why: str = ""


def comparisons(updates: pd.DataFrame) -> Comparisons:
    """Return the two planned analyses that the data are fit for.

    The group with most visits is the one that is treated; the other is coded −½. Of groups with as many visits, as at
    the beginning of a study, it is the one whose name comes last, from which `group_tests` takes off the other, too.

    Parameters
    ----------
    updates
        What `experiment.analysis.load_updates` gives.
    """
    order = [str(visit) for visit in updates["visit"].cat.categories]
    visits_of = {
        str(arm): [visit for visit in order if visit in set(rows["visit"].astype(str))]
        for arm, rows in updates.groupby("arm", observed=True)
    }
    *others, most = sorted(visits_of, key=lambda arm: (len(visits_of[arm]), arm))
    within = most, tuple(visits_of[most])
    if len(others) != 1:
        return Comparisons(None, None, within, tuple(others), "of more than two groups no two are compared")
    (other,) = others
    common = [visit for visit in visits_of[most] if visit in visits_of[other]]
    if not common:
        return Comparisons(None, None, within, (other,), f"no visit in common with {most}")
    return Comparisons((other, most), tuple(dict.fromkeys((common[0], common[-1]))), within)


COVARIATES = ("age", "education")
"""What the models of trials take into account beside |EE| where it was entered: as Bottemanne et al. 2022.

Khalid et al. 2025 have gender as well; it is a word here, and not taken into account.
"""


def covariates_in(updates: pd.DataFrame) -> tuple[str, ...]:
    """Name the covariates that a table of updates has, as numbers that differ between people."""
    return tuple(
        name for name in COVARIATES
        if name in updates and pd.api.types.is_numeric_dtype(updates[name]) and updates[name].nunique() > 1
    )  # fmt: skip


@dataclass(frozen=True)
class GroupAnalysis:
    """The group analysis of a study, as tables.

    Parameters
    ----------
    effects
        One row for each effect: `analysis` (groups or one group), `classification`, `level` (trials, participants, or
        noise_robust: the asymmetry that noise does not make, of `group_tests`, by E1 alone), `effect`, `estimate` with
        `standard_error`, 95 % interval `low` to `high` and `p` (Wald for trials, t for the others), `effect_size` with
        its interval (participants), `participants`, `rows` (of trials), and `remark`: what of random effects is
        singular, who was left out for a missing covariate, or why there is no estimate: also of groups that nobody is
        compared with. `found_in_nulls_low`,
        `found_in_nulls_high`, `found_in_nulls_noisier`, `found_in_nulls_skewed`: in which share of simulated studies of
        people without bias the test found p < .05 (docs/nulls.md); missing where nobody has counted. News is coded −1
        and 1: twice its effect is good less bad at the same |EE|, which the bias of a session does not hold still.
    spread
        One row for each random effect of each model of trials that was fitted, and one for what is left: `analysis`,
        `classification`, `grouping`, `members`, `effect`, `sd_pct`, and `correlation` with the first effect of the
        grouping.
    """

    effects: pd.DataFrame
    spread: pd.DataFrame


def group_effects(updates: pd.DataFrame, covariates: tuple[str, ...] | None = None) -> pd.DataFrame:
    """Return the effects of `group_analysis`."""
    return group_analysis(updates, covariates).effects


def group_spread(updates: pd.DataFrame, covariates: tuple[str, ...] | None = None) -> pd.DataFrame:
    """Return what differs between people, sessions and events, by `group_analysis`."""
    return group_analysis(updates, covariates).spread


def group_analysis(updates: pd.DataFrame, covariates: tuple[str, ...] | None = None) -> GroupAnalysis:
    """Return every planned effect, from trials, from participants and noise-robust, by both classifications.

    Parameters
    ----------
    updates
        What `experiment.analysis.load_updates` gives.
    covariates
        Columns of it that the models of trials take into account; ``None``: age and education, where it has them
        (`load_updates(…, phenotype=True)`).
    """
    covariates = covariates_in(updates) if covariates is None else covariates
    planned = comparisons(updates)
    rows: list[dict[str, object]] = []
    spread: list[dict[str, object]] = []

    def add_trials(named: dict[str, str], design: Design, by: Classification) -> None:
        fitted = _fit_of(design)
        rows.extend(named | row for row in _effect_rows(design, by, fitted))
        if isinstance(fitted, MixedModelFit) and fitted.settled:
            spread.extend(named | row for row in spread_rows(fitted))

    for by in Classification:
        if by is Classification.POPULATION and not updates["population_update_pct"].notna().any():
            continue
        if planned.arms and planned.visits:
            named = {"analysis": " × ".join((*planned.arms, *planned.visits)), "classification": by.value}
            add_trials(named, two_groups(updates, planned.arms, planned.visits, by, covariates), by)
            of_people = bias_tests_of_two_groups(updates, planned.arms, planned.visits, by)
            rows += [named | _participants(*one, by) for one in of_people]
            rows += [named | row for row in _robust(updates, by, planned.visits, planned.arms)]
        for left_out in planned.left_out:
            why: dict[str, object] = {"remark": f"{NOT_FITTED}: {left_out} left out: {planned.why}"}
            rows.append({"analysis": left_out, "classification": by.value, "level": "trials", "effect": "all"} | why)
        arm, visits = planned.within
        named = {"analysis": " × ".join((arm, *visits)), "classification": by.value}
        add_trials(named, one_group(updates, arm, visits, by, covariates), by)
        rows += [named | _participants(*one, by) for one in _bias_tests_of_one_group(updates, arm, visits, by)]
        rows += [named | row for row in _robust(updates, by, visits, (arm,))]
    beside = null_columns(row.get(COUNTED) for row in rows)  # type: ignore[misc]
    return GroupAnalysis(
        pd.DataFrame(rows, columns=list(_DTYPES)).astype(_DTYPES).join(beside),
        pd.DataFrame(spread, columns=list(_OF_SPREAD)).astype(_OF_SPREAD),
    )


_DTYPES = {
    "analysis": "string", "classification": "string", "level": "string", "effect": "string", "estimate": "Float64",
    "standard_error": "Float64", "low": "Float64", "high": "Float64", "p": "Float64", "effect_size": "Float64",
    "effect_low": "Float64", "effect_high": "Float64", "participants": "Int64", "rows": "Int64", "remark": "string",
}  # fmt: skip
_OF_SPREAD = {
    "analysis": "string", "classification": "string", "grouping": "string", "members": "Int64", "effect": "string",
    "sd_pct": "Float64", "correlation": "Float64",
}  # fmt: skip
_LEAST_PARTICIPANTS, _FEW_PARTICIPANTS = 4, 20
"""With fewer than the second, Wald's p is too small, and null studies, of 56, are no guide (docs/models.md)."""
SINGULAR, UNSETTLED, NOT_FITTED = "singular", "the search has not come to its end", "not fitted"
"""How remarks about a model of trials begin."""
_OF_ONE_VISIT = "one visit: p of group × news is often too small; see the contrast of participants"
"""Remark on a model of two groups: 240 null studies had .096 (docs/models.md)."""
COUNTED = "counted"
"""Key of a row: as which test and measure null studies count it."""


def _fit_of(design: Design) -> MixedModelFit | RankDeficient | None:
    """Fit the mixed model of a design; ``None``: there are too few people, and else what cannot be told apart."""
    if design.participants < _LEAST_PARTICIPANTS:
        return None
    try:
        return fit_mixed_model(design.update_pct, design.fixed, design.names, design.random)
    except RankDeficient as refused:
        return refused


def effects_of_trials(design: Design, by: Classification) -> Iterator[dict[str, object]]:
    """Give the fixed effects of the mixed model of a design as rows of `group_effects`, or why there are none."""
    return _effect_rows(design, by, _fit_of(design))


def _effect_rows(
    design: Design, by: Classification, fitted: MixedModelFit | RankDeficient | None
) -> Iterator[dict[str, object]]:
    shared: dict[str, object] = {
        "level": "trials", "participants": design.participants, "rows": len(design.update_pct),
    }  # fmt: skip
    if fitted is None:
        yield shared | {"effect": "all", "remark": f"{NOT_FITTED}: fewer than {_LEAST_PARTICIPANTS} participants"}
        return
    if isinstance(fitted, RankDeficient):
        yield shared | {"effect": ", ".join(fitted.effects), "remark": f"{NOT_FITTED}: {fitted}"}
        return
    remarks = [f"without {design.left_out} of whom {design.missing} is not known"] if design.left_out else []
    if design.participants < _FEW_PARTICIPANTS:
        remarks.append(f"fewer than {_FEW_PARTICIPANTS} participants: p may be too small; null studies had 56")
    remarks += [_OF_ONE_VISIT] if design.groups > 1 and not design.counted_as else []
    remarks += [f"{SINGULAR}: {singular_in_words(fitted, name)}" for name in fitted.singular]
    remarks += [] if fitted.settled else [f"{UNSETTLED}: no interval, and no p"]
    test = of_trials(design.groups, str(by))
    for name, estimate, error in zip(fitted.names, fitted.effects, fitted.standard_errors, strict=True):
        reach = float(norm.ppf(0.975)) * error
        known: dict[str, object] = {
            "standard_error": error, "low": estimate - reach, "high": estimate + reach,
            "p": 2 * norm.sf(abs(estimate) / error),
        } if fitted.settled else {}  # fmt: skip
        row = {"effect": name, "estimate": estimate, "remark": "; ".join(remarks) or None}
        counted = {COUNTED: (test, design.counted_as[name])} if name in design.counted_as else {}
        yield shared | row | known | counted


def biases(updates: pd.DataFrame, by: Classification) -> pd.DataFrame:
    """Return the bias of each session, mean update good less bad: participants × visits; NaN where one is empty."""
    prefix = "" if by is Classification.OWN else "population_"
    update, news = updates[f"{prefix}update_pct"], updates[f"{prefix}news"]
    rows = updates[update.notna() & news.isin(["good", "bad"])]
    means = rows.groupby(["participant_id", "visit", f"{prefix}news"], observed=True)[f"{prefix}update_pct"].mean()
    wide = means.astype("float64").unstack(f"{prefix}news").reindex(columns=["good", "bad"])
    return (wide["good"] - wide["bad"]).unstack("visit")


def bias_tests_of_two_groups(
    updates: pd.DataFrame, arms: tuple[str, str], visits: tuple[str, ...], by: Classification
) -> Iterator[tuple[str, str, Contrast | None]]:
    """Give how participants of two groups differ in the bias, and in its change: effect, test, and contrast."""
    there = updates.loc[updates["arm"].isin(arms), "visit"]
    earliest = there.cat.categories[there.cat.codes.min()]
    each = [biases(updates[updates["arm"] == arm], by).reindex(columns=list(visits)) for arm in arms]
    for visit in visits:
        groups = [_given(table[visit]) for table in each]
        test = AT_FIRST if visit == earliest or visit != visits[-1] else AT_LAST
        yield f"bias at {visit}: {arms[1]} − {arms[0]}", test, between(groups[0], groups[1])
    if len(visits) == 1:
        return
    changes = [_given(table[visits[1]] - table[visits[0]]) for table in each]
    effect = f"change of bias, {visits[1]} − {visits[0]}: {arms[1]} − {arms[0]}"
    yield effect, BETWEEN_ARMS, between(changes[0], changes[1])


def _bias_tests_of_one_group(
    updates: pd.DataFrame, arm: str, visits: tuple[str, ...], by: Classification
) -> Iterator[tuple[str, str, Contrast | None]]:
    table = biases(updates[updates["arm"] == arm], by).reindex(columns=list(visits))
    for visit in visits:
        yield f"bias at {visit}", LEVEL, against_zero(_given(table[visit]))
    for visit in visits[1:]:
        change = against_zero(_given(table[visit] - table[visits[0]]))
        yield f"change of bias, {visit} − {visits[0]}", CHANGE, change


def _robust(
    updates: pd.DataFrame, by: Classification, visits: tuple[str, ...], arms: tuple[str, ...]
) -> Iterator[dict[str, object]]:
    if by is Classification.OWN:  # it knows no other: the regression is on E1
        for contrast in robust_contrasts(updates, visits, arms):
            yield {"level": "noise_robust", **contrast}


def _participants(effect: str, test: str, contrast: Contrast | None, by: Classification) -> dict[str, object]:
    row: dict[str, object] = {"level": "participants", "effect": effect}
    if contrast is None:
        return row | {"remark": "fewer than two participants"}
    told = {name: getattr(contrast, name) for name in _OF_CONTRASTS}
    return row | told | {COUNTED: (test, BIAS_OF[by])}


BIAS_OF = {Classification.OWN: "bias_pct", Classification.POPULATION: "population_bias_pct"}
"""What the bias is called, by how news are told apart."""
_OF_CONTRASTS = (
    "estimate", "standard_error", "low", "high", "p", "effect_size", "effect_low", "effect_high", "participants",
)  # fmt: skip


def _given(column: pd.Series[Any]) -> Floats:
    return given(column.to_numpy(dtype=np.float64))
