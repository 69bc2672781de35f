"""What is said when a session was ended early: how much is finished, also when that is nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiment.config.load import Study
from experiment.format.run_files import place_of
from experiment.format.vocabulary import SessionKind
from experiment.messages import Ended
from experiment.record import participants
from experiment.record.storage import Disk
from experiment.verbs.run import report
from tests.instruments.ends_early import EndsEarly
from tests.instruments.small_study import review, small_study
from tests.instruments.study_session import study_session
from tests.instruments.typed_lab import Lab
from tests.instruments.watched_sessions import ARM, PARTICIPANT, Witness, run

LEARNER = ("--participant", "KD002", "--arm", "patient", "--visit", "baseline", "--participant-mode", "learner")


@pytest.fixture
def study(tmp_path: Path) -> Study:
    study = small_study(tmp_path, practice=0)
    participants.enrol(Disk(), tmp_path / "data", study.file, PARTICIPANT, ARM, "fr")
    return study


def said(study: Study, folder: Path, at: int, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """End a session at a question; give exit code and words."""
    code = report(run(study, folder / "data", Disk(), Witness(), participant=EndsEarly(at=at)))
    return code, capsys.readouterr().out


def test_a_session_with_nothing_finished(study: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ended at the first question: nothing is said to be in a file."""
    code, words = said(study, tmp_path, 1, capsys)
    assert 1 == code
    assert Ended.WITH_NOTHING.say(reason="clinical", line="the same line") == words.splitlines()[0]


def test_a_session_with_something_finished(study: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ended in the second trial: how many are finished, of how many, and where they are kept."""
    code, words = said(study, tmp_path, 3, capsys)
    words = words.splitlines()[0]
    what, _, where = words.partition(" in ")
    assert 1 == code
    assert "ended early (clinical): 1 of 4 trials and questions are finished, and kept" == what
    assert list(Path(where.partition(";")[0]).glob("*_data.csv"))


@pytest.mark.parametrize(
    ("kind", "ended"), [(SessionKind.STUDY, Ended.SEALED), (SessionKind.TEST, Ended.SEALED_REHEARSAL)]
)
def test_an_ended_session_has_a_seal_code(
    lab: Lab, capsys: pytest.CaptureFixture[str], kind: SessionKind, ended: Ended
) -> None:
    """The last line gives the code, which is the one in the ledger; a rehearsal has no paper record to write it on."""
    review(lab.study)
    report(study_session(lab.study, lab.data, kind=kind))
    last = capsys.readouterr().out.splitlines()[-1]
    ledger = place_of(lab.data, kind) / "ledger.jsonl"
    seal = json.loads(ledger.read_bytes().splitlines()[-1])["seal"]
    assert ended.say(code=seal) == last
    assert ("write it on the paper record" in last) is (kind is SessionKind.STUDY)


def test_the_line_that_is_said_goes_on(lab: Lab) -> None:
    """What would end it again, or begin it again, is left out of the line as the words say, and nothing else is."""
    once = ("--end-early",)
    again = ("--new-run", "--reason", "tried again", "--end-early")
    for typed in (once, again):
        said = lab.say("simulate", *LEARNER, *typed)
        _, _, line = said.out.splitlines()[0].partition("; go on with the same line without ")
        options, _, what = line.rpartition(" and ")
        assert (1, "--resume") == (said.code, what)
        assert {one for one in typed if one.startswith("--")} == set(options.split(" and "))
        gone_on = lab.say("simulate", *LEARNER, what)
        assert (0, True) == (gone_on.code, gone_on.out.startswith("complete: "))
