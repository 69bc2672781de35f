"""Changes of the bias beside changes of symptoms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from experiment.analysis.symptom_changes import BothChanges, both_changes, scores_in, symptom_changes
from experiment.report.drawing import GREY, Margins, as_svg, look_of, panels, the_look
from experiment.report.false_finds import FOUND, found_in_nulls
from experiment.report.section import Block, Figure, Head, Section, Table, paragraph
from experiment.report.study_data import StudyData
from experiment.report.written import interval, number, p_value

_MEASURES = {"bias_pct": "own", "population_bias_pct": "population"}
"""The bias in both forms, and by whose risk news is told apart in it."""
_NOT_KNOWN = "n/a"
"""What stands where no clinical scores were entered, or of too few participants."""
_MARGINS = Margins(top=0.3, bottom=0.48, below=0.75)

_Place: TypeAlias = tuple[str, str, str, str, str]
"""Score, measure, arm, and from which visit to which."""


def symptoms(data: StudyData) -> Section | None:
    """Return the section; ``None``: no run counts, or nobody has two visits."""
    if not data.measured or not any(len(visits) > 1 for visits in data.arms.values()):
        return None
    return Section("symptoms", "Changes of the bias beside changes of symptoms", tuple(_blocks(data)))


def _blocks(data: StudyData) -> Iterator[Block]:
    of_visits = data.phenotype.of_visits
    scores = scores_in(of_visits)
    yield paragraph(
        "Does the bias change where symptoms do? Of each arm alone: over arms, a difference of means would be taken "
        "for a correlation. Answers that become noisier change the bias by themselves, and whoever gets better may "
        "answer otherwise for many reasons: read the noise of answers beside it. No p is corrected for the number of "
        "tests. All other measures: the verb fit (symptom_changes.csv)."
    )
    if not scores:
        yield paragraph(
            f"{_NOT_KNOWN}: no clinical scores were entered (folder phenotype of the data). With them, this is where "
            "the rows below have their figures."
        )
    changes = {_place(one): one for one in both_changes(data.scores, of_visits) if one.measure in _MEASURES}
    for score in scores:
        if any(one.score == score and len(one.of_score) for one in changes.values()):
            yield _figure(data, score, changes)
    found = symptom_changes(data.scores, of_visits)
    rows = {tuple(row[name] for name in _KEY): row for row in found.to_dict("records")}
    yield Table(
        "How the bias changes where clinical scores do: means of both changes, their correlation (interval by Fisher’s "
        "z), and points of the bias for one point of the score (least squares; Student’s t). Told apart by: whose risk "
        "says what is good and what is bad news. Five participants with all four numbers are needed.",
        (
            Head("score"), Head("arm"), Head("visits"), Head("told apart by"), Head("n", number=True),
            Head("change of score", number=True), Head("change of bias", number=True),
            Head("r (95 %)", number=True), Head("slope (95 %)", number=True), Head("p", number=True),
            Head(FOUND, number=True),
        ),
        tuple(
            (_called(score), arm, f"{before} → {after}", told, *_cells(changes.get(place), rows.get(place)))
            for score in scores or [_NOT_KNOWN]
            for arm, visits in data.arms.items()
            for before, after in combinations(visits, 2)
            for measure, told in _MEASURES.items()
            for place in [(score, measure, arm, before, after)]
        ),
    )  # fmt: skip


_KEY = ("score", "measure", "arm", "visit", "to_visit")


def _place(both: BothChanges) -> _Place:
    return both.score, both.measure, both.arm, both.visit, both.to_visit


def _cells(both: BothChanges | None, row: Mapping[Any, Any] | None) -> tuple[str, ...]:
    n = 0 if both is None else len(both.of_score)
    if row is None:
        return (str(n), *[_NOT_KNOWN] * 6)
    return (
        str(n), number(row["score_change"]), number(row["measure_change"]),
        f"{number(row['correlation'], 2)} {interval(row['low'], row['high'], 2)}",
        f"{number(row['slope'], 2)} {interval(row['slope_low'], row['slope_high'], 2)}", p_value(row["p"]),
        found_in_nulls(row),
    )  # fmt: skip


def _figure(data: StudyData, score: str, changes: Mapping[_Place, BothChanges]) -> Figure:
    with_both = {one.arm for one in changes.values() if one.score == score and len(one.of_score)}
    arms = [arm for arm in data.arms if arm in with_both]
    pairs = list(dict.fromkeys(pair for arm in arms for pair in combinations(data.arms[arm], 2)))
    called = _called(score)
    said: list[str] = []
    with the_look():
        drawing, grid = panels(len(arms), len(pairs), 0.3 + 2.3 * len(arms), _MARGINS)
        for place, (row, arm) in enumerate(zip(grid, arms, strict=True)):
            for axes, (before, after) in zip(row, pairs, strict=True):
                both = changes.get((score, "bias_pct", arm, before, after))
                if both is None or not len(both.of_score):
                    axes.set_axis_off()
                    continue
                _draw(axes, both, place)
                axes.set_title(f"{arm}, {before} → {after} ({len(both.of_score)})")
                said.append(f"{arm}, {before} to {after}: {len(both.of_score)} participants, {_means(both)}")
            row[0].set_ylabel("Change of bias (points)")
        for column in zip(*grid, strict=True):
            lowest = [axes for axes in column if axes.axison][-1:]
            for axes in lowest:
                axes.set_xlabel(f"Change of {called}")
                axes.tick_params(labelbottom=True)
        alt = f"Change of the bias over the change of {called}. {'; '.join(said) or '0 participants have both'}"
        svg = as_svg(drawing, f"symptoms-{score.replace('_', '-')}", alt)
    return Figure(
        svg, alt,
        f"Change of the bias (told apart by one’s own risk) over the change of {called}, later less earlier: each mark "
        "a participant, who has both at both visits; the line is that of least squares.",
    )  # fmt: skip


def _draw(axes: Axes, both: BothChanges, place: int) -> None:
    x, y = (one.to_numpy(dtype=np.float64) for one in (both.of_score, both.of_measure))
    colour, marker = look_of(place)
    axes.plot(x, y, marker, color=colour, markersize=4, alpha=0.7, markeredgewidth=0)
    if len(x) > 2 and np.ptp(x) > 0:
        slope, height = np.polyfit(x, y, 1)
        ends = np.array([x.min(), x.max()])
        axes.plot(ends, height + slope * ends, color=colour)
    for draw in (axes.axhline, axes.axvline):
        draw(0, color=GREY, linewidth=0.7, linestyle=(0, (4, 3)), zorder=1)


def _called(score: str) -> str:
    return score if score == _NOT_KNOWN else score.replace("_", " ").upper()


def _means(both: BothChanges) -> str:
    score, bias = (pd.Series(one, dtype="float64").mean() for one in (both.of_score, both.of_measure))
    return f"score by {number(score)}, bias by {number(bias)} on average"
