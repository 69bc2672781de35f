"""`status` as it is read on the ward: what is to be done now, and where every visit stands."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from experiment.config.load import load_study
from experiment.design.local_time import clock_of, is_same
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.launcher.board_state import board_state
from experiment.launcher.speaking import Language, Speaker
from experiment.messages import Advice, Reason, Refusal
from experiment.record.board import board
from experiment.record.ledger import read
from experiment.record.session_lock import locked
from experiment.record.storage import Disk
from experiment.verbs.moment import clock_time, moment_meant, shortly
from tests.instruments.ends_early import EndsEarly
from tests.instruments.removing import remove
from tests.instruments.study_session import study_session
from tests.instruments.timed_study import with_anchors
from tests.instruments.typed_lab import Lab

ADVICE = {
    Advice.LEFT_OUT_OF_STATUS,
    Advice.OF_OTHER_STUDIES,
    Advice.RUN_INCOMPLETE,
    Advice.RUN_UNREADABLE,
    Advice.STATUS_BY_THE_LEDGER,
}
"""What is said here and nowhere else."""

SHEET = Path("sub-KD001", "ses-baseline", "sub-KD001_ses-baseline_task-beliefupdate_run-1_session.json")


@pytest.fixture
def lab(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lab:
    """KD001 has had the baseline on 23 November and the infusion on the 26th; KD002 is a control."""
    lab = Lab(tmp_path, capsys)
    with_anchors(lab.study)
    for verb in ("anchor", "status"):
        monkeypatch.setattr(f"experiment.verbs.{verb}.now", lambda: datetime.fromisoformat("2026-11-26T16:00+01:00"))
    study_session(lab.study, lab.data)
    anchor = ("anchor", "--participant", "KD001", "--name", "infusion1_end", "--at", "14:05")
    assert 0 == lab.say(*anchor).code
    assert 0 == lab.say("enrol", "--participant", "KD002", "--arm", "control", "--language", "fr").code
    return lab


def test_the_page(lab: Lab) -> None:
    """First what can be done now, with its hours, then everybody; what is still to come says from when."""
    said = lab.say("status", "--at", "18:00")
    assert (0, "") == (said.code, said.err)
    assert [
        "2026-11-26 18:00 (Europe/Paris): 2 participants",
        "",
        "KD001  post4h    due  17:35 – 19:05, due 18:05",
        "KD002  baseline  due",
        "",
        "KD001  patient  baseline done  post4h due  day7 awaiting infusion3_end",
        "KD002  control  baseline due               day7 awaiting baseline_start",
    ] == said.out.splitlines()


@pytest.mark.parametrize(
    ("at", "line"),
    [
        (None, "post4h later from 17:35"),
        ("2026-11-25 12:00", "post4h later from 2026-11-26 17:35"),
        ("18:06", "KD001  post4h    overdue  17:35 – 19:05, due 18:05"),
        ("2026-11-27 08:00", "KD001  post4h    late  2026-11-26 17:35 – 2026-11-26 19:05, due 2026-11-26 18:05"),
        (
            "2026-12-06 00:00",
            "KD001  day7      late  2026-12-02 – 2026-12-05, due 2026-12-03; not done before it: post4h",
        ),
    ],
)
def test_what_a_visit_is_at_another_time(lab: Lab, at: str | None, line: str) -> None:
    """With --at it is looked at then, by what is known now; a day is named where it is not that one."""
    said = lab.say("status", *(["--at", at] if at else []))
    assert line in said.out


def test_json(lab: Lab) -> None:
    """For other programs: every visit, with its times as the laboratory's clock has them."""
    said = lab.say("status", "--at", "18:00", "--json")
    read = json.loads(said.out)
    assert "2026-11-26T18:00:00+01:00" == read["at"]
    assert ["KD001", "KD002"] == [one["participant_id"] for one in read["participants"]]
    assert {
        "visit": "post4h",
        "standing": "due",
        "begins": "2026-11-26T17:35:00+01:00",
        "due": "2026-11-26T18:05:00+01:00",
        "ends": "2026-11-26T19:05:00+01:00",
        "in_days": False,
        "awaits": [],
        "undone": [],
        "overtaken": None,
        "windows_apart": None,
        "damaged": None,
        "ended_early": [],
        "resumable_until": None,
        "too_late_to_resume": False,
    } == read["participants"][0]["visits"][1]


