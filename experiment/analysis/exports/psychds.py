"""A study as a Psych-DS dataset: its tables as they were recorded, a table of sessions, every column described."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pandas as pd

from experiment.analysis.exports.contents import Contents
from experiment.analysis.exports.dataset_files import describe
from experiment.analysis.exports.dates import Dates
from experiment.analysis.exports.written_cells import write_rows, written
from experiment.analysis.phenotype import with_phenotype
from experiment.format.columns import Column
from experiment.format.dialects import property_value
from experiment.format.session_table import SESSION_COLUMNS
from experiment.format.tables import COLUMNS

SCHEMA_VERSION = "1.5.0"
"""The validator whose rules are kept."""


def write_psychds(contents: Contents, folder: Path, dates: Dates) -> None:
    """Write a study as a Psych-DS dataset to an empty folder, its moments as `dates` has them."""
    variables: dict[str, list[Column]] = defaultdict(list)
    for session in contents.sessions:
        for table in session.sheet.sidecars_sha256:
            file = session.files.table(table)
            place = Path(f"sub-{session.sheet.participant_id}", f"ses-{session.sheet.visit}")
            _copy_table(file, folder / "data" / place / file.name, session.sheet.participant_id, dates)
            _note(variables, COLUMNS[table])
    sessions = with_phenotype(contents.of_sessions, contents.phenotype)
    _write_sessions(sessions, folder / "data" / f"study-{_label(contents.study)}_desc-sessions_data.csv")
    _note(variables, (*SESSION_COLUMNS, *contents.entered))
    description = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": contents.title,
        "description": f"{contents.whose} The belief-updating task, study {contents.study}: estimates of how likely "
        "adverse events are, before and after their base rates were shown. A table of trials for each run that counts, "
        "and one of all sessions.",
        "schemaVersion": f"Psych-DS {SCHEMA_VERSION}",
        "variableMeasured": [property_value(name, columns) for name, columns in sorted(variables.items())],
    }
    describe(folder, description, _README.format(study=contents.title, whose=contents.whose))


_README = """# {study}

{whose}

A table of trials for each run of the belief-updating task that counts (`desc-trials`), of memory and ratings
(`desc-afterwards`) and of the comprehension check (`desc-comprehension`), where there were any; and one table of all
sessions (`desc-sessions`). A row of trials is found by `participant_id`, `visit`, `run`, `phase` and `event_id`; a
session by `participant_id`, `visit` and `run`. Times (`…_s`) of the tables of a run count from the start of the row’s
`launch`.
Missing values are `n/a`. What each column is, is said in `dataset_description.json`.
"""


def _label(name: str) -> str:
    return "".join(letter for letter in name if letter.isascii() and letter.isalnum())


def _note(variables: dict[str, list[Column]], columns: tuple[Column, ...]) -> None:
    for column in columns:
        if all(column.description != other.description for other in variables[column.name]):
            variables[column.name].append(column)


def _copy_table(file: Path, copy: Path, participant_id: str, dates: Dates) -> None:
    """Copy a table, with its moments as the export has them; the files were read, and are as they were written."""
    with file.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    at = header.index("launch_started_utc")
    for row in rows:
        row[at] = dates.text(participant_id, row[at])
    write_rows(copy, header, rows)


def _write_sessions(sessions: pd.DataFrame, file: Path) -> None:
    decimals = {column.name: column.decimals for column in SESSION_COLUMNS}
    columns = [written(sessions[name], decimals.get(str(name))) for name in sessions.columns]
    write_rows(file, [str(name) for name in sessions.columns], zip(*columns, strict=True))
