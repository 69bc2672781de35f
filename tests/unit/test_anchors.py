"""`anchor`: the end of an infusion is entered once, checked for sense, and corrected; what stood there is kept."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from experiment.format.enrolment import Enrolment
from experiment.format.ledger import EnrolmentChanged, read_ledger
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import EnrolmentChange, SessionKind
from experiment.messages import Reason, Usage
from experiment.record.session_lock import locked
from experiment.record.storage import Disk
from experiment.record.verify import verify
from tests.instruments.study_session import study_session
from tests.instruments.timed_study import with_anchors
from tests.instruments.typed_lab import Lab, Said

NOW = "2026-11-26T19:00+01:00"


@pytest.fixture
def lab(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lab:
    lab = Lab(tmp_path, capsys)
    with_anchors(lab.study)
    set_clock(monkeypatch, NOW)
    study_session(lab.study, lab.data)  # on 23 November
    return lab


def set_clock(monkeypatch: pytest.MonkeyPatch, now: str) -> None:
    monkeypatch.setattr("experiment.verbs.anchor.now", lambda: datetime.fromisoformat(now))


def anchor(lab: Lab, *arguments: str, name: str = "infusion1_end") -> Said:
    return lab.say("anchor", "--participant", "kd001", "--name", name, *arguments)


def enrolment(lab: Lab) -> Enrolment:
    return Enrolment.model_validate_json((lab.data / "participants" / "KD001.json").read_bytes())


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("14:05", "2026-11-26T14:05:00+01:00"),
        ("14h05", "2026-11-26T14:05:00+01:00"),
        ("9:05", "2026-11-26T09:05:00+01:00"),
        ("2026-11-26 14:05", "2026-11-26T14:05:00+01:00"),
        ("2026-11-26T14:05:30", "2026-11-26T14:05:30+01:00"),
        ("2026-11-26T14:05+01:00", "2026-11-26T14:05:00+01:00"),
        ("2026-11-26T13:05Z", "2026-11-26T14:05:00+01:00"),
        ("2026-11-26 13:05+0000", "2026-11-26T14:05:00+01:00"),
    ],
)
def test_a_time_may_be_typed_in_many_ways(lab: Lab, typed: str, at: str) -> None:
    """As a clock shows it, with its day, or with its offset: what is kept is the laboratory's clock and its offset."""
    said = anchor(lab, "--at", typed)
    assert (0, "") == (said.code, said.err)
    assert said.out.startswith(f"KD001: infusion1_end was at 2026-11-26 {at[11:16]}")
    (entry,) = enrolment(lab).anchors
    assert at == entry.model_dump(mode="json")["at"]


NO_TIMES = (
    *("14", "2pm", "14:5", "24:00", "14:60", "26/11/2026 14:05", "2026-02-30 14:05", "14:05+01:00", "١٤:٠٥"),
    *("0001-01-01 00:00", "9999-12-31 23:59", "2062-11-26T14:05+99:00"),
)


@pytest.mark.parametrize("typed", NO_TIMES)
def test_what_is_no_time_is_wrong_usage(lab: Lab, typed: str) -> None:
    """What cannot be a time, or only one of two, is not guessed at."""
    before = lab.tree()
    assert 2 == anchor(lab, "--at", typed).code
    assert before == lab.tree()


