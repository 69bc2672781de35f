"""How far a run has come: what a launch needs to know of the launches before it."""

from __future__ import annotations

from dataclasses import dataclass, field

from experiment.task.journal import AnswersKept


@dataclass(frozen=True)
class TrialPast:
    """What happened to a trial that is not finished.

    Parameters
    ----------
    attempts
        Presentations begun so far.
    kept
        Its answers, if its base rate may have been seen.
    """

    attempts: int = 0
    kept: AnswersKept | None = None


@dataclass(frozen=True)
class Progress:
    """Where a launch begins.

    Parameters
    ----------
    launch
        From 1.
    next_step
        The first step of the plan that is not done.
    past
        What happened to that step before, if it is a trial.
    chosen
        What was answered to it before, if it is a question of the comprehension check.
    """

    launch: int = 1
    next_step: int = 0
    past: TrialPast = field(default_factory=TrialPast)
    chosen: tuple[int, ...] = ()
