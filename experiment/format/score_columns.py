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
    update_good_pct: float | None = column("mean update after good news, positive towards the base rate", "pct")
    update_bad_pct: float | None = column("mean update after bad news, positive towards the base rate", "pct")
    bias_pct: float | None = column("mean update after good news less that after bad news", "pct")
    slope_good: float | None = column("slope of the updates on the size of the estimation error, good news")
    slope_bad: float | None = column("slope of the updates on the size of the estimation error, bad news")
    correlation_good: float | None = column("correlation of updates and the size of the estimation error, good news")
    correlation_bad: float | None = column("correlation of updates and the size of the estimation error, bad news")
    error_size_pct: float | None = column("mean size of the estimation error", "pct")
    comparative_optimism_pct: float | None = column("mean of the population's estimated risk less one's own", "pct")
    memory_error_pct: float | None = column("mean distance of the recalled base rate from the base rate", "pct")


SCORE_COLUMNS: tuple[Column, ...] = tuple(columns_of(ScoreColumns))
"""Every measure, in the order of exports."""
