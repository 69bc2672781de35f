"""What a synchroniser, another system or a power cut leaves in a data folder stands in nobody else's way."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.conduct import Conducted, conduct
from experiment.config.load import Study
from experiment.format.run_files import SessionFiles, enrolled_as, is_sheet
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.provenance import program
from experiment.record.request import Request
from experiment.record.scan import scan
from experiment.record.storage import Disk
from experiment.virtual.opening import open_virtual_stage
from tests.instruments.removing import remove
from tests.instruments.small_study import small_study
from tests.instruments.systems import make_link, make_pipe

STEM = "sub-KD001_ses-baseline_task-beliefupdate_run-1"
FOLDER = "sub-KD001/ses-baseline"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return small_study(tmp_path_factory.mktemp("study"))


@pytest.fixture
def data(study: Study, tmp_path: Path) -> Path:
    """A data folder in which KD001 and KD002 are enrolled, and KD001's baseline is done."""
    data = tmp_path / "data"
    for who in ("KD001", "KD002"):
        participants.enrol(Disk(), data, study.file, who, "patient", "fr")
    go(study, data, "KD001")
    return data


def go(study: Study, data: Path, who: str, visit: str = "baseline", resume: bool = False) -> Conducted:
    request = Request(data, who, visit, SessionKind.TEST, ParticipantMode.SCRIPTED, resume=resume)
    return conduct(study, request, open_virtual_stage)


def place(data: Path) -> Path:
    return SessionFiles(data, "KD001", "baseline", "beliefupdate", SessionKind.TEST).place


def written(file: Path, content: bytes = b"") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists():
        file.chmod(0o600)  # that of an ended run is read-only
    file.unlink(missing_ok=True)
    file.write_bytes(content)


def emptied(sheet: Path) -> None:
    written(sheet)


def nonsense(sheet: Path) -> None:
    written(sheet, b"\x00\xff{[")


def deep(sheet: Path) -> None:
    written(sheet, b"[" * 200_000)


def a_folder(sheet: Path) -> None:
    remove(sheet)
    sheet.mkdir()


def a_pipe(sheet: Path) -> None:
    remove(sheet)
    make_pipe(sheet)


def a_dead_link(sheet: Path) -> None:
    remove(sheet)
    make_link(sheet, "nowhere")


def endless(sheet: Path) -> None:
    remove(sheet)
    make_link(sheet, "/dev/zero")


def huge(sheet: Path) -> None:
    written(sheet)
    with sheet.open("wb") as file:
        file.truncate(2**30)


def of_a_kind_to_come(sheet: Path) -> None:
    read = json.loads(sheet.read_bytes())
    written(sheet, json.dumps({**read, "kind": "pilot"}).encode())


DAMAGES = [emptied, nonsense, deep, a_folder, a_pipe, a_dead_link, endless, huge, of_a_kind_to_come]


@pytest.mark.parametrize("damage", DAMAGES)
def test_anothers_damaged_sheet_stops_nobody(study: Study, data: Path, damage: Callable[[Path], None]) -> None:
    """Whatever has become of KD001's sheet, KD002's session takes place; KD001's own is refused, naming the sheet."""
    sheet = place(data) / FOLDER / f"{STEM}_session.json"
    sheet.chmod(0o600)
    damage(sheet)
    started = time.monotonic()
    assert go(study, data, "KD002").reason is None
    assert (sheet,) == scan(Disk(), place(data)).unreadable
    with pytest.raises(Refusal) as refused:
        go(study, data, "KD001")
    assert (Reason.RECORD_DAMAGED, sheet.name) == (refused.value.reason, refused.value.facts["file"])
    assert time.monotonic() - started < 30


STRAY = [
    f"{FOLDER}/._{STEM}_session.json",
    f"{FOLDER}/{STEM}_session (1).json",
    f"{FOLDER}/{STEM}_session.sync-conflict-20261125-101010-ABCDEFG.json",
    f"{FOLDER}/{STEM}_session-LABPC2.json",
    f"{FOLDER}/copy of {STEM}_session.json",
    f"{FOLDER}/sub-KD002_ses-baseline_task-beliefupdate_run-1_session.json",
    f"{FOLDER}/sub-KD001_ses-baseline_task-beliefupdate_run-02_session.json",
    f"{FOLDER}/.~lock.{STEM}_desc-trials_data.csv#",
    f"{FOLDER}/desktop.ini",
    f"{FOLDER}/.DS_Store",
    f"{FOLDER}/Thumbs.db",
    f"sub-KD001 (1)/ses-baseline/{STEM}_session.json",
    f"._sub-KD001/ses-baseline/{STEM}_session.json",
    f"sub-KD001/ses-baseline.old/{STEM}_session.json",
    "sub-KD001/._ses-baseline",
    "._sub-KD001",
    "sub-KD009",
    "desktop.ini",
    "~$list.xlsx",
]


