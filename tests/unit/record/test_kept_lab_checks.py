"""Reports of the check are kept, and go with the next sessions."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.format.check_report import Verdict, read_report
from experiment.record import participants
from experiment.record.kept_lab_checks import keep_check, latest_check
from experiment.record.storage import Disk
from tests.instruments.check_reports import report
from tests.instruments.failing_disks import VolatileDisk
from tests.instruments.removing import remove
from tests.instruments.small_study import small_study
from tests.instruments.systems import make_link, make_pipe
from tests.instruments.watched_sessions import ARM, PARTICIPANT, Witness, files, run, wrong_checksums


def test_a_report_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    """The report made last is found, the same as it was, whatever its date; text and picture stand beside it."""
    old, new = report(1, Verdict.FAIL), report(20, Verdict.PASS)
    for one in (old, new):
        keep_check(Disk(), tmp_path, one, "what was found", b"PNG")
    latest = latest_check(Disk(), tmp_path)
    assert latest is not None
    assert new == latest.report == read_report(latest.content)
    assert "what was found" == (tmp_path / "checks" / latest.name).read_text()


def test_no_report_and_an_unreadable_one_are_none(tmp_path: Path) -> None:
    """Where there is no report, or the last one cannot be read, no session is held up."""
    assert latest_check(Disk(), tmp_path) is None
    assert latest_check(Disk(), tmp_path) is None


def damaged(file: Path) -> None:
    file.write_text("{")


def without_lines(file: Path) -> None:
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"lines": []}))


def without_a_date(file: Path) -> None:
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"made_utc": ""}))


def without_a_zone(file: Path) -> None:
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"made_utc": "2026-01-01T10:00:00"}))


def without_being_text(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00" * 100)


def deep(file: Path) -> None:
    file.write_text("[" * 100_000)


def a_folder(file: Path) -> None:
    remove(file)
    file.mkdir()


def a_link_to_nowhere(file: Path) -> None:
    remove(file)
    make_link(file, "nowhere")


def a_pipe(file: Path) -> None:
    remove(file)
    make_pipe(file)


def enormous(file: Path) -> None:
    os.truncate(file, 3_000_000_000)


@pytest.mark.parametrize(
    "spoil",
    [
        damaged,
        without_lines,
        without_a_date,
        without_a_zone,
        without_being_text,
        deep,
        a_folder,
        a_link_to_nowhere,
        a_pipe,
        enormous,
    ],
)
def test_a_report_that_is_none_holds_nobody_up(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    """Whatever stands in the place of the last report, it counts as none."""
    keep_check(Disk(), tmp_path, report(2, Verdict.PASS), "", b"")
    spoil(keep_check(Disk(), tmp_path, report(1, Verdict.PASS), "", b""))
    assert latest_check(Disk(), tmp_path) is None


@pytest.mark.parametrize(
    "name", ["._check-0002-20260101T100000Z.json", "check-0002-20260101T100000Z (1).json", "x.json"]
)
def test_what_is_not_ours_is_no_report(tmp_path: Path, name: str) -> None:
    """Files of a Mac or a synchroniser beside the reports are left alone."""
    file = keep_check(Disk(), tmp_path, report(1, Verdict.PASS), "", b"")
    file.with_name(name).write_text("{")
    kept = latest_check(Disk(), tmp_path)
    assert kept is not None
    assert file.with_suffix(".txt").name == kept.name


def test_a_report_from_the_future_counts_as_none(tmp_path: Path) -> None:
    """A session does not say that the computer has passed a check that is yet to come."""
    keep_check(Disk(), tmp_path, report(-24, Verdict.PASS), "", b"")
    assert latest_check(Disk(), tmp_path) is None


def test_a_session_keeps_the_last_check(tmp_path: Path) -> None:
    """A run has a copy of the last report beside it, protected with the others, and its sheet says how that ended."""
    study, data = small_study(tmp_path), Path("/data")
    disk = VolatileDisk()
    participants.enrol(disk, data, study.file, PARTICIPANT, ARM, "fr")
    keep_check(disk, data, report(3, Verdict.WARN), "", b"")
    run(study, data, disk, Witness())
    kept = latest_check(disk, data)
    assert kept is not None
    assert kept.content == disk.read(files(data).check)
    (launch,) = json.loads(disk.read(files(data).sheet))["launches"]
    assert {"made_utc": kept.report.made_utc, "verdict": "warn"} == launch["check"]
    assert [] == wrong_checksums(disk, files(data))
    assert files(data).check.name in disk.read(files(data).checksums).decode()
