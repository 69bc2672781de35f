"""Published figures beside those of the study at hand: which went into a simulated study, and which came out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pandas as pd

from experiment.analysis.models.exact_fit import Marginal, fit
from experiment.analysis.models.recovery import PUBLISHED_ASYMMETRY, PUBLISHED_SCALING
from experiment.analysis.models.session_arrays import session_arrays
from experiment.belief.models import MODELS
from experiment.report.section import Block, Head, Table
from experiment.report.study_data import StudyData
from experiment.report.written import NOTHING, interval, number


class InSimulation(str, Enum):
    """What a published figure has to do with a simulated study."""

    INPUT = "went in: people are made so that it is met"
    BAND = "comes out; the band of learning rates that went in is partly of this study"
    NOISE_TOO = "comes out: learning rates went in, and noise of answers makes part of it"
    OUTCOME = "comes out: nothing was fitted to it"
    DIRECTION = "its direction went in, with figures that are invented; the size comes out"
    NOWHERE = "neither: there is nothing of the kind in it"


@dataclass(frozen=True)
class Published:
    """A figure that was published.

    Parameters
    ----------
    quantity, value, source
        What of whom, its value, and by whom, and how much of the source was read.
    in_simulation
        Whether it went into a simulated study.
    of
        Gives the value of each update that is counted here; ``None``: there is none of the kind.
    decimals
        Of what stands beside it.
    """

    quantity: str
    value: str
    source: str
    in_simulation: InSimulation
    of: Callable[[pd.DataFrame], pd.Series[Any]] | None
    decimals: int = 1


def _mean_of(column: str, news: str | None = None) -> Callable[[pd.DataFrame], pd.Series[Any]]:
    def of(updates: pd.DataFrame) -> pd.Series[Any]:
        rows = updates if news is None else updates[updates["news"] == news]
        return rows[column].astype("Float64").groupby(rows["participant_id"], observed=True).mean()

    return of


def _bias(updates: pd.DataFrame) -> pd.Series[Any]:
    return _mean_of("update_pct", "good")(updates) - _mean_of("update_pct", "bad")(updates)


def _size(column: str, news: str | None = None) -> Callable[[pd.DataFrame], pd.Series[Any]]:
    mean = _mean_of(column, news)
    return lambda updates: mean(updates.assign(**{column: updates[column].abs()}))


def _of_first_model(parameter: str) -> Callable[[pd.DataFrame], pd.Series[Any]]:
    def of(updates: pd.DataFrame) -> pd.Series[Any]:
        if updates["excluded"].notna().all():
            return pd.Series(dtype="Float64")
        sessions, arrays = session_arrays(updates)
        marginal: Marginal = getattr(fit(MODELS[0], arrays), parameter)
        return pd.Series(marginal.mean, dtype="Float64").groupby(sessions["participant_id"].to_numpy()).mean()

    return of


_K25, _T18, _V22 = "Khalid et al. 2025", "Thies 2018", "Vellani et al. 2022, computed from its data"
_BAND = "a band for sanity, put together of several publications for this study"
_PUBLISHED = (
    Published("update after good news, healthy", "14.4 (SEM 1.1), n = 28", _K25, InSimulation.BAND,
              _mean_of("update_pct", "good")),
    Published("update after bad news, healthy", "6.2 (SEM 1.2), n = 28", _K25, InSimulation.BAND,
              _mean_of("update_pct", "bad")),
    Published("good less bad, healthy", "8.2, t(27) = 4.93, d = 0.93", _K25, InSimulation.BAND, _bias),
    Published("S, published model 1", f"{PUBLISHED_SCALING:.2f}", _K25, InSimulation.NOISE_TOO,
              _of_first_model("scaling"), decimals=2),
    Published("A, published model 1", f"{PUBLISHED_ASYMMETRY:.2f}", _K25, InSimulation.NOISE_TOO,
              _of_first_model("asymmetry"), decimals=2),
    Published("S, healthy", ".35–.5", _BAND, InSimulation.NOISE_TOO, _of_first_model("scaling"), decimals=2),
    Published("A, healthy", ".05–.17", _BAND, InSimulation.NOISE_TOO, _of_first_model("asymmetry"), decimals=2),
    Published("update after good news without its sign, healthy", "16.4 (5.7), n = 41", _T18, InSimulation.OUTCOME,
              _size("update_pct", "good")),
    Published("update after bad news without its sign, healthy", "11.6 (4.1), n = 41", _T18, InSimulation.OUTCOME,
              _size("update_pct", "bad")),
    Published("all updates", "7.2 (6.2), n = 524", _V22, InSimulation.OUTCOME, _mean_of("update_pct")),
    Published("first estimate", "33.1 (8.0), n = 524", _V22, InSimulation.INPUT, _mean_of("first_estimate_pct")),
    Published("first estimate", "32.1 (7.9), n = 41", _T18, InSimulation.OUTCOME, _mean_of("first_estimate_pct")),
    Published("estimate of the population’s risk", "37.1 (5.0), n = 41", _T18, InSimulation.INPUT,
              _mean_of("population_pct")),
    Published("second estimate", "30.1, n = 41", _T18, InSimulation.OUTCOME, _mean_of("second_estimate_pct")),
    Published("size of the estimation error", "20.8 (4.4), n = 524", _V22, InSimulation.OUTCOME,
              _size("estimation_error_pct")),
)  # fmt: skip
"""What can be worked out of each session."""

_EFFECT = "group × visit × news"
_OF_MODELS = (
    ("group × visit × valence on updates, age and education taken into account", "β = −0.91 [−1.58, −0.24]",
     "Bottemanne et al. 2022; its abstract alone was read: which visits, and how they are coded, is not known to us, "
     "so that neither sign nor size can be compared", InSimulation.DIRECTION, _EFFECT),
    ("valence × context (before the pandemic, and in it) on updates; |EE|, age, gender and education taken into "
     "account",
     "β = −5.54, SE 1.69", _K25, InSimulation.NOWHERE, None),
)  # fmt: skip
"""What is an effect of a model of trials: the last says which of this study stands beside it."""


def published_blocks(data: StudyData, effects: pd.DataFrame) -> Iterator[Block]:
    """Yield the tables of published figures.

    Parameters
    ----------
    data
        The study.
    effects
        What `group_effects` gives of it.
    """
    arms = [arm for arm in data.arms if (data.scores["arm"] == arm).any()]
    simulated = "in a simulated study"
    yield Table(
        "What was published, beside each arm of this study at first visits: mean (SD) of participants. Of other "
        "samples, designs and languages: a band for sanity, no test; “healthy” is said of those who were published. "
        "Figures that went into a simulated study and are met there say that it was made so, and nothing else.",
        (
            Head("quantity", wraps=True), Head("published", number=True), Head("source", wraps=True),
            *(Head(f"here, {arm}", number=True) for arm in arms), Head(simulated, wraps=True),
        ),
        tuple(
            (one.quantity, one.value, one.source, *(_here(data, one, arm) for arm in arms), one.in_simulation.value)
            for one in _PUBLISHED
        ),
    )  # fmt: skip
    yield Table(
        "Published effects of models of updates. What stands beside is the nearest effect of this study, by its own "
        "coding (news −1 and 1; group and visit −½ and ½).",
        (
            Head("effect", wraps=True), Head("published", number=True), Head("source", wraps=True),
            Head("here [95 %]", number=True), Head(simulated, wraps=True),
        ),
        tuple(
            (what, value, source, _effect(effects, beside), role.value)
            for what, value, source, role, beside in _OF_MODELS
        ),
    )  # fmt: skip


def _here(data: StudyData, published: Published, arm: str) -> str:
    """Return mean, standard deviation and number of the sessions of an arm at first visits."""
    updates = data.updates
    first = updates[(updates["arm"] == arm) & (updates["visit_number"] == updates["visit_number"].min())]
    values = published.of(first).dropna() if published.of is not None and len(first) else pd.Series(dtype="Float64")
    if len(values) < 2:
        return NOTHING
    return (
        f"{number(values.mean(), published.decimals)} ({number(values.std(), published.decimals)}), n = {len(values)}"
    )


def _effect(effects: pd.DataFrame, name: str | None) -> str:
    rows = effects[(effects["level"] == "trials") & (effects["classification"] == "own") & (effects["effect"] == name)]
    for row in rows.to_dict("records"):
        found: Mapping[Any, Any] = row
        return f"{number(found['estimate'], 2)} {interval(found['low'], found['high'], 2)}"
    return NOTHING
