"""What the experimenter is told before a study session that goes on all the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.config.time_zone import wall_zone
from experiment.design.local_time import clock_of
from experiment.format.check_report import Verdict
from experiment.messages import Advice, Reason
from experiment.record.kept_lab_checks import keep_check
from experiment.record.storage import Disk
from tests.instruments.check_reports import report
from tests.instruments.earlier_session import put_earlier_session
from tests.instruments.small_study import review
from tests.instruments.typed_lab import Lab
from tests.unit.record.test_doubtful_runs import ADVICE as OF_DOUBTFUL_RUNS
from tests.unit.record.test_earlier_draw import ADVICE as OF_EARLIER
from tests.unit.record.test_elsewhere import OF_ITS_PLACE
from tests.unit.record.test_ledger import ADVICE as OF_THE_LEDGER
from tests.unit.test_end_of_day import ADVICE as OF_THE_END_OF_DAY
from tests.unit.test_enrolling import ADVICE as OF_ENROLMENT
from tests.unit.test_rehearsals import ADVICE as OF_REHEARSALS
from tests.unit.test_short_check import ADVICE as OF_THE_SHORT_CHECK
from tests.unit.test_status import ADVICE as OF_STATUS
from tests.unit.test_validate import ADVICE as OF_VALIDATE
from tests.unit.test_windows_apart import ADVICE as OF_WINDOWS

OF_SIMULATING = {Advice.ARMS_NOT_ASSUMED}
"""tests/unit/simulated_study/test_whole_study.py"""
OF_SEALING = {Advice.FILES_PUT_BACK, Advice.INPUTS_MISSING, Advice.NOT_READ_ONLY}
"""Provoked in tests/unit/record/test_protecting.py."""


def kept(lab: Lab, hours_ago: float, verdict: Verdict) -> Path:
    return keep_check(Disk(), lab.data, report(hours_ago, verdict), "text", b"picture")


def no_check(_lab: Lab) -> dict[str, object]:
    return {"hours": 24}


def an_old_check(lab: Lab) -> dict[str, object]:
    kept(lab, 30, Verdict.PASS)
    return {"hours": 24}


def a_failed_check(lab: Lab) -> dict[str, object]:
    kept(lab, 2, Verdict.PASS)
    return {"lines": "vsync", "file": kept(lab, 1, Verdict.FAIL).with_suffix(".txt").name}


def a_good_check(lab: Lab) -> dict[str, object]:
    kept(lab, 30, Verdict.FAIL)
    kept(lab, 1, Verdict.WARN)
    return {}


def anothers_sheets(lab: Lab) -> dict[str, object]:
    kept(lab, 1, Verdict.PASS)
    for number in range(2, 7):
        stem = f"sub-KD{number:03}_ses-baseline"
        folder = lab.data / f"sub-KD{number:03}" / "ses-baseline"
        folder.mkdir(parents=True)
        (folder / f"{stem}_task-beliefupdate_run-1_session.json").write_bytes(b"")
    named = (
        f"sub-KD{n:03}/ses-baseline/sub-KD{n:03}_ses-baseline_task-beliefupdate_run-1_session.json" for n in (2, 3, 4)
    )
    return {"files": ", ".join(named) + " and 2 more"}


def begin_the_ledger_anew(lab: Lab) -> None:
    """Let the ledger know of a session that was put there by hand."""
    (lab.data / "ledger.jsonl").unlink()
    assert 0 == lab.say("enrol", "--participant", "KD500", "--arm", "control", "--language", "fr", "--new").code


def an_earlier_sheet_of_their_own(lab: Lab) -> dict[str, object]:
    """It is named in each sentence that is true of it."""
    kept(lab, 1, Verdict.PASS)
    sheet = lab.data / "sub-KD001" / "ses-day7" / "sub-KD001_ses-day7_task-beliefupdate_run-1_session.json"
    sheet.parent.mkdir(parents=True)
    sheet.write_bytes(b"")
    begin_the_ledger_anew(lab)
    return {"participant_id": "KD001", "files": sheet.name}


def a_check_from_the_future(lab: Lab) -> dict[str, object]:
    kept(lab, 1, Verdict.FAIL)
    future = report(-5 * 365 * 24, Verdict.PASS)
    keep_check(Disk(), lab.data, future, "text", b"picture")
    return {"made": clock_of(future.made, wall_zone(None))}


def a_good_check_after_one_from_the_future(lab: Lab) -> dict[str, object]:
    a_check_from_the_future(lab)
    kept(lab, 1, Verdict.PASS)
    return {}


def a_failed_check_on_a_clock_that_had_stopped(lab: Lab) -> dict[str, object]:
    kept(lab, 2, Verdict.PASS)
    return {"lines": "vsync", "file": kept(lab, 50 * 365 * 24, Verdict.FAIL).with_suffix(".txt").name}


def larger_type_before(lab: Lab) -> dict[str, object]:
    a_good_check(lab)
    assert 0 == lab.simulate().code
    (simulated,) = lab.folder.glob("data-rehearsals/**/*_session.json")
    sheet = put_earlier_session(lab.folder / "other", simulated, 1.3, "2026-11-24T10:00:00+00:00")
    day7 = lab.data / "sub-KD001" / "ses-day7" / sheet.name.replace("baseline", "day7")
    day7.parent.mkdir(parents=True)
    day7.write_text(sheet.read_text(encoding="utf-8").replace("baseline", "day7"), encoding="utf-8", newline="\n")
    begin_the_ledger_anew(lab)
    return {"participant_id": "KD001", "earlier": "1.3"}


def beside_a_synchroniser(lab: Lab) -> dict[str, object]:
    a_good_check(lab)
    (lab.folder / ".dropbox.cache").mkdir()
    return {"data": lab.data, "program": "Dropbox"}


CASES: list[tuple[Advice | None, Callable[[Lab], dict[str, object]]]] = [
    (Advice.NO_CHECK_TODAY, no_check),
    (Advice.NO_CHECK_TODAY, an_old_check),
    (Advice.CHECK_FAILED, a_failed_check),
    (Advice.TEXT_SCALE_KEPT, larger_type_before),
    (Advice.OTHERS_UNREADABLE, anothers_sheets),
    (Advice.EARLIER_UNREADABLE, an_earlier_sheet_of_their_own),
    (Advice.CHECK_FROM_THE_FUTURE, a_check_from_the_future),
    (Advice.CHECK_FAILED, a_failed_check_on_a_clock_that_had_stopped),
    (Advice.DATA_SYNCHRONISED, beside_a_synchroniser),
    (None, a_good_check),
    (None, a_good_check_after_one_from_the_future),
]


ONLY_A_SHEET = {
    larger_type_before: "sub-KD001_ses-day7_task-beliefupdate_run-1",
    an_earlier_sheet_of_their_own: "sub-KD001_ses-day7_task-beliefupdate_run-1",
}
"""Cases where only the sheet is there of an earlier run: what it showed cannot be told, and that is said too."""


@pytest.mark.parametrize(("advice", "case"), CASES)
def test_a_study_session_begins_with_advice(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    advice: Advice | None,
    case: Callable[[Lab], dict[str, object]],
) -> None:
    """Before the window is opened the experimenter is told if the computer has not been checked today, or has not
    passed; nothing is refused for it (here there is no display, which is).
    """
    monkeypatch.delenv("DISPLAY", raising=False)
    lab = Lab(tmp_path, capsys)
    review(lab.study)
    facts = case(lab)
    session = ("--participant", "KD001", "--visit", "baseline", "--operator", "AB")
    said = lab.say("run", *session).err.splitlines()
    expected = [advice.say(**facts)] if advice else []
    if case in ONLY_A_SHEET:
        expected.append(Advice.RATES_TAKEN_AS_SEEN.say(participant_id="KD001", runs=ONLY_A_SHEET[case]))
    assert sorted(expected) == sorted(said[:-1])
    assert Reason.NO_DISPLAY.say() == said[-1]


@pytest.mark.parametrize("mirrored", [True, False, None])
def test_a_monitor_that_mirrors_the_participants(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, mirrored: bool | None
) -> None:
    """It is said before the window is opened, which monitor is meant with it; where nobody can say, nothing is."""
    asked: list[int] = []
    monkeypatch.setattr("experiment.verbs.run.is_mirrored", lambda monitor: asked.append(monitor) or mirrored)
    monkeypatch.delenv("DISPLAY", raising=False)
    review(lab.study)
    a_good_check(lab)
    said = lab.say("run", "--participant", "KD001", "--visit", "baseline", "--operator", "AB").err.splitlines()
    expected = [Advice.MIRRORED.say(monitor=0)] if mirrored else []
    assert [*expected, Reason.NO_DISPLAY.say()] == said
    assert [0] == asked


def test_every_advice_is_provoked() -> None:
    """An advice that nothing here provokes is one too many, or a provocation too few."""
    elsewhere = (
        OF_THE_LEDGER
        | OF_REHEARSALS
        | OF_SEALING
        | OF_ENROLMENT
        | OF_ITS_PLACE
        | OF_EARLIER
        | OF_STATUS
        | OF_THE_END_OF_DAY
        | OF_DOUBTFUL_RUNS
        | OF_THE_SHORT_CHECK
        | OF_VALIDATE
        | OF_WINDOWS
        | OF_SIMULATING
    )
    assert set(Advice) == {advice for advice, _ in CASES if advice} | elsewhere | {Advice.MIRRORED}
