"""A question about an event when the trials are over: what its base rate was, or a rating."""

from __future__ import annotations

from experiment.design.session_plan import AfterwardsPlan
from experiment.design.session_views import afterwards_view
from experiment.layout.views import FixationView
from experiment.task.answers import answer_on
from experiment.task.step_on_stage import StepOnStage


class AfterwardsRun:
    """One question, until it is answered; broken off, it is asked again.

    Parameters
    ----------
    asked
        What to ask.
    on
        Where it is shown.
    """

    def __init__(self, asked: AfterwardsPlan, on: StepOnStage) -> None:
        self._asked = asked
        self._on = on
        self._view = afterwards_view(asked, on.wording)

    def present(self) -> None:
        """Show a cross, and ask.

        Raises
        ------
        PauseAsked
            If Escape was pressed; call again to ask again.
        """
        # While the cross is on, what the question before has left is written: nothing is while one is open.
        self._on.show(FixationView(), duration_s=self._asked.fixation_s)
        self._on.show(self._view, answer_on(self._asked.scale))
        self._on.finish()
