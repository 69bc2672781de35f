"""How often each test of a group finds something where there is nothing: what stands beside its p.

Shares of studies with p < .05 among simulated ones of people who never learn, or learn alike from all news (noise 5 to
20, some otherwise at each visit): the smallest and the largest row of docs/nulls.md. Apart from them the largest of
people whose answers are noisier at a later visit, and of people whose beliefs have a long tail to high risks. A test
that is right has .05, which 460 studies show as .032 to .074, 250 as .024 to .080, 120 as .018 to .091, and 60 as 0 to
.117.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd


@dataclass(frozen=True)
class NullRates:
    """Shares of null studies in which a test finds something.

    Parameters
    ----------
    least, most
        Over all conditions in which neither of the others holds.
    noisier
        Where the answers of patients are noisier after the first visit.
    skewed
        Where beliefs have a long tail to high risks.
    """

    least: float
    most: float
    noisier: float
    skewed: float


NOISIER_AT_MOST_BY_CHANCE, SKEWED_AT_MOST_BY_CHANCE = 0.091, 0.117
"""The largest share that chance shows of a test that is right, in 95 % of as many studies as were counted at least: 120
whose noise changes, 60 of skewed beliefs."""

LEVEL, CHANGE, BETWEEN_ARMS = "level", "change", "change_between_arms"
LEVEL_OF_ALL = "level_of_all"
"""The noise-robust asymmetry of all sessions together."""
AT_FIRST, AT_LAST = "difference_at_first", "difference_at_last"
"""How two arms differ at a visit, the first or the last of a comparison."""
WITH_SYMPTOMS = "with_symptoms"
"""Whether a measure changes where symptoms do."""


def of_trials(groups: int, classification: str) -> str:
    """Name the tests of a mixed model of trials: of two groups or of one, by how news are told apart."""
    return f"trials_of_{'two_groups' if groups > 1 else 'one_group'}_{classification}"


NULL_RATES: Mapping[tuple[str, str], NullRates] = MappingProxyType(
    {
        (LEVEL, "bias_pct"): NullRates(0.05, 0.75, 0.63, 0.78),
        (LEVEL, "bias_adjusted_pct"): NullRates(0.25, 0.90, 0.84, 0.90),
        (LEVEL, "slope_difference"): NullRates(0.04, 0.10, 0.07, 0.09),
        (LEVEL, "asymmetry"): NullRates(0.15, 0.89, 0.73, 0.67),
        (LEVEL, "population_bias_pct"): NullRates(0.03, 0.90, 0.83, 0.05),
        (LEVEL, "residual_bias_pct"): NullRates(0.04, 1.00, 0.83, 0.99),
        (LEVEL_OF_ALL, "robust_asymmetry"): NullRates(0.030, 0.054, 0.057, 0.617),
        (LEVEL, "robust_asymmetry"): NullRates(0.033, 0.061, 0.061, 0.185),
        (CHANGE, "bias_pct"): NullRates(0.03, 0.06, 0.14, 0.05),
        (CHANGE, "bias_adjusted_pct"): NullRates(0.03, 0.07, 0.19, 0.06),
        (CHANGE, "slope_difference"): NullRates(0.02, 0.07, 0.06, 0.05),
        (CHANGE, "asymmetry"): NullRates(0.03, 0.06, 0.09, 0.04),
        (CHANGE, "population_bias_pct"): NullRates(0.04, 0.07, 0.06, 0.05),
        (CHANGE, "residual_bias_pct"): NullRates(0.03, 0.07, 0.24, 0.04),
        (CHANGE, "robust_asymmetry"): NullRates(0.026, 0.063, 0.059, 0.035),
        (BETWEEN_ARMS, "bias_pct"): NullRates(0.04, 0.07, 0.08, 0.05),
        (BETWEEN_ARMS, "bias_adjusted_pct"): NullRates(0.02, 0.08, 0.10, 0.05),
        (BETWEEN_ARMS, "slope_difference"): NullRates(0.02, 0.06, 0.04, 0.05),
        (BETWEEN_ARMS, "asymmetry"): NullRates(0.02, 0.05, 0.04, 0.06),
        (BETWEEN_ARMS, "population_bias_pct"): NullRates(0.03, 0.06, 0.05, 0.05),
        (BETWEEN_ARMS, "residual_bias_pct"): NullRates(0.03, 0.06, 0.18, 0.05),
        (BETWEEN_ARMS, "robust_asymmetry"): NullRates(0.030, 0.057, 0.052, 0.050),
        (of_trials(2, "own"), "group"): NullRates(0.03, 0.06, 0.57, 0.03),
        (of_trials(2, "own"), "visit"): NullRates(0.03, 0.05, 0.74, 0.03),
        (of_trials(2, "own"), "news"): NullRates(0.75, 1.00, 0.96, 1.00),
        (of_trials(2, "own"), "group × visit"): NullRates(0.03, 0.07, 0.68, 0.03),
        (of_trials(2, "own"), "group × news"): NullRates(0.06, 0.07, 0.06, 0.03),
        (of_trials(2, "own"), "visit × news"): NullRates(0.03, 0.06, 0.05, 0.03),
        (of_trials(2, "own"), "group × visit × news"): NullRates(0.01, 0.06, 0.07, 0.05),
        (of_trials(2, "population"), "group"): NullRates(0.02, 0.11, 0.10, 0.07),
        (of_trials(2, "population"), "visit"): NullRates(0.04, 0.07, 0.10, 0.07),
        (of_trials(2, "population"), "news"): NullRates(0.03, 0.98, 0.51, 0.07),
        (of_trials(2, "population"), "group × visit"): NullRates(0.03, 0.06, 0.11, 0.05),
        (of_trials(2, "population"), "group × news"): NullRates(0.04, 0.06, 0.03, 0.07),
        (of_trials(2, "population"), "visit × news"): NullRates(0.04, 0.05, 0.02, 0.05),
        (of_trials(2, "population"), "group × visit × news"): NullRates(0.04, 0.08, 0.03, 0.08),
        (of_trials(1, "own"), "change"): NullRates(0.05, 0.06, 0.81, 0.04),
        (of_trials(1, "own"), "news"): NullRates(0.35, 0.79, 0.57, 0.92),
        (of_trials(1, "own"), "change × news"): NullRates(0.04, 0.05, 0.07, 0.02),
        (of_trials(1, "population"), "change"): NullRates(0.04, 0.06, 0.09, 0.06),
        (of_trials(1, "population"), "news"): NullRates(0.04, 0.75, 0.39, 0.07),
        (of_trials(1, "population"), "change × news"): NullRates(0.03, 0.06, 0.02, 0.05),
        (AT_FIRST, "bias_pct"): NullRates(0.04, 0.06, 0.05, 0.03),
        (AT_FIRST, "population_bias_pct"): NullRates(0.04, 0.05, 0.04, 0.04),
        (AT_LAST, "bias_pct"): NullRates(0.04, 0.05, 0.09, 0.05),
        (AT_LAST, "population_bias_pct"): NullRates(0.04, 0.06, 0.05, 0.05),
        (WITH_SYMPTOMS, "update_good_pct"): NullRates(0.04, 0.06, 0.05, 0.04),
        (WITH_SYMPTOMS, "update_bad_pct"): NullRates(0.03, 0.07, 0.03, 0.05),
        (WITH_SYMPTOMS, "bias_pct"): NullRates(0.04, 0.06, 0.05, 0.04),
        (WITH_SYMPTOMS, "bias_adjusted_pct"): NullRates(0.04, 0.05, 0.05, 0.04),
        (WITH_SYMPTOMS, "slope_good"): NullRates(0.05, 0.06, 0.05, 0.03),
        (WITH_SYMPTOMS, "slope_bad"): NullRates(0.05, 0.07, 0.05, 0.04),
        (WITH_SYMPTOMS, "correlation_good"): NullRates(0.04, 0.07, 0.04, 0.03),
        (WITH_SYMPTOMS, "correlation_bad"): NullRates(0.05, 0.06, 0.05, 0.03),
        (WITH_SYMPTOMS, "scaling"): NullRates(0.04, 0.06, 0.04, 0.04),
        (WITH_SYMPTOMS, "asymmetry"): NullRates(0.04, 0.06, 0.05, 0.06),
        (WITH_SYMPTOMS, "error_size_pct"): NullRates(0.06, 0.06, 0.04, 0.06),
        (WITH_SYMPTOMS, "comparative_optimism_pct"): NullRates(0.04, 0.05, 0.06, 0.06),
        (WITH_SYMPTOMS, "population_update_good_pct"): NullRates(0.05, 0.06, 0.04, 0.05),
        (WITH_SYMPTOMS, "population_update_bad_pct"): NullRates(0.04, 0.06, 0.03, 0.04),
        (WITH_SYMPTOMS, "population_bias_pct"): NullRates(0.04, 0.06, 0.04, 0.06),
        (WITH_SYMPTOMS, "residual_good_pct"): NullRates(0.03, 0.07, 0.04, 0.06),
        (WITH_SYMPTOMS, "residual_bad_pct"): NullRates(0.04, 0.07, 0.03, 0.06),
        (WITH_SYMPTOMS, "residual_bias_pct"): NullRates(0.04, 0.06, 0.04, 0.05),
    }
)
"""By test and measure, as `group_tests` names them. Levels of an arm at a visit are those of controls at baseline."""


NULL_COLUMNS = ("found_in_nulls_low", "found_in_nulls_high", "found_in_nulls_noisier", "found_in_nulls_skewed")
"""As which they stand beside a p."""


def null_columns(counted: Iterable[tuple[str, str] | None]) -> pd.DataFrame:
    """Return what stands beside each p: a row for each test and measure; missing where nobody has counted."""
    found = [NULL_RATES.get(one) if one is not None else None for one in counted]
    rows = [
        dict.fromkeys(NULL_COLUMNS)
        if one is None
        else dict(zip(NULL_COLUMNS, (one.least, one.most, one.noisier, one.skewed), strict=True))
        for one in found
    ]
    return pd.DataFrame(rows, columns=list(NULL_COLUMNS)).astype("Float64")


def counted_as(test: str, of_all: bool) -> str:
    """Return what null studies call a test of `group_tests`: that of all sessions together is apart."""
    return LEVEL_OF_ALL if of_all else test
