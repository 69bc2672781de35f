"""A study for REDCap: its arms and events, instruments for sessions, scores and people, and what to import."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
SCORES_FORM, PERSON_FORM = "belief_update_scores", "belief_update_person"

_NAMES = (
    "study", "kind", "participant_mode", "run", "status", "language", "event_list", "list_order", "started_utc",
    "duration_min", "launches", "window", "window_reason", "hours_since_anchor", "pauses", "frames_dropped",
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
    forms = _forms(contents)
    fields = [(*redcap_field(record, forms[0].name)[:-1], "")]
    fields += [redcap_field(column, form.name, PREFIX) for form in forms for column in form.columns]
    write_rows(folder / "data_dictionary.csv", REDCAP_HEADER, fields)
    arms = {arm: number for number, arm in enumerate(study.arms, start=1)}
    write_rows(folder / "arms.csv", ("arm_num", "name"), [(str(number), arm) for arm, number in arms.items()])
    write_rows(
        folder / "events.csv",
        ("event_name", "arm_num", "day_offset", "offset_min", "offset_max", "unique_event_name"),
        _events(study, arms),
    )
    mapping = [
        (str(number), event_of(visit, number), form.name)
        for arm, number in arms.items()
        for place, visit in enumerate(study.arms[arm].visits)
        for form in forms
        if place == 0 or not form.once
    ]
    write_rows(folder / "instrument_event_mapping.csv", ("arm_num", "unique_event_name", "form"), mapping)
    header = [RECORD, "redcap_event_name"]
    for form in forms:
        header += [*(PREFIX + column.name for column in form.columns), f"{form.name}_complete"]
    write_rows(folder / "import.csv", header, _records(contents, study, arms, forms))


@dataclass(frozen=True)
class _Form:
    """An instrument: its fields, and its values by participant and visit.

    Parameters
    ----------
    name
        What REDCap calls it.
    columns
        What its fields hold.
    values
        The cells of each record that has it, and whether it is complete.
    once
        Whether it belongs to the first event alone.
    """

    name: str
    columns: tuple[Column, ...]
    values: Mapping[tuple[str, ...], list[str]]
    once: bool = False


def _forms(contents: Contents) -> list[_Form]:
    """Return the instrument of the sessions, and those of what was entered by hand, if anything was."""
    forms = [_Form(FORM, _FIELDS, _of_sessions(contents))]
    for name, table, key in (
        (SCORES_FORM, contents.phenotype.of_visits, ["participant_id", "visit"]),
        (PERSON_FORM, contents.phenotype.of_people, ["participant_id"]),
    ):
        columns = tuple(column for column in contents.entered if column.name in table.columns)
        if columns:
            values = _cells_by(table, key, columns)
            complete = {who: [*cells, _COMPLETE] for who, cells in values.items()}
            forms.append(_Form(name, columns, complete, once="visit" not in key))
    return forms


_COMPLETE, _UNVERIFIED = "2", "1"


def _records(
    contents: Contents, study: StudyFile, arms: Mapping[str, int], forms: Sequence[_Form]
) -> Iterator[list[str]]:
    """Yield a line for each participant who is exported and each visit of theirs of which anything is known."""
    arm_of = dict(zip(contents.of_sessions["participant_id"], contents.of_sessions["arm"], strict=True))
    for participant, arm in arm_of.items():
        for place, visit in enumerate(study.arms[arm].visits):
            found = [
                form.values.get((participant,) if form.once else (participant, visit)) if place == 0 or not form.once
                else None
                for form in forms
            ]  # fmt: skip
            if any(cells is not None for cells in found):
                line = [participant, event_of(visit, arms[arm])]
                for form, cells in zip(forms, found, strict=True):
                    line += cells or [""] * (len(form.columns) + 1)
                yield line


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


def _of_sessions(contents: Contents) -> dict[tuple[str, ...], list[str]]:
    key = ["participant_id", "visit", "run"]
    measures = session_scores(contents.updates).astype({"visit": "string"})
    if len(measures) == 0:
        measures = pd.DataFrame(columns=[*key, *(column.name for column in SCORE_COLUMNS)])
    wanted = measures[[*key, *(column.name for column in SCORE_COLUMNS)]]
    table = contents.of_sessions.merge(wanted, on=key, how="left", validate="one_to_one")
    done = (table["status"] == SessionStatus.COMPLETE.value).tolist()
    values = _cells_by(table, key[:2], _FIELDS)
    return {
        who: [*cells, _COMPLETE if whole else _UNVERIFIED]
        for (who, cells), whole in zip(values.items(), done, strict=True)
    }


def _cells_by(table: pd.DataFrame, key: list[str], columns: Sequence[Column]) -> dict[tuple[str, ...], list[str]]:
    cells = [_written(table[column.name], column) for column in columns]
    keys = table[key].astype(str).itertuples(index=False, name=None)
    return {who: [column[n] for column in cells] for n, who in enumerate(keys)}


def _written(values: pd.Series[Any], column: Column) -> list[str]:
    cells = written(values, column.decimals)
    if column.name.endswith("_utc"):
        cells = [cell if cell == "n/a" else f"{datetime.fromisoformat(cell):%Y-%m-%d %H:%M:%S}" for cell in cells]
    return [redcap_value(column, cell) for cell in cells]
