"""A plan as a page of text: what a person wants to know before a session."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.design.duration import ANSWER_S, PAGE_S, about_min
from experiment.design.session_plan import (
    AfterwardsPlan,
    BaseRatePlan,
    ComprehensionPlan,
    EstimatePlan,
    EventPlan,
    FixationPlan,
    MessagePlan,
    NoRatePlan,
    PagesPlan,
    ScreenPlan,
    SessionPlan,
    TrialPlan,
)
from experiment.format.vocabulary import Valence


def who_line(plan: SessionPlan, next_step: int = 0) -> str:
    """Say in one line whose session this is, and how long it will take.

    Parameters
    ----------
    plan
        What is to happen.
    next_step
        Where the session begins, or goes on.
    """
    run = f" · run {plan.run}" if plan.run > 1 else ""
    minutes = f"about {about_min(plan.steps[next_step:])} min{' to go' if next_step else ''}"
    return f"{plan.participant_id} · {plan.arm} · {plan.visit}{run} · list {plan.event_list} · {minutes}"


def outline(plan: SessionPlan, trials: bool = False) -> str:
    """Write the plan out: the heading and, if asked for, every page and trial."""
    return "\n".join((*_heading(plan), *(("", *_steps(plan)) if trials else ()))) + "\n"


def _heading(plan: SessionPlan) -> Iterator[str]:
    trials = list(plan.trials)
    practice = sum(trial.practice for trial in trials)
    pages = sum(len(step.pages) for step in plan.steps if isinstance(step, PagesPlan))
    check = sum(isinstance(step, ComprehensionPlan) for step in plan.steps)
    asked_at_the_end = sum(isinstance(step, AfterwardsPlan) for step in plan.steps)
    yield who_line(plan)
    yield f"study         {plan.study}, {plan.kind} session, run {plan.run}; in {plan.language}"
    yield f"event list    {plan.event_list}   (order of this participant: {' '.join(plan.list_order)})"
    hidden = sum(not trial.base_rate_shown for trial in trials)
    without = f", {hidden} of them without the base rate" if hidden else ""
    yield f"trials        {len(trials) - practice}{without}, after {practice} for practice; {plan.rows} rows in the CSV"
    asked = f"{check} questions to check that it is understood, {asked_at_the_end} at the end"
    yield f"besides       {pages} pages, {asked}"
    yield (
        f"duration      about {about_min(plan.steps)} min, pauses not counted: timed screens as planned, answers after "
        f"{ANSWER_S:g} s, pages read for {PAGE_S:g} s"
    )
    yield f"study files   {plan.study_fingerprint[:12]}"


def _steps(plan: SessionPlan) -> Iterator[str]:
    for step in plan.steps:
        match step:
            case PagesPlan():
                yield f"pages  {', '.join(page.page for page in step.pages)}"
            case ComprehensionPlan():
                yield f"check  {step.question}: answer {step.right} of {len(step.answers)}, {step.attempts} attempts"
            case TrialPlan():
                yield from _trial(step)
            case AfterwardsPlan():
                yield f"after  {step.question:<15} {step.trial:>12}  {step.event.event_id}"


def _trial(trial: TrialPlan) -> Iterator[str]:
    event = trial.event
    place = "practice" if trial.practice else f"block {trial.block}"
    for part in trial.parts:
        screens = " → ".join(_screen(screen) for screen in part.screens)
        hoped_for = " (favourable)" if event.event_valence is Valence.FAVOURABLE else ""
        yield (
            f"trial  {part.phase:<15} {place:<8} {trial.trial:>3}  {event.event_id:<24} {event.base_rate_pct:>3} %"
            f"{hoped_for}  {screens}"
        )


def _screen(screen: ScreenPlan) -> str:
    match screen:
        case FixationPlan():
            return f"fixation {screen.duration_s:.3f} s"
        case EventPlan():
            return f"event{' with rate' if screen.with_base_rate else ''} {_for(screen.duration_s)}"
        case EstimatePlan():
            return f"{screen.question}? {_for(screen.deadline_s, '≤ ')}"
        case BaseRatePlan():
            return f"base rate {_for(screen.duration_s)}"
        case NoRatePlan():
            return f"no rate {_for(screen.duration_s)}"
        case MessagePlan():
            return f"message {_for(screen.duration_s)}"


def _for(seconds: float | None, sign: str = "") -> str:
    return "self-paced" if seconds is None else f"{sign}{seconds:g} s"
