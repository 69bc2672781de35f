"""Where a session stands: what the experimenter is told at a pause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from experiment.design.duration import about_min
from experiment.design.session_plan import AfterwardsPlan, ComprehensionPlan, PagesPlan, SessionPlan, Step, TrialPlan
from experiment.format.vocabulary import EstimationPhase, SessionPart


@dataclass(frozen=True)
class Whereabouts:
    """Where a session stands.

    Parameters
    ----------
    part
        The part that is going on.
    left, of
        How many of its trials or questions are not finished, and how many it has; 0 of 0: pages only.
    minutes
        How long the rest of the session will take.
    """

    part: SessionPart
    left: int
    of: int
    minutes: int


def whereabouts(plan: SessionPlan, next_step: int) -> Whereabouts:
    """Return where a session stands.

    Parameters
    ----------
    plan
        What is to happen.
    next_step
        The step that is going on, or that comes next; as many as there are: only the end is left.
    """
    rest, part = plan.steps[next_step:], _part_at(plan, next_step)
    left, of = (sum(_part(step) is part for step in steps) for steps in (rest, plan.steps))
    return Whereabouts(part, left, of, about_min(rest))


def everywhere(plan: SessionPlan) -> Iterable[Whereabouts]:
    """Say it at the first step of each part: nothing that a pause says is longer."""
    first = {_part_at(plan, number): number for number in reversed(range(len(plan.steps) + 1))}
    return [whereabouts(plan, number) for number in first.values()]


def _part_at(plan: SessionPlan, next_step: int) -> SessionPart:
    return _part_of_rest(plan.steps[next_step:], begun=any(_part(step) for step in plan.steps[:next_step]))


def _part_of_rest(rest: tuple[Step, ...], begun: bool) -> SessionPart:
    """Pages belong to what follows them; at the beginning they are the instructions, at the end the closing."""
    if rest and not begun and isinstance(rest[0], PagesPlan):
        return SessionPart.INSTRUCTIONS
    return next((part for step in rest if (part := _part(step))), SessionPart.CLOSING)


def _part(step: Step) -> SessionPart | None:
    match step:
        case PagesPlan():
            return None
        case ComprehensionPlan():
            return SessionPart.COMPREHENSION
        case AfterwardsPlan():
            return SessionPart.AFTERWARDS
        case TrialPlan(practice=True):
            return SessionPart.PRACTICE
        case TrialPlan():
            phases = {part.phase for part in step.parts}
            if len(phases) > 1:
                return SessionPart.BOTH_ESTIMATES
            return SessionPart.FIRST_ESTIMATES if EstimationPhase.FIRST in phases else SessionPart.SECOND_ESTIMATES
