"""How often each test of a group finds something where there is nothing: what stands beside its p.

Shares of studies with p < .05 among simulated ones of people who never learn, or learn alike from all news (noise 5 to
20, one of them noisier at a later visit), 200 for each row: the smallest and the largest row of docs/nulls.md. A test
that is right has .05, which 200 studies show as .024 to .090.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class NullRates:
    """Shares of null studies in which a test finds something, over all conditions; the last one of skewed beliefs."""

    least: float
    most: float
    skewed: float


AT_MOST_BY_CHANCE = 0.09
"""The largest share that chance shows of a test that is right, in 95 % of 200 studies."""

LEVEL, CHANGE, BETWEEN_ARMS = "level", "change", "change_between_arms"
LEVEL_OF_ALL = "level_of_all"
"""The noise-robust asymmetry of all sessions together."""

NULL_RATES: Mapping[tuple[str, str], NullRates] = MappingProxyType(
    {
        (LEVEL, "bias_pct"): NullRates(0.04, 0.78, 0.82),
        (LEVEL, "bias_adjusted_pct"): NullRates(0.33, 0.91, 0.94),
        (LEVEL, "slope_difference"): NullRates(0.04, 0.11, 0.07),
        (LEVEL, "asymmetry"): NullRates(0.20, 0.92, 0.72),
        (LEVEL, "population_bias_pct"): NullRates(0.03, 0.94, 0.04),
        (LEVEL, "residual_bias_pct"): NullRates(0.06, 1.00, 0.98),
        (LEVEL_OF_ALL, "robust_asymmetry"): NullRates(0.020, 0.065, 0.635),
        (LEVEL, "robust_asymmetry"): NullRates(0.030, 0.065, 0.175),
        (CHANGE, "bias_pct"): NullRates(0.03, 0.13, 0.04),
        (CHANGE, "bias_adjusted_pct"): NullRates(0.03, 0.17, 0.04),
        (CHANGE, "slope_difference"): NullRates(0.01, 0.06, 0.04),
        (CHANGE, "asymmetry"): NullRates(0.03, 0.09, 0.03),
        (CHANGE, "population_bias_pct"): NullRates(0.02, 0.07, 0.04),
        (CHANGE, "residual_bias_pct"): NullRates(0.04, 0.23, 0.03),
        (CHANGE, "robust_asymmetry"): NullRates(0.025, 0.060, 0.030),
        (BETWEEN_ARMS, "bias_pct"): NullRates(0.03, 0.07, 0.04),
        (BETWEEN_ARMS, "bias_adjusted_pct"): NullRates(0.01, 0.09, 0.04),
        (BETWEEN_ARMS, "slope_difference"): NullRates(0.01, 0.07, 0.04),
        (BETWEEN_ARMS, "asymmetry"): NullRates(0.01, 0.06, 0.06),
        (BETWEEN_ARMS, "population_bias_pct"): NullRates(0.02, 0.09, 0.07),
        (BETWEEN_ARMS, "residual_bias_pct"): NullRates(0.03, 0.17, 0.06),
        (BETWEEN_ARMS, "robust_asymmetry"): NullRates(0.030, 0.080, 0.040),
    }
)
"""By test and measure, as `group_tests` names them. Levels of an arm at a visit are those of controls at baseline."""


def null_rates(test: str, measure: str, of_all: bool) -> NullRates | None:
    """Return how often a test finds something where there is nothing; ``None``: nobody has counted.

    Parameters
    ----------
    test, measure
        As `group_tests` names them.
    of_all
        Whether it is of all sessions together, and not of an arm.
    """
    return NULL_RATES.get((LEVEL_OF_ALL if of_all else test, measure))
