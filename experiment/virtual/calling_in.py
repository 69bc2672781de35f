"""A believing participant, made for a plan: the same for the same seed, at every visit and in every launch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeGuard

from experiment.design.session_plan import (
    AfterwardsPlan,
    BaseRatePlan,
    ComprehensionPlan,
    EstimatePlan,
    EventPlan,
    NoRatePlan,
    ScreenPlan,
    SessionPlan,
    TrialPlan,
)
from experiment.format.vocabulary import ParticipantMode, Valence
from experiment.layout.views import ChoiceView
from experiment.messages import Reason, Refusal, counted
from experiment.task.progress import Progress
from experiment.virtual.believer import BelievingParticipant, Conduct, Seen
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
    mode: ParticipantMode,
    plan: SessionPlan,
    progress: Progress,
    traits: Traits,
    centre_pct: float,
    seed: int,
    tried: Tried | None = None,
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
    centre_pct
        The base rate of the event of which it believes its mean.
    seed
        Of the simulation.
    tried
        What else is asked of it.

    Raises
    ------
    Refusal
        If that cannot be done in this session.
    """
    tried = tried or Tried()
    if tried.misses is not None:
        traits = replace(traits, misses=tried.misses)
    person = Chance(seed, plan.study, plan.participant_id)
    run = Chance(seed, plan.study, plan.participant_id, plan.visit, plan.run)
    mind = Mind(
        _known(plan), centre_pct, traits, learning_of(mode, traits), mode is ParticipantMode.ANCHORED, person, run
    )
    seen = _remembered(mind, plan, progress)
    return BelievingParticipant(
        mind,
        traits,
        _habit(traits, person),
        _conduct(mode, plan, traits, person, run, tried, seen.questions),
        {step.text: step.right for step in plan.steps if isinstance(step, ComprehensionPlan)},
        run,
        seen,
    )


def _remembered(mind: Mind, plan: SessionPlan, progress: Progress) -> Seen:
    """Let a mind know what it has seen and answered before, in the order in which that was."""
    screens = questions = 0
    for number, step in enumerate(plan.steps[: progress.next_step]):
        if isinstance(step, AfterwardsPlan):
            screens += 1
            questions += 1
        if not isinstance(step, TrialPlan):
            continue
        for phase, screen in step.screens:
            screens += isinstance(screen, EstimatePlan | EventPlan | BaseRatePlan | NoRatePlan)
            questions += isinstance(screen, EstimatePlan)
            answer = progress.given.get(number, {}).get((phase, screen.question)) if _asks(screen) else None
            if _asks(screen) and answer is not None:
                mind.gave(step.event.event_id, screen.question, phase, answer)
            if screen.shows_rate:
                mind.see(step.event.event_id, step.event.base_rate_pct, screens)
    return Seen(screens, questions, dict(_came_to_nothing(mind, plan, progress)))


def _asks(screen: ScreenPlan) -> TypeGuard[EstimatePlan]:
    return isinstance(screen, EstimatePlan)


def _came_to_nothing(mind: Mind, plan: SessionPlan, progress: Progress) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield how often screens of the steps to come have been there; of their questions, the mind is told too."""
    for number, past in progress.past.items():
        step = plan.steps[number]
        if number < progress.next_step or not isinstance(step, TrialPlan):
            continue
        name = step.event.event_id
        for kept in past.kept.answers if past.kept is not None else ():
            if kept.answer.value is not None:
                mind.gave(name, kept.question, kept.phase, kept.answer.value)
        for phase, screen in step.screens:
            if isinstance(screen, EstimatePlan):
                mind.asked_before(name, screen.question, phase, past.attempts)
                yield (name, screen.question, phase), past.attempts
    for number, chosen in progress.chosen.items():
        step = plan.steps[number]
        if isinstance(step, ComprehensionPlan):
            yield (ChoiceView.__name__, step.text), len(chosen)


def _known(plan: SessionPlan) -> dict[str, KnownEvent]:
    asked = [step for step in plan.steps if isinstance(step, TrialPlan | AfterwardsPlan)]
    events = {step.event.event_id: step.event for step in asked}
    return {
        name: KnownEvent(name, event.base_rate_pct, event.event_valence is Valence.FAVOURABLE)
        for name, event in events.items()
    }


def _habit(traits: Traits, person: Chance) -> Habit:
    drawn = person.share("habit")
    if drawn < traits.uses_mouse:
        return Habit.MOUSE
    return Habit.ARROWS if drawn < traits.uses_mouse + traits.uses_arrows else Habit.DIGITS


def _conduct(
    mode: ParticipantMode, plan: SessionPlan, traits: Traits, person: Chance, run: Chance, tried: Tried, asked: int
) -> Conduct:
    """Say what else somebody does, of whom so many questions have been asked before."""
    questions = questions_of(plan)
    value = None
    if mode is ParticipantMode.CONSTANT:
        value = _CONSTANT_LOWEST_PCT + _CONSTANT_STEP_PCT * int(person.share("one value") * _CONSTANT_STEPS)
    gives_up_at = None
    if tried.ends_early:
        gives_up_at = max(1 + questions // 2, asked + 1)
    elif mode is ParticipantMode.QUITTER:
        gives_up_at = max(1 + int(run.share("gives up") * questions), asked + 1)
    first, pauses = (1, _poisson(traits.pauses, run)) if tried.pauses is None else (asked + 1, tried.pauses)
    until = range(first, questions + 1 if gives_up_at is None else gives_up_at)
    if tried.pauses is not None and tried.pauses > len(until):
        wanted, there = counted(tried.pauses, "pause"), counted(len(until), "question")
        raise Refusal(Reason.TOO_MANY_PAUSES, pauses=wanted, questions=there)
    if tried.misses and not any(_has_deadline(screen) for trial in plan.trials for _, screen in trial.screens):
        raise Refusal(Reason.NOTHING_TO_MISS, study=plan.study)
    at = sorted(until, key=lambda number: run.share("pause", number)) if pauses else []
    return Conduct(value, gives_up_at, frozenset(at[:pauses]), tried.pace)


def _has_deadline(screen: ScreenPlan) -> bool:
    return _asks(screen) and screen.deadline_s is not None


def questions_of(plan: SessionPlan) -> int:
    """Return how many questions a session has in its trials."""
    return sum(isinstance(screen, EstimatePlan) for trial in plan.trials for _, screen in trial.screens)


def _poisson(mean: float, run: Chance) -> int:
    """Draw how often something happens (Knuth 1969): that many draws fit into an interval."""
    number, left = 0, 1.0
    while (left := left * run.share("pauses", number)) > 2.718281828459045**-mean:
        number += 1
    return number
