"""``load_phenotype``: clinical scores and facts about people, entered by hand in ``data/phenotype``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from experiment.analysis.phenotype_file import PARTICIPANT, VISIT, ScoreFile, Value, read_score_file
from experiment.analysis.problems import Problem, UnreadableData, problem
from experiment.analysis.sheets import Session, find_sessions
from experiment.format.leavings import left_by, tells_of_an_open_file
from experiment.format.run_files import enrolled_as, participants_folder, phenotype_folder
from experiment.messages import TableFault

_BESIDE = (".json", ".md", ".txt")
"""Descriptions and notes that may stand beside the tables."""


@dataclass(frozen=True)
class Phenotype:
    """What was entered of people and of their visits.

    Parameters
    ----------
    of_people
        One row for each participant, `participant_id` first; a column for each thing that does not change.
    of_visits
        One row for each participant and visit, `participant_id` and `visit` first; a column for each score.
    files
        The file of each measure.
    problems
        Of files that were left out.
    """

    of_people: pd.DataFrame
    of_visits: pd.DataFrame
    files: dict[str, Path]
    problems: tuple[Problem, ...] = ()


def nothing_entered() -> Phenotype:
    """Return what is known where nothing was entered, or nothing is asked for."""
    return Phenotype(_table([], [PARTICIPANT]), _table([], [PARTICIPANT, VISIT]), {})


def load_phenotype(folder: Path | str, keep_going: bool = False) -> Phenotype:
    """Return the clinical scores and the facts about people that stand in the folder ``phenotype`` of a data folder.

    Each CSV in it has a first line of names: `participant_id`; `visit`, if its values are of visits; then any number of
    measures (small letters, digits, underscores; ``age`` in years and ``sex``, F, M or O, are known). A measure is of
    numbers, or of words if none of its cells is a number. Missing is ``n/a``, or an empty cell.

    Parameters
    ----------
    folder
        A data folder: it holds ``sub-…`` folders. Without ``phenotype`` in it, all tables are empty.
    keep_going
        Leave out files that something is wrong with; otherwise nothing is loaded then.

    Raises
    ------
    UnreadableData
        Naming file, line and column: unknown participants and visits (one that no session of the folder has), a row
        twice, text in a number, a decimal comma, semicolons, a measure in two files.
    """
    phenotype = read_phenotype(Path(folder), find_sessions(Path(folder)).sessions)
    if phenotype.problems and not keep_going:
        raise UnreadableData(phenotype.problems)
    return phenotype


def read_phenotype(folder: Path, sessions: Sequence[Session]) -> Phenotype:
    """Read the scores of a data folder; see `load_phenotype`.

    Parameters
    ----------
    folder
        The data folder.
    sessions
        What stands in it.
    """
    participants = {one.sheet.participant_id for one in sessions} | set(_enrolled(folder))
    visits = {one.sheet.visit for one in sessions}
    read: list[ScoreFile] = []
    problems: list[Problem] = []
    for file in _files_in(phenotype_folder(folder)):
        one = _no_csv(file) if file.suffix != ".csv" else read_score_file(file, participants, visits)
        if isinstance(one, ScoreFile):
            twice = list(_measured_before(one, read))
            problems += twice
            read += [] if twice else [one]
        else:
            problems += one
    files = {measure: one.file for one in read for measure in one.measures}
    return Phenotype(_table(read, [PARTICIPANT]), _table(read, [PARTICIPANT, VISIT]), files, tuple(problems))


def with_phenotype(table: pd.DataFrame, phenotype: Phenotype) -> pd.DataFrame:
    """Return a table of the loaders with a column for each measure: that of the participant, or of the visit.

    Parameters
    ----------
    table
        What `load_sessions`, `load_trials` or `load_updates` gives, or `session_scores`.
    phenotype
        What `load_phenotype` gives.

    Raises
    ------
    UnreadableData
        If a measure has the name of a column of the table.
    """
    taken = [
        problem(phenotype.files[name], TableFault.SCORES_COLUMN_TAKEN, 1, name) for name in phenotype.files
        if name in table.columns
    ]  # fmt: skip
    if taken:
        raise UnreadableData(taken)
    columns: dict[str, pd.Series[Any]] = {}
    for part in (phenotype.of_people, phenotype.of_visits):
        key = [name for name in (PARTICIPANT, VISIT) if name in part.columns]
        places = {who: n for n, who in enumerate(part[key].itertuples(index=False, name=None))}
        at = [places.get(who, -1) for who in table[key].astype("string").itertuples(index=False, name=None)]
        for name in part.columns.drop(key):
            columns[str(name)] = pd.Series(part[name].array.take(at, allow_fill=True), index=table.index)
    joined = table.assign(**columns)
    joined.attrs = dict(table.attrs)
    return joined


def scores_without_a_session(phenotype: Phenotype, sessions: pd.DataFrame) -> int:
    """Return at how many visits something was entered of which a table of sessions has no row.

    Parameters
    ----------
    phenotype
        What was entered.
    sessions
        A row each, with `participant_id` and `visit`.
    """
    there = set(sessions[[PARTICIPANT, VISIT]].astype(str).itertuples(index=False, name=None))
    entered = phenotype.of_visits.set_index([PARTICIPANT, VISIT]).dropna(how="all")
    return sum(who not in there for who in entered.index)


def _files_in(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        beside = file.suffix in _BESIDE or file.name.startswith(".")
        if not beside and left_by([file.name], b"") is None and not tells_of_an_open_file(file.name):
            yield file


def _enrolled(folder: Path) -> Iterator[str]:
    place = participants_folder(folder)
    for file in place.iterdir() if place.is_dir() else ():
        participant = enrolled_as(file.name)
        if participant is not None:
            yield participant


def _no_csv(file: Path) -> list[Problem]:
    return [problem(file, TableFault.SCORES_NO_CSV)]


def _measured_before(one: ScoreFile, before: Collection[ScoreFile]) -> Iterator[Problem]:
    for measure in one.measures:
        for other in before:
            if measure in other.measures:
                yield problem(one.file, TableFault.SCORES_IN_TWO_FILES, 1, measure, other=other.file.name)


def _table(files: Sequence[ScoreFile], key: list[str]) -> pd.DataFrame:
    """Return one table of the files whose rows have this key."""
    values: dict[str, dict[tuple[str, ...], Value]] = {
        measure: {who: row[place] for who, row in one.rows.items()}
        for one in files
        if one.of_visits == (VISIT in key)
        for place, measure in enumerate(one.measures)
    }
    who = sorted({one for column in values.values() for one in column})
    table = pd.DataFrame({name: pd.array([one[n] for one in who], dtype="string") for n, name in enumerate(key)})
    return table.assign(**{name: _column([column.get(one) for one in who]) for name, column in values.items()})


def _column(values: list[Value]) -> pd.api.extensions.ExtensionArray:
    if any(isinstance(value, str) for value in values):
        return pd.array([None if value is None else str(value) for value in values], dtype="string")
    return pd.array([None if value is None else float(value) for value in values], dtype="Float64")
