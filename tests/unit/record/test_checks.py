"""Reports of the check are kept, and go with the next sessions."""

from __future__ import annotations

import json
from pathlib import Path

from experiment.format.check_report import Verdict, read_report
from experiment.record import participants
from experiment.record.checks import keep_check, latest_check
from experiment.record.storage import Disk
from tests.instruments.failing_disks import VolatileDisk
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import ARM, PARTICIPANT, Witness, files, run, wrong_checksums
from tests.unit.messages.test_advice import report


def test_a_report_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    """The last of several reports is found, the same as it was; text and picture stand beside it."""
    old, new = report(20, Verdict.FAIL), report(1, Verdict.PASS)
    for one in (new, old):
        keep_check(Disk(), tmp_path, one, "what was found", b"PNG")
    latest = latest_check(Disk(), tmp_path)
    assert latest is not None
    assert new == latest.report == read_report(latest.content)
    assert "what was found" == (tmp_path / "checks" / latest.name).read_text()


def test_no_report_and_an_unreadable_one_are_none(tmp_path: Path) -> None:
    """Where there is no report, or the last one cannot be read, no session is held up."""
    assert latest_check(Disk(), tmp_path) is None
    file = keep_check(Disk(), tmp_path, report(1, Verdict.PASS), "", b"")
    file.write_text("{")
    assert latest_check(Disk(), tmp_path) is None


def test_a_session_keeps_the_last_check(tmp_path: Path) -> None:
    """A run has a copy of the last report beside it, sealed with the others, and its sheet says how that ended."""
    study, data = small_study(tmp_path), Path("/data")
    disk = VolatileDisk()
    participants.enrol(disk, data, study.file, PARTICIPANT, ARM, "fr")
    keep_check(disk, data, report(3, Verdict.WARN), "", b"")
    run(study, data, disk, Witness())
    kept = latest_check(disk, data)
    assert kept is not None
    assert kept.content == disk.read(files(data).check)
    (launch,) = json.loads(disk.read(files(data).about))["launches"]
    assert {"made_utc": kept.report.made_utc, "verdict": "warn"} == launch["check"]
    assert [] == wrong_checksums(disk, files(data))
    assert files(data).check.name in disk.read(files(data).checksums).decode()
