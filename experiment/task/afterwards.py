"""A question about an event when the trials are over: what its base rate was, or a rating."""

from __future__ import annotations

from experiment.design.session_plan import AfterwardsPlan
from experiment.design.session_views import afterwards_view
from experiment.layout.views import FixationView
from experiment.layout.wording import Wording
from experiment.task.answers import answer_on
from experiment.task.presentation import Presentation


class AfterwardsRun:
    """One question, until it is answered; broken off, it is asked again.

    Parameters
    ----------
    asked
        What to ask.
    step
        Its place in the plan.
    wording, presentation
        The words around it, and where it is shown.
    """

    def __init__(self, asked: AfterwardsPlan, step: int, wording: Wording, presentation: Presentation) -> None:
        self._asked = asked
        self._step = step
        self._view = afterwards_view(asked, wording)
        self._presentation = presentation

    def present(self) -> None:
        """Show a cross, and ask.

        Raises
        ------
        PauseAsked
            If Escape was pressed; call again to ask again.
        """
        # While the cross is on, what the question before has left is made safe: nothing is written while one is open.
        self._presentation.show(FixationView(), duration_s=self._asked.fixation_s, step=self._step)
        self._presentation.show(self._view, answer_on(self._asked.scale), step=self._step)
        self._presentation.finish(self._step)
