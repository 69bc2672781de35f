"""Response times, and how questions ended."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from experiment.format.vocabulary import EstimationPhase, Outcome, Question
from experiment.report.drawing import as_svg, panels, the_look
from experiment.report.effects import draw_by_visit, in_words, table_of
from experiment.report.section import Block, Figure, Section, Table, heads, paragraph
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
_OUTCOMES = (Outcome.ANSWERED, Outcome.MISSED, Outcome.UNCONFIRMED)


def response_times(data: StudyData) -> Section | None:
    """Make the section; ``None``: no run counts."""
    return Section("times", "Response times", tuple(_blocks(data))) if data.measured else None


def _blocks(data: StudyData) -> Iterator[Block]:
    asked = list(_asked(data.trials))
    yield paragraph(
        "From the flip that first showed a question to the input that confirmed the answer. Of each session the median "
        "stands for it; missed and unconfirmed answers have no response time."
    )
    medians = median_times(data.trials)
    shown = [name for name in _NAMES.values() if name in medians][:3]
    alt = "Median response times: " + "; ".join(f"{one}: {in_words(data, one, 's', 2, medians)}" for one in shown)
    with the_look():
        drawing, (row,) = panels(1, max(1, len(shown)), 2.9)
        for axes, one in zip(row, shown, strict=False):
            draw_by_visit(axes, data, one, medians)
            axes.set_title(one)
            axes.set_ylim(bottom=0)
        row[0].set_ylabel("Median response time (s)")
        row[-1].legend(loc="upper right", handletextpad=0.2)
        svg = as_svg(drawing, "times", alt)
    yield Figure(
        svg, alt,
        "Median response time of each session by question, visit and group; dots are participants, large marks means "
        "with 95 % intervals.",
    )  # fmt: skip
    yield table_of(
        data, "Median response times by arm and visit, in seconds.", [(one, one) for one in shown], 2, medians
    )
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
