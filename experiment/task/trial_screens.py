"""Which screens of a trial are presented: all of them, or those from the base rate on."""

from __future__ import annotations

from itertools import dropwhile

from experiment.design.session_plan import ScreenPlan, TrialPlan
from experiment.format.vocabulary import EstimationPhase


def reveals_rate(trial: TrialPlan, screen: ScreenPlan) -> bool:
    """Return whether a screen shows the rate in a trial that asks for a first estimate."""
    return screen.shows_rate and trial.parts[0].phase is EstimationPhase.FIRST


def remaining_screens(trial: TrialPlan, answers_kept: bool) -> list[tuple[EstimationPhase, ScreenPlan]]:
    """List the screens of a presentation: with kept answers, a trial goes on at its base rate."""
    if not answers_kept:
        return list(trial.screens)
    return list(dropwhile(lambda placed: not reveals_rate(trial, placed[1]), trial.screens))
