"""From where on `quality` flags a session: the thresholds of the study file, and where each comes from."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, Strict

from experiment.config.model import Count, Model

Share = Annotated[float, Strict(), Field(ge=0, le=1)]
_Points = Annotated[float, Strict(), Field(ge=0, le=50)]
_Seconds = Annotated[float, Strict(), Field(ge=0.01, le=600)]
_Ratio = Annotated[float, Strict(), Field(ge=0, le=5)]
_Few = Annotated[int, Strict(), Field(ge=0, le=500)]


class Quality(Model):
    """From where on a session is flagged by `quality`; null: never for this. Nothing is left out for a flag.

    "528 sessions": of 40 first estimates each, 3 to 77 %, published with Vellani et al. 2022; shares of people.
    """

    fewest_answers: Count = 20
    """Answers are judged from so many first estimates on: the figures of the 528 sessions are of 40 each; assumed. For
    example `20`."""
    missed_max_share: Share | None = 0.2
    """Questions of the trials that were missed; assumed (Ossola et al. 2020: 4.7 of 40 on average). For example
    `0.2`."""
    unconfirmed_max_share: Share | None = 0.1
    """Questions at whose deadline a value stood unconfirmed; assumed. For example `0.1`."""
    anticipation_s: _Seconds = 0.2
    """A first input so soon after the question was shown is no answer to it; assumed. For example `0.2`."""
    anticipations_max_share: Share | None = 0.05
    """Estimates with such an input; assumed. For example `0.05`."""
    first_sd_min_pct: _Points | None = 11
    """SD of the first estimates, in points; 1 % of the 528 sessions have less than 10.9, the median is 20.2. For
    example `11`."""
    distinct_min: Count | None = 7
    """Different first estimates; 1 % of the 528 sessions have 7 at most, the median is 15. For example `7`."""
    commonest_max_share: Share | None = 0.55
    """Share of the commonest first estimate; 1 % of the 528 sessions have more. For example `0.55`."""
    longest_run_max: Count | None = 6
    """The same first estimate so often in a row; 1 % of the 528 sessions have more (in the order of their file). For
    example `6`."""
    bounds_max_share: Share | None = 0.55
    """First estimates at either end of the range; 1 % of the 528 sessions have more. For example `0.55`."""
    wrong_way_max_share: Share | None = 0.5
    """Updates away from the base rate; assumed: noise alone moves more answers towards the rate than away from it. For
    example `0.5`."""
    fast_s: _Seconds = 0.5
    """An estimate confirmed sooner than this is fast; assumed. For example `0.5`."""
    fast_max_share: Share | None = 0.1
    """Fast estimates; assumed. For example `0.1`."""
    slow_s: _Seconds = 30.0
    """An estimate confirmed later than this, or in the last tenth of its time, is slow; assumed. For example `30.0`."""
    slow_max_share: Share | None = 0.25
    """Slow estimates; assumed. For example `0.25`."""
    rt_variation_min: _Ratio | None = 0.1
    """SD of the response times divided by their mean: below, they hardly differ, as of nobody who thinks; assumed. For
    example `0.1`."""
    frames_lost_max_share: Share | None = 0.001
    """Refreshes of the display that passed without a new frame; assumed. For example `0.001`."""
    timing_flags_max_share: Share | None = 0.05
    """Rows with `timing_flag`; assumed. For example `0.05`."""
    disturbed_max_share: Share | None = 0.05
    """Rows with `disturbed`; assumed. For example `0.05`."""
    repeated_max_share: Share | None = 0.1
    """Trials that were broken off and presented again; assumed. For example `0.1`."""
    pauses_max: _Few | None = 3
    """Pauses; assumed. For example `3`."""
