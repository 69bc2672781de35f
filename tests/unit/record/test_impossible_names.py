"""`verify`: whatever names stand in a record, and whatever its folder is called, no path leads out of that folder."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from experiment.format.ledger import read_ledger
from experiment.format.vocabulary import SessionKind
from experiment.record.storage import Disk
from experiment.record.verify import verify
from tests.instruments.changed_folder import ABORTED, DATA, LEDGER, Files, Snapshot
from tests.instruments.typed_lab import Lab

OUTSIDE = ("/etc", "../x", "..", "", "a/b", "x\0y", "x\n", "é")
OUT_OF_FOLDER = ("/etc", "../x", "a/../../x", "", "x\0y")
NO_RUN = (0, -1, 10**30)


@pytest.fixture
def lab(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Lab:
    return Lab(tmp_path, capsys)


def renamed(line: dict[str, object]) -> Iterator[dict[str, object]]:
    """Give a line of a ledger each name that it cannot have."""
    for key in {"participant_id", "visit", "task"} & set(line):
        yield from (line | {key: name} for name in OUTSIDE)
    if "run" in line:
        yield from (line | {"run": number} for number in NO_RUN)
    if isinstance(line.get("sums"), dict):
        yield from (line | {"sums": {name: "0" * 64}} for name in OUT_OF_FOLDER)


def test_a_line_of_a_ledger_with_an_impossible_name_is_damaged(files: Files) -> None:
    """Whatever name in whatever kind of line leads elsewhere: the line is said to be damaged, and why."""
    lines = files[LEDGER].splitlines(keepends=True)
    tried = {}
    for place, text in enumerate(lines):
        line = json.loads(text)
        if line["event"] in tried:
            continue
        others = list(renamed(line))
        tried[line["event"]] = len(others)
        for other in others:
            content = b"".join([*lines[:place], json.dumps(other).encode() + b"\n", *lines[place + 1 :]])
            said = f"line {place + 1} is no line of a ledger: no name can be made of its "
            assert any(fault.startswith(said) for fault in read_ledger(content).faults), other
            found = verify(Snapshot(files | {LEDGER: content}), DATA)
            assert LEDGER.name in [one.file for one in found.wrong], other
    assert {"enrolled", "run_begun", "run_resumed", "run_interrupted", "run_ended"} <= {
        event for event, count in tried.items() if count
    }


@pytest.mark.parametrize("kind", [kind for kind in SessionKind if kind is not SessionKind.STUDY])
def test_a_run_that_was_entered_as_another_kind_is_named(files: Files, kind: SessionKind) -> None:
    """The kind in the ledger says what the sheet must say, and not where the run is looked for."""
    content = files[LEDGER].replace(b'"kind":"study"', f'"kind":"{kind}"'.encode(), 1)
    wrong = verify(Snapshot(files | {LEDGER: content}), DATA).wrong
    assert 1 == sum("kind is study" in one.what for one in wrong)


def test_rehearsals_under_another_name_are_as_they_were_recorded(lab: Lab) -> None:
    """Rehearsals that were copied to a folder of any name are verified there."""
    assert 0 == lab.simulate().code
    copy = lab.folder / "mydata"
    shutil.copytree(lab.simulated, copy)
    found = verify(Disk(), copy)
    assert ([], 1) == (found.wrong, len(found.runs))


@pytest.mark.parametrize("name", OUT_OF_FOLDER)
def test_no_study_file_of_a_sheet_leads_out_of_the_run(files: Files, name: str) -> None:
    """A sheet that gives a study file such a name is no sheet."""
    file = next(file for file in files if ABORTED in file.name and file.name.endswith("_session.json"))
    sheet = json.loads(files[file])
    sheet["inputs"][0]["name"] = name
    found = verify(Snapshot(files | {file: json.dumps(sheet).encode()}), DATA)
    assert file.relative_to(DATA).as_posix() in [one.file for one in found.wrong]


@pytest.mark.parametrize("name", OUT_OF_FOLDER)
def test_no_checksum_leads_out_of_the_run(files: Files, name: str) -> None:
    """Checksums of what is elsewhere are not those of a run, though the ledger were made to know them."""
    file = next(file for file in files if ABORTED in file.name and file.suffix == ".sha256")
    content = files[file] + f"{'0' * 64}  {name}\n".encode()
    entered, made = (hashlib.sha256(one).hexdigest().encode() for one in (files[file], content))
    found = verify(Snapshot(files | {file: content, LEDGER: files[LEDGER].replace(entered, made)}), DATA)
    assert file.relative_to(DATA).as_posix() in [one.file for one in found.wrong]