@pytest.mark.parametrize("name", STRAY)
def test_what_is_not_ours_is_left_alone(study: Study, data: Path, name: str) -> None:
    """A file under a name that only resembles one of ours is neither read nor counted, by anybody's session."""
    written(place(data) / name, b"\x00")
    assert () == scan(Disk(), place(data)).unreadable
    assert go(study, data, "KD001", "day7").reason is None
    assert 1 == go(study, data, "KD002").files.run
    with pytest.raises(Refusal) as refused:
        go(study, data, "KD001")
    assert (Reason.SESSION_COMPLETE, 1) == (refused.value.reason, refused.value.facts["run"])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_is_closed_stops_nobody(study: Study, data: Path) -> None:
    """A participant's folder that another account keeps to itself is no reason to refuse somebody else."""
    closed = place(data) / "sub-KD001"
    closed.chmod(0)
    try:
        assert go(study, data, "KD002").reason is None
        assert (closed,) == scan(Disk(), place(data)).unreadable
    finally:
        closed.chmod(0o700)


class Closed(Disk):
    """A disk on which one folder may not be looked into."""

    def names_in(self, folder: Path) -> list[str]:
        if folder.name == "sub-KD001":
            raise PermissionError(13, "Permission denied")
        return super().names_in(folder)


def test_a_folder_that_cannot_be_looked_into_stops_nobody(study: Study, data: Path) -> None:
    """The folder is named, and somebody else's session takes place."""
    request = Request(data, "KD002", "baseline", SessionKind.TEST, ParticipantMode.SCRIPTED)
    assert conduct(study, request, open_virtual_stage, Closed()).reason is None
    assert (place(data) / "sub-KD001",) == scan(Closed(), place(data)).unreadable


@pytest.mark.parametrize("change", [{"weather": "fine"}, {"schema_version": "9.0"}, {"launches": "none"}])
def test_what_is_scanned_is_read_leniently(study: Study, data: Path, change: dict[str, object]) -> None:
    """Of another's sheet only the kind is wanted: keys of newer versions, or missing ones, are no matter."""
    sheet = place(data) / FOLDER / f"{STEM}_session.json"
    read = json.loads(sheet.read_bytes())
    for content in ({**read, **change}, {"kind": "test"}):
        written(sheet, json.dumps(content).encode())
        assert ({SessionKind.TEST}, ()) == (scan(Disk(), place(data)).kinds, scan(Disk(), place(data)).unreadable)
        assert 1 == go(study, data, "KD002", ({"kind": "test"} == content and "day7") or "baseline").files.run


@pytest.mark.parametrize(
    ("change", "writer"),
    [
        ({"written_by": "belief-update 9.0, revision abc", "mood": "good"}, "belief-update 9.0, revision abc"),
        ({"written_by": "belief-update 9.0, revision abc", "schema_version": "9.0"}, "belief-update 9.0"),
        ({"written_by": None, "schema_version": "9.0"}, "format 9.0"),
    ],
)
def test_ones_own_sheet_of_another_version_says_which(
    study: Study, data: Path, change: dict[str, object], writer: str
) -> None:
    """A run that another version of the program wrote is refused under that version's name, and this one's."""
    sheet = place(data) / FOLDER / f"{STEM}_session.json"
    written(sheet, json.dumps({**json.loads(sheet.read_bytes()), **change}).encode())
    with pytest.raises(Refusal) as refused:
        go(study, data, "KD001")
    assert Reason.WRITTEN_BY_ANOTHER is refused.value.reason
    assert writer in str(refused.value)
    assert program() in str(refused.value)


def test_a_sheet_says_at_its_top_who_wrote_it(data: Path) -> None:
    """Whoever opens a sheet reads in its first lines the format and the program with its revision."""
    lines = (place(data) / FOLDER / f"{STEM}_session.json").read_text(encoding="utf-8").splitlines()
    assert ['  "schema_version": "v2",', f'  "written_by": "{program()}",'] == lines[1:3]


@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(["session", "plan", "sessio"]))
def test_only_a_whole_name_is_a_sheets(before: str, after: str, word: str) -> None:
    """With anything before or after it, a sheet's name is no longer one."""
    name = f"{before}{STEM}_{word}{after}.json"
    assert ((before, after, word) == ("", "", "session")) == is_sheet("sub-KD001", "ses-baseline", name)


@given(st.text(max_size=20))
def test_only_letters_and_digits_are_an_enrolments_name(text: str) -> None:
    """The name of an enrolment is a participant ID and .json, and nothing else."""
    plain = text.isascii() and text.isalnum()
    assert (text if plain else None) == enrolled_as(f"{text}.json")
