"""Memory of the base rates."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.report.drawing import as_svg, panels, the_look
from experiment.report.effects import draw_by_visit, in_words, table_of
from experiment.report.section import Block, Figure, Section, paragraph
from experiment.report.study_data import StudyData


def memory(data: StudyData) -> Section | None:
    """Make the section; ``None``: nobody was asked what the rates were."""
    if not data.measured or not data.scores["memory_error_pct"].notna().any():
        return None
    return Section("memory", "Memory", tuple(_blocks(data)))


def _blocks(data: StudyData) -> Iterator[Block]:
    yield paragraph(
        "The memory error of a session is the mean distance between the base rates and what was recalled of them. A "
        "group that forgets more has less to update by, so differences in updating are read beside it."
    )
    alt = f"Memory error: {in_words(data, 'memory_error_pct', 'points')}"
    with the_look():
        drawing, ((axes,),) = panels(1, 1, 2.8)
        draw_by_visit(axes, data, "memory_error_pct")
        axes.set_ylim(bottom=0)
        axes.set_ylabel("Memory error (points)")
        axes.legend(loc="upper right", handletextpad=0.2)
        svg = as_svg(drawing, "memory", alt)
    yield Figure(
        svg, alt,
        "Memory error by visit and group; dots are participants, large marks means with 95 % intervals.",
    )  # fmt: skip
    yield table_of(
        data, "Memory error by arm and visit, in percentage points.", (("memory_error_pct", "memory error"),)
    )
