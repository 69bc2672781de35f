"""Every screen of a study, in every state it can have, without running a session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from experiment.config.load import Study
from experiment.config.typography import set_text
from experiment.design.list_orders import all_orders
from experiment.design.planner import Planned, plan_session
from experiment.design.session_plan import (
    AfterwardsPlan,
    ComprehensionPlan,
    EstimatePlan,
    PagesPlan,
    PlannedEvent,
    ScreenPlan,
    SessionPlan,
    TrialPlan,
)
from experiment.design.whereabouts import whereabouts
from experiment.format.vocabulary import SessionKind
from experiment.layout.views import ChoiceView, Notice, PauseView, QuestionView, View
from experiment.task import afterwards
from experiment.task.answers import NOTHING, Answer, ChoiceAnswer, PauseChoice, answer_on
from experiment.task.session import pause_view
from experiment.task.trial import present_as
from experiment.task.typed_answer import TypedAnswer

_ANYBODY = "XX001"


@dataclass(frozen=True)
class Exhibit:
    """A screen to be drawn: what it is called, what it shows, and the answer as it stands."""

    name: str
    view: View
    answer: Answer


def screens(study: Study, language: str) -> Iterator[Exhibit]:
    """Show every page, and every other screen with the event that has the longest text, in each of its states."""
    named: dict[View, str] = {}
    plans = list(_plans(study, language))
    longest = max((trial.event for plan in plans for trial in plan.trials), key=lambda event: len(event.text))
    for plan in plans:
        for name, view in _views(plan, longest):
            named.setdefault(view, name)
    for view, name in named.items():
        for state, answer in states_of(view):
            yield Exhibit(f"{name} {state}".strip(), view, answer)


def events(study: Study, language: str) -> Iterator[Exhibit]:
    """Show every event, with its base rate below it."""
    wording = next(_plans(study, language)).wording
    practice = [study.file.practice.events] if study.file.practice else []
    for name in (*study.file.lists.names, *practice):
        for event in study.events.lists[name]:
            text = set_text(event.text[language], language)
            view = wording.event(event.id, text, event.base_rate_pct, self_paced=False)
            yield Exhibit(f"{name} {event.id}", view, NOTHING)


def states_of(view: View) -> list[tuple[str, Answer]]:
    """Say in which states a view can stand on the screen: a name for each, and the answer."""
    if isinstance(view, PauseView):
        return [("empty", PauseChoice()), ("chosen", PauseChoice(chosen=2))]
    if isinstance(view, ChoiceView):
        empty = ChoiceAnswer(len(view.options))
        nothing = replace(empty, notice=Notice.NOTHING_GIVEN)
        return [("empty", empty), ("chosen", replace(empty, chosen=1)), ("nothing chosen", nothing)]
    if not isinstance(view, QuestionView):
        return [("", NOTHING)]
    asked, scale = answer_on(view.scale), view.scale
    nothing_given = ("nothing given", replace(asked, notice=Notice.NOTHING_GIVEN))
    not_whole = ("not whole", asked.strayed())
    largest = "9" * view.digits
    beyond_digits = largest if int(largest) > scale.maximum else ""  # then only a digit too many can be beyond
    beyond = ("out of range", replace(asked, digits=beyond_digits, notice=Notice.OUT_OF_RANGE))
    middle = (scale.minimum + scale.maximum) // 2
    if isinstance(asked, TypedAnswer):
        answered = replace(asked, digits=str(middle))
        return [("empty", asked), ("answered", answered), nothing_given, beyond, not_whole]
    places = {"lowest": scale.minimum, "answered": middle, "highest": scale.maximum}
    moved = [(name, replace(asked, value=value)) for name, value in places.items()]
    return [("empty", asked), *moved, nothing_given, beyond, not_whole]


def _plans(study: Study, language: str) -> Iterator[SessionPlan]:
    """Plan every visit of every arm for somebody who is not enrolled."""
    order = all_orders(study.file)[0]
    for arm, entry in study.file.arms.items():
        for visit in entry.visits:
            yield plan_session(study, Planned(_ANYBODY, arm, language, order), visit, 1, SessionKind.TEST)


def _without_start(screen: ScreenPlan) -> ScreenPlan:
    """Leave out a start that is drawn anew for each question: the screen is the same otherwise."""
    if not isinstance(screen, EstimatePlan):
        return screen
    return screen.model_copy(update={"scale": replace(screen.scale, start=None)})


def _views(plan: SessionPlan, event: PlannedEvent) -> Iterator[tuple[str, View]]:
    wording = plan.wording
    for step in plan.steps:
        match step:
            case PagesPlan(pages=pages):
                for number, page in enumerate(pages, start=1):
                    yield f"page {page.page}", wording.page(page.text, number=number, of=len(pages))
            case ComprehensionPlan():
                name = f"check {step.question}"
                yield name, wording.choice(step.text, step.answers)
                yield f"{name} right", wording.page(wording.feedback(step.explanation, passed=True, last=True))
                yield f"{name} wrong", wording.page(wording.feedback(step.explanation, passed=False, last=False))
                yield f"{name} wrong again", wording.page(wording.feedback(step.explanation, passed=False, last=True))
            case TrialPlan():
                for phase, screen in step.screens:
                    what = screen.question if isinstance(screen, EstimatePlan) else screen.show
                    yield f"{phase} {what}", present_as(_without_start(screen), event, phase, wording)[0]
            case AfterwardsPlan():
                yield (
                    f"afterwards {step.question}",
                    afterwards.view_of(step.model_copy(update={"event": event}), wording),
                )
    yield "pause", pause_view(plan, whereabouts(plan, len(plan.steps) // 2))
    for number, page in enumerate(plan.closing_early, start=1):
        yield f"ended early {page.page}", wording.page(page.text, number=number, of=len(plan.closing_early))
    yield "welcome back", wording.page(wording.welcome_back)
    yield "technical stop", wording.stopped()
