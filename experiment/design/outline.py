"""A plan as a page of text: what a person wants to know before a session."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.design.session_plan import (
    AfterwardsPlan,
    BaseRatePlan,
    ComprehensionPlan,
    EstimatePlan,
    EventPlan,
    FixationPlan,
    MessagePlan,
    PagesPlan,
    ScreenPlan,
    SessionPlan,
    TrialPlan,
)


def outline(plan: SessionPlan) -> str:
    """Write the plan out: the heading, then every page and trial."""
    return "\n".join((*_heading(plan), "", *_steps(plan))) + "\n"


def expected_duration_s(plan: SessionPlan) -> tuple[float, float]:
    """Say how long the timed screens take: if every answer came at once, and if every deadline ran out.

    Pages and self-paced screens come on top; nobody can plan them.
    """
    screens = [screen for trial in plan.trials for _, screen in trial.screens]
    timed = sum(screen.duration_s or 0.0 for screen in screens if not isinstance(screen, EstimatePlan))
    timed += sum(step.fixation_s for step in plan.steps if isinstance(step, AfterwardsPlan))
    deadlines = sum(screen.deadline_s or 0.0 for screen in screens if isinstance(screen, EstimatePlan))
    return timed, timed + deadlines


def _self_paced(plan: SessionPlan) -> int:
    """Count the screens of trials that last as long as the participant wants."""
    screens = [screen for trial in plan.trials for _, screen in trial.screens]
    return sum(
        (screen.deadline_s if isinstance(screen, EstimatePlan) else screen.duration_s) is None for screen in screens
    )


def _heading(plan: SessionPlan) -> Iterator[str]:
    shortest, longest = expected_duration_s(plan)
    trials = list(plan.trials)
    practice = sum(trial.practice for trial in trials)
    pages = sum(len(step.pages) for step in plan.steps if isinstance(step, PagesPlan))
    check = sum(isinstance(step, ComprehensionPlan) for step in plan.steps)
    asked_at_the_end = sum(isinstance(step, AfterwardsPlan) for step in plan.steps)
    yield f"{plan.participant_id} · {plan.visit} · run {plan.run}   ({plan.study}, arm {plan.arm}, {plan.kind})"
    yield f"language      {plan.language}"
    yield f"event list    {plan.event_list}   (order of this participant: {' '.join(plan.list_order)})"
    yield f"trials        {len(trials) - practice}, after {practice} for practice; {plan.rows} rows in the CSV"
    deadlines = "" if longest == shortest else f", {_minutes(longest)} if every deadline ran out"
    self_paced = f" and {_self_paced(plan)} self-paced screens" if _self_paced(plan) else ""
    yield (
        f"duration      {_minutes(shortest)} if every answer came at once{deadlines}; "
        f"{pages} pages{self_paced} come on top"
    )
    yield f"besides       {check} questions to check that it is understood, {asked_at_the_end} at the end: self-paced"
    yield f"study files   {plan.study_fingerprint[:12]}"


def _minutes(seconds: float) -> str:
    return f"{round(seconds / 60)} min" if seconds >= 90 else f"{round(seconds)} s"


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
        yield (
            f"trial  {part.phase:<15} {place:<8} {trial.trial:>3}  {event.event_id:<24} {event.base_rate_pct:>3} %  "
            f"{screens}"
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
        case MessagePlan():
            return f"message {_for(screen.duration_s)}"


def _for(seconds: float | None, sign: str = "") -> str:
    return "self-paced" if seconds is None else f"{sign}{seconds:g} s"
