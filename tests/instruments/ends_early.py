"""Somebody who ends a session before its time."""

from __future__ import annotations

from collections.abc import Sequence

from experiment.layout.views import PauseView, QuestionView
from experiment.task.inputs import Key
from experiment.task.participant import Action, Observation
from experiment.virtual.participants import ScriptedParticipant


class EndsEarly(ScriptedParticipant):
    """Pauses at the n-th question, goes on, pauses at once again and ends the session, hastily or with Escape."""

    def __init__(self, at: int, at_the_last_page: Sequence[Action] = ()) -> None:
        super().__init__()
        self._left, self._at_the_last_page, self.pauses = at, at_the_last_page, 0

    def act(self, observation: Observation) -> Sequence[Action]:
        if isinstance(observation.view, PauseView):
            self.pauses += 1
            if self.pauses == 1:
                return [Action(0.6, Key.SPACE)]
            return [Action(0.6, Key.DIGIT_2), Action(0.8, Key.ENTER)]
        if isinstance(observation.view, QuestionView):
            self._left -= 1
            if self._left <= 0:
                return [Action(0.2, Key.ESCAPE)]
        if self.pauses == 2 and self._at_the_last_page:
            return self._at_the_last_page
        return super().act(observation)
