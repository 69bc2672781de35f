"""What is said when a session was ended early: how much is finished, also when that is nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiment.config.load import Study
from experiment.messages import Ended
from experiment.record import participants
from experiment.record.storage import Disk
from experiment.verbs.run import report
from tests.instruments.ends_early import EndsEarly
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import ARM, PARTICIPANT, Witness, run


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
    assert Ended.WITH_NOTHING.say(reason="clinical") == words.splitlines()[0]


def test_a_session_with_something_finished(study: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ended in the second trial: how many are finished, of how many, and where they are kept."""
    code, words = said(study, tmp_path, 3, capsys)
    words = words.splitlines()[0]
    what, _, where = words.partition(" in ")
    assert 1 == code
    assert "ended early (clinical): 1 of 4 trials and questions are finished, and kept" == what
    assert list(Path(where.partition(";")[0]).glob("*_data.csv"))


def test_an_ended_session_has_a_seal_code(study: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last line gives the code for the paper record, which is the one in the ledger."""
    last = said(study, tmp_path, 3, capsys)[1].splitlines()[-1]
    (ledger,) = tmp_path.rglob("data-rehearsals/**/ledger.jsonl")
    seal = json.loads(ledger.read_bytes().splitlines()[-1])["seal"]
    assert Ended.SEALED.say(code=seal) == last
