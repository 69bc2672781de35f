"""Somebody who leaves."""

from __future__ import annotations

from collections.abc import Sequence

from experiment.layout.views import PauseView, QuestionView
from experiment.task.inputs import Key
from experiment.task.participant import Action, Observation
from experiment.virtual.participants import ScriptedParticipant


class Leaves(ScriptedParticipant):
    """Somebody who ends the session at its fourth question, or whose session is killed or stopped there."""

    def __init__(self, by: type[BaseException] | None = None) -> None:
        super().__init__()
        self._by, self._questions = by, 0

    def act(self, observation: Observation) -> Sequence[Action]:
        """Answer, or leave."""
        if isinstance(observation.view, PauseView):
            return [Action(0.6, Key.DIGIT_1), Action(0.9, Key.ENTER)]
        self._questions += isinstance(observation.view, QuestionView)
        if self._questions < 4:
            return super().act(observation)
        if self._by is not None:
            raise self._by
        return [Action(0.01, Key.ESCAPE)]
