"""Memory of the base rates."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.report.effects import READ, Measure, figure_by_visit, table_of
from experiment.report.section import Block, Section, paragraph
from experiment.report.study_data import StudyData

_MEASURE = Measure("memory_error_pct", "memory error")


def memory(data: StudyData) -> Section | None:
    """Return the section; ``None``: nobody was asked what the rates were."""
    if not data.measured or not data.scores[_MEASURE.column].notna().any():
        return None
    return Section("memory", "Memory", tuple(_blocks(data)))


def _blocks(data: StudyData) -> Iterator[Block]:
    yield paragraph(
        "The memory error of a session is the mean distance between the base rates and what was recalled of them. A "
        "group that forgets more has less to update by, so differences in updating are read beside it."
    )
    yield figure_by_visit(
        data, "memory-error", [_MEASURE], "Memory error (points)", f"Memory error by visit and group. {READ}",
        unit="points", height_in=2.8, from_zero=True,
    )  # fmt: skip
    yield table_of(data, "Memory error by arm and visit, in percentage points.", [_MEASURE])
