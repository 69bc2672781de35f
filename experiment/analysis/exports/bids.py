"""A study as a BIDS dataset (1.11.1): its trials as events, its sessions with their scores, and dictionaries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from experiment import __version__
from experiment.analysis.exports.contents import Contents
from experiment.analysis.exports.dataset_files import describe, write_json
from experiment.analysis.exports.written_cells import write_rows, written
from experiment.analysis.session_rows import CLOCK_COLUMNS
from experiment.format.columns import SCHEMA_VERSION, Column, columns_of
from experiment.format.dialects import bids_description
from experiment.format.session_table import SESSION_COLUMNS
from experiment.format.tables import COLUMNS
from experiment.format.trial_row import COLUMNS as TRIAL_COLUMNS
from experiment.format.trial_row import SessionColumns
from experiment.format.vocabulary import EstimationPhase, Table

BIDS_VERSION = "1.11.1"

_TASKS = {
    Table.TRIALS: "Estimates of how likely events are to happen to oneself and to others, before and after their base "
    "rates are shown (belief updating).",
    Table.AFTERWARDS: "Recall of each base rate, and ratings of each event, after the trials of belief updating.",
    Table.COMPREHENSION: "Questions about the task, before the trials of belief updating.",
}
"""What each table is of, in words."""

_KEPT = ("launch", "launch_started_utc", "language")
_OF_SESSION = frozenset(column.name for column in columns_of(SessionColumns)) - set(_KEPT)
"""What is the same in every row of a session stands in its line of sessions.tsv, and in its file's name."""

_ONSETS = ("trial_onset_s", "event_onset_s", "self_onset_s", "population_onset_s", "confidence_onset_s",
           "base_rate_onset_s", "base_rate_offset_s", "trial_end_s")  # fmt: skip
"""The first of these that there is begins a row; of an interrupted trial the earlier ones are missing."""

_EVENT_COLUMNS: dict[str, dict[str, object]] = {
    "onset": {
        "Description": "first flip of the row's trial and phase that is known, on one clock for all launches of the "
        "run: from the start of its first launch",
        "Units": "s",
    },
    "duration": {"Description": "from there to the flip that ended the trial in this phase", "Units": "s"},
    "trial_type": {
        "Description": "which estimate the row is of",
        "Levels": {str(phase): phase.meaning for phase in EstimationPhase},
    },
    "response_time": {
        "Description": "of the estimate of one's own risk, from the flip that showed its question",
        "Units": "s",
    },
}
_SESSION_COLUMNS = (
    "study", "kind", "participant_mode", "event_list", "list_order", "language", "window", "window_reason",
    "hours_since_anchor", "duration_min", "launches", "pauses", "frames", "frames_dropped", "frame_longest_ms",
    "refresh_hz",
)  # fmt: skip
_SESSION_NAMES = {"window": "window_status", "kind": "session_kind"}
_VISIT_NUMBER = next(column for column in TRIAL_COLUMNS if column.name == "visit_number")


def write_bids(contents: Contents, folder: Path) -> None:
    """Write a study as a BIDS dataset to an empty folder."""
    description = {
        "Name": contents.title,
        "BIDSVersion": BIDS_VERSION,
        "DatasetType": "raw",
        "GeneratedBy": [
            {
                "Name": "belief-update",
                "Version": __version__,
                "Description": f"export bids, of tables of version {SCHEMA_VERSION}",
            }
        ],
    }
    describe(folder, description, _README.format(study=contents.title, whose=contents.whose))
    _write_participants(contents, folder)
    _write_sessions(contents, folder)
    _write_events(contents, folder)
    for table in (Table.AFTERWARDS, Table.COMPREHENSION):
        _write_beh(contents, folder, table)


_README = """# {study}

{whose}

Behavioural data of the belief-updating task: estimates of how likely adverse events are, before and after their base
rates were shown. Each run's `_events.tsv` has one row for each trial and estimation phase; what the columns are is said
in `task-*_events.json`. Memory of the base rates, ratings and the comprehension check, where there were any, are in
`_beh.tsv` files of tasks of their own. `sub-*_sessions.tsv` has the time window of each visit, the hours since what it
hangs on, and clinical scores. Of each visit, the one run is here that counts.
"""


def _write_participants(contents: Contents, folder: Path) -> None:
    arms = contents.of_sessions.drop_duplicates("participant_id")[["participant_id", "arm"]]
    who = [str(one) for one in arms["participant_id"]]
    of_people = contents.phenotype.of_people.set_index("participant_id").reindex(who)
    measures = [str(name) for name in of_people.columns]
    columns = [[f"sub-{one}" for one in who], written(arms["arm"])]
    columns += [written(of_people[name]) for name in measures]
    _write_columns(folder / "participants.tsv", ["participant_id", "group", *measures], columns)
    write_json(folder / "participants.json", {
        "participant_id": {"Description": "participant"},
        "group": {"Description": "arm of the study"},
        **_of_measures(contents, measures),
    })  # fmt: skip


