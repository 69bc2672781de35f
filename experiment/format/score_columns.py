"""What the measures of a session are called in exports, and what each says."""

from __future__ import annotations

from dataclasses import dataclass

from experiment.format.columns import Column, column, columns_of


@dataclass(frozen=True, kw_only=True)
class ScoreColumns:
    """The measures of a session, in percentage points where nothing else is said; n/a where nothing stands for them."""

    n_good: int = column("updates after good news")
    n_bad: int = column("updates after bad news")
    n_no_news: int = column("pairs whose first estimate was the base rate: no news, left out")
    n_incomplete: int = column("pairs with a missing estimate, left out")
    n_retest: int = column("pairs of retest events, whose rate was not shown")
    n_population: int = column("estimates of the population's risk that were given")
    n_memory: int = column("base rates that were recalled")
    update_good_pct: float | None = column("mean update after good news, positive towards the base rate", "pct")
    update_bad_pct: float | None = column("mean update after bad news, positive towards the base rate", "pct")
    bias_pct: float | None = column("mean update after good news less that after bad news", "pct")
    bias_adjusted_pct: float | None = column("the same difference at one size of the estimation error", "pct")
    slope_good: float | None = column("slope of the updates on the size of the estimation error, good news")
    slope_bad: float | None = column("slope of the updates on the size of the estimation error, bad news")
    correlation_good: float | None = column("correlation of updates and the size of the estimation error, good news")
    correlation_bad: float | None = column("correlation of updates and the size of the estimation error, bad news")
    scaling: float | None = column("S of UPD = S·|EE| + A·v·|EE|, by least squares")
    asymmetry: float | None = column("A of the same: by how much the share is larger after good news than on average")
    error_size_pct: float | None = column("mean size of the estimation error", "pct")
    comparative_optimism_pct: float | None = column(
        "mean of the population's estimated risk less one's own (of favourable events, the other way round)", "pct"
    )
    memory_error_pct: float | None = column("mean distance of the recalled base rate from the base rate", "pct")
    population_n_good: int = column("as n_good, by the second classification: the sign of eBR − BR")
    population_n_bad: int = column("as n_bad, by the second classification")
    population_n_no_news: int = column("pairs whose population estimate was the base rate")
    population_update_good_pct: float | None = column("as update_good_pct, by the second classification", "pct")
    population_update_bad_pct: float | None = column("as update_bad_pct, by the second classification", "pct")
    population_bias_pct: float | None = column("as bias_pct, by the second classification", "pct")
    population_slope_good: float | None = column("as slope_good, by the second classification, on |eBR − BR|")
    population_slope_bad: float | None = column("as slope_bad, by the second classification, on |eBR − BR|")
    population_correlation_good: float | None = column("as correlation_good, by the second classification")
    population_correlation_bad: float | None = column("as correlation_bad, by the second classification")
    population_error_size_pct: float | None = column("mean |eBR − BR|", "pct")
    residual_n_good: int = column("updates after good news less those that Bayes' rule expects: how many")
    residual_n_bad: int = column("updates after bad news less those that Bayes' rule expects: how many")
    residual_good_pct: float | None = column("their mean, good news", "pct")
    residual_bad_pct: float | None = column("their mean, bad news", "pct")
    residual_bias_pct: float | None = column("the difference of these means", "pct")
    residual_slope_good: float | None = column("slope of these residuals on |EE|, good news")
    residual_slope_bad: float | None = column("slope of these residuals on |EE|, bad news")
    residual_correlation_good: float | None = column("correlation of these residuals and |EE|, good news")
    residual_correlation_bad: float | None = column("correlation of these residuals and |EE|, bad news")


SCORE_COLUMNS: tuple[Column, ...] = tuple(columns_of(ScoreColumns))
"""Every measure, in the order of exports."""
