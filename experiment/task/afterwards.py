"""A question about an event when the trials are over: what its base rate was, or a rating."""

from __future__ import annotations

from experiment.design.session_plan import AfterwardsPlan
from experiment.format.afterwards_row import AfterwardsPlaceColumns, AfterwardsRow
from experiment.format.trial_row import SessionColumns
from experiment.layout.views import FixationView, QuestionView
from experiment.layout.wording import Wording
from experiment.task.answers import NumberAnswer, answer_on
from experiment.task.presentation import OnScreen, Presentation
from experiment.task.trial_record import event_columns


class AfterwardsRun:
    """One question, until it is answered; broken off, it is asked again.

    Parameters
    ----------
    asked
        What to ask.
    step
        Its place in the plan.
    session
        The columns that are the same in every row.
    wording, presentation
        The words around it, and where it is shown.
    """

    def __init__(
        self, asked: AfterwardsPlan, step: int, session: SessionColumns, wording: Wording, presentation: Presentation
    ) -> None:
        self._asked = asked
        self._step = step
        self._session = session
        self._view = view_of(asked, wording)
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
        on = self._presentation.show(self._view, answer_on(self._asked.scale), step=self._step)
        self._presentation.finish(self._step, lambda: [self._row(on)])

    def _row(self, on: OnScreen) -> AfterwardsRow:
        assert isinstance(on.answer, NumberAnswer)
        return AfterwardsRow(
            session=self._session,
            place=AfterwardsPlaceColumns(question=self._asked.question, trial=self._asked.trial),
            event=event_columns(self._asked.event),
            answer=on.answer.columns(on.onset_s),
        )


def view_of(asked: AfterwardsPlan, wording: Wording) -> QuestionView:
    """Say what stands on the screen."""
    return wording.afterwards_question(asked.question, asked.event.event_id, asked.event.text, asked.scale)
