"""``load_updates``: both estimates of each event beside its base rate, and what follows from them."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiment.analysis.left_out import counted, tell
from experiment.analysis.phenotype import nothing_entered, read_phenotype, with_phenotype
from experiment.analysis.problems import UnreadableData
from experiment.analysis.session_rows import session_rows
from experiment.analysis.trials import LoadedTrials, scored_trials, trials_of, unread
from experiment.belief.bayes import bayesian_shift_pct, posterior_pct
from experiment.belief.news import News, estimation_error, news, update
from experiment.format.vocabulary import MEMORY, EstimationPhase, Outcome, SessionKind, Table, Valence

KEY = ["participant_id", "visit", "run", "event_id"]
"""What finds one event of one run."""


class Excluded(str, Enum):
    """Why a pair of estimates is no update."""

    RATE_NOT_SHOWN = "rate_not_shown"
    """A retest event: what changes between its estimates is noise."""
    FIRST_MISSING = "first_missing"
    """Missed, or unconfirmed."""
    SECOND_MISSING = "second_missing"
    """Missed, unconfirmed, or the session was ended before."""
    NO_NEWS = "no_news"
    """The first estimate was the base rate."""

    def __str__(self) -> str:
        return self.value


def load_updates(
    folder: Path | str,
    every_run: bool = False,
    kind: SessionKind | None = None,
    keep_going: bool = False,
    phenotype: bool = False,
) -> pd.DataFrame:
    """Return one row for each participant, visit and event.

    Parameters
    ----------
    folder, every_run, kind, keep_going
        As for `load_trials`.
    phenotype
        With a column for each score and fact that was entered by hand, see `load_phenotype`.

    Returns
    -------
    DataFrame
        `first_estimate_pct` and `second_estimate_pct` (E1 and E2), `population_pct` (eBR), `base_rate_pct` (BR), and
        the least and the most that could be answered, `minimum_pct` and `maximum_pct`;
        `estimation_error_pct` (E1 − BR), `news` (good, bad, none) and `update_pct`, positive towards the base rate;
        `population_error_pct` (eBR − BR), `population_news` and `population_update_pct` by the second classification;
        `bayes_second_pct`, `bayes_update_pct` and `residual_pct` (update less the Bayesian one). How each estimate was
        given, response times from the onset of its question in seconds, and `excluded`: why the pair is no update,
        ``<NA>`` if it is one. Retest events, whose rate is not shown, have no news and no update.

    Raises
    ------
    UnreadableData
        If a file is not as it was written.
    """
    loaded = scored_trials(Path(folder), practice=False, every_run=every_run, kind=kind)
    return tell(*_updates(loaded, Path(folder), keep_going, phenotype))


def load_trials_and_updates(folder: Path | str, keep_going: bool = False) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what `load_trials` and `load_updates` give, of files that are read once."""
    loaded = scored_trials(Path(folder), practice=False, every_run=False, kind=None)
    updates, said = _updates(loaded, Path(folder), keep_going, phenotype=False)
    return tell(*trials_of(loaded, keep_going)), tell(updates, said)


def _updates(loaded: LoadedTrials, folder: Path, keep_going: bool, phenotype: bool) -> tuple[pd.DataFrame, list[str]]:
    afterwards, amiss = session_rows(Table.AFTERWARDS, loaded.sessions)
    scores = read_phenotype(folder, loaded.every_session) if phenotype else nothing_entered()
    problems = [*loaded.problems, *amiss, *scores.problems]
    if problems and not keep_going:
        raise UnreadableData(problems)
    table = with_phenotype(updates_of(loaded.rows, afterwards), scores)
    table.attrs["problems"] = problems
    return table, [*loaded.left_out, *_excluded_counts(table), *unread(problems)]


_OF_EVENT = [
    "study", "arm", "visit_number", "window", "hours_since_anchor", "event_list", "event_category", "event_valence",
    "base_rate_pct", "base_rate_strength", "base_rate_shown", "rate_seen_before",
]  # fmt: skip


def updates_of(trials: pd.DataFrame, afterwards: pd.DataFrame) -> pd.DataFrame:
    """Return the updates of trials that are loaded; see `load_updates`.

    Parameters
    ----------
    trials
        What `load_trials` gives.
    afterwards
        The rows of the tables of what was asked afterwards.
    """
    pairs = _pairs(trials)
    recalled = afterwards[afterwards["question"] == MEMORY]
    memory = recalled[[*KEY, "memory_pct"]].astype({"visit": pairs["visit"].dtype})
    return measured(pairs.merge(memory, on=KEY, how="left", validate="one_to_one"))


