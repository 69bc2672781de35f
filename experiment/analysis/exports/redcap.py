"""A study for REDCap: its arms and events, an instrument for each session, and the sessions to import."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from experiment.analysis.exports.contents import Contents
from experiment.analysis.exports.written_cells import write_rows, written
from experiment.analysis.scores import session_scores
from experiment.config.study_file import StudyFile
from experiment.format.columns import Column
from experiment.format.dialects import REDCAP_HEADER, redcap_field, redcap_value
from experiment.format.score_columns import SCORE_COLUMNS
from experiment.format.session_table import SESSION_COLUMNS
from experiment.format.vocabulary import SessionStatus

FORM, PREFIX, RECORD = "belief_update_session", "bu_", "record_id"

_NAMES = (
    "run", "status", "language", "event_list", "started_utc", "duration_min", "launches", "window", "window_reason",
    "hours_since_anchor", "pauses", "frames_dropped",
)  # fmt: skip
_FIELDS: tuple[Column, ...] = (
    *(column for name in _NAMES for column in SESSION_COLUMNS if column.name == name), *SCORE_COLUMNS
)  # fmt: skip


def write_redcap(contents: Contents, folder: Path, study: StudyFile) -> None:
    """Write what makes a REDCap project of a study, and its sessions.

    Parameters
    ----------
    contents
        What is exported.
    folder
        An empty one. `data_dictionary.csv`, `arms.csv`, `events.csv` and `instrument_event_mapping.csv` are uploaded in
        this order in a longitudinal project; then `import.csv`, in the Data Import Tool.
    study
        Arms, visits and when they are due.
    """
    record = Column(RECORD, "code of the participant", None, str)
    fields = [(*redcap_field(record, FORM)[:-1], ""), *(redcap_field(column, FORM, PREFIX) for column in _FIELDS)]
    complete = f"{FORM}_complete"
    write_rows(folder / "data_dictionary.csv", REDCAP_HEADER, fields)
    arms = {arm: number for number, arm in enumerate(study.arms, start=1)}
    write_rows(folder / "arms.csv", ("arm_num", "name"), [(str(number), arm) for arm, number in arms.items()])
    write_rows(
        folder / "events.csv",
        ("event_name", "arm_num", "day_offset", "offset_min", "offset_max", "unique_event_name"),
        _events(study, arms),
    )
    mapping = [(str(arms[arm]), event_of(visit, arms[arm]), FORM) for arm in arms for visit in study.arms[arm].visits]
    write_rows(folder / "instrument_event_mapping.csv", ("arm_num", "unique_event_name", "form"), mapping)
    header = [RECORD, "redcap_event_name", *(PREFIX + column.name for column in _FIELDS), complete]
    write_rows(folder / "import.csv", header, _sessions(contents, arms))


def event_of(visit: str, arm: int) -> str:
    """Return REDCap's own name of a visit in an arm."""
    return f"{visit.lower()}_arm_{arm}"


def _events(study: StudyFile, arms: dict[str, int]) -> Iterator[tuple[str, ...]]:
    for arm, number in arms.items():
        last = -1
        for visit in study.arms[arm].visits:
            day, before, after = _offset(study, arm, visit)
            last = max(day, last + 1)  # REDCap orders events by their day, and gives each its own
            yield visit, str(number), str(last), str(before), str(after), event_of(visit, number)


def _offset(study: StudyFile, arm: str, visit: str) -> tuple[int, int, int]:
    """Return the day on which a visit is due, from the first, and by how many days it may come sooner or later."""
    in_days = [window for window in study.windows_of(arm, visit) if window.due_d is not None]
    if not in_days:
        return 0, 0, 0
    window = in_days[0]
    assert window.due_d is not None
    begins, ends = window.window_d or (window.due_d, window.due_d)
    return int(window.due_d), int(window.due_d - begins), int(ends - window.due_d)


def _sessions(contents: Contents, arms: dict[str, int]) -> Iterator[list[str]]:
    key = ["participant_id", "visit", "run"]
    measures = session_scores(contents.updates).astype({"visit": "string"})
    if len(measures) == 0:
        measures = pd.DataFrame(columns=[*key, *(column.name for column in SCORE_COLUMNS)])
    wanted = measures[[*key, *(column.name for column in SCORE_COLUMNS)]]
    table = contents.of_sessions.merge(wanted, on=key, how="left", validate="one_to_one")
    columns = [_written(table[column.name], column) for column in _FIELDS]
    for n, (participant, visit, arm) in enumerate(
        zip(table["participant_id"], table["visit"], table["arm"], strict=True)
    ):
        cells = [column[n] for column in columns]
        status = "2" if table["status"].iloc[n] == SessionStatus.COMPLETE.value else "1"
        yield [participant, event_of(visit, arms[arm]), *cells, status]


def _written(values: pd.Series[Any], column: Column) -> list[str]:
    cells = written(values, column.decimals)
    if column.name.endswith("_utc"):
        cells = [cell if cell == "n/a" else f"{datetime.fromisoformat(cell):%Y-%m-%d %H:%M:%S}" for cell in cells]
    return [redcap_value(column, cell) for cell in cells]
