"""What is exported: the runs that count, their tables, sessions and measures, and what was entered of people."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiment.analysis.exports.dates import Dates
from experiment.analysis.phenotype import Phenotype, read_phenotype
from experiment.analysis.problems import UnreadableData
from experiment.analysis.sessions import as_table
from experiment.analysis.sheets import Session
from experiment.analysis.trials import scored_trials, session_rows
from experiment.analysis.updates import updates_of
from experiment.format.vocabulary import Table


@dataclass(frozen=True)
class Contents:
    """What is exported.

    Parameters
    ----------
    sessions
        The runs that count.
    of_sessions
        One row for each of them, as `load_sessions` gives it.
    rows
        The rows of all their tables, practice among them, on one clock for each run.
    updates
        As `load_updates` gives them.
    phenotype
        What was entered by hand.
    left_out
        How much, and why.
    """

    sessions: tuple[Session, ...]
    of_sessions: pd.DataFrame
    rows: dict[Table, pd.DataFrame]
    updates: pd.DataFrame
    phenotype: Phenotype
    left_out: tuple[str, ...]

    @property
    def study(self) -> str:
        """What the study is called."""
        return self.sessions[0].sheet.study

    @property
    def task(self) -> str:
        """The task, as file names have it."""
        return self.sessions[0].sheet.task


def read_contents(data: Path, dates: Dates) -> Contents:
    """Read what is exported of a data folder.

    Parameters
    ----------
    data
        The data folder.
    dates
        How its moments are written.

    Raises
    ------
    UnreadableData
        If a file is not as it was written, or a score was entered wrongly.
    """
    loaded = scored_trials(data, practice=True, every_run=False, kind=None)
    rows, problems = {Table.TRIALS: loaded.rows}, list(loaded.problems)
    for table in (Table.AFTERWARDS, Table.COMPREHENSION):
        rows[table], amiss = session_rows(table, loaded.sessions)
        problems += amiss
    phenotype = read_phenotype(data, loaded.sessions)
    problems += phenotype.problems
    if problems:
        raise UnreadableData(problems)
    trials = loaded.rows[~loaded.rows["practice"].astype(bool)].reset_index(drop=True)
    updates = updates_of(trials, rows[Table.AFTERWARDS])
    for one in rows.values():
        one["launch_started_utc"] = [
            dates.text(who, moment)
            for who, moment in zip(one["participant_id"], one["launch_started_utc"], strict=True)
        ]
    return Contents(
        loaded.sessions, _moved(as_table(loaded.sessions), dates), rows, updates, phenotype, loaded.left_out
    )


def _moved(sessions: pd.DataFrame, dates: Dates) -> pd.DataFrame:
    """Return the sessions with their moments as the export has them."""
    moments = {
        name: [
            None if pd.isna(moment) else dates.of(who, moment.to_pydatetime()).isoformat(timespec="milliseconds")
            for who, moment in zip(sessions["participant_id"], sessions[name], strict=True)
        ]
        for name in ("started_utc", "ended_utc")
    }
    return sessions.assign(**{name: pd.array(values, dtype="string") for name, values in moments.items()})
