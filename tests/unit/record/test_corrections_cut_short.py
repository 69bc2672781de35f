"""A change of an enrolment that a stop has cut short can be made again; what was edited by hand is not entered so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from experiment.config.load import Study
from experiment.format.enrolment import Enrolment
from experiment.format.ledger import RunEntered
from experiment.format.run_files import ledger_file, participant_file
from experiment.format.vocabulary import SessionKind
from experiment.messages import Reason, Refusal
from experiment.messages.accepting import always
from experiment.record import participants
from experiment.record.corrections import Corrections
from experiment.record.ledger import enter
from experiment.record.storage import Disk
from experiment.record.verify import verify
from tests.instruments.small_study import small_study
from tests.instruments.typed_lab import Lab

Make = Callable[[Corrections], Enrolment]

CHANGES: dict[str, tuple[Make | None, Make, Reason]] = {
    "correct": (None, lambda to: to.correct("KD001", "control", None, None, "wrong arm"), Reason.NOTHING_TO_CORRECT),
    "withdraw": (None, lambda to: to.withdraw("KD001", "moved away"), Reason.WITHDRAWN),
    "reinstate": (
        lambda to: to.withdraw("KD001", "moved away"),
        lambda to: to.reinstate("KD001", "came back"),
        Reason.NOT_WITHDRAWN,
    ),
}


@pytest.fixture
def enrolments(tmp_path: Path) -> Corrections:
    study: Study = small_study(tmp_path)
    participants.enrol(Disk(), tmp_path / "data", study.file, "KD001", "patient", "fr")
    return Corrections(Disk(), tmp_path / "data", study.file)


@pytest.mark.parametrize("is_behind", ["the ledger", "the enrolment"])
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_was_cut_short_is_made_again(enrolments: Corrections, change: str, is_behind: str) -> None:
    """Where ledger or file lacks a change that the other has, it says which, and with --accept-ledger the same change
    is made again; nothing is wrong any more.
    """
    before, make, _ = CHANGES[change]
    if before:
        before(enrolments)
    file = ledger_file(enrolments.data) if is_behind == "the ledger" else participant_file(enrolments.data, "KD001")
    copy = file.read_bytes()
    once = make(enrolments)
    file.write_bytes(copy)
    assert ["participants/KD001.json"] == [one.file for one in verify(Disk(), enrolments.data).wrong]
    with pytest.raises(Refusal) as refused:
        make(enrolments)
    said = "a change that was not entered" if is_behind == "the ledger" else "what was entered since is not in it"
    assert Reason.ENROLMENT_EDITED == refused.value.reason
    assert said in str(refused.value.facts["what"])
    again = make(replace(enrolments, accept_ledger=always))
    assert [] == verify(Disk(), enrolments.data).wrong
    assert once.arm == again.arm
    assert once.list_order == again.list_order
    assert (once.withdrawn is None) == (again.withdrawn is None)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_is_entered_is_not_made_again(enrolments: Corrections, change: str) -> None:
    """What the ledger has is refused as before."""
    before, make, reason = CHANGES[change]
    if before:
        before(enrolments)
    make(enrolments)
    with pytest.raises(Refusal) as refused:
        make(enrolments)
    assert reason is refused.value.reason


EDITS = [
    ('"arm": "patient"', '"arm": "control"', "arm is control, and was entered as patient"),
    ('"language": "fr"', '"language": "en"', "language is en, and was entered as fr"),
    ('"place_in_arm": 0', '"place_in_arm": 1', "place_in_arm is 1, and was entered as 0"),
    ('"study"', ' "study"', "it says the same, but is written otherwise: it was saved by another program"),
    ('"enrolled_utc": "2', '"enrolled_utc": "3', "what it said then cannot be told; it says now: patient, fr"),
    ('"study"', "study", "it is no enrolment any more"),
]


@pytest.mark.parametrize(("old", "new", "said"), EDITS)
@pytest.mark.parametrize("change", ["correct", "withdraw"])
def test_an_enrolment_that_was_edited_by_hand_is_not_entered_unasked(
    lab: Lab, change: str, old: str, new: str, said: str
) -> None:
    """A correction or a withdrawal is refused, naming what differs; verify finds it too."""
    file = participant_file(lab.data, "KD001")
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    what = {"correct": ("--correct", "--language", "en" if '"en"' not in new else "fr"), "withdraw": ("--withdraw",)}
    refused = lab.say("enrol", "--participant", "KD001", *what[change], "--reason", "as asked")
    found = lab.say_just("verify", "--data", str(lab.data)).out
    if "no enrolment" not in said:  # that is refused as what it is
        assert 1 == refused.code
        assert said in refused.err
    assert "KD001.json: it is not as this program wrote it last: " in found


def test_what_was_edited_is_entered_by_whoever_says_so(lab: Lab) -> None:
    """With --accept-ledger the change is made, and the ledger has it that the enrolment was accepted as it was."""
    file = participant_file(lab.data, "KD001")
    file.write_text(
        file.read_text("utf-8").replace('"arm": "patient"', '"arm": "control"'), encoding="utf-8", newline="\n"
    )
    line = ("enrol", "--participant", "KD001", "--withdraw", "--reason", "own wish")
    assert [1, 0] == [lab.say(*line).code, lab.say(*line, "--accept-ledger").code]
    events = [line.split(b'"event":"')[1].split(b'"')[0] for line in ledger_file(lab.data).read_bytes().splitlines()]
    assert [b"enrolment_accepted", b"enrolment_changed"] == events[-2:]


def test_nobody_is_corrected_whose_sessions_were_moved_away(lab: Lab) -> None:
    """The ledger knows that a session has begun, though nothing of it is in the folder any more."""
    facts = {"participant_id": "KD001", "visit": "baseline", "task": "beliefupdate", "run": 1, "study": "x"}
    more = {"plan_sha256": "", "study_fingerprint": "", "study_change_reason": None, "window": None}
    enter(
        Disk(),
        lab.data,
        lambda due: RunEntered(  # type: ignore[arg-type]
            n=due.n, utc="", before=due.before, kind=SessionKind.STUDY, window_reason=None, **facts, **more
        ),
    )
    said = lab.say("enrol", "--participant", "KD001", "--correct", "--arm", "control", "--reason", "wrong line")
    assert Reason.TOO_LATE_TO_CORRECT.say(participant_id="KD001") == said.err.strip()