@pytest.mark.parametrize("damage", ["{", "", '{"participant_id": "KD002"}', None])
def test_a_damaged_enrolment_is_a_line_of_advice(lab: Lab, damage: str | None) -> None:
    """Whatever is the matter with one enrolment, also if it is gone, everybody else is there."""
    file = lab.data / "participants" / "KD002.json"
    if damage is None:
        remove(file)
    else:
        file.write_text(damage, encoding="utf-8", newline="\n")
    said = lab.say("status")
    assert (0, Advice.LEFT_OUT_OF_STATUS.say(files="KD002.json")) == (said.code, said.err.strip())
    assert "KD001" in said.out


@pytest.mark.parametrize("damage", ["{", "", '{"status": "finished"}'])
def test_a_damaged_sheet_is_a_line_of_advice(lab: Lab, damage: str) -> None:
    """The ledger says that the session is complete, and when it began."""
    sheet = lab.data / SHEET
    sheet.chmod(0o600)
    sheet.write_text(damage, encoding="utf-8", newline="\n")
    said = lab.say("status", "--at", "18:00")
    assert (0, Advice.STATUS_BY_THE_LEDGER.say(files=SHEET.name)) == (said.code, said.err.strip())
    assert "KD001  patient  baseline done  post4h due" in said.out


def test_a_run_that_is_gone_is_missing(lab: Lab) -> None:
    """What only the ledger knows of is not to come: it is missing."""
    (lab.data / "sub-KD001").rename(lab.folder / "elsewhere")
    assert "KD001  baseline  missing" in lab.say("status").out


WHOLE = {"session.json", "plan.json", "journal.jsonl"}
INCOMPLETE, UNREADABLE = Advice.RUN_INCOMPLETE, Advice.RUN_UNREADABLE


@pytest.mark.parametrize(
    ("left", "advice", "file"),
    [
        (set(), None, "missing"),
        (WHOLE, None, "interrupted"),
        ({"check.json"}, INCOMPLETE, "session.json"),
        ({"plan.json"}, INCOMPLETE, "session.json"),
        (WHOLE - {"session.json"}, INCOMPLETE, "session.json"),
        (WHOLE - {"journal.jsonl"}, INCOMPLETE, "journal.jsonl"),
        (WHOLE - {"plan.json"}, INCOMPLETE, "plan.json"),
        ({"torn", *WHOLE}, UNREADABLE, "session.json"),
    ],
    ids=lambda one: "+".join(sorted(one)) if isinstance(one, set) else None,
)
def test_part_of_a_run_is_neither_missing_nor_to_go_on(
    lab: Lab, left: set[str], advice: Advice | None, file: str
) -> None:
    """Of one that did not end: which file is not there or unreadable, and what to do, also on the board."""
    sheet, ledger = lab.data / SHEET, lab.data / "ledger.jsonl"
    stem = SHEET.name.removesuffix("session.json")
    text = sheet.read_text(encoding="utf-8").replace('"status": "complete"', '"status": "interrupted"')
    journal, plan = ((sheet.parent / f"{stem}{name}").read_bytes() for name in ("journal.jsonl", "plan.json"))
    sheet.parent.rename(lab.folder / "before")
    sheet.parent.mkdir()
    lines = [line for line in ledger.read_bytes().splitlines(keepends=True) if b'"run_ended"' not in line]
    ledger.write_bytes(b"".join(lines))
    contents = {"session.json": text[: 99 if "torn" in left else None].encode(), "journal.jsonl": journal}
    for name in left - {"torn"}:
        (sheet.parent / f"{stem}{name}").write_bytes({"plan.json": plan, "check.json": b"{}", **contents}[name])
    said = lab.say("status").out
    study, disk, moment = load_study(lab.study).file, Disk(), datetime.fromisoformat("2026-11-26T16:00+01:00")
    found = board(disk, lab.data, study, read(disk, lab.data), moment)
    cells = [
        next(one for one in state.now if one.participant_id == "KD001")
        for state in (board_state(found, study, moment, moment.tzinfo, Speaker(one)) for one in Language)  # type: ignore[arg-type]
    ]
    if advice is None:
        assert re.search(f"KD001  baseline +{file}", said)
        return
    assert re.search(f"KD001  baseline +damaged +{re.escape(advice.say(file=stem + file))}", said)
    assert ["⚠ damaged", "⚠ endommagée"] == [one.said for one in cells]
    assert all(stem + file in one.when and "copi" in one.when for one in cells)


