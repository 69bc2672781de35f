"""What is said when a session was ended early: how much is finished, also when that is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.config.load import Study
from experiment.messages import Ended
from experiment.record import participants
from experiment.record.storage import Disk
from experiment.verbs.run import report
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import ARM, PARTICIPANT, Witness, run
from tests.unit.task.test_leaving import EndsEarly


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
    assert (1, f"{Ended.WITH_NOTHING.say(reason='clinical')}\n") == said(study, tmp_path, 1, capsys)


def test_a_session_with_something_finished(study: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ended in the second trial: how many are finished, of how many, and where they are kept."""
    code, words = said(study, tmp_path, 3, capsys)
    what, _, where = words.partition(" in ")
    assert (1, "ended early (clinical): 1 of 4 trials and questions are finished, and kept") == (code, what)
    assert list(Path(where.partition(";")[0]).glob("*_data.csv"))
