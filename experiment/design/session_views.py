"""Every view that a session may show, by name: what is laid out before it, and what a preview shows."""

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
    NoRatePlan,
    PagesPlan,
    PlannedEvent,
    ScreenPlan,
    SessionPlan,
    Step,
    TrialPlan,
)
from experiment.design.whereabouts import Whereabouts, everywhere, whereabouts
from experiment.format.vocabulary import EstimationPhase, PauseReason
from experiment.layout.views import Blank, FixationView, PageView, PauseView, QuestionView, View
from experiment.layout.wording import Wording


def named_views(plan: SessionPlan) -> Iterator[tuple[str, View]]:
    """Return every view that a session may show, with what it is called; a view may come again."""
    wording = plan.wording
    yield "blank", Blank()
    yield "welcome back", wording.page(wording.welcome_back)
    yield "technical stop", wording.stopped()
    for where in everywhere(plan):
        yield "pause", pause_view(plan, where)
    for why in PauseReason:
        yield f"pause {why}", pause_view(plan, whereabouts(plan, 0), why)
    for page, view in zip(plan.closing_early, early_closing_views(plan), strict=True):
        yield f"ended early {page.page}", view
    for step in plan.steps:
        yield from _named_views_of(step, wording)


def views_of(plan: SessionPlan) -> Iterator[View]:
    """Return every view that a session may show, for preparing them."""
    return (view for _, view in named_views(plan))


def _named_views_of(step: Step, wording: Wording) -> Iterator[tuple[str, View]]:
    match step:
        case PagesPlan(pages=pages):
            for at, page in enumerate(pages):
                yield f"page {page.page}", page_view(step, at, wording)
        case ComprehensionPlan():
            name = f"check {step.question}"
            yield name, wording.choice(step.text, step.answers)
            for said, passed, last in (("right", True, True), ("wrong", False, False), ("wrong again", False, True)):
                yield f"{name} {said}", wording.page(wording.feedback(step.explanation, passed, last))
        case TrialPlan():
            for phase, screen in step.screens:
                what = screen.question if isinstance(screen, EstimatePlan) else screen.show
                yield f"{phase} {what}", screen_view(screen, step.event, phase, wording)
        case AfterwardsPlan():
            yield "afterwards fixation", FixationView()
            yield f"afterwards {step.question}", afterwards_view(step, wording)


def screen_view(screen: ScreenPlan, event: PlannedEvent, phase: EstimationPhase, wording: Wording) -> View:
    """Return what a planned screen of a trial shows."""
    match screen:
        case FixationPlan():
            return FixationView()
        case EventPlan(duration_s=duration_s):
            rate = event.base_rate_pct if screen.with_base_rate else None
            return wording.event(event.event_id, event.text, rate, duration_s is None)
        case EstimatePlan():
            return wording.estimate(screen.question, screen.words, phase, event.event_id, event.text, screen.scale)
        case BaseRatePlan(duration_s=duration_s):
            return wording.base_rate(event.event_id, event.text, event.base_rate_pct, duration_s is None)
        case NoRatePlan(duration_s=duration_s):
            return wording.no_rate(event.event_id, event.text, duration_s is None)
        case MessagePlan(duration_s=duration_s):
            return wording.page(screen.text, duration_s is None)


def afterwards_view(asked: AfterwardsPlan, wording: Wording) -> QuestionView:
    """Return a question that is asked when the trials are over."""
    return wording.afterwards_question(asked.question, asked.event.event_id, asked.event.text, asked.scale)


def page_view(pages: PagesPlan, at: int, wording: Wording) -> PageView:
    """Return one of some pages, counted from 0."""
    return wording.page(pages.pages[at].text, number=at + 1, of=len(pages.pages))


def pause_view(plan: SessionPlan, where: Whereabouts, why: PauseReason = PauseReason.ESCAPE) -> PauseView:
    """Return the screen of a pause."""
    wording = plan.wording
    said = wording.where(plan.participant_id, plan.visit, where.part, where.left, where.of, where.minutes)
    return wording.pause(said, wording.why(why, plan.silence_pause or 0))


def early_closing_views(plan: SessionPlan) -> list[PageView]:
    """Return the pages that close a session which is ended before its time."""
    pages = plan.closing_early
    return [plan.wording.page(page.text, number=n, of=len(pages)) for n, page in enumerate(pages, start=1)]
