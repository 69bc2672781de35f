"""Learning scores: how far updates go with the size of the estimation error, within each session."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.report.effects import READ, Measure, figure_by_visit, table_of
from experiment.report.nulls_behind import READ as READ_NULLS
from experiment.report.section import Block, Section, paragraph
from experiment.report.study_data import StudyData

_SLOPES = (Measure("slope_good", "good news"), Measure("slope_bad", "bad news"))
_MEASURES = (
    Measure("slope_good", "slope, good news"),
    Measure("slope_bad", "slope, bad news"),
    Measure("correlation_good", "correlation, good news"),
    Measure("correlation_bad", "correlation, bad news"),
)


def learning(data: StudyData) -> Section | None:
    """Return the section; ``None``: no run counts."""
    return Section("learning", "Learning", tuple(_blocks(data))) if data.measured else None


def _blocks(data: StudyData) -> Iterator[Block]:
    yield paragraph(
        "The learning score of a session is the slope of its updates on the size of their estimation errors, after "
        "good "
        "and after bad news: 0 is no relation, 1 the whole way to the base rate each time. Answer noise raises it."
    )
    yield figure_by_visit(
        data, "learning-slopes", _SLOPES, "Slope of update on |error|",
        f"Slope of updates on the size of the estimation error, by news, visit and group. {READ} {READ_NULLS}",
        decimals=2,
    )  # fmt: skip
    yield table_of(data, "Learning scores by arm and visit, beside the same nulls.", _MEASURES, decimals=2)
