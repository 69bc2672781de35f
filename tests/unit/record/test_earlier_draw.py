"""A visit is held against what the same participant had before: the draw is kept for all of the visits."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.messages import Advice, Reason
from tests.instruments.removing import remove, remove_tree
from tests.instruments.small_study import PROJECT
from tests.instruments.typed_lab import Lab, Said

ADVICE = {Advice.EARLIER_UNREADABLE}
"""What is said here and nowhere else."""


@pytest.fixture
def lab(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lab:
    """A lab in whose folder of simulations KD001 has been at baseline."""
    monkeypatch.delenv("DISPLAY", raising=False)
    lab = Lab(tmp_path, capsys)
    lab.data = tmp_path / "lab-rehearsals" / "simulated"
    assert 0 == lab.say("enrol", "--participant", "KD001", "--arm", "patient", "--language", "fr").code
    assert 0 == lab.simulate().code
    return lab


def baseline(lab: Lab) -> Path:
    session = SessionFiles(lab.data, "KD001", "baseline", "beliefupdate", SessionKind.SIMULATED)
    return session.run(1).sheet


def edit_enrolment(lab: Lab, **changed: object) -> None:
    file = lab.data / "participants" / "KD001.json"
    file.write_text(json.dumps({**json.loads(file.read_bytes()), **changed}), encoding="utf-8", newline="\n")


def next_visit(lab: Lab, arm: str = "patient") -> Said:
    """Simulate it by somebody who may come in anybody's place, as whose sheet is damaged may be."""
    session = ("--participant", "KD001", "--arm", arm, "--visit", "day7", "--participant-mode", "random")
    return lab.say("simulate", *session)


def put_nothing(_file: Path) -> None:
    """Leave a sheet as it is."""


def put_zeros(file: Path) -> None:
    """Damage a sheet."""
    file.write_bytes(bytes(file.stat().st_size))


@pytest.mark.parametrize("sheet", [put_nothing, put_zeros, remove])
@pytest.mark.parametrize(("name", "now", "was"), [("arm", "control", "patient"), ("language", "en", "fr")])
def test_an_enrolment_that_was_changed(lab: Lab, name: str, now: str, was: str, sheet: Callable[[Path], None]) -> None:
    """A later visit is refused, naming what stands where and what it was; a lost sheet is made good by its plan."""
    sheet(baseline(lab))
    edit_enrolment(lab, **{name: now})
    before = lab.tree()
    facts = {"file": "KD001.json", "name": name, "now": now, "earlier": baseline(lab).name, "was": was}
    said = next_visit(lab, now if name == "arm" else "patient")
    assert (1, Reason.ENROLMENT_CHANGED.say(participant_id="KD001", **facts)) == (said.code, said.err.strip())
    assert before == lab.tree()


def test_an_order_of_lists_that_was_changed(lab: Lab) -> None:
    """A later visit in another order of the study's own lists would show a list again: it is refused."""
    lab.study, lab.data = PROJECT / "configs" / "ketamine.yaml", lab.data.with_name("in-three-lists")
    assert 0 == lab.say("enrol", "--participant", "KD001", "--arm", "patient", "--language", "fr").code
    assert 0 == lab.simulate().code
    was = json.loads((lab.data / "participants" / "KD001.json").read_bytes())["list_order"]
    now = [*was[1:], was[0]]
    edit_enrolment(lab, list_order=now)
    said = next_visit(lab)
    facts = {"file": "KD001.json", "name": "list_order", "now": ", ".join(now), "was": ", ".join(was)}
    expected = Reason.ENROLMENT_CHANGED.say(participant_id="KD001", earlier=baseline(lab).name, **facts)
    assert (1, expected) == (said.code, said.err.strip())


def test_a_new_run_after_a_change(lab: Lab) -> None:
    """Done again, a visit is held against its own first run too."""
    edit_enrolment(lab, language="en")
    session = (
        "--participant",
        "KD001",
        "--arm",
        "patient",
        "--visit",
        "baseline",
        "--new-run",
        "--reason",
        "fire alarm",
    )
    said = lab.say("simulate", *session)
    facts = {"file": "KD001.json", "name": "language", "now": "en", "earlier": baseline(lab).name, "was": "fr"}
    assert (1, Reason.ENROLMENT_CHANGED.say(participant_id="KD001", **facts)) == (said.code, said.err.strip())


def test_a_sheet_that_says_nothing_locks_nobody_out(lab: Lab) -> None:
    """With sheet and plan of an earlier visit damaged, the next is conducted, and the sheet is named before it."""
    put_zeros(baseline(lab))
    put_zeros(baseline(lab).with_name(baseline(lab).name.replace("_session", "_plan")))
    said = next_visit(lab)
    assert 0 == said.code
    assert Advice.EARLIER_UNREADABLE.say(participant_id="KD001", files=baseline(lab).name) in said.err


@pytest.mark.parametrize("others", [False, True])
def test_an_enrolment_that_was_lost(lab: Lab, others: bool) -> None:
    """Who has sessions is not enrolled a second time, which would draw anew."""
    if others:
        assert 0 == lab.say("enrol", "--participant", "QX777", "--arm", "patient", "--language", "fr").code
    remove(lab.data / "participants" / "KD001.json")
    said = lab.say("enrol", "--participant", "KD001", "--arm", "patient", "--language", "fr", "--new")
    facts = {"data": lab.data, "file": "KD001.json", "drawn": f"what was drawn stands in {baseline(lab).name}"}
    assert (1, Reason.ENROLMENT_LOST.say(participant_id="KD001", **facts)) == (said.code, said.err.strip())
    assert not (lab.data / "participants" / "KD001.json").exists()


def test_an_enrolment_that_was_lost_with_all_sessions(lab: Lab) -> None:
    """Who had sessions, says the ledger, is not enrolled a second time though nothing of them is left."""
    remove(lab.data / "participants" / "KD001.json")
    remove_tree(baseline(lab).parents[1])
    said = lab.say("enrol", "--participant", "KD001", "--arm", "patient", "--language", "fr", "--new")
    facts = {"data": lab.data, "file": "KD001.json", "drawn": "the files of the sessions are gone too"}
    assert (1, Reason.ENROLMENT_LOST.say(participant_id="KD001", **facts)) == (said.code, said.err.strip())


def test_a_correction_between_two_rehearsals(lab: Lab) -> None:
    """What was rehearsed before a correction keeps nobody from rehearsing after it."""
    correction = ("--participant", "KD001", "--language", "en", "--reason", "wrong line")
    lab.data = lab.folder / "other"
    assert 0 == lab.say("enrol", "--participant", "KD001", "--arm", "patient", "--language", "fr").code
    assert 0 == lab.simulate().code
    assert 0 == lab.say("enrol", "--correct", *correction).code
    assert 0 == next_visit(lab).code


@pytest.mark.parametrize("damage", [put_zeros, remove])
def test_rates_of_a_run_whose_sheet_is_damaged(lab: Lab, damage: Callable[[Path], None]) -> None:
    """The journal says whose it is: what was shown was shown, also when the sheet says nothing."""
    damage(baseline(lab))
    assert 0 == next_visit(lab).code
    session = SessionFiles(lab.data, "KD001", "day7", "beliefupdate", SessionKind.SIMULATED)
    assert json.loads(session.run(1).sheet.read_bytes())["rates_seen_before"] is True