def test_today_is_the_laboratorys(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """At 00:30 in Paris, which is yesterday in UTC, 00:10 is twenty minutes ago."""
    set_clock(monkeypatch, "2026-11-27T00:30+01:00")
    assert 0 == anchor(lab, "--at", "00:10").code
    assert datetime.fromisoformat("2026-11-27T00:10+01:00") == enrolment(lab).anchor_times["infusion1_end"]


@pytest.mark.parametrize("place", [0, 1])
def test_an_hour_that_comes_twice_is_named_with_its_offset(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    """The refusal gives both; each, copied from it, is taken as what it says, and said again it changes nothing."""
    set_clock(monkeypatch, "2026-10-25T12:00+01:00")
    said = anchor(lab, "--at", "02:30", "--accept-time")
    named = [word for word in said.err.split() if word.startswith("2026-10-25T")]
    assert 0 == anchor(lab, "--at", named[place], "--accept-time").code
    at = datetime.fromisoformat(f"2026-10-25T02:30+0{2 - place}:00")
    assert at == enrolment(lab).anchor_times["infusion1_end"]
    again = anchor(lab, "--at", named[place])
    assert (0, 1) == (again.code, len(enrolment(lab).anchors))


def test_a_correction_keeps_what_stood_there(lab: Lab) -> None:
    """With a reason the later entry counts; time and reason of both are kept; ledger and enrolment agree."""
    assert 0 == anchor(lab, "--at", "14:05").code
    assert 0 == anchor(lab, "--at", "14:15", "--reason", "read off the wrong clock").code
    first, second = enrolment(lab).anchors
    assert first.reason is None
    assert "read off the wrong clock" == second.reason
    assert ["14:05", "14:15"] == [f"{entry.at:%H:%M}" for entry in (first, second)]
    assert datetime.fromisoformat("2026-11-26T14:15+01:00") == enrolment(lab).anchor_times["infusion1_end"]
    lines = read_ledger((lab.data / "ledger.jsonl").read_bytes()).lines
    changes = [line.change for line in lines if isinstance(line, EnrolmentChanged)]
    assert [EnrolmentChange.ANCHOR_ENTERED, EnrolmentChange.ANCHOR_CORRECTED] == changes
    assert [] == verify(Disk(), lab.data).wrong


def test_what_was_entered_for_the_wrong_person_is_taken_back(lab: Lab) -> None:
    """It no longer counts, and stays readable; the same time can be entered again."""
    assert 0 == anchor(lab, "--at", "14:05").code
    assert 0 == anchor(lab, "--take-back", "--reason", "it was another participant").code
    assert ({}, 2) == (enrolment(lab).anchor_times, len(enrolment(lab).anchors))
    assert 0 == anchor(lab, "--at", "14:05").code
    assert 3 == len(enrolment(lab).anchors)


def test_the_same_time_again_changes_nothing(lab: Lab) -> None:
    """Whoever enters it a second time is told the same, and nothing is written."""
    first = anchor(lab, "--at", "14:05")
    before = lab.tree()
    again = anchor(lab, "--at", "14:05")
    assert first.code == again.code
    assert first.out == again.out
    assert before == lab.tree()


def test_what_was_unusual_and_meant_is_kept(lab: Lab) -> None:
    """A time that needed its flag says which questions it answered; a usual one says none."""
    assert 0 == anchor(lab, "--at", "2026-11-22 14:05", "--accept-time").code
    (entry,) = enrolment(lab).anchors
    assert ("ANCHOR_ON_ANOTHER_DAY", "ANCHOR_OUT_OF_ORDER") == entry.confirmed
    assert 0 == anchor(lab, "--at", "14:05", "--reason", "wrong day", "--accept-time").code
    assert () == enrolment(lab).anchors[-1].confirmed


@pytest.mark.parametrize("day", ["2026-11-25", "2026-11-24"])
def test_another_day_than_today_is_asked_about(lab: Lab, day: str) -> None:
    """Yesterday as well as any day before, and at whatever hour."""
    said = anchor(lab, "--at", f"{day} 23:59")
    assert (1, ()) == (said.code, enrolment(lab).anchors)
    assert f"{day}" in said.err
    assert 0 == anchor(lab, "--at", f"{day} 23:59", "--accept-time").code
    assert ("ANCHOR_ON_ANOTHER_DAY",) == enrolment(lab).anchors[-1].confirmed


@pytest.mark.parametrize(("typed", "order"), [("13:00", "before"), ("14:05", "before"), ("15:00", None)])
def test_anchors_happen_in_the_order_of_the_arm(lab: Lab, typed: str, order: str | None) -> None:
    """The third infusion before the first, or at the same minute, is asked about."""
    assert 0 == anchor(lab, "--at", "14:05").code
    said = anchor(lab, "--at", typed, name="infusion3_end")
    assert (1 if order else 0) == said.code
    assert bool(order) == ("infusion1_end, which comes before it" in said.err)


@pytest.mark.parametrize("how", ["edited by hand", "put back from a copy"])
def test_an_entry_covers_nothing_up(lab: Lab, how: str) -> None:
    """An enrolment that is not as it was entered last takes no anchor, unless that is accepted, and entered."""
    file = lab.data / "participants" / "KD001.json"
    before = file.read_bytes()
    if how == "edited by hand":
        file.write_bytes(before.replace(b'"fr"', b'"en"'))
    else:  # as a stop between ledger and file leaves it, too
        assert 0 == anchor(lab, "--at", "13:05").code
        file.write_bytes(before)
    said = anchor(lab, "--at", "14:05")
    what = {"edited by hand": "language is en, and was entered as fr", "put back from a copy": "(anchor entered on "}
    assert 1 == said.code
    assert what[how] in said.err
    assert said.err.startswith(f"{file.name}, the enrolment of KD001, is not as this program wrote it last: ")
    assert {} == enrolment(lab).anchor_times
    assert 0 == anchor(lab, "--at", "14:05", "--accept-ledger").code
    assert any("it was accepted as it is" in note.what for note in verify(Disk(), lab.data).noted)


def test_a_time_is_needed_or_a_reason_for_taking_it_back(lab: Lab) -> None:
    """Neither --at nor --take-back is wrong usage; what is taken back says why."""
    said = anchor(lab)
    assert (2, Usage.OPTION_MISSING.say(verb="anchor", options="--at or --take-back")) == (said.code, said.err.strip())
    assert Reason.CHANGE_WITHOUT_REASON.say() == anchor(lab, "--take-back").err.strip()


def test_nothing_is_changed_under_a_running_session(lab: Lab) -> None:
    """The enrolment of somebody who is in a session is left alone."""
    session = SessionFiles(lab.data, "KD001", "post4h", "beliefupdate", SessionKind.STUDY)
    before = enrolment(lab)
    with locked(Disk(), session):
        said = anchor(lab, "--at", "14:05")
    whose = Reason.SESSION_RUNNING.say(session="a session of KD001")
    assert (1, whose) == (said.code, said.err.strip())
    assert before == enrolment(lab)


def test_a_name_in_other_capitals_and_an_arm_without_anchors(lab: Lab) -> None:
    """Capitals are no matter; controls have no infusion, and that is said."""
    assert 0 == anchor(lab, "--at", "14:05", name="Infusion1_End").code
    assert 0 == lab.say("enrol", "--participant", "KD002", "--arm", "control", "--language", "fr").code
    said = lab.say("anchor", "--participant", "KD002", "--name", "infusion1_end", "--at", "14:05")
    assert 1 == said.code
    assert "in the arm control; visits of this arm hang on no such thing" in said.err


def test_it_is_said_when_visits_are_due(lab: Lab) -> None:
    """Whoever has entered the end of an infusion reads at once when the visits after it are due."""
    assert [
        "KD001: infusion1_end was at 2026-11-26 14:05",
        "post4h: 17:35 – 19:05, due 18:05",
        "day7 awaiting infusion3_end",
    ] == anchor(lab, "--at", "14:05").out.splitlines()


def test_json_gives_the_enrolment(lab: Lab) -> None:
    """For other programs, the whole enrolment as it is now."""
    said = anchor(lab, "--at", "14:05", "--json")
    assert json.loads((lab.data / "participants" / "KD001.json").read_bytes()) == json.loads(said.out)
