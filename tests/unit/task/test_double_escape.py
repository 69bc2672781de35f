"""Escape pressed twice."""

from __future__ import annotations

from pathlib import Path

from experiment.layout.views import PauseView, QuestionView
from experiment.record import participants
from experiment.record.read_back import read_plan
from experiment.record.storage import Disk
from experiment.task.inputs import Key
from experiment.task.participant import Action, Observation
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import Witness, expected_answers, files, run, written_answers


class Impatient(ScriptedParticipant):
    """Hits Escape twice within a frame at the third question, and otherwise follows the script."""

    questions = 0

    def act(self, observation: Observation) -> list[Action]:
        if isinstance(observation.view, QuestionView):
            self.questions += 1
            if self.questions == 3:
                return [Action(0.3, Key.ESCAPE), Action(0.301, Key.ESCAPE), Action(0.302, Key.ESCAPE)]
        return list(super().act(observation))


def test_escape_twice_is_one_pause(tmp_path: Path) -> None:
    """Escape pressed again before the pause is on the screen brings one pause, and the session goes on to its end."""
    study, witness = small_study(tmp_path), Witness()
    data = tmp_path / "data"
    participants.enrol(Disk(), data, study.file, "KD001", "patient", "fr")
    run(study, data, Disk(), witness, participant=Impatient())
    assert sum(isinstance(view, PauseView) for view in witness.views) == 1
    content = files(data).data.read_bytes()
    assert sorted(expected_answers(read_plan(Disk(), files(data)))) == sorted(written_answers(content))
