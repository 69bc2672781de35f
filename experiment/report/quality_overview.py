"""Quality: every session on one page, and what was flagged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from experiment.analysis.quality_checks import CHECKS, Notation, QualityCheck
from experiment.analysis.quality_in_words import flagged_by, flagged_lines
from experiment.config.quality import Quality
from experiment.report.dots import beside_one_another
from experiment.report.drawing import BLUE, GREY, LIGHT, VERMILLION, Margins, as_svg, panels, the_look
from experiment.report.section import Block, Figure, Section, listed, paragraph
from experiment.report.study_data import StudyData
from experiment.report.written import counted

_ROW_IN, _NAMED = 0.125, 3
"""Height of a participant's row; so many flagged sessions are named in a strip."""


_MATRIX = Margins(left=0.6, right=0.75, top=1.75, bottom=0.05)
_STRIPS = Margins(left=2.1, right=0.15, top=0.05, bottom=0.22, below=0.18)


def quality(data: StudyData) -> Section | None:
    """Return the section; ``None``: no run counts."""
    return Section("quality", "Quality, everyone on one page", tuple(_blocks(data))) if data.measured else None


def _blocks(data: StudyData) -> Iterator[Block]:
    limits, table = data.limits, data.quality
    flagged = int((table["n_flags"] > 0).sum())
    yield paragraph(
        f"{counted(flagged, 'session is', 'sessions are')} flagged of {len(table)} that count. A flag is a reason to "
        "look, "
        "never one to leave out by itself: indices of careless answering find little more than chance where that can "
        "be "
        "checked (doi 10.1177/0282423X251337843). The limits are those of the study file."
    )
    yield _matrix(data, table)
    yield _strips(table, limits)
    lines = list(flagged_lines(table, limits))
    if lines:
        yield paragraph("What was flagged, with the figures and their limits:")
        yield listed(lines)


def _matrix(data: StudyData, table: pd.DataFrame) -> Figure:
    """Draw a row for each participant, and for each check a cell for each visit."""
    who = list(dict.fromkeys(table["participant_id"].tolist()))
    checks = [check for check in CHECKS if flagged_by(table, check.flag) or table[check.measure].notna().any()]
    n = {check.flag: flagged_by(table, check.flag) for check in checks}
    alt = (
        f"{len(who)} participants in rows, {len(checks)} checks in columns, and in each a cell for each of "
        f"{len(data.visits)} visits. Sessions flagged: "
        + ("; ".join(f"{check.label} {n[check.flag]}" for check in checks if n[check.flag]) or "0") + "."
    )  # fmt: skip
    with the_look():
        drawing, ((axes,),) = panels(1, 1, _MATRIX.top + _MATRIX.bottom + _ROW_IN * len(who), _MATRIX)
        _draw_matrix(axes, data.visits, who, checks, table)
        svg = as_svg(drawing, "quality-everyone", alt)
    return Figure(
        svg, alt,
        f"Every session that counts. Rows are participants; in each column the visits stand from left to right ("
        f"{', '.join(data.visits)}). A dot: within the limit. A triangle: flagged. Nothing: no such session, or "
        "nothing to "
        "judge.",
    )  # fmt: skip


def _draw_matrix(
    axes: Axes, visits: Sequence[str], who: Sequence[str], checks: Sequence[QualityCheck], table: pd.DataFrame
) -> None:
    step = 1 / (len(visits) + 1)
    rows = table["participant_id"].map({one: place for place, one in enumerate(who)}).to_numpy(dtype=float)
    within = table["visit"].astype(str).map({one: place for place, one in enumerate(visits)}).to_numpy(dtype=float)
    for place, check in enumerate(checks):
        is_flagged = np.array([check.flag in str(flags).split() for flags in table["flags"].fillna("")])
        judged = table[check.measure].notna().to_numpy(dtype=bool)
        x = place + (within + 1) * step
        axes.plot(x[judged & ~is_flagged], rows[judged & ~is_flagged], "o", color="#9A9A9A", markersize=1.3, mew=0)
        axes.plot(x[is_flagged], rows[is_flagged], "^", color=VERMILLION, markersize=4.2, mew=0)
    axes.set_xlim(0, max(1, len(checks)))
    axes.set_ylim(len(who) - 0.4, -0.6)
    axes.set_yticks(range(len(who)), who, fontsize=6)
    axes.set_xticks(
        [place + 0.5 for place in range(len(checks))], [check.label for check in checks], rotation=60, ha="left",
        rotation_mode="anchor", fontsize=7,
    )  # fmt: skip
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.vlines(range(1, len(checks)), -0.6, len(who) - 0.4, color=LIGHT, linewidth=0.6)
    for row in range(4, len(who), 5):
        axes.axhline(row + 0.5, color=LIGHT, linewidth=0.6, zorder=0)
    axes.spines[:].set_visible(False)


def _strips(table: pd.DataFrame, limits: Quality) -> Figure:
    """Draw for each measure every session on its scale, with the limit."""
    checks = [check for check in CHECKS if check.notation is not Notation.YES_NO and table[check.measure].notna().any()]
    said = [
        f"{check.label}: {_range_of(table[check.measure], check)}, limit {check.limit_said(limits)}" for check in checks
    ]
    height = 0.3 + 0.36 * len(checks)
    alt = "Measures of the sessions, lowest to highest. " + "; ".join(said)
    with the_look():
        drawing, grid = panels(len(checks), 1, height, _STRIPS, sharex=False, sharey=False)
        for (axes,), check in zip(grid, checks, strict=True):
            _draw_strip(axes, check, table, limits)
        svg = as_svg(drawing, "quality-measures", alt)
    return Figure(
        svg, alt,
        "Each measure of quality on a scale of its own; a dot is a session, a triangle one that is flagged. The "
        "upright line "
        "is the limit of the study file, where it lies within reach.",
    )  # fmt: skip


def _range_of(values: pd.Series[float], check: QualityCheck) -> str:
    return f"{check.said(values.min())} to {check.said(values.max())}"


def _draw_strip(axes: Axes, check: QualityCheck, table: pd.DataFrame, limits: Quality) -> None:
    there = table[table[check.measure].notna()]
    values = there[check.measure].to_numpy(dtype=np.float64)
    is_flagged = np.array([check.flag in str(flags).split() for flags in there["flags"].fillna("")])
    scale = 100.0 if check.notation is Notation.SHARE else 1.0
    y = beside_one_another(values, 0.5)
    axes.plot(scale * values[~is_flagged], y[~is_flagged], "o", color=BLUE, markersize=2.6, alpha=0.5, mew=0)
    axes.plot(scale * values[is_flagged], y[is_flagged], "^", color=VERMILLION, markersize=4.5, mew=0, zorder=4)
    limit = check.limit_in(limits)
    if limit is not None:
        reach = max(values.max(), 1e-9)
        if limit <= 1.6 * reach:
            axes.axvline(scale * limit, color="black", linewidth=0.9)
    axes.set_ylim(-0.6, 0.6)
    axes.set_yticks([])
    axes.margins(x=0.04)
    if np.ptp(values) == 0:
        axes.set_xticks([scale * values[0]], [check.said(values[0]).removesuffix(" %")])
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", labelsize=6.5, length=2, pad=1)
    axes.spines["bottom"].set_color(GREY)
    unit = " (%)" if check.notation is Notation.SHARE else ""
    axes.set_ylabel(check.label + unit, rotation=0, ha="right", va="center", fontsize=7.5)
