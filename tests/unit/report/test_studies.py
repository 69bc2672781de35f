"""A report can be made of whatever a study has come to: of nobody, one session, one arm, an interrupted session."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.analysis import UnreadableData, session_scores
from experiment.analysis.problems import problem
from experiment.analysis.sheets import Use
from experiment.format.run_files import participants_folder
from experiment.messages import TableFault
from experiment.report.methods import methods
from experiment.report.report import report_of
from experiment.report.study_data import CANNOT_BE_READ, LostRun, StudyData, read_study
from experiment.report.who import who_was_run
from tests.unit.report.conftest import list_of_sessions
from tests.unit.report.reading import by_id, read_page, table_named


def part_of(study: StudyData, wanted: Callable[[StudyData, str, Use], bool]) -> StudyData:
    """The study, as if only some of its sessions had been."""
    sessions = tuple(one for one in study.sessions if wanted(study, one.sheet.participant_id, one.use))
    keys = {(one.sheet.participant_id, one.sheet.visit, one.sheet.run) for one in sessions}

    def of_these(table: object) -> object:
        rows = zip(table["participant_id"], table["visit"].astype(str), table["run"], strict=True)  # type: ignore[index]
        return table[[row in keys for row in rows]].reset_index(drop=True)  # type: ignore[index]

    updates = of_these(study.updates)
    return dataclasses.replace(
        study,
        sessions=sessions,
        runs=of_these(study.runs),
        trials=of_these(study.trials),
        updates=updates,
        scores=session_scores(updates),  # type: ignore[arg-type]
    )  # type: ignore[arg-type]


PARTS: dict[str, Callable[[StudyData, str, Use], bool]] = {
    "one session": lambda study, who, use: who == "KD006",
    "none of the patients": lambda study, who, use: study.participants[who] == "control",
    "none that counts": lambda study, who, use: use is not Use.COUNTS,
    "none at all": lambda study, who, use: False,
}


@pytest.mark.parametrize("wanted", PARTS.values(), ids=list(PARTS))
def test_a_part_of_a_study(study: StudyData, wanted: Callable[[StudyData, str, Use], bool]) -> None:
    """Whatever there is, the page is whole, and names everybody who is enrolled."""
    page = read_page(report_of(part_of(study, wanted)))
    assert set() == {who for who in study.participants if who not in by_id(page, "who").text}


def test_nobody_has_been_run(conducted: Path, tmp_path: Path) -> None:
    """A study that has enrolled people and run nobody has a page that says so."""
    shutil.copytree(participants_folder(conducted), participants_folder(tmp_path))
    page = read_page(report_of(read_study(tmp_path)))
    assert "6 participants are enrolled; 0 have had a session." in by_id(page, "who").text


def test_an_empty_folder(tmp_path: Path) -> None:
    """A folder with neither sessions nor enrolments is refused."""
    with pytest.raises(UnreadableData) as refused:
        read_study(tmp_path)
    assert [TableFault.NO_SESSIONS] == [one.fault for one in refused.value.problems]


@pytest.mark.parametrize("content", [b"{}", b"", b'{"participant_id": 1}'], ids=repr)
def test_no_enrolment(conducted: Path, tmp_path: Path, content: bytes) -> None:
    """A file of an enrolment that is none is named; with keep_going the rest is reported, and the page says so."""
    data = shutil.copytree(conducted, tmp_path / "data")
    file = participants_folder(data) / "KD001.json"
    file.chmod(0o600)
    file.write_bytes(content)
    with pytest.raises(UnreadableData) as refused:
        read_study(data)
    assert [(file, TableFault.NO_ENROLMENT)] == [(one.file, one.fault) for one in refused.value.problems]
    said = str(who_was_run(read_study(data, keep_going=True)).blocks)
    assert "KD001.json: it is no enrolment" in said


def test_a_session_that_cannot_be_read(conducted: Path, study: StudyData, tmp_path: Path) -> None:
    """With keep_going it is not among those that were analysed: list, tables and the paragraph to paste agree."""
    data = shutil.copytree(conducted, tmp_path / "data")
    sheet = study.counted[0].sheet
    stem = f"sub-{sheet.participant_id}_ses-{sheet.visit}"
    (table,) = (file for file in data.rglob(f"{stem}*_run-{sheet.run}_desc-trials_data.csv"))
    table.chmod(0o600)
    table.write_bytes(table.read_bytes()[:-20])
    spoilt = read_study(data, keep_going=True)
    assert len(study.counted) - 1 == len(spoilt.counted)
    section = methods(spoilt)
    assert section is not None
    assert f"of which {len(spoilt.counted)} were analysed" in str(section.blocks)
    assert "1 file could not be read" in str(section.blocks)
    assert "1 run (its trials cannot be read)" in str(section.blocks)
    assert f"{sheet.participant_id}, {sheet.visit}: run {sheet.run} cannot be read" in str(who_was_run(spoilt).blocks)
    listed = table_named(list_of_sessions(spoilt), "Every run")
    stands = [row[2] for row in listed if row[0] == f"{sheet.participant_id} {sheet.visit}"]
    assert ["cannot be read"] == stands
    assert len(spoilt.counted) == int((spoilt.runs["use"] == "counts").sum())


def test_a_sheet_that_cannot_be_read(study: StudyData) -> None:
    """Its run was begun: it is counted as that, named, and has a row in the list, wherever the page speaks of runs."""
    gone = study.counted[0]
    who, visit, run = gone.sheet.participant_id, gone.sheet.visit, gone.sheet.run
    spoilt = dataclasses.replace(
        study,
        sessions=tuple(one for one in study.sessions if one is not gone),
        problems=(problem(gone.files.sheet, TableFault.NO_SHEET, what="it is not JSON"),),
        lost=(LostRun(who, visit, run, CANNOT_BE_READ),),
    )
    said = str(who_was_run(spoilt).blocks)
    assert f"{who}, {visit}: run {run} cannot be read" in said
    assert f"Of {len(study.sessions)} runs, " in said
    section = methods(spoilt)
    assert section is not None
    assert f"{len(study.sessions)} sessions were begun" in str(section.blocks)
    assert f"begun: {who} {visit} run {run}." in str(section.blocks)
    listed = table_named(list_of_sessions(spoilt), "Every run")
    assert [row[0] for row in table_named(list_of_sessions(study), "Every run")] == [row[0] for row in listed]
    assert ["cannot be read"] == [row[2] for row in listed if row[0] == f"{who} {visit}"]
