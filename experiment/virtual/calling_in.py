"""A believing participant, made for a plan: the same for the same seed, at every visit and in every launch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import fmean

from experiment.design.session_plan import AfterwardsPlan, ComprehensionPlan, EstimatePlan, SessionPlan, TrialPlan
from experiment.format.vocabulary import ParticipantMode, Valence
from experiment.task.progress import Progress
from experiment.virtual.believer import BelievingParticipant, Conduct
from experiment.virtual.chance import Chance
from experiment.virtual.hands import Habit
from experiment.virtual.learning import learning_of
from experiment.virtual.mind import KnownEvent, Mind
from experiment.virtual.traits import Traits

_CONSTANT_LOWEST_PCT, _CONSTANT_STEP_PCT, _CONSTANT_STEPS = 10, 10, 7
"""Who answers with one value throughout, answers 10, 20, … or 70."""


@dataclass(frozen=True)
class Tried:
    """What is asked of a participant beside what its traits say.

    Parameters
    ----------
    misses
        Share of questions to which it does nothing; ``None``: as its traits say.
    pauses
        How often it pauses; ``None``: as its traits say.
    ends_early
        Whether it ends the session half-way.
    pace
        So many times as fast as people are.
    """

    misses: float | None = None
    pauses: int | None = None
    ends_early: bool = False
    pace: float = 1.0


def believing_participant(
    mode: ParticipantMode, plan: SessionPlan, progress: Progress, traits: Traits, seed: int, tried: Tried | None = None
) -> BelievingParticipant:
    """Make the participant of a mode for a session that has come so far: what was shown before is known to it.

    Parameters
    ----------
    mode
        How it learns, and what else it does.
    plan, progress
        Of the session.
    traits
        What it is like at this visit.
    seed
        Of the simulation.
    tried
        What else is asked of it.
    """
    tried = tried or Tried()
    if tried.misses is not None:
        traits = replace(traits, misses=tried.misses)
    person = Chance(seed, plan.study, plan.participant_id)
    run = Chance(seed, plan.study, plan.participant_id, plan.visit, plan.run)
    mind = Mind(_known(plan), traits, learning_of(mode, traits), mode is ParticipantMode.ANCHORED, person, run)
    for step in plan.steps[: progress.next_step]:
        if isinstance(step, TrialPlan) and any(screen.shows_rate for _, screen in step.screens):
            mind.see(step.event.event_id, step.event.base_rate_pct, screen=0)
    return BelievingParticipant(
        mind,
        traits,
        _habit(traits, person),
        _conduct(mode, plan, traits, person, run, tried),
        {step.text: step.right for step in plan.steps if isinstance(step, ComprehensionPlan)},
        seed=int(run.share("times", progress.launch) * 2**48),
    )


def _known(plan: SessionPlan) -> tuple[dict[str, KnownEvent], float]:
    asked = [step for step in plan.steps if isinstance(step, TrialPlan | AfterwardsPlan)]
    events = {step.event.event_id: step.event for step in asked}
    known = {
        name: KnownEvent(name, event.base_rate_pct, event.event_valence is Valence.FAVOURABLE)
        for name, event in events.items()
    }
    rates = {trial.event.event_id: trial.event.base_rate_pct for trial in plan.trials if not trial.practice}
    return known, fmean(rates.values())


def _habit(traits: Traits, person: Chance) -> Habit:
    drawn = person.share("habit")
    if drawn < traits.uses_mouse:
        return Habit.MOUSE
    return Habit.ARROWS if drawn < traits.uses_mouse + traits.uses_arrows else Habit.DIGITS


def _conduct(
    mode: ParticipantMode, plan: SessionPlan, traits: Traits, person: Chance, run: Chance, tried: Tried
) -> Conduct:
    questions = sum(isinstance(screen, EstimatePlan) for trial in plan.trials for _, screen in trial.screens)
    value = None
    if mode is ParticipantMode.CONSTANT:
        value = _CONSTANT_LOWEST_PCT + _CONSTANT_STEP_PCT * int(person.share("one value") * _CONSTANT_STEPS)
    gives_up_at = None
    if tried.ends_early:
        gives_up_at = 1 + questions // 2
    elif mode is ParticipantMode.QUITTER:
        gives_up_at = 1 + int(run.share("gives up") * questions)
    pauses = _poisson(traits.pauses, run) if tried.pauses is None else tried.pauses
    pauses_at = frozenset(1 + int(run.share("pause", number) * questions) for number in range(pauses))
    return Conduct(value, gives_up_at, pauses_at, tried.pace)


def _poisson(mean: float, run: Chance) -> int:
    """Draw how often something happens (Knuth 1969): that many draws fit into an interval."""
    number, left = 0, 1.0
    while (left := left * run.share("pauses", number)) > 2.718281828459045**-mean:
        number += 1
    return number
