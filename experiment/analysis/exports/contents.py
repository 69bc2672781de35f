"""What is exported: the runs that count, their tables, sessions and measures, and what was entered of people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiment.analysis.exports.dates import Dates
from experiment.analysis.exports.entered import entered_columns, to_share
from experiment.analysis.left_out import counted
from experiment.analysis.phenotype import Phenotype, read_phenotype
from experiment.analysis.problems import Problem, UnreadableData
from experiment.analysis.session_rows import session_rows
from experiment.analysis.sessions import as_table
from experiment.analysis.sheets import Session
from experiment.analysis.trials import scored_trials, unread
from experiment.analysis.updates import updates_of
from experiment.analysis.whose import no_data_of_the_study
from experiment.format.columns import Column
from experiment.format.vocabulary import SessionKind, Table


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
        What was entered by hand, as it is shared.
    left_out
        How much, and why.
    problems
        Of files that could not be read.
    """

    sessions: tuple[Session, ...]
    of_sessions: pd.DataFrame
    rows: dict[Table, pd.DataFrame]
    updates: pd.DataFrame
    phenotype: Phenotype
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def study(self) -> str:
        """What the study is called."""
        return self.sessions[0].sheet.study

    @property
    def whose(self) -> str:
        """Who answered, in a sentence or two."""
        return self.warning or "Who answered: a person, in every session."

    @property
    def warning(self) -> str | None:
        """What the sessions are, if they are no data of the study."""
        return no_data_of_the_study(self.sessions[0].sheet.kind, {one.sheet.participant_mode for one in self.sessions})

    @property
    def title(self) -> str:
        """The name of the study; of what is no data of it, that too."""
        kind = self.sessions[0].sheet.kind
        return self.study if kind is SessionKind.STUDY else f"{self.study} ({kind}: no data of the study)"

    @property
    def entered(self) -> tuple[Column, ...]:
        """What each measure is that was entered by hand."""
        return entered_columns(self.phenotype)

    @property
    def task(self) -> str:
        """The task, as file names have it."""
        return self.sessions[0].sheet.task


def read_contents(data: Path, dates: Dates, keep_going: bool = False) -> Contents:
    """Read what is exported of a data folder.

    Parameters
    ----------
    data
        The data folder.
    dates
        How its moments are written.
    keep_going
        Leave out every session of which any table is not as it was written, and every such file of scores; otherwise
        nothing is read then.

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
    entered = read_phenotype(data, loaded.every_session)
    problems += entered.problems
    if problems and not keep_going:
        raise UnreadableData(problems)
    of_trials = {one.file for one in loaded.problems}
    with_trials = sum(one.files.table(Table.TRIALS) not in of_trials for one in loaded.sessions)
    sessions, rows = _whole(loaded.sessions, rows, problems)
    spoilt = with_trials - len(sessions)
    also = [f"{counted(spoilt, 'run', 'runs')} (another table of it cannot be read)"] if spoilt else []
    trials = rows[Table.TRIALS][~rows[Table.TRIALS]["practice"].astype(bool)].reset_index(drop=True)
    updates = updates_of(trials, rows[Table.AFTERWARDS])
    for one in rows.values():
        one["launch_started_utc"] = [
            dates.text(who, moment)
            for who, moment in zip(one["participant_id"], one["launch_started_utc"], strict=True)
        ]
    return Contents(
        sessions, _moved(as_table(sessions), dates), rows, updates, to_share(entered),
        (*loaded.left_out, *also, *unread(problems)), tuple(problems),
    )  # fmt: skip


def _whole(
    sessions: tuple[Session, ...], rows: dict[Table, pd.DataFrame], problems: Sequence[Problem]
) -> tuple[tuple[Session, ...], dict[Table, pd.DataFrame]]:
    """Return the sessions of which every table could be read, and their rows."""
    bad = {one.file for one in problems}
    broken = {
        (one.sheet.participant_id, one.sheet.visit, one.sheet.run)
        for one in sessions
        if bad & {one.files.table(table) for table in one.sheet.sidecars_sha256}
    }
    if not broken:
        return sessions, rows
    return (
        tuple(one for one in sessions if (one.sheet.participant_id, one.sheet.visit, one.sheet.run) not in broken),
        {table: _without(of_table, broken) for table, of_table in rows.items()},
    )


def _without(rows: pd.DataFrame, sessions: Collection[tuple[str, str, int]]) -> pd.DataFrame:
    whose = zip(rows["participant_id"].astype(str), rows["visit"].astype(str), rows["run"].astype(int), strict=True)
    return rows[[one not in sessions for one in whose]].reset_index(drop=True)


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
