"""Response times, and how questions ended."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from experiment.format.vocabulary import EstimationPhase, Outcome, Question
from experiment.report.effects import READ, Measure, figure_by_visit, table_of
from experiment.report.section import Block, Section, Table, heads, paragraph
from experiment.report.study_data import StudyData
from experiment.report.written import share

_SESSION = ["participant_id", "arm", "visit", "run"]
_NAMES = {
    (EstimationPhase.FIRST, Question.SELF): "first estimate",
    (EstimationPhase.SECOND, Question.SELF): "second estimate",
    (EstimationPhase.FIRST, Question.POPULATION): "population’s risk",
    (EstimationPhase.SECOND, Question.POPULATION): "population’s risk, second phase",
    (EstimationPhase.FIRST, Question.CONFIDENCE): "confidence",
    (EstimationPhase.SECOND, Question.CONFIDENCE): "confidence, second phase",
}
_PANELS = 4
"""So many fit beside one another; the others are counted below, like all."""
_OUTCOMES = (Outcome.ANSWERED, Outcome.MISSED, Outcome.UNCONFIRMED)


def response_times(data: StudyData) -> Section | None:
    """Return the section; ``None``: no run counts."""
    return Section("times", "Response times", tuple(_blocks(data))) if data.measured else None


def _blocks(data: StudyData) -> Iterator[Block]:
    asked = list(_asked(data.trials))
    yield paragraph(
        "From the flip that first showed a question to the input that confirmed the answer. Of each session the median "
        "stands for it; missed and unconfirmed answers have no response time."
    )
    medians = median_times(data.trials)
    shown = [Measure(name, name) for name in _NAMES.values() if name in medians][:_PANELS]
    if shown:
        yield figure_by_visit(
            data, "median-times", shown, "Median response time (s)",
            f"Median response time of each session by question, visit and group. {READ}",
            medians, decimals=2, unit="s", height_in=2.9, from_zero=True,
        )  # fmt: skip
        yield table_of(data, "Median response times by arm and visit, in seconds.", shown, 2, medians)
    yield Table(
        "How questions ended, over all sessions that count.",
        heads("Question", numbers=("Asked", *(str(one) for one in _OUTCOMES), "not answered")), tuple(asked),
    )  # fmt: skip


def median_times(trials: pd.DataFrame) -> pd.DataFrame:
    """Return the median response time of each session: a row each, a column for each question that was asked."""
    columns = {
        name: trials[trials["phase"] == phase.value].groupby(_SESSION, observed=True)[f"{question}_rt_s"].median()
        for (phase, question), name in _NAMES.items()
    }
    table = pd.DataFrame(columns).dropna(axis="columns", how="all")
    return table.reset_index()


def _asked(trials: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    for (phase, question), name in _NAMES.items():
        outcomes = trials.loc[trials["phase"] == phase.value, f"{question}_outcome"].astype(str).value_counts()
        n = {outcome: int(outcomes.get(outcome.value, 0)) for outcome in _OUTCOMES}
        total = sum(n.values())
        if total:
            yield name, str(total), *(str(n[one]) for one in _OUTCOMES), share(total - n[Outcome.ANSWERED], total)
