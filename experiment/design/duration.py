"""How long a session takes: the one figure that is told anywhere."""

from __future__ import annotations

from collections.abc import Iterable

from experiment.design.session_plan import (
    AfterwardsPlan,
    ComprehensionPlan,
    EstimatePlan,
    PagesPlan,
    ScreenPlan,
    Step,
    TrialPlan,
)

# What the participant paces is not known before anybody has been timed; these are assumed, for somebody unhurried.
PAGE_S = 15.0
CHECK_S = 20.0
ANSWER_S = 5.0
READING_S = 4.0


def about_min(steps: Iterable[Step]) -> int:
    """Say in whole minutes how long these steps of a plan take; never less than one.

    Parameters
    ----------
    steps
        All of a plan, or those that are left.
    """
    return max(1, round(sum(_seconds(step) for step in steps) / 60))


def _seconds(step: Step) -> float:
    match step:
        case PagesPlan():
            return PAGE_S * len(step.pages)
        case ComprehensionPlan():
            return CHECK_S
        case TrialPlan():
            return sum(_of_screen(screen) for _, screen in step.screens)
        case AfterwardsPlan():
            return step.fixation_s + ANSWER_S


def _of_screen(screen: ScreenPlan) -> float:
    """A timed screen lasts as long as it is planned; an answer comes before its deadline."""
    if isinstance(screen, EstimatePlan):
        return ANSWER_S if screen.deadline_s is None else min(ANSWER_S, screen.deadline_s)
    return READING_S if screen.duration_s is None else screen.duration_s
