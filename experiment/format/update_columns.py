"""The table of updates that is made for analysts, a row for each participant, visit and event: its columns."""

from __future__ import annotations

from experiment.format.columns import Column
from experiment.format.trial_row import COLUMNS
from experiment.format.vocabulary import AnsweredBy, Outcome

_OF_EVENT = (
    "participant_id", "visit", "run", "event_id", "study", "arm", "visit_number", "window", "hours_since_anchor",
    "event_list", "event_category", "event_valence", "base_rate_pct", "base_rate_strength", "base_rate_shown",
    "rate_seen_before",
)  # fmt: skip

_FLOAT = float | None


def _estimate(which: str) -> tuple[Column, ...]:
    prefix = f"{which}_estimate_"
    return (
        Column(prefix + "pct", f"{which} estimate of one's own risk; n/a: missed or unconfirmed", "pct", int | None),
        Column(prefix + "outcome", f"how the question of the {which} estimate ended", None, Outcome | None),
        Column(prefix + "rt_s", f"{which} estimate: from the flip that showed the question to the answer", "s", _FLOAT),
        Column(prefix + "by", f"{which} estimate: what the hands used", None, AnsweredBy | None),
        Column(prefix + "changes", f"{which} estimate: changes of mind", None, int | None),
        Column(prefix + "trial_in_session", f"{which} estimate: place among its session's trials", None, int | None),
        Column(prefix + "timing_flag", f"{which} estimate: `timing_flag` of its row", None, bool | None),
        Column(prefix + "disturbed", f"{which} estimate: `disturbed` of its row", None, bool | None),
    )  # fmt: skip


UPDATE_COLUMNS: tuple[Column, ...] = (
    *(column for name in _OF_EVENT for column in COLUMNS if column.name == name),
    Column("minimum_pct", "the least that could be answered", "pct", int),
    Column("maximum_pct", "the most that could be answered", "pct", int),
    *_estimate("first"),
    *_estimate("second"),
    Column("population_pct", "estimate of the population's risk (eBR)", "pct", int | None),
    Column("population_rt_s", "its response time", "s", _FLOAT),
    Column("confidence_pct", "confidence in the base rate, where it was asked", "pct", int | None),
    Column("confidence_rt_s", "its response time", "s", _FLOAT),
    Column("memory_pct", "recalled base rate, where it was asked", "pct", int | None),
    Column("estimation_error_pct", "first estimate less base rate (EE = E1 − BR)", "pct", _FLOAT),
    Column("news", "`good`: the rate is better than was estimated; `bad`: worse; `none`: the same", None, str | None),
    Column("update_pct", "from the first estimate to the second, positive towards the base rate", "pct", _FLOAT),
    Column("population_error_pct", "estimate of the population's risk less base rate (EE′ = eBR − BR)", "pct", _FLOAT),
    Column("population_news", "news by that second classification", None, str | None),
    Column("population_update_pct", "update by that second classification", "pct", _FLOAT),
    Column("bayes_second_pct", "second estimate that Bayes' rule expects of E1, eBR and BR", "pct", _FLOAT),
    Column("bayes_update_pct", "update that Bayes' rule expects", "pct", _FLOAT),
    Column("residual_pct", "update less that one", "pct", _FLOAT),
    Column("memory_error_pct", "distance of the recalled base rate from the base rate", "pct", _FLOAT),
    Column(
        "excluded",
        "why the pair is no update: `rate_not_shown` (a retest event), `first_missing`, `second_missing`, `no_news`; "
        "n/a: it is one",
        None,
        str | None,
    ),
)
"""Every column, in the order of the table."""
