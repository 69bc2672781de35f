"""How far a run has come: what a launch needs to know of the launches before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from experiment.format.journal import AnswersKept
from experiment.format.made_here import made_often
from experiment.format.vocabulary import EstimationPhase, Question

Asked: TypeAlias = tuple[EstimationPhase, Question]
"""A question of a trial."""


@made_often
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
        What happened before to trials, by their step: to the next one, and perhaps to one that had only just begun.
    chosen
        What was answered before to questions of the comprehension check, by their step.
    given
        The answers that were confirmed in trials, by their step: a virtual participant is to remember them.
    """

    launch: int = 1
    next_step: int = 0
    past: Mapping[int, TrialPast] = field(default_factory=dict)
    chosen: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    given: Mapping[int, Mapping[Asked, int]] = field(default_factory=dict)
