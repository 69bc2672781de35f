"""What each measure can say, and what it cannot."""

from __future__ import annotations

from experiment.analysis.meaning import MEANINGS
from experiment.report.section import Head, Section, Table, heads, paragraph
from experiment.report.study_data import StudyData


def meanings(data: StudyData) -> Section | None:
    """Return the section; ``None``: no run counts."""
    if not data.measured:
        return None
    return Section(
        "meanings",
        "What each measure can say, and what it cannot",
        (
            paragraph("For whoever reads the figures of this page without having worked with the task."),
            Table(
                "Measures in plain words.",
                (*heads("Measure"), Head("It can say", wraps=True), Head("It cannot", wraps=True)),
                tuple((one.name, one.can, one.cannot) for one in MEANINGS),
            ),
        ),
    )
