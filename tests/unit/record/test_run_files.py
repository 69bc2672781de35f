"""The files of a run: which there are, what they hold, and that they are protected."""

from __future__ import annotations

import csv
import getpass
import json
import shutil
import socket
import stat
import subprocess
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest

from experiment.cli import main
from experiment.conduct import conduct
from experiment.config.load import Study, load_study
from experiment.format.run_files import RunFiles, SessionFiles, place_of, rehearsals_beside
from experiment.format.tables import header
from experiment.format.vocabulary import ParticipantMode, SessionKind, Table
from experiment.record import participants
from experiment.record.provenance import program
from experiment.record.request import Request
from experiment.record.storage import Disk
from experiment.virtual.opening import open_virtual_stage
from tests.instruments.small_study import write_small_study
from tests.instruments.watched_sessions import wrong_checksums

STEM = "sub-KD001_ses-baseline_task-beliefupdate_run-1"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lab with a study whose files are in folders of their own, and one session that is complete."""
    lab = tmp_path_factory.mktemp("lab")
    for folder in ("configs", "stimuli/events", "stimuli/texts"):
        (lab / folder).mkdir(parents=True)
    study = write_small_study(lab / "configs")
    (lab / "configs" / "events.yaml").rename(lab / "stimuli" / "events" / "rare.yaml")
    (lab / "configs" / "texts.yaml").rename(lab / "stimuli" / "texts" / "words.yaml")
    text = study.read_text(encoding="utf-8")
    text = text.replace("events: events.yaml", "events: ../stimuli/events/rare.yaml")
    text = text.replace("texts: texts.yaml", "texts: ../stimuli/texts/words.yaml")
    study.write_text(f"# ünïcode, kept\r\n{text}", encoding="utf-8", newline="")
    _conduct(load_study(study), lab / "data")
    return lab


def _conduct(study: Study, data: Path) -> RunFiles:
    participants.enrol(Disk(), data, study.file, "KD001", "patient", "fr")
    request = Request(data, "KD001", "baseline", SessionKind.TEST, ParticipantMode.SCRIPTED, operator="AB")
    return conduct(study, request, open_virtual_stage).files


@pytest.fixture(scope="module")
def folder(lab: Path) -> Path:
    return place_of(lab / "data", SessionKind.TEST) / "sub-KD001" / "ses-baseline"


@pytest.fixture(scope="module")
def sheet(folder: Path) -> dict[str, object]:
    read: dict[str, object] = json.loads((folder / f"{STEM}_session.json").read_text(encoding="utf-8"))
    return read


def all_files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def session_files(lab: Path) -> list[Path]:
    """Everything that enrolment and session have written."""
    return [*all_files(lab / "data"), *all_files(rehearsals_beside(lab / "data"))]


def test_there_are_these_files_and_no_others(lab: Path, folder: Path) -> None:
    """A complete run has the files of the design, under names of BIDS entities, and leaves nothing else behind."""
    expected = [
        f"{STEM}_checksums.sha256",
        f"{STEM}_desc-trials_data.csv",
        f"{STEM}_desc-trials_data.json",
        f"{STEM}_inputs/configs/study.yaml",
        f"{STEM}_inputs/stimuli/events/rare.yaml",
        f"{STEM}_inputs/stimuli/texts/words.yaml",
        f"{STEM}_journal.jsonl",
        f"{STEM}_plan.json",
        f"{STEM}_session.json",
    ]
    assert expected == [path.relative_to(folder).as_posix() for path in all_files(folder)]
    outside = [path.relative_to(lab).as_posix() for path in session_files(lab) if folder not in path.parents]
    assert [
        "data/.locks/ledger.lock",
        "data/.locks/participants.lock",
        "data/ledger.jsonl",
        "data/participants/KD001.json",
        "data-rehearsals/test/.locks/ledger.lock",
        "data-rehearsals/test/.locks/sub-KD001.lock",
        "data-rehearsals/test/ledger.jsonl",
    ] == outside


def test_inputs_are_kept_byte_for_byte(lab: Path, folder: Path) -> None:
    """Study, events and texts are kept as they were, where they were relative to each other."""
    for name in ("configs/study.yaml", "stimuli/events/rare.yaml", "stimuli/texts/words.yaml"):
        assert (lab / name).read_bytes() == (folder / f"{STEM}_inputs" / name).read_bytes()


def test_kept_inputs_are_a_study_again(folder: Path, sheet: dict[str, object]) -> None:
    """The kept files can be loaded where they are, and are the same study."""
    assert sheet["study_fingerprint"] == load_study(folder / f"{STEM}_inputs" / "configs" / "study.yaml").fingerprint


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not installed")
def test_checksums_are_those_of_sha256sum(folder: Path) -> None:
    """The command `sha256sum --check` finds every file of the run as it was."""
    command = ["sha256sum", "--check", "--strict", f"{STEM}_checksums.sha256"]
    checked = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (0, 8) == (checked.returncode, checked.stdout.count(": OK"))


def test_checksums_find_a_change(folder: Path, tmp_path: Path) -> None:
    """A digit changed in a copy of the CSV is found, and nothing else."""
    run_files = SessionFiles(tmp_path / "data", "KD001", "baseline", "beliefupdate", SessionKind.TEST).run(1)
    shutil.copytree(folder, run_files.session.folder)
    copy = run_files.data
    copy.chmod(0o600)
    copy.write_bytes(copy.read_bytes().replace(b",answered,", b",missed,", 1))
    assert [copy.name] == wrong_checksums(Disk(), run_files)


def test_a_complete_run_is_read_only(folder: Path) -> None:
    """Nobody may write to any file of a complete run."""
    writable = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    assert [] == [path.name for path in all_files(folder) if path.stat().st_mode & writable]


def test_the_sheet_says_what_the_design_asks_for(sheet: dict[str, object]) -> None:
    """The sheet has participant, visit, run, kind, mode, language, list, inputs, launches and status."""
    expected = {
        "schema_version": "v2", "written_by": program(),
        "study": "small", "task": "beliefupdate", "participant_id": "KD001", "arm": "patient",
        "visit": "baseline", "run": 1, "new_run_reason": None, "study_change_reason": None, "rates_seen_before": False,
        "events_seen_before": [], "hours_since_anchor": None, "window": None, "window_reason": None,
        "window_words": None, "kind": "test",
        "participant_mode": "scripted", "language": "fr", "list_order": ["main"],
        "event_list": "main", "rows_planned": 5, "status": "complete", "abort_reason": None,
    }  # fmt: skip
    assert expected == {name: sheet[name] for name in expected}
    assert {
        *expected,
        "study_fingerprint",
        "plan_sha256",
        "check_sha256",
        "sidecars_sha256",
        "inputs",
        "launches",
    } == set(sheet)


def test_the_sheet_says_what_it_was_run_with(sheet: dict[str, object]) -> None:
    """Each launch has its operator, its start and end in UTC, the software with its revision, and the apparatus."""
    (launch,) = sheet["launches"]  # type: ignore[misc]
    when = {"launch", "operator", "started_utc", "ended_utc"}
    at_its_end = {"flip_intervals", "pauses", "ended_early", "stopped_by"}
    assert when | {"versions", "revision", "apparatus", "check"} | at_its_end == set(launch)
    assert (None, None) == (launch["check"], launch["flip_intervals"])
    started, ended = (datetime.fromisoformat(launch[name]) for name in ("started_utc", "ended_utc"))
    assert timezone.utc.utcoffset(None) == started.utcoffset() == ended.utcoffset()
    assert started <= ended <= datetime.now(timezone.utc)
    assert {"python", "system", "numpy", "pydantic", "pyyaml"} <= set(launch["versions"])
    assert "AB" == launch["operator"]
    zero = {"zero_utc": launch["started_utc"]}
    expected = {"stage": "virtual", "inputs": "virtual participant", "clock": "virtual"}
    assert (
        zero | expected | {"mouse": None, "display": None, "kept_awake": [], "confirmed": [], "seed": None}
        == launch["apparatus"]
    )


def test_nothing_names_the_machine_its_user_or_a_path(lab: Path) -> None:
    """No file that a session writes has the name of the host, of the user, or a path of this machine in it."""
    names = [socket.gethostname(), str(lab), str(lab.resolve()), lab.name, str(Path.home()), str(Path.cwd())]
    if getpass.getuser() != "root":  # a word of its own in many texts
        names.append(getpass.getuser())
    written = {path: path.read_bytes() + path.name.encode() for path in session_files(lab)}
    assert 16 == len(written)
    telling = [name.encode() for name in names if len(name) > 3]  # a host called “pc” proves nothing
    found = [(path.name, name) for path, content in written.items() for name in telling if name in content]
    assert [] == found


def test_the_csv_is_plain(folder: Path) -> None:
    """The CSV is UTF-8 with line feeds only, its header once, and a cell in every column."""
    content = (folder / f"{STEM}_desc-trials_data.csv").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    table = list(csv.reader(content.decode("utf-8").splitlines()))
    assert list(header(Table.TRIALS)) == table[0]
    assert [len(header(Table.TRIALS))] * 5 == [len(row) for row in table[1:]]
    assert "" not in {cell for row in table for cell in row}


def test_the_journal_is_a_json_object_a_line(folder: Path) -> None:
    """Every line of the journal is one JSON object with the name of its event; the first and last are the launch's."""
    lines = [json.loads(line) for line in (folder / f"{STEM}_journal.jsonl").read_text(encoding="utf-8").splitlines()]
    expected = ("run_begun", "launch_started", "launch_ended")
    assert expected == (lines[0]["event"], lines[1]["event"], lines[-1]["event"])
    assert all("event" in line for line in lines)


def test_the_plan_is_the_one_that_is_printed(lab: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The plan in the folder is what `plan --json` prints for the same session."""
    command = ["plan", "--study", str(lab / "configs" / "study.yaml"), "--data", str(lab / "data"), "--json"]
    assert 0 == main([*command, "--participant", "KD001", "--visit", "baseline", "--kind", "test"])
    assert json.loads(capsys.readouterr().out) == json.loads((folder / f"{STEM}_plan.json").read_bytes())
