"""Learning scores: how far updates go with the size of the estimation error, within each session."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.report.dots import zero_line
from experiment.report.drawing import as_svg, panels, the_look
from experiment.report.effects import draw_by_visit, in_words, table_of
from experiment.report.section import Block, Figure, Section, paragraph
from experiment.report.study_data import StudyData

_MEASURES = tuple((f"slope_{kind}", f"slope, {kind} news") for kind in ("good", "bad")) + tuple(
    (f"correlation_{kind}", f"correlation, {kind} news") for kind in ("good", "bad")
)


def learning(data: StudyData) -> Section | None:
    """Make the section; ``None``: no run counts."""
    return Section("learning", "Learning", tuple(_blocks(data))) if data.measured else None


def _blocks(data: StudyData) -> Iterator[Block]:
    yield paragraph(
        "The learning score of a session is the slope of its updates on the size of their estimation errors, after "
        "good "
        "and after bad news: 0 is no relation, 1 the whole way to the base rate each time. Answer noise raises it."
    )
    yield _figure(data)
    yield table_of(data, "Learning scores by arm and visit.", _MEASURES, decimals=2)


def _figure(data: StudyData) -> Figure:
    alt = "Learning slopes: " + "; ".join(
        f"{kind} news: {in_words(data, f'slope_{kind}', '', 2)}" for kind in ("good", "bad")
    )
    with the_look():
        drawing, (row,) = panels(1, 2, 3.0)
        for axes, kind in zip(row, ("good", "bad"), strict=True):
            draw_by_visit(axes, data, f"slope_{kind}")
            zero_line(axes)
            axes.set_title(f"{kind} news")
        row[0].set_ylabel("Slope of update on |error|")
        row[-1].legend(loc="upper right", handletextpad=0.2)
        svg = as_svg(drawing, "learning", alt)
    return Figure(
        svg, alt,
        "Slope of updates on the size of the estimation error, by news, visit and group; dots are participants, large "
        "marks means with 95 % intervals.",
    )  # fmt: skip