_BOUNDS = {"self_min_pct": "minimum_pct", "self_max_pct": "maximum_pct"}
"""The least and the most that could be answered."""


def _pairs(trials: pd.DataFrame) -> pd.DataFrame:
    """Join the two estimates of each event; a second one that was never asked is missing."""
    first = trials[trials["phase"] == EstimationPhase.FIRST.value]
    second = trials[trials["phase"] == EstimationPhase.SECOND.value]
    of_event = first[[*KEY, *_OF_EVENT, *_BOUNDS]].rename(columns=_BOUNDS)
    pairs: pd.DataFrame = of_event.merge(
        _estimates(first, "first"), on=KEY, validate="one_to_one"
    ).merge(_estimates(second, "second"), on=KEY, how="left", validate="one_to_one")  # fmt: skip
    for question in ("population", "confidence"):  # asked in one of the phases, as the study wants it
        asked = [phase[phase[f"{question}_outcome"] != Outcome.NOT_ASKED.value] for phase in (first, second)]
        answers = pd.concat(asked)[[*KEY, f"{question}_pct", f"{question}_rt_s"]]
        pairs = pairs.merge(answers, on=KEY, how="left", validate="one_to_one")
    return pairs


def _estimates(rows: pd.DataFrame, which: str) -> pd.DataFrame:
    names = {
        "self_pct": "pct", "self_outcome": "outcome", "self_rt_s": "rt_s", "self_by": "by", "self_changes": "changes",
        "trial_in_session": "trial_in_session", "timing_flag": "timing_flag", "disturbed": "disturbed",
    }  # fmt: skip
    return rows[[*KEY, *names]].rename(columns={old: f"{which}_estimate_{new}" for old, new in names.items()})


def measured(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return pairs of estimates with what follows from them; see `load_updates`."""
    first, second, rate, population = (
        _floats(pairs[name])
        for name in ("first_estimate_pct", "second_estimate_pct", "base_rate_pct", "population_pct")
    )
    shown = pairs["base_rate_shown"].to_numpy(dtype=bool)
    favourable = (pairs["event_valence"] == Valence.FAVOURABLE.value).to_numpy(dtype=bool)
    error = np.where(shown, estimation_error(first, rate), np.nan)
    population_error = np.where(shown, estimation_error(population, rate), np.nan)
    moved, expected = update(first, second, error), bayesian_shift_pct(first, population, rate)
    return pairs.assign(
        estimation_error_pct=_column(error),
        news=_news(error, favourable),
        update_pct=_column(moved),
        population_error_pct=_column(population_error),
        population_news=_news(population_error, favourable),
        population_update_pct=_column(update(first, second, population_error)),
        bayes_second_pct=_column(np.where(shown, posterior_pct(first, population, rate), np.nan)),
        bayes_update_pct=_column(np.where(shown, expected, np.nan)),
        residual_pct=_column(np.where(shown, moved - expected, np.nan)),
        memory_error_pct=_column(np.where(shown, np.abs(rate - _floats(pairs["memory_pct"])), np.nan)),
        excluded=_excluded(first, second, error, shown),
    )


def _excluded(first: Any, second: Any, error: Any, shown: Any) -> pd.api.extensions.ExtensionArray:
    reasons = np.select(
        [~shown, np.isnan(first), np.isnan(second), error == 0],
        [Excluded.RATE_NOT_SHOWN, Excluded.FIRST_MISSING, Excluded.SECOND_MISSING, Excluded.NO_NEWS],
        default="",
    )
    return pd.Categorical([str(one) or None for one in reasons], categories=[reason.value for reason in Excluded])


def _news(error: Any, favourable: Any) -> pd.api.extensions.ExtensionArray:
    words = {int(News.GOOD): "good", int(News.BAD): "bad", int(News.NONE): "none"}
    said = pd.Series(news(error, favourable)).map(words).where(~np.isnan(error))
    return pd.Categorical(said.tolist(), categories=list(words.values()))


def _floats(column: pd.Series[Any]) -> Any:
    return column.to_numpy(dtype=np.float64, na_value=np.nan)


def _column(values: Any) -> Any:
    return pd.array(values, dtype="Float64")


def _excluded_counts(table: pd.DataFrame) -> list[str]:
    counts = table["excluded"].value_counts()
    return [
        f"{counted(int(counts[reason.value]), 'pair', 'pairs')} ({reason})"
        for reason in Excluded
        if counts[reason.value]
    ]
