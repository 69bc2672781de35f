"""Answer noise by visit."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from experiment.analysis.noise import LEAST_RETEST_PAIRS, session_noise
from experiment.report.effects import READ, Measure, figure_by_visit, table_of
from experiment.report.section import Block, Section, paragraph
from experiment.report.study_data import StudyData


def noise(data: StudyData) -> Section | None:
    """Return the section; ``None``: no run counts."""
    return Section("noise", "Answer noise by visit", tuple(_blocks(data))) if data.measured else None


def _blocks(data: StudyData) -> Iterator[Block]:
    table = session_noise(data.updates)
    measured = int((table["noise"] == "measured").sum())
    yield paragraph(
        "People do not give the same number twice. A visit at which answers are only noisier has larger updates, "
        "slopes and "
        "bias, so that noise is read before any difference between visits."
    )
    if measured:
        yield paragraph(
            f"{measured} of {len(table)} sessions measure it: at least {LEAST_RETEST_PAIRS} events were asked about "
            "twice "
            "without a rate in between."
        )
        yield from _shown(data, table, Measure("noise_sd_pct", "answer noise"))
    else:
        yield paragraph(
            "No session measures it: the study asks about no event twice without a rate (retest events). What stands "
            "here is an upper limit for each session, from the scatter of second estimates around what the first ones "
            "and the rates say of them: noise is a part of that scatter, and how large a part nobody can tell."
        )
        yield from _shown(data, table, Measure("noise_at_most_pct", "upper limit of answer noise"))


def _shown(data: StudyData, table: pd.DataFrame, measure: Measure) -> Iterator[Block]:
    name = measure.name.capitalize()
    yield figure_by_visit(
        data, "answer-noise", [measure], f"{name}\n(SD, points)", f"{name} by visit and group. {READ}", table,
        unit="points", height_in=2.8, from_zero=True,
    )  # fmt: skip
    yield table_of(data, f"{name} by arm and visit, as a standard deviation in points.", [measure], 1, table)
