"""What a session is looked at for, and what is flagged: a table of checks, each of one measure against one limit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import pandas as pd

from experiment.config.quality import Quality


class Notation(Enum):
    """How figures of a measure are written for people."""

    SHARE = auto()
    NUMBER = auto()
    DECIMAL = auto()
    YES_NO = auto()


_MOST_DIGITS = 6


@dataclass(frozen=True)
class QualityCheck:
    """One thing that a session may be flagged for.

    Parameters
    ----------
    flag
        Its word in the column `flags`.
    measure
        Column of `load_quality` that is looked at; of yes or no: flagged if it is so.
    label
        What it is, for people.
    notation
        How its figures are written.
    limit
        Key of `Quality`; ``None``: of yes or no.
    flagged_below
        What is less than the limit is flagged; otherwise what is more.
    of_answers
        A figure of few answers says nothing: it is judged from `Quality.fewest_answers` first estimates on.
    """

    flag: str
    measure: str
    label: str
    notation: Notation
    limit: str | None = None
    flagged_below: bool = False
    of_answers: bool = False

    def limit_in(self, limits: Quality) -> float | None:
        """Return the limit; ``None``: there is none, or nothing is flagged for it."""
        return None if self.limit is None else getattr(limits, self.limit)

    def flagged(self, table: pd.DataFrame, limits: Quality) -> pd.Series[Any]:
        """Return for each session whether it is flagged; what is missing is not."""
        values = table[self.measure]
        if self.notation is Notation.YES_NO:
            return values.fillna(False).astype(bool)
        limit = self.limit_in(limits)
        if limit is None:
            return pd.Series(False, index=table.index)
        over = values < limit if self.flagged_below else values > limit
        over = over.fillna(False).astype(bool)
        return over & (table["n_first"] >= limits.fewest_answers) if self.of_answers else over

    def said(self, value: Any, more: int = 0) -> str:
        """Return a figure, in words, with so many digits more than usual."""
        if pd.isna(value):
            return "–"
        match self.notation:
            case Notation.SHARE:
                return f"{100 * value:.{more + (0 < value < 0.01)}f} %"
            case Notation.DECIMAL:
                return f"{value:.{more + (2 if value < 1 else 1)}f}"
            case Notation.YES_NO:
                return "yes" if value else "no"
            case Notation.NUMBER:
                return f"{value:g}"

    def beside_limit(self, value: Any, limits: Quality) -> str:
        """Return a figure that is flagged and its limit, in words: with as many digits as tell them apart."""
        limit = self.limit_in(limits)
        told_apart = (more for more in range(_MOST_DIGITS) if self.said(value, more) != self.said(limit, more))
        more = next(told_apart, _MOST_DIGITS)
        return f"{self.said(value, more)} ({self.limit_said(limits, more)})"

    def limit_said(self, limits: Quality, more: int = 0) -> str:
        """Return the limit, in words."""
        limit = self.limit_in(limits)
        if self.notation is Notation.YES_NO:
            return "no"
        return "–" if limit is None else f"{'≥' if self.flagged_below else '≤'} {self.said(limit, more)}"


def _share(flag: str, measure: str, label: str, limit: str, of_answers: bool = False) -> QualityCheck:
    return QualityCheck(flag, measure, label, Notation.SHARE, limit, of_answers=of_answers)


CHECKS: tuple[QualityCheck, ...] = (
    _share("missed", "missed_share", "missed questions", "missed_max_share"),
    _share("unconfirmed", "unconfirmed_share", "unconfirmed answers", "unconfirmed_max_share"),
    _share("anticipations", "anticipations_share", "anticipations", "anticipations_max_share"),
    QualityCheck("little_spread", "first_sd_pct", "SD of first estimates (points)", Notation.DECIMAL,
                 "first_sd_min_pct", flagged_below=True, of_answers=True),
    QualityCheck("few_distinct", "distinct", "different first estimates", Notation.NUMBER, "distinct_min",
                 flagged_below=True, of_answers=True),
    _share("one_answer", "commonest_share", "commonest first estimate", "commonest_max_share", of_answers=True),
    QualityCheck("long_run", "longest_run", "the same in a row, at most", Notation.NUMBER, "longest_run_max",
                 of_answers=True),
    _share("at_bounds", "bounds_share", "first estimates at a bound", "bounds_max_share", of_answers=True),
    _share("wrong_way", "wrong_way_share", "updates away from the rate", "wrong_way_max_share", of_answers=True),
    _share("fast", "fast_share", "fast estimates", "fast_max_share"),
    _share("slow", "slow_share", "slow estimates", "slow_max_share"),
    QualityCheck("frozen", "rt_variation", "response times, SD / mean", Notation.DECIMAL, "rt_variation_min",
                 flagged_below=True, of_answers=True),
    _share("frames_lost", "frames_lost_share", "lost frames", "frames_lost_max_share"),
    _share("timing", "timing_flags_share", "rows with a timing flag", "timing_flags_max_share"),
    _share("disturbed", "disturbed_share", "disturbed rows", "disturbed_max_share"),
    _share("repeated", "repeated_share", "trials presented again", "repeated_max_share"),
    QualityCheck("pauses", "pauses", "pauses", Notation.NUMBER, "pauses_max"),
    QualityCheck("window", "outside_window", "not at its time", Notation.YES_NO),
    QualityCheck("another_run", "another_run", "begun again as another run", Notation.YES_NO),
    QualityCheck("rates_seen", "rates_seen", "first estimates after the rate was seen", Notation.YES_NO),
    QualityCheck("study_files", "study_files_changed", "other study files than the first", Notation.YES_NO),
    QualityCheck("emulated_display", "emulated_display", "display that kept no time", Notation.YES_NO),
)  # fmt: skip
"""Everything that is looked at, in the order in which it is shown."""