def test_verify_says_when_by_the_clock_of_the_laboratory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the study kept with its sessions has it, wherever it is verified; where none says so, in UTC."""
    lab = Lab(tmp_path, capsys)
    with_anchors(lab.study)
    study_session(lab.study, lab.data)
    assert 0 == lab.say("enrol", "--participant", "KD002", "--arm", "control", "--language", "fr").code
    remove(lab.data / "participants" / "KD002.json")
    entered = datetime.fromisoformat([line.utc for line in read(Disk(), lab.data).lines][-1])
    assert (
        f", since {clock_of(entered, ZoneInfo('Europe/Paris'))}; "
        in lab.say_just("verify", "--data", str(lab.data)).out
    )
    (lab.data / "sub-KD001").rename(lab.folder / "elsewhere")
    assert f", since {clock_of(entered, timezone.utc)} UTC; " in lab.say_just("verify", "--data", str(lab.data)).out


@pytest.mark.parametrize(
    ("then", "reasons", "page", "cells"),
    [
        ((), ["clinical"], "aborted (clinical)", ("■ aborted (clinical)|", "■ arrêtée avant la fin (clinique)|")),
        (
            ("resume",),
            ["clinical"],
            "done, ended early once (clinical)",
            ("✓ done|ended early once: clinical", "✓ faite|arrêtée une fois avant la fin\u00a0: clinique"),
        ),
        (
            ("resume early", "new_run"),
            ["clinical", "clinical"],
            "done, ended early twice (clinical, clinical)",
            (
                "✓ done|ended early 2 times: clinical, clinical",
                "✓ faite|arrêtée 2 fois avant la fin\u00a0: clinique, clinique",
            ),
        ),
        (
            ("unreadable",),
            [None],
            "aborted (reason not known)",
            ("■ aborted (reason not known)|", "■ arrêtée avant la fin (motif inconnu)|"),
        ),
    ],
    ids=["ended", "gone on with", "begun again", "unreadable"],
)
def test_a_visit_of_which_a_session_ended_early(
    lab: Lab, then: tuple[str, ...], reasons: list[str | None], page: str, cells: tuple[str, str]
) -> None:
    """Why is said, and still when the visit is done: gone on with, or begun again; on the board in both languages."""
    study_session(lab.study, lab.data, "KD002", someone=EndsEarly(5))
    for what in then:
        if what == "unreadable":
            (sheet,) = (lab.data / "sub-KD002").rglob("*_session.json")
            sheet.chmod(0o600)
            sheet.write_bytes(b"{")
            continue
        how = {"new_run_reason": "the fire alarm"} if what == "new_run" else {"resume": True}
        someone = EndsEarly(5) if what.endswith("early") else None
        study_session(lab.study, lab.data, "KD002", someone=someone, **how)
    assert f"KD002  control  baseline {page}  " in lab.say("status").out
    (told,) = (one for one in json.loads(lab.say("status", "--json").out)["participants"] if one["arm"] == "control")
    assert [reasons, []] == [visit["ended_early"] for visit in told["visits"]]
    study, disk, moment = load_study(lab.study).file, Disk(), datetime.fromisoformat("2026-11-26T16:00+01:00")
    found = board(disk, lab.data, study, read(disk, lab.data), moment)
    for language, cell in zip(Language, cells, strict=True):
        state = board_state(found, study, moment, timezone.utc, Speaker(language))
        (shown,) = (row.visits[0] for row in state.rows if row.participant_id == "KD002")
        assert shown is not None
        assert cell == f"{shown.said}|{shown.shortly}"


def test_a_session_that_is_running(lab: Lab) -> None:
    """While a launch holds it, it is running; when that is gone, it was interrupted."""
    sheet = lab.data / SHEET
    sheet.chmod(0o600)
    sheet.write_text(
        sheet.read_text(encoding="utf-8").replace('"complete"', '"running"'), encoding="utf-8", newline="\n"
    )
    with locked(Disk(), SessionFiles(lab.data, "KD001", "baseline", "beliefupdate", SessionKind.STUDY)):
        assert "KD001  baseline  running" in lab.say("status").out
    assert "KD001  baseline  interrupted" in lab.say("status").out


def test_a_baseline_that_the_infusion_has_overtaken(lab: Lab) -> None:
    """It says why it is late, though it has no window."""
    assert 0 == lab.say("enrol", "--participant", "KD003", "--arm", "patient", "--language", "fr").code
    entry = ("anchor", "--participant", "KD003", "--name", "infusion1_end", "--at", "15:00", "--accept-time")
    assert 0 == lab.say(*entry).code
    assert "KD003  baseline  late  it comes before infusion1_end, which is past" in lab.say("status").out


def test_nothing_is_written(lab: Lab) -> None:
    """Looking changes nothing."""
    before = lab.tree()
    lab.say("status")
    assert before == lab.tree()


def test_nobody_is_enrolled(lab: Lab) -> None:
    """A folder that holds nothing has no participants, and that is said; one that is not there is no data folder."""
    other = lab.folder / "other"
    missing = lab.say("status", "--data", str(other))
    assert (1, "", Reason.NO_DATA_FOLDER.say(data=other)) == (missing.code, missing.out, missing.err.strip())
    other.mkdir()
    said = lab.say("status", "--data", str(other))
    assert (0, "2026-11-26 16:00 (Europe/Paris): 0 participants\n", "") == (said.code, said.out, said.err)


def test_a_folder_of_another_study(lab: Lab) -> None:
    """Whoever asks of the wrong study, or of the wrong folder, is told which studies are there, and how many people."""
    lab.edit("study.yaml", "study: small", "study: big")
    said = lab.say("status")
    facts = {"people": "2 participants", "are": "are", "data": lab.data, "study": "big", "studies": "small (2)"}
    assert ("2026-11-26 16:00 (Europe/Paris): 0 participants", 0) == (said.out.strip(), said.code)
    assert Advice.OF_OTHER_STUDIES.say(**facts) == said.err.strip()
    assert {"small": 2} == json.loads(lab.say("status", "--json").out)["of_other_studies"]


@pytest.mark.parametrize(
    ("language", "words"),
    [(Language.EN, "those who are in it are of: small"), (Language.FR, "le sont dans : small")],
)
def test_a_folder_of_another_study_on_the_board(lab: Lab, language: Language, words: str) -> None:
    """It says so in place of an empty board; where there are people of both, they are shown."""
    study, moment, say = load_study(lab.study).file, datetime(2026, 11, 26, tzinfo=timezone.utc), Speaker(language)
    for name, is_said in (("big", True), ("small", False)):
        file = study.model_copy(update={"study": name})
        found = board(Disk(), lab.data, file, read(Disk(), lab.data), moment)
        amiss = board_state(found, file, moment, timezone.utc, say).amiss
        assert is_said == (words in amiss.replace("\N{NO-BREAK SPACE}", " "))


@pytest.mark.parametrize(
    ("utc", "shown"), [(23, "01:30"), (24, "02:30+02:00"), (25, "02:30+01:00"), (26, "03:30"), (36, "13:30")]
)
def test_in_the_hour_that_comes_twice_it_is_said_which(utc: int, shown: str) -> None:
    """In the night of 25 October 2026, on the command line, on the board and in both languages."""
    moment, zone = datetime(2026, 10, 24, 0, 30, tzinfo=timezone.utc) + timedelta(hours=utc), ZoneInfo("Europe/Paris")
    assert f"2026-10-25 {shown}" == clock_of(moment, zone)
    assert shown == shortly(moment, False, moment, zone)
    assert f"2026-10-25 {shown}" == Speaker(Language.EN).moment(moment, zone)
    assert f"25/10/2026 {shown}" == Speaker(Language.FR).moment(moment, zone)
    typed = moment_meant(clock_time(f"2026-10-25 {shown}"), zone, moment)
    assert moment == typed.astimezone(timezone.utc), "what is shown can be typed"


@pytest.mark.parametrize("hours", range(-12, 15))
@pytest.mark.parametrize("day", ["2026-03-29", "2026-07-01", "2027-10-31", "2027-12-01"])
def test_an_offset_that_the_laboratory_does_not_have_is_refused(day: str, hours: int) -> None:
    """But for that of UTC; what is offered instead is the same moment, and can be typed."""
    zone, written = ZoneInfo("Europe/Paris"), f"{day}T02:30{'-' if hours < 0 else '+'}{abs(hours):02}:00"
    moment = datetime.fromisoformat(written)
    if hours == 0 or moment.utcoffset() == moment.astimezone(zone).utcoffset():
        assert is_same(moment, moment_meant(clock_time(written), zone, moment))
        return
    with pytest.raises(Refusal) as refused:
        moment_meant(clock_time(written), zone, moment)
    assert Reason.TIME_OF_ANOTHER_ZONE is refused.value.reason
    assert is_same(moment, moment_meant(clock_time(refused.value.facts["here"]), zone, moment))


def test_what_is_offered_for_an_hour_that_was_left_out_can_be_typed() -> None:
    """It is what a clock showed that had been put forward."""
    zone, today = ZoneInfo("Europe/Paris"), datetime(2026, 3, 29, 12, tzinfo=timezone.utc)
    with pytest.raises(Refusal) as refused:
        moment_meant(clock_time("2026-03-29 02:30"), zone, today)
    typed = moment_meant(clock_time(refused.value.facts["example"]), zone, today)
    assert "2026-03-29 03:30" == clock_of(typed, zone)