def _of_measures(contents: Contents, names: Sequence[str]) -> dict[str, object]:
    """Return the descriptions of measures that were entered by hand."""
    return {column.name: bids_description(column) for column in contents.entered if column.name in names}


def _write_sessions(contents: Contents, folder: Path) -> None:
    scores = contents.phenotype.of_visits
    measures = [str(name) for name in scores.columns if name not in ("participant_id", "visit")]
    described = {column.name: column for column in SESSION_COLUMNS}
    names = [_SESSION_NAMES.get(name, name) for name in _SESSION_COLUMNS]
    by_visit = scores.set_index(["participant_id", "visit"])
    numbers = contents.rows[Table.TRIALS].drop_duplicates(["participant_id", "visit"])
    number_of = numbers.astype({"visit": "string"}).set_index(["participant_id", "visit"])[_VISIT_NUMBER.name]
    for participant, sessions in contents.of_sessions.groupby("participant_id", sort=True):
        key = pd.MultiIndex.from_frame(sessions[["participant_id", "visit"]])
        columns = [[f"ses-{visit}" for visit in sessions["visit"]], written(sessions["started_utc"])]
        columns += [written(number_of.reindex(key))]
        columns += [written(sessions[name], described[name].decimals) for name in _SESSION_COLUMNS]
        columns += [written(by_visit.reindex(key)[name]) for name in measures]
        file = folder / f"sub-{participant}" / f"sub-{participant}_sessions.tsv"
        _write_columns(file, ["session_id", "acq_time", _VISIT_NUMBER.name, *names, *measures], columns)
    write_json(folder / "sessions.json", {
        "session_id": {"Description": "visit"},
        "acq_time": {"Description": "start of the run; a year before 1925: dates are shifted, by participant"},
        _VISIT_NUMBER.name: bids_description(_VISIT_NUMBER),
        **{_SESSION_NAMES.get(name, name): bids_description(described[name]) for name in _SESSION_COLUMNS},
        **_of_measures(contents, measures),
    })  # fmt: skip


def _write_events(contents: Contents, folder: Path) -> None:
    columns = [column for column in COLUMNS[Table.TRIALS] if column.name not in _OF_SESSION]
    header = [*_EVENT_COLUMNS, *(column.name for column in columns)]
    for file, rows in _files(contents, Table.TRIALS, contents.task, "events"):
        onset = rows[_ONSETS[0]]
        for later in _ONSETS[1:]:
            onset = onset.fillna(rows[later])
        placed = rows.assign(onset=onset).sort_values("onset", kind="stable", na_position="last")
        onsets = placed["onset"]
        cells = [
            written(onsets, 6), written(placed["trial_end_s"] - onsets, 6),
            written(placed["phase"]), written(placed["self_rt_s"], 6),
            *(written(placed[column.name], column.decimals) for column in columns),
        ]  # fmt: skip
        _write_columns(folder / file, header, cells)
    about = {column.name: _on_clock_of_run(column) for column in columns}
    write_json(
        folder / f"task-{contents.task}_events.json",
        {"TaskName": contents.task, "TaskDescription": _TASKS[Table.TRIALS], **_EVENT_COLUMNS, **about},
    )


def _on_clock_of_run(column: Column) -> dict[str, object]:
    about = bids_description(column)
    if column.name in CLOCK_COLUMNS:
        about["Description"] = f"{column.description}; from the start of the run's first launch"
    return about


def _write_beh(contents: Contents, folder: Path, table: Table) -> None:
    """Write a table that is not a sequence of events: as behaviour without onsets, as a task of its own."""
    task = f"{contents.task}{table}"
    columns = [column for column in COLUMNS[table] if column.name not in _OF_SESSION]
    files = list(_files(contents, table, task, "beh"))
    for file, rows in files:
        cells = [written(rows[column.name], column.decimals) for column in columns]
        _write_columns(folder / file, [column.name for column in columns], cells)
    if files:
        about = {column.name: _on_clock_of_run(column) for column in columns}
        write_json(folder / f"task-{task}_beh.json", {"TaskName": task, "TaskDescription": _TASKS[table], **about})


def _files(contents: Contents, table: Table, task: str, suffix: str) -> Iterator[tuple[Path, pd.DataFrame]]:
    for (participant, visit, run), rows in contents.rows[table].groupby(
        ["participant_id", "visit", "run"], observed=True, sort=True
    ):
        stem = f"sub-{participant}_ses-{visit}_task-{task}_run-{run}"
        yield Path(f"sub-{participant}", f"ses-{visit}", "beh", f"{stem}_{suffix}.tsv"), rows


def _write_columns(file: Path, header: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
    write_rows(file, header, zip(*columns, strict=True), tabs=True)
