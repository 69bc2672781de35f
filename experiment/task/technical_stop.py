"""The page of a session that the program cannot go on with."""

from __future__ import annotations

from experiment.design.session_plan import SessionPlan
from experiment.format.vocabulary import EndedBy
from experiment.messages import Refusal
from experiment.task.answers import GoOn
from experiment.task.orders import Orders
from experiment.task.stage import Stage

_STOPPED_AT_LEAST_S = 1.0
"""A press that was meant for a question does not take the page of a technical stop away."""


def show_technical_stop(stage: Stage, plan: SessionPlan, refusal: Refusal) -> None:
    """Tell the participant calmly that the session must stop; nothing more is recorded."""
    stage.if_lost(lambda: refusal)
    stage.heed(Orders())  # nothing can be carried out any more
    shown = stage.show(plan.wording.stopped())
    while stage.listen(GoOn(minimum_s=_STOPPED_AT_LEAST_S).begun(shown.onset_s), None).ended_by is EndedBy.PAUSE_ASKED:
        stage.show(plan.wording.stopped())  # it is to be read whatever happens to the window
