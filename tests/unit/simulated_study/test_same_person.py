"""Whoever has one ID is one virtual person: after a break, in a run that is done again, and at every visit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiment.format.vocabulary import ParticipantMode
from tests.instruments.simulated import ASSUMED
from tests.instruments.typed_lab import Lab, break_off

SESSION = ("--participant", "KD010", "--arm", "patient", "--visit")
AGAIN = ("--new-run", "--reason", "once more")


def sat_as(lab: Lab, visit: str) -> tuple[str, int | None, str | None]:
    """Who sat in the last run of KD010 at a visit: mode, seed, and the hash of what was assumed."""
    sheets = sorted(lab.simulated.glob(f"sub-KD010/ses-{visit}/*_session.json"))
    sheet = json.loads(sheets[-1].read_bytes())
    assumed = [item["sha256"] for item in sheet["inputs"] if item["name"] == "assumed/assumptions.yaml"]
    return sheet["participant_mode"], sheet["launches"][-1]["apparatus"]["seed"], assumed[0] if assumed else None


def test_the_same_person_goes_on(lab: Lab, tmp_path: Path) -> None:
    """With --resume, seed and assumptions are as they were; with others typed, nobody goes on, whichever it is."""
    other = tmp_path / "other.yaml"
    text = ASSUMED.read_text("utf-8").replace("noise_sd_pct: {value: 14.0", "noise_sd_pct: {value: 13.0")
    other.write_text(text, "utf-8", newline="\n")
    session = (*SESSION, "baseline", "--participant-mode", "learner")
    assert 1 == lab.say("simulate", *session, "--seed", "4", "--assumptions", str(other), "--end-early").code
    other.unlink()
    refused = [
        lab.say("simulate", *session, "--resume", *typed).err
        for typed in (("--seed", "1"), ("--assumptions", str(ASSUMED)))
    ]
    assert ["leave --seed and --assumptions out" in said for said in refused] == [True, True]
    assert 0 == lab.say("simulate", *session, "--resume").code
    (sheet,) = lab.simulated.rglob("sub-KD010_*_session.json")
    assert [4, 4] == [launch["apparatus"]["seed"] for launch in json.loads(sheet.read_bytes())["launches"]]


@pytest.fixture
def came(lab: Lab, tmp_path: Path) -> Lab:
    """A lab in which KD010 has been an equal learner at baseline, of another seed and other assumptions than usual."""
    other = tmp_path / "other.yaml"
    text = ASSUMED.read_text("utf-8").replace("noise_sd_pct: {value: 14.0", "noise_sd_pct: {value: 13.0")
    other.write_text(text, "utf-8", newline="\n")
    typed = ("--participant-mode", "equal-learner", "--seed", "4", "--assumptions", str(other))
    assert 0 == lab.say("simulate", *SESSION, "baseline", *typed).code
    other.unlink()
    return lab


def test_the_same_person_comes_at_every_visit(came: Lab) -> None:
    """Where nothing is typed, mode, seed and assumptions are those of the visit before; whoever is typed otherwise is
    refused, be it at another visit or in a run that is done again, and nothing is written."""
    assert 0 == came.say("simulate", *SESSION, "post4h").code
    assert sat_as(came, "baseline") == sat_as(came, "post4h")
    assert ("equal-learner", 4) == sat_as(came, "post4h")[:2]
    before = came.tree()
    for typed in (("--seed", "1"), ("--assumptions", str(ASSUMED)), ("--participant-mode", "learner")):
        for session in (("day7",), ("post4h", *AGAIN)):
            said = came.say("simulate", *SESSION, *session, *typed)
            assert 1 == said.code
            assert "in KD010 at baseline this ID answered as equal-learner with the seed 4" in said.err
    assert before == came.tree()
    assert 0 == came.say("simulate", *SESSION, "day7", "--seed", "4", "--participant-mode", "equal-learner").code


def damage_sheet(lab: Lab, visit: str) -> None:
    (sheet,) = lab.simulated.glob(f"sub-KD010/ses-{visit}/*_session.json")
    sheet.chmod(0o600)
    sheet.write_bytes(b"{")


def test_nobody_else_comes_where_the_only_sheet_is_damaged(came: Lab) -> None:
    """Whoever it was is not known then, typed or not: no believer comes, and nothing is written."""
    damage_sheet(came, "baseline")
    before = came.tree()
    for typed in ((), ("--participant-mode", "learner"), ("--participant-mode", "equal-learner", "--seed", "4")):
        said = came.say("simulate", *SESSION, "post4h", *typed)
        assert 1 == said.code
        assert "a session sheet of KD010 at baseline is damaged" in said.err
    assert before == came.tree()


def test_another_sheet_tells_who_somebody_is(came: Lab) -> None:
    """Where one of two sheets is damaged, be it the earlier, the other one says who comes; somebody else is refused."""
    assert 0 == came.say("simulate", *SESSION, "post4h").code
    damage_sheet(came, "baseline")
    said = came.say("simulate", *SESSION, "day7", "--seed", "1")
    assert 1 == said.code
    assert "in KD010 at post4h this ID answered as equal-learner with the seed 4" in said.err
    came.say("simulate", *SESSION, "day7")
    assert ("equal-learner", 4) == sat_as(came, "day7")[:2]


def test_what_somebody_does_in_one_session_they_need_not_do_in_the_next(lab: Lab) -> None:
    """A learner may give up, or answer with one value, in one session; they are who they were in the others."""
    assert 1 == lab.say("simulate", *SESSION, "baseline", "--participant-mode", "quitter", "--seed", "4").code
    for visit, mode in (("baseline", "learner"), ("post4h", "constant")):
        again = AGAIN if visit == "baseline" else ()
        assert 0 == lab.say("simulate", *SESSION, visit, "--participant-mode", mode, *again).code
        assert (mode, 4) == sat_as(lab, visit)[:2]


def test_who_believes_nothing_may_come_in_anybodys_place(came: Lab) -> None:
    """Between the visits of somebody with beliefs, the program is tried out; afterwards they come as they were."""
    assert 0 == came.say("simulate", *SESSION, "baseline", "--participant-mode", "scripted", *AGAIN).code
    assert ("scripted", None) == sat_as(came, "baseline")[:2]
    assert 0 == came.say("simulate", *SESSION, "baseline", *AGAIN).code
    assert ("equal-learner", 4) == sat_as(came, "baseline")[:2]


def test_a_session_goes_on_as_whoever_began_it(lab: Lab) -> None:
    """With --resume the mode need not be typed either, whoever it is."""
    break_off(lab, ParticipantMode.SCRIPTED)
    assert 0 == lab.say("simulate", "--participant", "KD001", "--visit", "baseline", "--resume").code
