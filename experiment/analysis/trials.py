"""``load_trials``: every planned trial and estimation phase of a study, as one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from experiment.analysis.left_out import counted, tell
from experiment.analysis.problems import Problem, UnreadableData
from experiment.analysis.session_rows import session_rows
from experiment.analysis.sessions import left_out_of
from experiment.analysis.sheets import Session, Use, find_sessions, with_unreadable
from experiment.format.vocabulary import SessionKind, Table


def load_trials(
    folder: Path | str,
    practice: bool = False,
    every_run: bool = False,
    kind: SessionKind | None = None,
    keep_going: bool = False,
) -> pd.DataFrame:
    """Return one row for each planned trial and estimation phase, with the columns of docs/columns.md.

    Parameters
    ----------
    folder
        A data folder: it holds ``sub-…`` folders.
    practice
        Practice trials too.
    every_run
        Runs that are not scored too: ended early, interrupted, superseded, rates seen before.
    kind
        Only sessions of this kind; ``None``: those of the study, or, where there are none, of the only
        kind there is.
    keep_going
        Load the sessions whose files are as they were written, and say which are not; otherwise nothing is loaded then.

    Returns
    -------
    DataFrame
        In the order of participants, visits, runs and presentation. Whole numbers are ``Int64``, others ``Float64``,
        flags ``boolean``, words ``category``, and missing values ``<NA>``; `visit` is an ordered category. All moments
        (`…_onset_s`, `…_offset_s`, `…_end_s`) are in seconds from the start of the run's first launch, whatever launch
        they are of. ``attrs["left_out"]`` says what was left out, ``attrs["problems"]`` what could not be loaded.

    Raises
    ------
    UnreadableData
        If a file is not as it was written: every place is named.

    Warns
    -----
    LeftOut
        How much was left out, and why.
    """
    return tell(*trials_of(scored_trials(Path(folder), practice, every_run, kind), keep_going))


def trials_of(loaded: LoadedTrials, keep_going: bool) -> tuple[pd.DataFrame, list[str]]:
    """Return the table of trials that have been read, and what was left out of it."""
    if loaded.problems and not keep_going:
        raise UnreadableData(loaded.problems)
    loaded.rows.attrs["problems"] = list(loaded.problems)
    return loaded.rows, [*loaded.left_out, *unread(loaded.problems)]


@dataclass(frozen=True)
class LoadedTrials:
    """The rows of the sessions that are scored, what was left out, and what could not be read.

    Parameters
    ----------
    sessions
        Whose rows they are.
    every_session
        All of the kind that were found, those that are not scored among them.
    rows
        As `load_trials` gives them.
    left_out
        How much, and why.
    problems
        Of sheets and tables.
    """

    sessions: tuple[Session, ...]
    every_session: tuple[Session, ...]
    rows: pd.DataFrame
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]


def scored_trials(folder: Path, practice: bool, every_run: bool, kind: SessionKind | None) -> LoadedTrials:
    """Read the trials of a folder; see `load_trials`."""
    found = find_sessions(folder, kind)
    sessions = tuple(one for one in found.sessions if every_run or one.use is Use.COUNTS)
    rows, problems = session_rows(Table.TRIALS, sessions)
    every_session = with_unreadable(found.sessions, problems)
    left_out = left_out_of(replace(found, sessions=every_session), every_run)
    bad = {one.file for one in problems}
    spoilt = sum(one.files.table(Table.TRIALS) in bad for one in sessions) if every_run else 0
    left_out += [f"{counted(spoilt, 'run', 'runs')} (its trials cannot be read)"] if spoilt else []
    if not practice:
        left_out += _practice(rows)
        rows = rows[~rows["practice"]].reset_index(drop=True)
    return LoadedTrials(sessions, every_session, rows, tuple(left_out), (*found.problems, *problems))


def unread(problems: Sequence[Problem]) -> list[str]:
    """Return how many files could not be read, in words."""
    n = len({one.file for one in problems})
    return [f"{counted(n, 'file', 'files')} that cannot be read"] if n else []


def _practice(rows: pd.DataFrame) -> list[str]:
    n = int(rows["practice"].sum())
    return [f"{counted(n, 'row', 'rows')} of practice"] if n else []
